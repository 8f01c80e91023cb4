package org.openstm.kiosk.session.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.model.CarriedAnswers;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionEvent.TransferCase.TransferTarget;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.TerminalEvent;

/// A half-done case is transferred to another channel and resumed from there, on the pure state machine.
class CaseTransferFlowTest {
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final String REFERENCE = "7K4M92QXD3HP7K4M92QXD3HP7K";
    private static final String CARE = "medical-insurance/remote-care";
    private static final String ALLOWANCE = "pension/old-age-allowance";
    private static final ServiceEnvironment CUT =
            new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false);
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
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

    private void filling(String item) {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem(item), new SessionEvent.BeginItem(item));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree(), new SessionEvent.CardRead(LI));
        assertInstanceOf(SessionState.Filling.class, session.at());
    }

    private ServiceApplication road() {
        return session.findApplication().orElseThrow();
    }

    private static CaseOutcome.Transferred handed(String txId, TransferTarget to) {
        return new CaseOutcome.Transferred(
                txId,
                "SF202611240007",
                to,
                "https://zwfw.sf.example/h/" + REFERENCE,
                to == TransferTarget.COUNTER ? "A017" : "",
                LocalizedText.of("5 号窗口", "Window 5"),
                Instant.parse("2026-11-25T06:32:00Z"));
    }

    private static SessionEvent.CaseResumed taken(String item, Map<String, String> answers) {
        return new SessionEvent.CaseResumed("case-1", "SF202611240007", item, answers);
    }

    @Test
    void what_was_filled_in_goes_to_the_counter_with_a_ticket_and_the_visit_ends_clean() {
        filling(ALLOWANCE);
        on(new SessionEvent.PickOption("530103"), new SessionEvent.GoOn());
        on(
                new SessionEvent.CallHelp(),
                new SessionEvent.OpenInfo(Overlay.InfoTopic.WINDOW),
                new SessionEvent.TransferCase("case-1", TransferTarget.COUNTER));
        var order = assertInstanceOf(SessionEffect.SendTransfer.class, done.getFirst());
        assertEquals("530103", order.road().answers().findAnswer("region").orElse(""));
        assertFalse(SessionStateMachine.canLeave(session), "nobody leaves while central is asked");
        on(new SessionEvent.CaseTransferred(handed("another-case", TransferTarget.COUNTER)));
        assertInstanceOf(SessionState.TransferringState.class, session.at());
        on(
                new SessionEvent.CardPresence(false),
                new SessionEvent.CaseTransferred(handed("case-1", TransferTarget.COUNTER)),
                new SessionEvent.PrintPapers());
        var paper = assertInstanceOf(SessionEffect.BeginPrint.class, done.getFirst())
                .paper();
        assertEquals("", paper.txId(), "the ticket is of no case of this terminal");
        on(
                new PrintingEvent.PrintBegun(paper, new PrintingEvent.PrintEvidence("e", 1, "3F9AC27E")),
                new PrintingEvent.PaperDelivered(paper));
        var farewell = assertInstanceOf(SessionState.Farewell.class, session.at());
        assertFalse(DeliveryFlow.isRatingOffered(farewell), "nothing was done yet that could be rated");
        on(new SessionEvent.FinishVisit());
        assertInstanceOf(SessionState.Idle.class, session.at());
        assertEquals(Optional.empty(), session.findPerson());
        assertEquals(CarriedAnswers.NOTHING, session.told());
    }

    @Test
    void what_could_not_be_given_stays_here_and_a_repeat_is_of_the_same_case() {
        filling(ALLOWANCE);
        var before = session.at();
        on(
                new SessionEvent.TransferCase("case-1", TransferTarget.PHONE),
                new SessionEvent.CaseNotTransferred("handover.no-answer"));
        assertTrue(SessionStateMachine.canLeave(session));
        on(new SessionEvent.TryAgain());
        assertEquals(
                "case-1",
                assertInstanceOf(SessionEffect.SendTransfer.class, done.getFirst())
                        .txId());
        on(new SessionEvent.CaseNotTransferred("handover.no-answer"), new SessionEvent.GoBack());
        assertEquals(before, session.at());
    }

    @Test
    void it_is_offered_only_to_whoever_is_known_acts_for_themselves_and_has_a_line() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem(ALLOWANCE), new SessionEvent.BeginItem(ALLOWANCE));
        on(new SessionEvent.TransferCase("case-1", TransferTarget.PHONE));
        assertInstanceOf(SessionState.Identifying.class, session.at());
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree(), new SessionEvent.CardRead(LI));
        assertTrue(CaseTransferFlow.isTransferOffered(session));
        on(new TerminalEvent.EnvironmentChanged(CUT));
        assertFalse(CaseTransferFlow.isTransferOffered(session));
        on(new SessionEvent.TransferCase("case-1", TransferTarget.PHONE));
        assertInstanceOf(SessionState.Filling.class, session.at());
        on(
                new TerminalEvent.EnvironmentChanged(ServiceEnvironment.FINE),
                new SessionEvent.AskToLeave(),
                new SessionEvent.ConfirmLeave());
        on(new SessionEvent.CardPresence(false), new SessionEvent.StartSession(), new SessionEvent.SeeItem(ALLOWANCE));
        on(
                new SessionEvent.BeginItemFor(ALLOWANCE, RepresentativeRole.AGENT),
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree());
        on(
                new SessionEvent.CardRead(LI),
                new SessionEvent.CardRead(new IdentifiedPerson("王德福", "530103194405120139", "resident", "", "")));
        assertInstanceOf(SessionState.Filling.class, session.at());
        assertFalse(CaseTransferFlow.isTransferOffered(session));
    }

    private void scanned(SessionEvent.CaseResumed taken) {
        on(new SessionEvent.TransferCodeShown(REFERENCE));
        assertEquals(
                REFERENCE,
                assertInstanceOf(SelectionPage.CardLogin.class, shelf()).half());
        on(new SessionEvent.CardRead(LI));
        assertTrue(done.contains(new SessionEffect.FetchTransfer(REFERENCE, LI)), done.toString());
        on(taken);
    }

    private SelectionPage shelf() {
        return assertInstanceOf(SessionState.Choosing.class, session.at()).shelf();
    }

    @Test
    void a_case_begun_on_the_phone_opens_where_it_stopped_and_keeps_its_number() {
        scanned(taken(
                ALLOWANCE, Map.of("region", "530103", "bankCard", "6222020200112233446", "mobile", "13800006021")));
        assertInstanceOf(
                IdentificationStep.PurposeNotice.class,
                assertInstanceOf(SessionState.Identifying.class, session.at()).proof());
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        var filling = assertInstanceOf(SessionState.Filling.class, session.at());
        assertEquals("13800006021", filling.entry(), "it is there, and must be proved again");
        assertEquals(
                Map.of("region", "530103", "bankCard", "6222020200112233446"),
                road().answers().given());
        on(new SessionEvent.GoOn(), new SessionEvent.CodeSent("c"));
        for (var sign : "123456".split("")) on(new SessionEvent.PressKey(sign));
        on(
                new SessionEvent.GoOn(),
                new SessionEvent.CodeChecked(true),
                new SessionEvent.GoToSigning(),
                new SessionEvent.TickRead());
        on(new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 0, 150, 0))));
        on(
                new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 9, 150, 9))),
                new SessionEvent.ConfirmCase("fresh"));
        assertEquals(
                "case-1",
                assertInstanceOf(SessionState.Submitting.class, session.at()).txId());
        on(
                new SessionEvent.OutcomeKnown(new CaseOutcome.Rejected("case-1", "same-again", LocalizedText.NONE)),
                new SessionEvent.ConfirmCase("fresh-2"));
        assertEquals(
                "fresh-2",
                assertInstanceOf(SessionState.Submitting.class, session.at()).txId(),
                "that is another case");
    }

    @Test
    void an_answer_that_the_form_would_not_take_is_asked() {
        scanned(taken(
                ALLOWANCE,
                Map.of(
                        "region",
                        "999999",
                        "bankCard",
                        "6222020200112233447",
                        "mobile",
                        "x".repeat(9000),
                        "more",
                        "1")));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        assertEquals(Map.of(), road().answers().given());
        assertEquals(Map.of(), road().brought().orElseThrow().suggested());
        assertEquals(
                "", assertInstanceOf(SessionState.Filling.class, session.at()).entry());
    }

    @Test
    void what_a_list_offers_counts_once_the_list_has_offered_it() {
        scanned(taken(CARE, Map.of("kind", "retired", "region", "510107", "startDate", "2026-12-01")));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        var region = assertInstanceOf(SessionState.Filling.class, session.at());
        assertEquals("region", FormFlow.pageField(region.road(), region.page()).name());
        on(new SessionEvent.GoOn());
        assertTrue(road().answers().findAnswer("region").isEmpty(), "nobody has offered it yet");
        on(
                new SessionEvent.ChoicesOffered(
                        "region", List.of(new OfferedChoice("510000", LocalizedText.NONE, true, LocalizedText.NONE))),
                new SessionEvent.GoOn());
        assertTrue(road().answers().findAnswer("region").isEmpty(), "it is not among what is offered");
        scannedDates(Map.of("kind", "retired", "startDate", "2020-01-01"));
        scannedDates(Map.of("kind", "stranger", "startDate", "tomorrow"));
    }

    private void scannedDates(Map<String, String> answers) {
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave(), new SessionEvent.CardPresence(false));
        scanned(taken(CARE, answers));
        assertTrue(road().answers().findAnswer("startDate").isEmpty(), answers.toString());
    }

    @Test
    void whoever_logged_in_by_phone_need_not_lay_a_card_and_a_code_in_the_place_of_the_card_opens_it_too() {
        on(new SessionEvent.TransferCodeShown(REFERENCE), new SessionEvent.PhoneCodeShown("a.b.c"));
        var phone = IdentifiedPerson.ofPhone(LI.name(), LI.number(), "resident", Item.AssuranceLevel.L2);
        on(new SessionEvent.PhoneIdentified("a.b.c", phone));
        assertTrue(done.contains(new SessionEffect.FetchTransfer(REFERENCE, phone)), done.toString());
        on(new SessionEvent.CaseNotResumed("handover.other-person"));
        assertEquals(
                "handover.other-person",
                assertInstanceOf(SelectionPage.TransferNotOpened.class, shelf()).text());
        on(new SessionEvent.TransferCodeShown(REFERENCE));
        assertTrue(done.contains(new SessionEffect.FetchTransfer(REFERENCE, phone)), "it is known who stands there");
    }

    @Test
    void what_this_terminal_cannot_do_now_goes_back_to_the_phone_with_all_its_answers() {
        on(new TerminalEvent.EnvironmentChanged(
                new ServiceEnvironment(true, Set.of(), Set.of("document-printer"), Set.of(), false, false)));
        var item = "social-insurance/contribution-certificate";
        scanned(taken(item, Map.of("kind", "all", "copies", "2")));
        var order = assertInstanceOf(SessionEffect.SendTransfer.class, done.getFirst());
        assertEquals(TransferTarget.PHONE, order.to());
        assertEquals("case-1", order.txId());
        assertEquals(
                Map.of("kind", "all", "copies", "2"), order.road().answers().given());
        on(new SessionEvent.CaseNotTransferred("handover.no-answer"), new SessionEvent.GoBack());
        assertInstanceOf(SelectionPage.ItemClosed.class, shelf());
    }

    @Test
    void an_item_that_is_not_on_this_terminal_is_said_to_be_so() {
        scanned(taken("pension/unheard-of", Map.of()));
        assertEquals(
                "handover.no-item",
                assertInstanceOf(SelectionPage.TransferNotOpened.class, shelf()).text());
    }

    @Test
    void a_half_done_case_that_was_brought_can_be_given_on_under_its_own_name() {
        scanned(taken(ALLOWANCE, Map.of("region", "530103")));
        on(
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree(),
                new SessionEvent.TransferCase("fresh", TransferTarget.COUNTER));
        assertEquals(
                "case-1",
                assertInstanceOf(SessionEffect.SendTransfer.class, done.getFirst())
                        .txId());
    }

    @Test
    void copies_and_numbers_from_elsewhere_are_held_to_the_items_limits() {
        var item = "social-insurance/contribution-certificate";
        for (var copies : List.of("0", "6", "99", "-1", "two", "")) {
            scanned(taken(item, Map.of("copies", copies)));
            assertTrue(road().answers().findAnswer("copies").isEmpty(), copies);
            on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave(), new SessionEvent.CardPresence(false));
        }
    }
}
