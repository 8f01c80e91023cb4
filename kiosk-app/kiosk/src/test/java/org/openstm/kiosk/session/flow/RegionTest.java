package org.openstm.kiosk.session.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RegionCodes;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.ValueFormatter;

/// Regions level by level (S16), on the pure state machine.
class RegionTest {
    private static final IdentifiedPerson ZHAO = new IdentifiedPerson("赵伟", "530112199008150018", "resident", "云岭", "");
    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);

    private void on(SessionEvent... events) {
        for (var event : events)
            session = SessionStateMachine.nextStep(session, event, now).next();
    }

    private SessionState.Filling filling() {
        return assertInstanceOf(SessionState.Filling.class, session.at());
    }

    /// On the page of an item with a region field.
    private void ask(String item) {
        var found = session.catalog().findItem(item).orElseThrow();
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(item),
                new SessionEvent.BeginItem(item),
                new SessionEvent.TickConsent());
        on(new SessionEvent.Agree(), new SessionEvent.CardRead(ZHAO));
        if (found.level() == Item.AssuranceLevel.L3)
            on(new SessionEvent.CheckByMatch(), new SessionEvent.PersonMatched(true));
        int page = 0;
        while (!found.pages().get(page).fields().getFirst().name().equals("region")) page++;
        session = FormFlow.openPage(session, session.findApplication().orElseThrow(), page, false)
                .next();
    }

    private void offer(String... codes) {
        on(new SessionEvent.ChoicesOffered(
                "region",
                Stream.of(codes)
                        .map(code -> new OfferedChoice(
                                code, LocalizedText.of("中" + code, "En" + code), true, LocalizedText.NONE))
                        .toList()));
    }

    @Test
    void a_code_says_its_level_and_where_it_lies() {
        var chain = List.of("530000", "530100", "530103", "530103100", "530103100230");
        for (int n = 0; n < chain.size(); n++) {
            assertEquals(n + 1, RegionCodes.levelOf(chain.get(n)));
            for (int above = 0; above <= n; above++) assertTrue(RegionCodes.isWithin(chain.get(n), chain.get(above)));
            for (int below = n + 1; below < chain.size(); below++)
                assertFalse(RegionCodes.isWithin(chain.get(n), chain.get(below)));
        }
        for (var none : List.of("", "53", "5301030", "region", "530103100230000"))
            assertEquals(0, RegionCodes.levelOf(none));
        assertFalse(RegionCodes.isWithin("530103", "530112"));
        assertFalse(RegionCodes.isWithin("", "530103"));
        assertFalse(RegionCodes.isWithin("530103", ""));
    }

    @Test
    @DisplayName("S16 a place is picked down to the village, any level before can be opened again")
    void down_to_the_village() {
        ask("self-employed/register");
        for (var code : List.of("530100", "530103", "530103100")) {
            offer(code);
            on(new SessionEvent.PickOption(code));
            assertEquals("", filling().entry(), code + " is not deep enough");
        }
        offer("530103100229", "530103100230");
        on(new SessionEvent.GoOn());
        assertTrue(filling().wrong().isPresent(), "the town alone will not do where its villages are known");
        on(new SessionEvent.PickOption("530103100230"));
        assertEquals("530103100230", filling().entry());
        on(new SessionEvent.ReopenLevel(1));
        assertEquals(1, filling().trail().size());
        offer("530103", "530112");
        on(new SessionEvent.PickOption("530112"));
        offer("530112100");
        on(new SessionEvent.PickOption("530112100"));
        offer("530112100201");
        on(new SessionEvent.PickOption("530112100201"), new SessionEvent.GoOn());
        var road = session.findApplication().orElseThrow();
        assertEquals("530112100201", road.answers().findAnswer("region").orElse(""));
        assertEquals(
                "中530100中530112中530112100中530112100201",
                ValueFormatter.formatAnswer(
                        road, road.item().findField("region").orElseThrow(), DisplayLanguage.ZH_CN));
    }

    @Test
    void where_nothing_is_known_below_the_last_place_is_the_answer() {
        ask("self-employed/register");
        offer("530100");
        on(new SessionEvent.PickOption("530100"));
        offer("530103");
        on(new SessionEvent.PickOption("530103"));
        offer();
        assertEquals("530103", filling().entry());
        assertEquals(
                List.of("530100"),
                filling().trail().stream().map(OfferedChoice::value).toList());
        on(new SessionEvent.GoOn());
        assertEquals(
                "530103",
                session.findApplication()
                        .orElseThrow()
                        .answers()
                        .findAnswer("region")
                        .orElse(""));
    }

    @Test
    void a_municipality_has_no_cities() {
        ask("medical-insurance/remote-care");
        offer("110000", "530000");
        on(new SessionEvent.PickOption("110000"));
        offer("110101", "110105");
        on(new SessionEvent.PickOption("110105"));
        assertEquals("110105", filling().entry(), "a county, in two steps");
        on(new SessionEvent.ReopenLevel(0));
        offer("110000", "530000");
        on(new SessionEvent.PickOption("530000"));
        offer("530100");
        on(new SessionEvent.PickOption("530100"));
        assertEquals("", filling().entry());
    }
}
