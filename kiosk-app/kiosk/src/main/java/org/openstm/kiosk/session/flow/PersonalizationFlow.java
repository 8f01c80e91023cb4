package org.openstm.kiosk.session.flow;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemTheme;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Personalization;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionStep;

/// Order in which items are shown to this person, and the switch that turns it off (article 24 of the law on
/// personal information, PIPL).
/// It hides nothing and guesses nothing: it uses the age on the card, the items that central granted recently,
/// and the follow-up items that an item names.
public final class PersonalizationFlow {
    private static final int MOST = 4;
    private static final int LARGE_THEMES = 6;

    private PersonalizationFlow() {}

    /// Reasons for a rank, highest rank first.
    public enum OrderReason {
        /// Used recently.
        LATELY,
        /// Follow-up of an item used recently.
        NEXT,
        /// Intended for the person's age.
        AGE,
        /// The usual rank.
        USUAL,
        /// Intended for another age.
        OTHER_AGE;

        boolean isPersonal() {
            return compareTo(USUAL) < 0;
        }
    }

    public record ItemSuggestion(Item item, OrderReason why) {}

    /// @param within rank within one group
    private record ItemRank(OrderReason why, int within) implements Comparable<ItemRank> {
        @Override
        public int compareTo(ItemRank other) {
            return Comparator.comparing(ItemRank::why)
                    .thenComparingInt(ItemRank::within)
                    .compare(this, other);
        }
    }

    /// The themes; those with something for the person come first.
    ///
    /// @param usual their usual index
    public static List<ItemTheme> orderedThemes(Session session, ToIntFunction<ItemTheme> usual) {
        var sorted = session.catalog().themes().stream().sorted(Comparator.comparingInt(usual));
        return session.order() instanceof Personalization.PersonalOrder
                ? sorted.sorted(Comparator.comparing(theme -> bestRank(session, theme)))
                        .toList()
                : sorted.toList();
    }

    /// Themes on one page of the home screen: all of them in normal type.
    public static int themesPerPage(Session session) {
        return session.comfort().large()
                ? LARGE_THEMES
                : Math.max(1, session.catalog().themes().size());
    }

    private static ItemRank bestRank(Session session, ItemTheme theme) {
        return session.catalog().itemsOfTheme(theme).stream()
                .map(item -> rankOf(session, item))
                .min(Comparator.naturalOrder())
                .orElse(new ItemRank(OrderReason.USUAL, 0));
    }

    public static List<Item> orderedItems(Session session, ItemTheme theme) {
        var items = session.catalog().itemsOfTheme(theme);
        if (!(session.order() instanceof Personalization.PersonalOrder)) return items;
        return items.stream()
                .sorted(Comparator.comparing(item -> rankOf(session, item)))
                .toList();
    }

    /// Short list of items for the person: only items that are available now.
    public static List<ItemSuggestion> suggestedItems(Session session) {
        var all = new ArrayList<ItemSuggestion>();
        for (var item : rankedItems(session)) {
            var why = rankOf(session, item).why();
            if (why.isPersonal()
                    && ItemAvailability.findClosedReason(item, session).isEmpty())
                all.add(new ItemSuggestion(item, why));
        }
        return all.subList(0, Math.min(MOST, all.size()));
    }

    /// Why these items are in this order; empty for the usual order.
    public static Set<OrderReason> orderReasons(Session session, List<Item> items) {
        var all = EnumSet.noneOf(OrderReason.class);
        if (session.order() instanceof Personalization.PersonalOrder)
            for (var item : items) all.add(rankOf(session, item).why());
        all.removeIf(why -> !why.isPersonal());
        return all;
    }

    private static List<Item> rankedItems(Session session) {
        if (!(session.order() instanceof Personalization.PersonalOrder)) return List.of();
        return session.catalog().items().stream()
                .sorted(Comparator.comparing(item -> rankOf(session, item)))
                .toList();
    }

    private static ItemRank rankOf(Session session, Item item) {
        if (!(session.order() instanceof Personalization.PersonalOrder(var lately)))
            return new ItemRank(OrderReason.USUAL, 0);
        int done = lately.indexOf(item.id());
        if (done >= 0) return new ItemRank(OrderReason.LATELY, done);
        if (!suitsAge(session, item)) return new ItemRank(OrderReason.OTHER_AGE, 0);
        var age = visitorAge(session);
        for (int i = 0; i < lately.size(); i++)
            if (session.catalog()
                    .findItem(lately.get(i))
                    .filter(before -> before.related().equals(item.id()))
                    .isPresent()) return new ItemRank(OrderReason.NEXT, i);
        return age.isPresent() && item.ages().isLimited()
                ? new ItemRank(OrderReason.AGE, item.ages().spanInYears())
                : new ItemRank(OrderReason.USUAL, 0);
    }

    /// Whether the item suits the person: items intended for another age do not.
    public static boolean suitsAge(Session session, Item item) {
        var age = visitorAge(session);
        return age.isEmpty() || item.ages().includesAge(age.getAsInt());
    }

    private static OptionalInt visitorAge(Session session) {
        var born = session.findPerson().map(IdentifiedPerson::born).orElse("");
        return born.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(
                        Period.between(LocalDate.parse(born), session.today()).getYears());
    }

    /// Asks central once a session, when items are shown to an identified person.
    static SessionStep requestRecentItemsOnce(SessionStep step) {
        var session = step.next();
        boolean meets = session.at() instanceof SessionState.Choosing
                && session.findPerson().isPresent()
                && session.order().equals(Personalization.USUAL);
        return meets ? requestRecentItems(step) : step;
    }

    private static SessionStep requestRecentItems(SessionStep step) {
        var session = step.next();
        if (!session.world().lineUp())
            return new SessionStep(
                    session.withPersonalization(new Personalization.PersonalOrder(List.of())), step.effects());
        var effects = new ArrayList<>(step.effects());
        effects.add(new SessionEffect.FetchRecentItems(session.findPerson().orElseThrow()));
        return new SessionStep(session.withPersonalization(new Personalization.UsualOrder(true)), effects);
    }

    static SessionStep applyRecentItems(Session session, SessionEvent.RecentItemsKnown lately) {
        if (!session.order().equals(new Personalization.UsualOrder(true))) return SessionStep.of(session);
        return SessionStep.of(session.withPersonalization(
                lately.wanted()
                        ? new Personalization.PersonalOrder(lately.items())
                        : new Personalization.SwitchedOff(true)));
    }

    /// The choice applies to this session at once, and to the next one after central has stored it.
    static SessionStep switchPersonalization(Session before, SessionState.Choosing here) {
        var person = here.person().orElse(null);
        if (person == null) return SessionStep.of(before);
        // the short list is part of the personalised order; without it the list is empty
        boolean list = here.shelf() instanceof SessionState.SelectionPage.PersonalSuggestions;
        var session = list
                ? before.withState(
                        new SessionState.Choosing(new SessionState.SelectionPage.ThemeList(0), here.person()))
                : before;
        boolean up = session.world().lineUp();
        return switch (session.order()) {
            case Personalization.UsualOrder _ -> SessionStep.of(session);
            case Personalization.PersonalOrder _ -> {
                var off = session.withPersonalization(new Personalization.SwitchedOff(false));
                yield up
                        ? SessionStep.of(off, new SessionEffect.KeepPersonalization(person, false))
                        : SessionStep.of(off);
            }
            case Personalization.SwitchedOff _ -> {
                var on = SessionStep.of(session.withPersonalization(Personalization.USUAL));
                yield requestRecentItems(
                        up ? SessionStep.of(on.next(), new SessionEffect.KeepPersonalization(person, true)) : on);
            }
        };
    }

    static SessionStep confirmSwitch(Session session, boolean wanted) {
        return session.order() instanceof Personalization.SwitchedOff && !wanted
                ? SessionStep.of(session.withPersonalization(new Personalization.SwitchedOff(true)))
                : SessionStep.of(session);
    }
}
