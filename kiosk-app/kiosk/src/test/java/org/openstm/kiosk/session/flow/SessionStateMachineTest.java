package org.openstm.kiosk.session.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.AccessibilityOptions;
import org.openstm.kiosk.session.model.CarriedAnswers;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.CasePaper;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.IdentityFactor;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.DeliveryStage;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.TerminalEvent;

/// Rules of the session, on the pure state machine.
class SessionStateMachineTest {
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CatalogueFiles.loadShipped(), false, now);
    private final List<SessionEffect> done = new ArrayList<>();

    @BeforeEach
    void a_terminal_that_demonstrates() {
        session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);
    }

    private void on(SessionEvent... events) {
        for (var event : events) {
            var step = SessionStateMachine.nextStep(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private void later(long seconds) {
        for (long i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            on(new TerminalEvent.ClockTick());
        }
    }

    private void walkToCheck(String item) {
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(item),
                new SessionEvent.BeginItem(item),
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree());
        on(new SessionEvent.CardRead(LI));
    }

    private void lifeProofToCheck() {
        walkToCheck("pension/life-proof");
        on(new SessionEvent.CheckByMatch(), new SessionEvent.PersonMatched(true));
    }

    private CaseOutcome.Accepted accepted(String txId) {
        return new CaseOutcome.Accepted(
                txId, "SF202611240317", "2026年11月24日 14:32", Map.of(), LocalizedText.NONE, List.of());
    }

    private void type(String signs) {
        for (var sign : signs.split("")) on(new SessionEvent.PressKey(sign));
        on(new SessionEvent.GoOn());
    }

    private ServiceApplication road() {
        return session.findApplication()
                .orElseThrow(() -> new AssertionError(session.at().toString()));
    }

    /// The old-age allowance, up to its check page.
    private void allowanceToCheck() {
        on(new SessionEvent.PickOption("530102"), new SessionEvent.GoOn());
        type("6222020200112233446");
        type("13800006021");
        on(new SessionEvent.CodeSent("c"));
        for (var sign : "123456".split("")) on(new SessionEvent.PressKey(sign));
        on(new SessionEvent.GoOn(), new SessionEvent.CodeChecked(true));
        assertInstanceOf(SessionState.Confirming.class, session.at());
    }

    private void handIn(String txId) {
        on(new SessionEvent.GoToSigning(), new SessionEvent.TickRead());
        on(new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 0, 150, 0))));
        on(new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 9, 150, 9))));
        on(new SessionEvent.ConfirmCase(txId), new SessionEvent.OutcomeKnown(accepted(txId)));
    }

    @Test
    @DisplayName("S21 the next item asks nothing that was told before, and nothing goes on to the next citizen")
    void what_was_told_is_not_asked_again() {
        walkToCheck("pension/old-age-allowance");
        allowanceToCheck();
        handIn("tx-1");
        on(new SessionEvent.SeeItem("pension/join-rural"), new SessionEvent.BeginItem("pension/join-rural"));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        assertEquals(LI.number(), road().person().orElseThrow().number(), "the card is not asked for again");
        assertFalse(road().factors().contains(IdentityFactor.SMS_CODE), "a message code is used up by its case");
        assertTrue(road().answers().findAnswer("bankCard").isEmpty(), "the card that pays is another question");
        on(new SessionEvent.PickOption("530103"), new SessionEvent.GoOn());
        var grade = new OfferedChoice("300", LocalizedText.of("300 元/年", "CNY 300 a year"), true, LocalizedText.NONE);
        on(
                new SessionEvent.ChoicesOffered("grade", List.of(grade)),
                new SessionEvent.PickOption("300"),
                new SessionEvent.GoOn());
        type("6222020200112233446");
        assertEquals(
                "13800006021",
                assertInstanceOf(SessionState.Filling.class, session.at()).entry(),
                "it is typed already");
        on(new SessionEvent.GoOn());
        assertTrue(
                assertInstanceOf(SessionState.Filling.class, session.at())
                        .code()
                        .isPresent(),
                "and proved anew");
        on(new SessionEvent.CardPresence(false), new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        walkToCheck("pension/old-age-allowance");
        assertTrue(road().answers().given().isEmpty(), "the next citizen begins with nothing");
        assertEquals(CarriedAnswers.NOTHING, session.told());
    }

    @Test
    void a_number_that_nobody_proved_does_not_pass_for_the_one_before_it() {
        walkToCheck("pension/old-age-allowance");
        allowanceToCheck();
        on(new TerminalEvent.EnvironmentChanged(
                new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false)));
        on(new SessionEvent.ChangeAnswer("mobile"), new SessionEvent.ClearEntry());
        type("13800006022");
        assertInstanceOf(SessionState.Confirming.class, session.at());
        assertFalse(road().factors().contains(IdentityFactor.SMS_CODE));
    }

    @Test
    @DisplayName("S34 somebody else lays their own card first and then the other one; the case is the other's")
    void an_agent_lays_both_cards() {
        var wang = new IdentifiedPerson("王德福", "530103194405120139", "resident", "云岭", "");
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem("pension/old-age-allowance"));
        on(
                new SessionEvent.BeginItemFor("pension/old-age-allowance", RepresentativeRole.AGENT),
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree());
        assertTrue(road().needsVisitorCard());
        on(new SessionEvent.CardRead(LI));
        assertFalse(road().needsVisitorCard());
        assertTrue(road().person().isEmpty());
        on(new SessionEvent.CardRead(LI));
        var lay = (SessionState.IdentificationStep.LayCard)
                assertInstanceOf(SessionState.Identifying.class, session.at()).proof();
        assertEquals("card.same-person", lay.trouble().orElseThrow().text());
        on(new SessionEvent.CardRead(wang));
        assertEquals(wang, road().person().orElseThrow());
        assertEquals(LI, road().visitor().orElseThrow());
        assertEquals(LI, session.findPerson().orElseThrow(), "who stands there is who is greeted");
        allowanceToCheck();
        handIn("tx-1");
        assertEquals(CarriedAnswers.NOTHING, session.told(), "Wang's answers are not Li's");
        on(new SessionEvent.SeeItem("pension/life-proof"), new SessionEvent.BeginItem("pension/life-proof"));
        assertEquals(LI, road().person().orElseThrow(), "afterwards it is about whoever stands there");
    }

    @Test
    @DisplayName("S36 what is no longer asked does not leave the terminal")
    void an_answer_goes_with_its_question() {
        walkToCheck("medical-insurance/join-pay");
        on(new SessionEvent.PickOption("family"), new SessionEvent.GoOn());
        type("11010519491231002X");
        assertEquals(
                "11010519491231002X", road().answers().findAnswer("memberId").orElse(""));
        on(
                new SessionEvent.GoBack(),
                new SessionEvent.GoBack(),
                new SessionEvent.PickOption("self"),
                new SessionEvent.GoOn());
        assertTrue(road().answers().findAnswer("memberId").isEmpty(), "nobody sees it any more");
        assertEquals("self", road().answers().findAnswer("whose").orElse(""));
    }

    /// After another day is chosen, the old time is removed: going back does not bypass the question.
    @Test
    void nothing_is_handed_in_while_an_answer_is_missing() {
        walkToCheck("company/start-up-desk");
        for (var field : List.of("hall", "date", "slot")) {
            on(new SessionEvent.ChoicesOffered(
                    field,
                    List.of(
                            new OfferedChoice("a", LocalizedText.NONE, true, LocalizedText.NONE),
                            new OfferedChoice("b", LocalizedText.NONE, true, LocalizedText.NONE))));
            on(new SessionEvent.PickOption("a"), new SessionEvent.GoOn());
        }
        type("13800006021");
        assertInstanceOf(SessionState.Confirming.class, session.at());
        on(
                new SessionEvent.ChangeAnswer("date"),
                new SessionEvent.ChoicesOffered(
                        "date", List.of(new OfferedChoice("b", LocalizedText.NONE, true, LocalizedText.NONE))));
        on(new SessionEvent.PickOption("b"), new SessionEvent.GoOn());
        assertTrue(road().answers().findAnswer("slot").isEmpty(), "the time belonged to the other day");
        on(new SessionEvent.GoBack());
        assertInstanceOf(SessionState.Filling.class, session.at());
    }

    @Test
    void a_role_that_the_item_does_not_allow_begins_nothing() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem("pension/life-proof"));
        on(new SessionEvent.BeginItemFor("pension/life-proof", RepresentativeRole.AGENT));
        assertInstanceOf(SessionState.Choosing.class, session.at());
    }

    /// A case at its farewell; effects from there on are in [#done].
    private void farewell() {
        lifeProofToCheck();
        on(
                new SessionEvent.CardPresence(false),
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.OutcomeKnown(accepted("tx-1")),
                new SessionEvent.FinishVisit());
        done.clear();
    }

    @Test
    @DisplayName("R20 a bad grade may have reasons; one rating leaves, however the citizen goes")
    void a_bad_grade_is_sent_once_with_its_reasons_however_the_citizen_goes() {
        farewell();
        on(
                new SessionEvent.GiveGrade(1),
                new SessionEvent.GiveGrade(5),
                new SessionEvent.PickReason("slow"),
                new SessionEvent.PickReason("steps"));
        on(new SessionEvent.PickReason("slow"), new SessionEvent.PickReason("no-such"));
        assertEquals(List.of(), done, "nothing leaves while it is being said");
        on(
                new SessionEvent.SendRating(),
                new SessionEvent.SendRating(),
                new SessionEvent.GiveGrade(2),
                new SessionEvent.FinishVisit());
        var sent = done.stream()
                .filter(e -> e instanceof SessionEffect.SubmitRating)
                .toList();
        assertEquals(List.of(new SessionEffect.SubmitRating("tx-1", 1, List.of("steps"))), sent);
        for (var way :
                List.of(new SessionEvent.FinishVisit(), new SessionEvent.GoBack(), new SessionEvent.AskToLeave())) {
            farewell();
            on(new SessionEvent.GiveGrade(2), new SessionEvent.PickReason("unclear"), way);
            assertEquals(
                    1,
                    done.stream()
                            .filter(new SessionEffect.SubmitRating("tx-1", 2, List.of("unclear"))::equals)
                            .count(),
                    way + "");
            if (!(session.at() instanceof SessionState.Idle))
                on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        }
        farewell();
        on(new SessionEvent.GiveGrade(2));
        later(41);
        assertInstanceOf(SessionState.Idle.class, session.at());
        assertEquals(
                1,
                done.stream()
                        .filter(new SessionEffect.SubmitRating("tx-1", 2, List.of())::equals)
                        .count());
    }

    @Test
    void the_person_is_proven_to_central_when_the_check_page_comes_and_the_line_is_up() {
        lifeProofToCheck();
        assertEquals(
                List.of(road()),
                done.stream()
                        .filter(SessionEffect.ProveIdentity.class::isInstance)
                        .map(effect -> ((SessionEffect.ProveIdentity) effect).road())
                        .toList());
    }

    @Test
    void nobody_is_asked_for_evidence_while_the_line_is_down() {
        on(new TerminalEvent.EnvironmentChanged(
                new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false)));
        walkToCheck("pension/old-age-allowance");
        on(new SessionEvent.PickOption("530102"), new SessionEvent.GoOn());
        type("6222020200112233446");
        type("13800006021");
        assertInstanceOf(SessionState.Confirming.class, session.at());
        assertTrue(done.stream().noneMatch(SessionEffect.ProveIdentity.class::isInstance), done.toString());
    }

    @Test
    void every_theme_is_reached_by_turning_pages_in_large_type_and_the_ends_stay() {
        on(new SessionEvent.StartSession(), new SessionEvent.SwitchLarge());
        var reached = new HashSet<String>();
        int each = PersonalizationFlow.themesPerPage(session);
        var themes = session.catalog().themes();
        for (int turns = 0; turns <= themes.size() / each + 1; turns++) {
            int page = themesPage();
            themes.subList(page * each, Math.min(themes.size(), (page + 1) * each))
                    .forEach(theme -> reached.add(theme.id()));
            on(new SessionEvent.TurnPage(1));
        }
        assertEquals(themes.size(), reached.size());
        assertEquals((themes.size() - 1) / each, themesPage());
        for (int back = 0; back < themes.size(); back++) on(new SessionEvent.TurnPage(-1));
        assertEquals(0, themesPage());
    }

    private int themesPage() {
        return ((SelectionPage.ThemeList) ((SessionState.Choosing) session.at()).shelf()).page();
    }

    @Test
    void a_code_that_comes_before_central_says_it_was_sent_can_be_typed_at_once() {
        walkToCheck("pension/old-age-allowance");
        on(new SessionEvent.PickOption("530102"), new SessionEvent.GoOn());
        type("6222020200112233446");
        type("13800006021");
        for (var sign : "123".split("")) on(new SessionEvent.PressKey(sign));
        on(new SessionEvent.CodeSent("c"));
        for (var sign : "456".split("")) on(new SessionEvent.PressKey(sign));
        assertEquals(
                "123456",
                ((SessionState.Filling) session.at()).code().orElseThrow().entry());
        done.clear();
        on(new SessionEvent.GoOn());
        assertEquals(List.of(new SessionEffect.CheckCode("c", "123456")), done);
    }

    @Test
    void whoever_forgets_the_card_is_told_in_their_own_language_and_type() {
        on(new SessionEvent.StartSession(), new SessionEvent.CardRead(LI), new SessionEvent.CardPresence(true));
        on(
                new SessionEvent.SwitchLanguage(),
                new SessionEvent.SwitchLarge(),
                new SessionEvent.AskToLeave(),
                new SessionEvent.ConfirmLeave());
        assertInstanceOf(Overlay.CardLeftBehind.class, session.over());
        assertEquals(AccessibilityOptions.PLAIN.withOtherLanguage().withOtherSize(), session.comfort());
        on(new SessionEvent.CardPresence(false));
        assertEquals(AccessibilityOptions.PLAIN, session.comfort(), "the next citizen begins as everybody does");
    }

    @Test
    @DisplayName("R10 an idle citizen is warned for 20 seconds and then the screen is wiped")
    void an_idle_citizen_is_warned_and_then_wiped() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem("pension/life-proof"));
        later(69);
        assertInstanceOf(Overlay.NoOverlay.class, session.over());
        later(1);
        assertInstanceOf(Overlay.IdleWarning.class, session.over());
        later(19);
        assertInstanceOf(Overlay.IdleWarning.class, session.over());
        later(1);
        assertInstanceOf(SessionState.Idle.class, session.at());
        assertTrue(done.contains(new SessionEffect.WipeSession()));
        assertEquals(2, session.number());
    }

    @Test
    @DisplayName("R10 one touch extends, ten times and more, and does nothing else")
    void one_touch_extends_and_does_nothing_else() {
        on(new SessionEvent.StartSession(), new SessionEvent.SeeItem("pension/life-proof"));
        for (int i = 0; i < 12; i++) {
            later(75);
            on(new SessionEvent.BeginItem("pension/life-proof"));
            assertInstanceOf(Overlay.NoOverlay.class, session.over());
            assertInstanceOf(SessionState.Choosing.class, session.at(), "the touch only answered the warning");
        }
    }

    @Test
    void nothing_times_out_while_central_is_at_work() {
        lifeProofToCheck();
        on(new SessionEvent.ConfirmCase("tx-1"));
        later(600);
        assertInstanceOf(SessionState.Submitting.class, session.at());
    }

    @Test
    @DisplayName("design 3: store precedes hand-over to dispatch")
    void the_journal_comes_before_the_line() {
        lifeProofToCheck();
        done.clear();
        on(new SessionEvent.ConfirmCase("tx-1"));
        var kinds = done.stream().map(Object::getClass).toList();
        assertEquals(List.of(SessionEffect.StoreCase.class, SessionEffect.SubmitCase.class), kinds);
    }

    @Test
    @DisplayName("design 3: print begun precedes print, and only its own paper prints")
    void a_paper_prints_only_after_its_beginning_is_kept() {
        lifeProofToCheck();
        on(
                new SessionEvent.CardPresence(false),
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.OutcomeKnown(accepted("tx-1")));
        done.clear();
        on(new SessionEvent.PrintPapers());
        assertInstanceOf(SessionEffect.BeginPrint.class, done.getLast());
        var paper = ((SessionEffect.BeginPrint) done.getLast()).paper();
        var foreign = new CasePaper("tx-other", CasePaper.PaperKind.SLIP, "slip", "", 1, 1);
        done.clear();
        on(new PrintingEvent.PrintBegun(foreign, new PrintingEvent.PrintEvidence("e0", 1, "00000000")));
        assertTrue(done.isEmpty(), "another case's paper is not printed");
        on(new PrintingEvent.PrintBegun(paper, new PrintingEvent.PrintEvidence("e1", 1, "00000000")));
        assertInstanceOf(SessionEffect.PrintPaper.class, done.getLast());
    }

    @Test
    @DisplayName("R11 card first, paper after")
    void a_card_that_lies_there_keeps_the_paper_back() {
        lifeProofToCheck();
        on(
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.OutcomeKnown(accepted("tx-1")),
                new SessionEvent.PrintPapers());
        var delivering = assertInstanceOf(SessionState.Delivering.class, session.at());
        assertInstanceOf(DeliveryStage.TakeCard.class, delivering.handing());
        on(new SessionEvent.ConfirmLeave(), new SessionEvent.AskToLeave(), new SessionEvent.FinishVisit());
        assertInstanceOf(SessionState.Delivering.class, session.at(), "the card screen cannot be left");
        on(new SessionEvent.CardPresence(false));
        assertInstanceOf(DeliveryStage.Printing.class, ((SessionState.Delivering) session.at()).handing());
    }

    @Test
    void lifting_the_card_after_a_good_read_ends_nothing() {
        lifeProofToCheck();
        on(new SessionEvent.CardPresence(false));
        assertInstanceOf(SessionState.Confirming.class, session.at());
    }

    @Test
    void a_card_left_behind_keeps_an_amber_screen_until_it_is_taken() {
        lifeProofToCheck();
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        assertInstanceOf(Overlay.CardLeftBehind.class, session.over());
        on(new SessionEvent.StartSession());
        assertInstanceOf(Overlay.CardLeftBehind.class, session.over(), "a touch does not take it away");
        assertTrue(session.findPerson().isEmpty(), "the person is gone already");
        done.clear();
        later(61);
        assertEquals(
                1,
                done.stream().filter(e -> e instanceof SessionEffect.CallStaff).count());
        on(new SessionEvent.CardPresence(false));
        assertInstanceOf(Overlay.NoOverlay.class, session.over());
    }

    @Test
    void an_unknown_outcome_is_awaited_and_replaced_by_the_truth() {
        lifeProofToCheck();
        on(
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.OutcomeKnown(new CaseOutcome.Unknown("tx-1", "7K4M92QXD3HP")));
        assertTrue(done.contains(new SessionEffect.AwaitOutcome("tx-1")));
        on(new SessionEvent.OutcomeKnown(accepted("tx-other")));
        assertInstanceOf(
                CaseOutcome.Unknown.class, ((SessionState.Delivering) session.at()).outcome(), "another case's answer");
        on(new SessionEvent.OutcomeKnown(accepted("tx-1")));
        assertInstanceOf(CaseOutcome.Accepted.class, ((SessionState.Delivering) session.at()).outcome());
    }

    @Test
    void a_print_that_nobody_can_confirm_is_never_printed_again_by_a_touch() {
        lifeProofToCheck();
        on(
                new SessionEvent.CardPresence(false),
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.OutcomeKnown(accepted("tx-1")));
        on(new SessionEvent.PrintPapers());
        var paper = ((SessionEffect.BeginPrint) done.getLast()).paper();
        on(new PrintingEvent.PaperFailed(paper, "paper-out", true));
        done.clear();
        on(new SessionEvent.TryAgain(), new SessionEvent.PrintPapers());
        assertTrue(done.isEmpty());
        on(new SessionEvent.ContinueWithoutPaper());
        assertInstanceOf(SessionState.Farewell.class, session.at());
        assertTrue(((SessionState.Farewell) session.at()).taken().isEmpty(), "no paper is claimed to be out");
    }

    @Test
    @DisplayName("R5 online-only items are refused before the form, storable ones go on")
    void a_cut_line_closes_what_may_not_be_stored() {
        on(
                new TerminalEvent.EnvironmentChanged(
                        new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false)),
                new SessionEvent.StartSession());
        on(new SessionEvent.SeeItem("pension/life-proof"), new SessionEvent.BeginItem("pension/life-proof"));
        assertEquals(
                new SelectionPage.ItemClosed("pension/life-proof", "closed.line"),
                ((SessionState.Choosing) session.at()).shelf());
        on(
                new SessionEvent.GoHome(),
                new SessionEvent.SeeItem("pension/old-age-allowance"),
                new SessionEvent.BeginItem("pension/old-age-allowance"));
        assertInstanceOf(SessionState.Identifying.class, session.at());
        on(
                new SessionEvent.GoHome(),
                new TerminalEvent.EnvironmentChanged(new ServiceEnvironment(
                        false, Set.of(), Set.of(), Set.of("pension/old-age-allowance"), false, false)));
        on(
                new SessionEvent.SeeItem("pension/old-age-allowance"),
                new SessionEvent.BeginItem("pension/old-age-allowance"));
        assertEquals(
                new SelectionPage.ItemClosed("pension/old-age-allowance", "closed.queue"),
                ((SessionState.Choosing) session.at()).shelf());
    }

    @Test
    void a_back_system_that_is_down_closes_only_its_items() {
        on(
                new TerminalEvent.EnvironmentChanged(
                        new ServiceEnvironment(true, Set.of("tax"), Set.of(), Set.of(), false, false)),
                new SessionEvent.StartSession());
        on(new SessionEvent.SeeItem("tax/income-record"), new SessionEvent.BeginItem("tax/income-record"));
        assertInstanceOf(SelectionPage.ItemClosed.class, ((SessionState.Choosing) session.at()).shelf());
        on(
                new SessionEvent.GoHome(),
                new SessionEvent.SeeItem("housing/fund-account"),
                new SessionEvent.BeginItem("housing/fund-account"));
        assertInstanceOf(SessionState.Identifying.class, session.at());
    }

    @Test
    @DisplayName("R25 a wrong clock closes what hangs on the minute, and nothing else")
    void a_wrong_clock_closes_what_hangs_on_the_minute() {
        on(
                new TerminalEvent.EnvironmentChanged(
                        new ServiceEnvironment(true, Set.of(), Set.of(), Set.of(), false, true)),
                new SessionEvent.StartSession());
        on(new SessionEvent.SeeItem("pension/life-proof"), new SessionEvent.BeginItem("pension/life-proof"));
        assertEquals(
                new SelectionPage.ItemClosed("pension/life-proof", "closed.clock"),
                ((SessionState.Choosing) session.at()).shelf());
        on(
                new SessionEvent.GoHome(),
                new SessionEvent.SeeItem("housing/fund-account"),
                new SessionEvent.BeginItem("housing/fund-account"));
        assertInstanceOf(SessionState.Identifying.class, session.at());
    }

    @Test
    @DisplayName("R15 sensitive data needs its own tick")
    void sensitive_data_needs_its_own_tick() {
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem("pension/life-proof"),
                new SessionEvent.BeginItem("pension/life-proof"));
        on(new SessionEvent.Agree());
        var proof = ((SessionState.Identifying) session.at()).proof();
        assertEquals(new IdentificationStep.PurposeNotice(false, true), proof);
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        assertInstanceOf(IdentificationStep.LayCard.class, ((SessionState.Identifying) session.at()).proof());
    }

    @Test
    void an_expired_card_is_told_its_day_and_identifies_nobody() {
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem("pension/life-proof"),
                new SessionEvent.BeginItem("pension/life-proof"));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        on(new SessionEvent.CardRead(new IdentifiedPerson("孙桂花", "530101196001010028", "resident", "", "2025-03-08")));
        var lay = assertInstanceOf(IdentificationStep.LayCard.class, ((SessionState.Identifying) session.at()).proof());
        assertEquals("2025-03-08", lay.trouble().orElseThrow().detail());
        assertTrue(session.findPerson().isEmpty());
    }

    @Test
    @DisplayName("R7 a wrong staff code does not pass; how long to wait is the officers' count, not the page's")
    void a_wrong_staff_code_does_not_pass_and_going_back_changes_nothing_of_it() {
        walkToCheck("pension/life-proof");
        on(new SessionEvent.CheckByStaff());
        var wait = Optional.of(new EntryVerdict.Wrong("error.staff-wait", "10"));
        for (int i = 0; i < 3; i++) {
            done.clear();
            for (var key : "0417123456".split("")) on(new SessionEvent.PressKey(key));
            on(new SessionEvent.GoOn());
            assertEquals(new SessionEffect.CheckStaff("0417", "123456"), done.getLast());
            on(new SessionEvent.StaffChecked(wait));
            assertInstanceOf(SessionState.Identifying.class, session.at());
            on(new SessionEvent.GoBack(), new SessionEvent.CheckByStaff());
        }
        for (var key : "0417123456".split("")) on(new SessionEvent.PressKey(key));
        on(new SessionEvent.GoOn(), new SessionEvent.StaffChecked(Optional.empty()));
        assertFalse(session.at() instanceof SessionState.Identifying);
    }

    @Test
    @DisplayName("R7 the simulated match exists only in a demonstration")
    void a_branch_has_no_simulated_match() {
        session = Session.initialSession(CatalogueFiles.loadShipped(), false, now);
        walkToCheck("pension/life-proof");
        done.clear();
        on(new SessionEvent.CheckByMatch());
        assertTrue(done.isEmpty());
    }

    @Test
    void going_back_loses_no_answer_and_a_change_returns_to_the_check() {
        walkToCheck("medical-insurance/remote-care");
        on(new SessionEvent.PickOption("retired"), new SessionEvent.GoOn(), new SessionEvent.GoBack());
        assertEquals("retired", ((SessionState.Filling) session.at()).entry());
    }

    @Test
    void a_changed_hospital_forgets_the_clinic_that_hung_on_it() {
        walkToCheck("health-care/hospital-booking");
        for (var field : List.of("hospital", "clinic", "date", "slot")) {
            on(new SessionEvent.ChoicesOffered(
                    field,
                    List.of(
                            new OfferedChoice("a", LocalizedText.of("甲", "A"), true, LocalizedText.NONE),
                            new OfferedChoice("b", LocalizedText.of("乙", "B"), true, LocalizedText.NONE))));
            on(new SessionEvent.PickOption("a"), new SessionEvent.GoOn());
        }
        for (var digit : "13800006021".split("", -1)) on(new SessionEvent.PressKey(digit));
        on(new SessionEvent.GoOn());
        assertInstanceOf(SessionState.Confirming.class, session.at());
        on(new SessionEvent.ChangeAnswer("hospital"));
        on(new SessionEvent.ChoicesOffered(
                "hospital", List.of(new OfferedChoice("b", LocalizedText.of("乙", "B"), true, LocalizedText.NONE))));
        on(new SessionEvent.PickOption("b"), new SessionEvent.GoOn());
        var filling = assertInstanceOf(SessionState.Filling.class, session.at());
        assertEquals(
                "clinic", FormFlow.pageField(filling.road(), filling.page()).name());
        assertFalse(filling.road().answers().findAnswer("slot").isPresent());
        assertTrue(filling.road().answers().findAnswer("mobile").isPresent(), "what did not hang on it stays");
    }

    @Test
    void a_full_slot_cannot_be_picked() {
        walkToCheck("health-care/hospital-booking");
        on(new SessionEvent.ChoicesOffered(
                "hospital", List.of(new OfferedChoice("full", LocalizedText.of("满", "F"), false, LocalizedText.NONE))));
        on(new SessionEvent.PickOption("full"), new SessionEvent.GoOn());
        var filling = (SessionState.Filling) session.at();
        assertEquals("error.choose-one", filling.wrong().orElseThrow().text());
    }

    @Test
    void a_signature_needs_ink_and_the_read_tick() {
        walkToCheck("medical-insurance/remote-care");
        session = session.withState(new SessionState.Confirming(
                ((SessionState.Filling) session.at()).road().withFactor(IdentityFactor.SMS_CODE),
                true,
                false,
                List.of(),
                Optional.empty()));
        on(new SessionEvent.ConfirmCase("tx-1"));
        assertEquals(
                "error.not-read",
                ((SessionState.Confirming) session.at()).wrong().orElseThrow().text());
        on(new SessionEvent.TickRead(), new SessionEvent.ConfirmCase("tx-1"));
        assertEquals(
                "error.not-signed",
                ((SessionState.Confirming) session.at()).wrong().orElseThrow().text());
        on(new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 0, 150, 0))));
        done.clear();
        on(
                new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 50, 150, 50))),
                new SessionEvent.ConfirmCase("tx-1"));
        assertInstanceOf(SessionState.Submitting.class, session.at());
        var strokes = List.of(
                new SessionState.PenStroke(List.of(0, 0, 150, 0)), new SessionState.PenStroke(List.of(0, 50, 150, 50)));
        assertEquals(
                strokes,
                ((SessionEffect.StoreCase) done.getFirst()).road().signature(),
                "what is stored is what was signed");
        on(new SessionEvent.OutcomeKnown(new CaseOutcome.Rejected("tx-1", "same-again", LocalizedText.NONE)));
        done.clear();
        on(new SessionEvent.ConfirmCase("tx-2"));
        assertEquals(strokes, ((SessionEffect.StoreCase) done.getFirst()).road().signature(), "and it is signed still");
    }

    @Test
    @DisplayName("R20 one rating a case")
    void a_case_is_rated_once() {
        lifeProofToCheck();
        on(
                new SessionEvent.CardPresence(false),
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.OutcomeKnown(accepted("tx-1")),
                new SessionEvent.FinishVisit());
        done.clear();
        on(new SessionEvent.GiveGrade(4), new SessionEvent.GiveGrade(1));
        assertEquals(List.of(new SessionEffect.SubmitRating("tx-1", 4, List.of())), done);
        later(40);
        assertInstanceOf(SessionState.Idle.class, session.at());
    }

    @Test
    void a_case_that_was_done_today_is_done_again_only_when_asked() {
        lifeProofToCheck();
        on(
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.OutcomeKnown(
                        new CaseOutcome.Rejected("tx-1", "same-again", LocalizedText.of("已办", "done"))));
        on(new SessionEvent.ConfirmCase("tx-2"));
        var submitting = assertInstanceOf(SessionState.Submitting.class, session.at());
        assertEquals("yes", submitting.road().answers().findAnswer("again").orElse(""));
        assertEquals("tx-2", submitting.txId());
    }

    @Test
    void nothing_of_a_person_stays_in_the_next_session() {
        lifeProofToCheck();
        on(new SessionEvent.CardPresence(false), new SessionEvent.SwitchLarge(), new SessionEvent.SwitchLanguage());
        on(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        assertEquals(Session.initialSession(session.catalog(), true, now).nextSession(now), session);
    }

    @Test
    void the_full_commitment_is_read_and_nothing_of_the_signature_is_lost() {
        walkToCheck("medical-insurance/remote-care");
        session = session.withState(new SessionState.Confirming(
                ((SessionState.Filling) session.at()).road().withFactor(IdentityFactor.SMS_CODE),
                true,
                false,
                List.of(),
                Optional.empty()));
        on(
                new SessionEvent.TickRead(),
                new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 0, 150, 0))));
        var signing = session.at();
        on(new SessionEvent.OpenInfo(Overlay.InfoTopic.COMMITMENT), new SessionEvent.TickRead());
        assertEquals(signing, session.at(), "what lies below takes no touch");
        on(new SessionEvent.OpenInfo(Overlay.InfoTopic.COMMITMENT), new SessionEvent.GoBack());
        assertEquals(signing, session.at());
        assertInstanceOf(Overlay.NoOverlay.class, session.over());
    }

    @Test
    void the_called_staff_stays_called_while_something_is_read_aside() {
        lifeProofToCheck();
        on(
                new SessionEvent.CallHelp(),
                new SessionEvent.OpenInfo(Overlay.InfoTopic.WINDOW),
                new SessionEvent.StaffCalled("H007"));
        later(300);
        assertInstanceOf(Overlay.InfoSheet.class, session.over(), "help is coming for ten minutes");
        done.clear();
        on(new SessionEvent.CallHelp());
        assertEquals(new Overlay.HelpCalled("H007", false), session.over(), "nobody has seen it yet");
        on(new SessionEvent.StaffCallSeen("H006"));
        assertEquals(new Overlay.HelpCalled("H007", false), session.over(), "another call was seen");
        on(new SessionEvent.StaffCallSeen("H007"));
        assertEquals(new Overlay.HelpCalled("H007", true), session.over());
        assertTrue(done.isEmpty(), "nobody is called twice");
    }

    @Test
    void who_goes_to_the_window_ends_the_visit_unless_central_is_at_work() {
        lifeProofToCheck();
        on(
                new SessionEvent.CallHelp(),
                new SessionEvent.OpenInfo(Overlay.InfoTopic.WINDOW),
                new SessionEvent.ConfirmLeave());
        assertInstanceOf(SessionState.Idle.class, session.at());
        assertTrue(done.contains(new SessionEffect.WipeSession()));
        on(new SessionEvent.CardPresence(false));
        lifeProofToCheck();
        on(
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.CallHelp(),
                new SessionEvent.OpenInfo(Overlay.InfoTopic.WINDOW),
                new SessionEvent.ConfirmLeave());
        assertInstanceOf(SessionState.Submitting.class, session.at());
    }

    @Test
    void help_that_was_called_from_the_sleeping_screen_does_not_stay_for_ever() {
        on(new SessionEvent.CallHelp());
        later(601);
        assertInstanceOf(Overlay.NoOverlay.class, session.over());
    }

    @Test
    void contrast_comes_with_large_type_and_goes_with_it() {
        on(new SessionEvent.SwitchContrast());
        assertFalse(session.comfort().contrast());
        on(new SessionEvent.SwitchLarge(), new SessionEvent.SwitchContrast());
        assertTrue(session.comfort().contrast());
        on(new SessionEvent.SwitchLarge());
        assertEquals(AccessibilityOptions.PLAIN, session.comfort());
    }

    @Test
    void a_printer_in_trouble_says_what_became_of_the_call_to_staff() {
        lifeProofToCheck();
        on(
                new SessionEvent.CardPresence(false),
                new SessionEvent.ConfirmCase("tx-1"),
                new SessionEvent.OutcomeKnown(accepted("tx-1")));
        on(new SessionEvent.PrintPapers());
        var paper = ((SessionEffect.BeginPrint) done.getLast()).paper();
        on(new PrintingEvent.PaperFailed(paper, "paper-out", false), new SessionEvent.StaffCalled("-"));
        var trouble =
                assertInstanceOf(DeliveryStage.PrintTrouble.class, ((SessionState.Delivering) session.at()).handing());
        assertEquals("-", trouble.ticket(), "the line is down and nobody was told");
    }
}
