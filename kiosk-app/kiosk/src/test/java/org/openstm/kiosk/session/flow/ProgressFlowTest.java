package org.openstm.kiosk.session.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;

/// A citizen asks how a case stands, by slip, card or phone; on the pure state machine.
class ProgressFlowTest {
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final SessionEvent SLIP = new SessionEvent.SlipScanned("7K4M92QX");
    private static final SessionEvent STRANGE = new SessionEvent.SlipScanned("");
    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);
    private final List<SessionEffect> done = new ArrayList<>();

    private void on(SessionEvent... events) {
        for (var event : events) {
            done.clear();
            var step = SessionStateMachine.nextStep(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private SelectionPage page() {
        return assertInstanceOf(SessionState.Choosing.class, session.at()).shelf();
    }

    private void assertSlipIsFollowed() {
        on(SLIP);
        assertInstanceOf(SelectionPage.FetchingCases.class, page());
        assertEquals(List.of(new SessionEffect.FetchProgress("7K4M92QX")), done);
    }

    @Test
    void a_slip_is_followed_from_each_page_that_asks_for_a_proof() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeProgress());
        assertInstanceOf(SelectionPage.AskProgressCode.class, page());
        assertSlipIsFollowed();
        on(new SessionEvent.GoBack(), new SessionEvent.SeeMyCases());
        assertInstanceOf(SelectionPage.CardLogin.class, page());
        assertSlipIsFollowed();
        on(new SessionEvent.GoBack(), new SessionEvent.SeeMyCases(), new SessionEvent.LoginByPhone());
        assertInstanceOf(SelectionPage.PhoneLogin.class, page());
        assertSlipIsFollowed();
    }

    @Test
    void a_slip_disturbs_nobody_who_looks_at_something_else() {
        on(new SessionEvent.StartSession());
        assertInstanceOf(SelectionPage.ThemeList.class, page());
        on(SLIP);
        assertInstanceOf(SelectionPage.ThemeList.class, page());
        on(new SessionEvent.SeeItem("pension/old-age-allowance"));
        on(SLIP);
        assertInstanceOf(SelectionPage.GuidePage.class, page());
        assertEquals(List.of(), done);
    }

    @Test
    void a_strange_code_is_said_where_a_slip_was_asked_for_and_waited_out_where_a_card_was() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeProgress(), STRANGE);
        assertEquals(
                "progress.not-ours",
                assertInstanceOf(SelectionPage.NoCaseProgress.class, page()).text());
        on(new SessionEvent.GoBack(), new SessionEvent.SeeMyCases());
        var before = page();
        on(STRANGE);
        assertEquals(before, page());
        assertEquals(List.of(new SessionEffect.WatchCode()), done, "the next code is read");
    }

    @Test
    void a_card_shows_its_owners_cases_only_where_they_were_asked_for() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeMyCases(), new SessionEvent.CardRead(LI));
        assertInstanceOf(SelectionPage.FetchingCases.class, page());
        assertTrue(done.contains(new SessionEffect.FetchCases(LI)));
        on(new SessionEvent.CardPresence(false), new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        on(new SessionEvent.StartSession(), new SessionEvent.CardRead(LI));
        assertInstanceOf(SelectionPage.ThemeList.class, page());
        assertEquals(Optional.of(LI), session.findPerson());
        assertFalse(done.contains(new SessionEffect.FetchCases(LI)), "nobody asked for them");
        assertTrue(done.contains(new SessionEffect.WatchCardRemoval()));
    }

    @Test
    void no_case_and_no_answer_of_central_are_each_said() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeProgress(), SLIP);
        on(new SessionEvent.CasesFetched(List.of()));
        assertEquals(
                "progress.none",
                assertInstanceOf(SelectionPage.NoCaseProgress.class, page()).text());
        on(new SessionEvent.GoBack(), new SessionEvent.SeeProgress(), SLIP);
        on(new SessionEvent.CasesNotFetched("progress.no-answer"));
        assertEquals(
                "progress.no-answer",
                assertInstanceOf(SelectionPage.NoCaseProgress.class, page()).text());
        on(new SessionEvent.GoBack(), new SessionEvent.CasesNotFetched("progress.no-answer"));
        assertInstanceOf(SelectionPage.ThemeList.class, page(), "an answer that comes too late");
    }
}
