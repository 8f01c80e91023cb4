package org.openstm.kiosk.session.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.ItemTheme;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.flow.PersonalizationFlow.OrderReason;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Personalization;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.TerminalEvent;

/// Personalised order of items (S23), and that no data of it remain (S42).
class PersonalizationFlowTest {
    private static final ItemCatalogue CATALOG = CatalogueFiles.loadShipped();
    private static final List<String> USUAL =
            CATALOG.themes().stream().map(ItemTheme::id).toList();
    private static final IdentifiedPerson OLD =
            new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "", "1955-03-08"); // 71
    private static final IdentifiedPerson YOUNG =
            new IdentifiedPerson("赵伟", "530112200608150018", "resident", "云岭", "", "2006-08-15"); // 20

    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CATALOG, true, now);
    private final List<SessionEffect> done = new ArrayList<>();

    private void on(SessionEvent... events) {
        for (var event : events) {
            var step = SessionStateMachine.nextStep(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private List<String> themes() {
        return PersonalizationFlow.orderedThemes(session, _ -> 0).stream()
                .map(ItemTheme::id)
                .toList();
    }

    private List<String> items(String theme) {
        return PersonalizationFlow.orderedItems(
                        session, CATALOG.findTheme(theme).orElseThrow())
                .stream()
                .map(Item::id)
                .toList();
    }

    private List<String> suggested() {
        return PersonalizationFlow.suggestedItems(session).stream()
                .map(s -> s.item().id() + " " + s.why())
                .toList();
    }

    private void meet(IdentifiedPerson person, String... lately) {
        on(new SessionEvent.CardRead(person), new SessionEvent.RecentItemsKnown(true, List.of(lately)));
    }

    @Test
    @DisplayName("S23 a guest sees the usual order, and nobody is asked about")
    void a_guest_sees_the_usual_order() {
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeTheme("pension"),
                new SessionEvent.GoBack(),
                new SessionEvent.SwitchPersonalization());
        assertEquals(USUAL, themes());
        assertEquals(List.of(), suggested());
        assertTrue(done.stream()
                .noneMatch(e ->
                        e instanceof SessionEffect.FetchRecentItems || e instanceof SessionEffect.KeepPersonalization));
    }

    @Test
    @DisplayName("S23 what is made for the age on the card comes first, what is made for another last")
    void by_stage_of_life() {
        meet(OLD);
        assertEquals("pension", themes().getFirst());
        assertEquals(List.of("pension/life-proof AGE", "pension/paid-record AGE"), suggested());
        var items = items("pension");
        assertEquals(List.of("pension/life-proof", "pension/paid-record"), items.subList(0, 2));
        assertEquals(Set.copyOf(items("pension")), Set.copyOf(items), "nothing is hidden");
        assertTrue(items.indexOf("pension/old-age-allowance") > 1, "it is for those of 80 and more");
        assertEquals(Set.of(OrderReason.AGE), PersonalizationFlow.orderReasons(session, CATALOG.items()));
        session = Session.initialSession(CATALOG, true, now);
        meet(YOUNG);
        assertEquals("school", themes().getFirst());
        assertTrue(themes().indexOf("pension") > 3, themes().toString());
    }

    @Test
    @DisplayName("S23 what was done lately comes before all, then what goes on from it")
    void by_history() {
        meet(OLD, "medical-insurance/remote-care", "id-card/replace");
        var related =
                CATALOG.findItem("medical-insurance/remote-care").orElseThrow().related();
        assertFalse(related.isEmpty());
        var all = suggested();
        assertEquals(
                List.of("medical-insurance/remote-care LATELY", "id-card/replace LATELY", related + " NEXT"),
                all.subList(0, 3));
        assertEquals(List.of("medical-insurance", "id-card"), themes().subList(0, 2));
        on(new SessionEvent.SeeForMe(), new SessionEvent.SeeItem("id-card/replace"), new SessionEvent.GoBack());
        assertEquals(
                new SelectionPage.PersonalSuggestions(),
                ((SessionState.Choosing) session.at()).shelf(),
                "back to what it was found on");
    }

    @Test
    void what_goes_on_from_the_last_thing_is_not_named_to_who_is_too_young_for_it() {
        assertEquals(
                "pension/old-age-allowance",
                CATALOG.findItem("pension/life-proof").orElseThrow().related());
        meet(OLD, "pension/life-proof");
        assertEquals(List.of("pension/life-proof LATELY", "pension/paid-record AGE"), suggested());
    }

    @Test
    @DisplayName("S23 the line is down: by age alone; central does not know it: the same")
    void while_the_line_is_down_age_alone() {
        on(new TerminalEvent.EnvironmentChanged(
                new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false)));
        on(new SessionEvent.CardRead(OLD));
        assertTrue(done.stream().noneMatch(SessionEffect.FetchRecentItems.class::isInstance));
        assertEquals("pension", themes().getFirst());
        assertTrue(suggested().isEmpty(), "none of what is made for that age can be done now");
        on(new SessionEvent.SwitchPersonalization());
        assertEquals(USUAL, themes());
        assertEquals(new Personalization.SwitchedOff(false), session.order(), "for this visit");
        on(new SessionEvent.SwitchPersonalization());
        assertEquals("pension", themes().getFirst());
    }

    @Test
    @DisplayName("PIPL 24 switched off is the usual order for the whole visit, and central keeps the choice")
    void switched_off_is_the_usual_order() {
        meet(OLD, "id-card/replace");
        on(new SessionEvent.SwitchPersonalization());
        assertEquals(USUAL, themes());
        assertEquals(List.of(), suggested());
        assertEquals(new SessionEffect.KeepPersonalization(OLD, false), done.getLast());
        on(new SessionEvent.PersonalizationKept(false));
        assertEquals(new Personalization.SwitchedOff(true), session.order());
        on(
                new SessionEvent.SeeItem("pension/life-proof"),
                new SessionEvent.BeginItem("pension/life-proof"),
                new SessionEvent.Disagree());
        on(new SessionEvent.GoHome(), new SessionEvent.RecentItemsKnown(true, List.of("id-card/replace")));
        assertEquals(USUAL, themes(), "an answer that comes late changes nothing");
        assertEquals(
                1,
                done.stream()
                        .filter(SessionEffect.FetchRecentItems.class::isInstance)
                        .count(),
                "once a visit");
        on(new SessionEvent.SwitchPersonalization());
        assertEquals(
                List.of(new SessionEffect.KeepPersonalization(OLD, true), new SessionEffect.FetchRecentItems(OLD)),
                done.subList(done.size() - 2, done.size()));
        on(new SessionEvent.RecentItemsKnown(true, List.of("id-card/replace")));
        assertEquals("id-card", themes().getFirst());
        on(new SessionEvent.SeeForMe(), new SessionEvent.SwitchPersonalization());
        assertEquals(
                new SelectionPage.ThemeList(0),
                ((SessionState.Choosing) session.at()).shelf(),
                "the short list is left");
    }

    @Test
    void who_chose_the_usual_order_before_gets_it() {
        on(new SessionEvent.CardRead(OLD));
        assertEquals(USUAL, themes(), "nothing moves before central has answered");
        on(new SessionEvent.RecentItemsKnown(false, List.of()));
        assertEquals(USUAL, themes());
        assertEquals(new Personalization.SwitchedOff(true), session.order());
    }

    @Test
    void who_comes_for_one_item_and_goes_is_not_asked_about() {
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem("pension/life-proof"),
                new SessionEvent.BeginItem("pension/life-proof"));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree(), new SessionEvent.CardRead(OLD));
        assertTrue(done.stream().noneMatch(SessionEffect.FetchRecentItems.class::isInstance));
        on(new SessionEvent.GoBack(), new SessionEvent.GoBack(), new SessionEvent.GoBack());
        assertEquals(new SessionEffect.FetchRecentItems(OLD), done.getLast(), "only when something is laid out");
    }

    @Test
    @DisplayName("S42 the next citizen finds nothing of it")
    void nothing_of_it_goes_over() {
        meet(OLD, "id-card/replace");
        on(new SessionEvent.CardPresence(false), new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        assertEquals(Personalization.USUAL, session.order());
        on(new SessionEvent.RecentItemsKnown(true, List.of("id-card/replace")), new SessionEvent.StartSession());
        assertEquals(USUAL, themes());
        meet(YOUNG);
        assertEquals("school", themes().getFirst());
    }
}
