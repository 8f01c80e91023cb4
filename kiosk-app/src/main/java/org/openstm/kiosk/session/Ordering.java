package org.openstm.kiosk.session;

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

/// What is laid out first for who stands there, and the switch that turns it off (S23, PIPL article 24).
/// Nothing is hidden by it and nothing is guessed: the age on the card, what the centre has granted lately,
/// and what an item names to go on with.
public final class Ordering {
    private static final int MOST = 4;
    private static final int LARGE_THEMES = 6;

    private Ordering() {}

    /// Why something comes first; what is first here comes first.
    public enum Why {
        /// Done lately.
        LATELY,
        /// What comes after something that was done lately.
        NEXT,
        /// Made for the person's age.
        AGE,
        /// As for everybody.
        USUAL,
        /// Made for another age.
        OTHER_AGE;

        boolean first() {
            return compareTo(USUAL) < 0;
        }
    }

    public record Suggestion(Item item, Why why) {}

    /// @param within among those of one group
    private record Rank(Why why, int within) implements Comparable<Rank> {
        @Override
        public int compareTo(Rank other) {
            return Comparator.comparing(Rank::why)
                    .thenComparingInt(Rank::within)
                    .compare(this, other);
        }
    }

    /// The themes, those with something for the person first.
    ///
    /// @param usual their place for everybody
    public static List<ItemTheme> themes(Session session, ToIntFunction<ItemTheme> usual) {
        var sorted = session.catalog().themes().stream().sorted(Comparator.comparingInt(usual));
        return session.order() instanceof Order.Personal
                ? sorted.sorted(Comparator.comparing(theme -> best(session, theme)))
                        .toList()
                : sorted.toList();
    }

    /// Themes on one page of the home screen: in normal type all of them.
    public static int themesPerPage(Session session) {
        return session.comfort().large()
                ? LARGE_THEMES
                : Math.max(1, session.catalog().themes().size());
    }

    private static Rank best(Session session, ItemTheme theme) {
        return session.catalog().itemsOfTheme(theme).stream()
                .map(item -> rank(session, item))
                .min(Comparator.naturalOrder())
                .orElse(new Rank(Why.USUAL, 0));
    }

    public static List<Item> items(Session session, ItemTheme theme) {
        var items = session.catalog().itemsOfTheme(theme);
        if (!(session.order() instanceof Order.Personal)) return items;
        return items.stream()
                .sorted(Comparator.comparing(item -> rank(session, item)))
                .toList();
    }

    /// What the person may have come for: few, and only what can be done now.
    public static List<Suggestion> suggestions(Session session) {
        var all = new ArrayList<Suggestion>();
        for (var item : ranked(session)) {
            var why = rank(session, item).why();
            if (why.first() && Availability.closed(item, session).isEmpty()) all.add(new Suggestion(item, why));
        }
        return all.subList(0, Math.min(MOST, all.size()));
    }

    /// Why these items stand as they stand; empty where they stand as for everybody.
    public static Set<Why> reasons(Session session, List<Item> items) {
        var all = EnumSet.noneOf(Why.class);
        if (session.order() instanceof Order.Personal)
            for (var item : items) all.add(rank(session, item).why());
        all.removeIf(why -> !why.first());
        return all;
    }

    private static List<Item> ranked(Session session) {
        if (!(session.order() instanceof Order.Personal)) return List.of();
        return session.catalog().items().stream()
                .sorted(Comparator.comparing(item -> rank(session, item)))
                .toList();
    }

    private static Rank rank(Session session, Item item) {
        if (!(session.order() instanceof Order.Personal(var lately))) return new Rank(Why.USUAL, 0);
        int done = lately.indexOf(item.id());
        if (done >= 0) return new Rank(Why.LATELY, done);
        if (!suits(session, item)) return new Rank(Why.OTHER_AGE, 0);
        var age = age(session);
        for (int i = 0; i < lately.size(); i++)
            if (session.catalog()
                    .findItem(lately.get(i))
                    .filter(before -> before.related().equals(item.id()))
                    .isPresent()) return new Rank(Why.NEXT, i);
        return age.isPresent() && item.ages().isLimited()
                ? new Rank(Why.AGE, item.ages().spanInYears())
                : new Rank(Why.USUAL, 0);
    }

    /// Whether it can be of any use to who stands there: not what is made for another age.
    public static boolean suits(Session session, Item item) {
        var age = age(session);
        return age.isEmpty() || item.ages().includesAge(age.getAsInt());
    }

    private static OptionalInt age(Session session) {
        var born = session.person().map(Person::born).orElse("");
        return born.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(
                        Period.between(LocalDate.parse(born), session.today()).getYears());
    }

    /// Where something is laid out for somebody who is known, the centre is asked, once a visit.
    static Step meeting(Step step) {
        var session = step.next();
        boolean meets = session.at() instanceof Place.Choosing
                && session.person().isPresent()
                && session.order().equals(Order.USUAL);
        return meets ? asked(step) : step;
    }

    private static Step asked(Step step) {
        var session = step.next();
        if (!session.world().lineUp()) return new Step(session.in(new Order.Personal(List.of())), step.effects());
        var effects = new ArrayList<>(step.effects());
        effects.add(new Effect.FetchLately(session.person().orElseThrow()));
        return new Step(session.in(new Order.Usual(true)), effects);
    }

    static Step told(Session session, Event.Lately lately) {
        if (!session.order().equals(new Order.Usual(true))) return Step.to(session);
        return Step.to(session.in(lately.wanted() ? new Order.Personal(lately.items()) : new Order.Off(true)));
    }

    /// The choice holds for this visit at once, and for the next one when the centre has taken it.
    static Step turned(Session before, Place.Choosing here) {
        var person = here.person().orElse(null);
        if (person == null) return Step.to(before);
        // the short list is one's own order; without it there is nothing on it
        boolean list = here.shelf() instanceof Place.Shelf.ForMe;
        var session = list ? before.to(new Place.Choosing(new Place.Shelf.Themes(0), here.person())) : before;
        boolean up = session.world().lineUp();
        return switch (session.order()) {
            case Order.Usual _ -> Step.to(session);
            case Order.Personal _ -> {
                var off = session.in(new Order.Off(false));
                yield up ? Step.to(off, new Effect.KeepOrder(person, false)) : Step.to(off);
            }
            case Order.Off _ -> {
                var on = Step.to(session.in(Order.USUAL));
                yield asked(up ? Step.to(on.next(), new Effect.KeepOrder(person, true)) : on);
            }
        };
    }

    static Step kept(Session session, boolean wanted) {
        return session.order() instanceof Order.Off && !wanted
                ? Step.to(session.in(new Order.Off(true)))
                : Step.to(session);
    }
}
