package org.openstm.kiosk.session;

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
import org.openstm.kiosk.session.Place.Handing;
import org.openstm.kiosk.session.Place.Proof;
import org.openstm.kiosk.session.Place.Shelf;

/// The rules of the counter, on the pure machine.
class VisitTest {
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭", "");
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.first(CatalogueFiles.loadShipped(), false, now);
    private final List<Effect> done = new ArrayList<>();

    @BeforeEach
    void a_terminal_that_demonstrates() {
        session = Session.first(CatalogueFiles.loadShipped(), true, now);
    }

    private void on(Event... events) {
        for (var event : events) {
            var step = Visit.step(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private void later(long seconds) {
        for (long i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            on(new Event.Tick());
        }
    }

    private void walkToCheck(String item) {
        on(
                new Event.Start(),
                new Event.SeeItem(item),
                new Event.Begin(item),
                new Event.TickConsent(),
                new Event.Agree());
        on(new Event.CardRead(LI));
    }

    private void lifeProofToCheck() {
        walkToCheck("pension/life-proof");
        on(new Event.ByMatch(), new Event.Matched(true));
    }

    private Outcome.Accepted accepted(String txId) {
        return new Outcome.Accepted(
                txId, "SF202611240317", "2026年11月24日 14:32", Map.of(), LocalizedText.NONE, List.of());
    }

    private void type(String signs) {
        for (var sign : signs.split("")) on(new Event.Key(sign));
        on(new Event.Next());
    }

    private Road road() {
        return session.road().orElseThrow(() -> new AssertionError(session.at().toString()));
    }

    /// The old-age allowance, up to its check.
    private void allowanceToCheck() {
        on(new Event.Pick("530102"), new Event.Next());
        type("6222020200112233446");
        type("13800006021");
        on(new Event.CodeSent("c"));
        for (var sign : "123456".split("")) on(new Event.Key(sign));
        on(new Event.Next(), new Event.CodeChecked(true));
        assertInstanceOf(Place.Confirming.class, session.at());
    }

    private void handIn(String txId) {
        on(new Event.ToSign(), new Event.TickRead());
        on(new Event.Signed(new Place.Stroke(List.of(0, 0, 150, 0))));
        on(new Event.Signed(new Place.Stroke(List.of(0, 9, 150, 9))));
        on(new Event.Confirm(txId), new Event.Told(accepted(txId)));
    }

    @Test
    @DisplayName("S21 the next item asks nothing that was told before, and nothing goes on to the next citizen")
    void what_was_told_is_not_asked_again() {
        walkToCheck("pension/old-age-allowance");
        allowanceToCheck();
        handIn("tx-1");
        on(new Event.SeeItem("pension/join-rural"), new Event.Begin("pension/join-rural"));
        on(new Event.TickConsent(), new Event.Agree());
        assertEquals(LI.number(), road().person().orElseThrow().number(), "the card is not asked for again");
        assertFalse(road().factors().contains("sms-code"), "a message code is used up by its case");
        assertTrue(road().answers().findAnswer("bankCard").isEmpty(), "the card that pays is another question");
        on(new Event.Pick("530103"), new Event.Next());
        var grade = new Choice("300", LocalizedText.of("300 元/年", "CNY 300 a year"), true, LocalizedText.NONE);
        on(new Event.Offered("grade", List.of(grade)), new Event.Pick("300"), new Event.Next());
        type("6222020200112233446");
        assertEquals(
                "13800006021",
                assertInstanceOf(Place.Filling.class, session.at()).entry(),
                "it is typed already");
        on(new Event.Next());
        assertTrue(assertInstanceOf(Place.Filling.class, session.at()).code().isPresent(), "and proved anew");
        on(new Event.CardPresence(false), new Event.Leave(), new Event.ReallyLeave());
        walkToCheck("pension/old-age-allowance");
        assertTrue(road().answers().given().isEmpty(), "the next citizen begins with nothing");
        assertEquals(Told.NOTHING, session.told());
    }

    @Test
    void a_number_that_nobody_proved_does_not_pass_for_the_one_before_it() {
        walkToCheck("pension/old-age-allowance");
        allowanceToCheck();
        on(new Event.WorldChanged(new World(false, Set.of(), Set.of(), Set.of(), false, false)));
        on(new Event.Change("mobile"), new Event.ClearEntry());
        type("13800006022");
        assertInstanceOf(Place.Confirming.class, session.at());
        assertFalse(road().factors().contains("sms-code"));
    }

    @Test
    @DisplayName("S34 somebody else lays their own card first and then the other one; the case is the other's")
    void an_agent_lays_both_cards() {
        var wang = new Person("王德福", "530103194405120139", "resident", "云岭", "");
        on(new Event.Start(), new Event.SeeItem("pension/old-age-allowance"));
        on(
                new Event.BeginFor("pension/old-age-allowance", RepresentativeRole.AGENT),
                new Event.TickConsent(),
                new Event.Agree());
        assertTrue(road().wantsVisitor());
        on(new Event.CardRead(LI));
        assertFalse(road().wantsVisitor());
        assertTrue(road().person().isEmpty());
        on(new Event.CardRead(LI));
        var lay = (Place.Proof.LayCard)
                assertInstanceOf(Place.Identifying.class, session.at()).proof();
        assertEquals("card.same-person", lay.trouble().orElseThrow().text());
        on(new Event.CardRead(wang));
        assertEquals(wang, road().person().orElseThrow());
        assertEquals(LI, road().visitor().orElseThrow());
        assertEquals(LI, session.person().orElseThrow(), "who stands there is who is greeted");
        allowanceToCheck();
        handIn("tx-1");
        assertEquals(Told.NOTHING, session.told(), "Wang's answers are not Li's");
        on(new Event.SeeItem("pension/life-proof"), new Event.Begin("pension/life-proof"));
        assertEquals(LI, road().person().orElseThrow(), "afterwards it is about whoever stands there");
    }

    @Test
    @DisplayName("S36 what is no longer asked does not leave the terminal")
    void an_answer_goes_with_its_question() {
        walkToCheck("medical-insurance/join-pay");
        on(new Event.Pick("family"), new Event.Next());
        type("11010519491231002X");
        assertEquals(
                "11010519491231002X", road().answers().findAnswer("memberId").orElse(""));
        on(new Event.Back(), new Event.Back(), new Event.Pick("self"), new Event.Next());
        assertTrue(road().answers().findAnswer("memberId").isEmpty(), "nobody sees it any more");
        assertEquals("self", road().answers().findAnswer("whose").orElse(""));
    }

    /// Another day, and the time of the old one is gone: back is not a way round the question.
    @Test
    void nothing_is_handed_in_while_an_answer_is_missing() {
        walkToCheck("company/start-up-desk");
        for (var field : List.of("hall", "date", "slot")) {
            on(new Event.Offered(
                    field,
                    List.of(
                            new Choice("a", LocalizedText.NONE, true, LocalizedText.NONE),
                            new Choice("b", LocalizedText.NONE, true, LocalizedText.NONE))));
            on(new Event.Pick("a"), new Event.Next());
        }
        type("13800006021");
        assertInstanceOf(Place.Confirming.class, session.at());
        on(
                new Event.Change("date"),
                new Event.Offered("date", List.of(new Choice("b", LocalizedText.NONE, true, LocalizedText.NONE))));
        on(new Event.Pick("b"), new Event.Next());
        assertTrue(road().answers().findAnswer("slot").isEmpty(), "the time belonged to the other day");
        on(new Event.Back());
        assertInstanceOf(Place.Filling.class, session.at());
    }

    @Test
    void a_role_that_the_item_does_not_allow_begins_nothing() {
        on(new Event.Start(), new Event.SeeItem("pension/life-proof"));
        on(new Event.BeginFor("pension/life-proof", RepresentativeRole.AGENT));
        assertInstanceOf(Place.Choosing.class, session.at());
    }

    /// A case at its farewell, with what is done from there on in [#done].
    private void farewell() {
        lifeProofToCheck();
        on(
                new Event.CardPresence(false),
                new Event.Confirm("tx-1"),
                new Event.Told(accepted("tx-1")),
                new Event.Finish());
        done.clear();
    }

    @Test
    @DisplayName("R20 a bad grade may have reasons; one rating leaves, however the citizen goes")
    void a_bad_grade_is_sent_once_with_its_reasons_however_the_citizen_goes() {
        farewell();
        on(new Event.Rate(1), new Event.Rate(5), new Event.Reason("slow"), new Event.Reason("steps"));
        on(new Event.Reason("slow"), new Event.Reason("no-such"));
        assertEquals(List.of(), done, "nothing leaves while it is being said");
        on(new Event.SendRating(), new Event.SendRating(), new Event.Rate(2), new Event.Finish());
        var sent = done.stream().filter(e -> e instanceof Effect.Rate).toList();
        assertEquals(List.of(new Effect.Rate("tx-1", 1, List.of("steps"))), sent);
        for (var way : List.of(new Event.Finish(), new Event.Back(), new Event.Leave())) {
            farewell();
            on(new Event.Rate(2), new Event.Reason("unclear"), way);
            assertEquals(
                    1,
                    done.stream()
                            .filter(new Effect.Rate("tx-1", 2, List.of("unclear"))::equals)
                            .count(),
                    way + "");
            if (!(session.at() instanceof Place.Idle)) on(new Event.Leave(), new Event.ReallyLeave());
        }
        farewell();
        on(new Event.Rate(2));
        later(41);
        assertInstanceOf(Place.Idle.class, session.at());
        assertEquals(
                1,
                done.stream()
                        .filter(new Effect.Rate("tx-1", 2, List.of())::equals)
                        .count());
    }

    @Test
    void the_person_is_proven_to_central_when_the_check_page_comes_and_the_line_is_up() {
        lifeProofToCheck();
        assertEquals(
                List.of(road()),
                done.stream()
                        .filter(Effect.ProveIdentity.class::isInstance)
                        .map(effect -> ((Effect.ProveIdentity) effect).road())
                        .toList());
    }

    @Test
    void nobody_is_asked_for_evidence_while_the_line_is_down() {
        on(new Event.WorldChanged(new World(false, Set.of(), Set.of(), Set.of(), false, false)));
        walkToCheck("pension/old-age-allowance");
        on(new Event.Pick("530102"), new Event.Next());
        type("6222020200112233446");
        type("13800006021");
        assertInstanceOf(Place.Confirming.class, session.at());
        assertTrue(done.stream().noneMatch(Effect.ProveIdentity.class::isInstance), done.toString());
    }

    @Test
    void every_theme_is_reached_by_turning_pages_in_large_type_and_the_ends_stay() {
        on(new Event.Start(), new Event.SwitchLarge());
        var reached = new HashSet<String>();
        int each = Ordering.themesPerPage(session);
        var themes = session.catalog().themes();
        for (int turns = 0; turns <= themes.size() / each + 1; turns++) {
            int page = themesPage();
            themes.subList(page * each, Math.min(themes.size(), (page + 1) * each))
                    .forEach(theme -> reached.add(theme.id()));
            on(new Event.TurnPage(1));
        }
        assertEquals(themes.size(), reached.size());
        assertEquals((themes.size() - 1) / each, themesPage());
        for (int back = 0; back < themes.size(); back++) on(new Event.TurnPage(-1));
        assertEquals(0, themesPage());
    }

    private int themesPage() {
        return ((Shelf.Themes) ((Place.Choosing) session.at()).shelf()).page();
    }

    @Test
    void a_code_that_comes_before_central_says_it_was_sent_can_be_typed_at_once() {
        walkToCheck("pension/old-age-allowance");
        on(new Event.Pick("530102"), new Event.Next());
        type("6222020200112233446");
        type("13800006021");
        for (var sign : "123".split("")) on(new Event.Key(sign));
        on(new Event.CodeSent("c"));
        for (var sign : "456".split("")) on(new Event.Key(sign));
        assertEquals(
                "123456", ((Place.Filling) session.at()).code().orElseThrow().entry());
        done.clear();
        on(new Event.Next());
        assertEquals(List.of(new Effect.CheckCode("c", "123456")), done);
    }

    @Test
    void whoever_forgets_the_card_is_told_in_their_own_language_and_type() {
        on(new Event.Start(), new Event.CardRead(LI), new Event.CardPresence(true));
        on(new Event.SwitchLanguage(), new Event.SwitchLarge(), new Event.Leave(), new Event.ReallyLeave());
        assertInstanceOf(Over.CardLeft.class, session.over());
        assertEquals(Comfort.PLAIN.otherLanguage().otherSize(), session.comfort());
        on(new Event.CardPresence(false));
        assertEquals(Comfort.PLAIN, session.comfort(), "the next citizen begins as everybody does");
    }

    @Test
    @DisplayName("R10 an idle citizen is warned for 20 seconds and then the screen is wiped")
    void an_idle_citizen_is_warned_and_then_wiped() {
        on(new Event.Start(), new Event.SeeItem("pension/life-proof"));
        later(69);
        assertInstanceOf(Over.Nothing.class, session.over());
        later(1);
        assertInstanceOf(Over.StillThere.class, session.over());
        later(19);
        assertInstanceOf(Over.StillThere.class, session.over());
        later(1);
        assertInstanceOf(Place.Idle.class, session.at());
        assertTrue(done.contains(new Effect.Wipe()));
        assertEquals(2, session.number());
    }

    @Test
    @DisplayName("R10 one touch extends, ten times and more, and does nothing else")
    void one_touch_extends_and_does_nothing_else() {
        on(new Event.Start(), new Event.SeeItem("pension/life-proof"));
        for (int i = 0; i < 12; i++) {
            later(75);
            on(new Event.Begin("pension/life-proof"));
            assertInstanceOf(Over.Nothing.class, session.over());
            assertInstanceOf(Place.Choosing.class, session.at(), "the touch only answered the warning");
        }
    }

    @Test
    void nothing_times_out_while_the_centre_is_at_work() {
        lifeProofToCheck();
        on(new Event.Confirm("tx-1"));
        later(600);
        assertInstanceOf(Place.Submitting.class, session.at());
    }

    @Test
    @DisplayName("design 3: store precedes hand-over to dispatch")
    void the_journal_comes_before_the_line() {
        lifeProofToCheck();
        done.clear();
        on(new Event.Confirm("tx-1"));
        var kinds = done.stream().map(Object::getClass).toList();
        assertEquals(List.of(Effect.Store.class, Effect.Submit.class), kinds);
    }

    @Test
    @DisplayName("design 3: print begun precedes print, and only its own paper prints")
    void a_paper_prints_only_after_its_beginning_is_kept() {
        lifeProofToCheck();
        on(new Event.CardPresence(false), new Event.Confirm("tx-1"), new Event.Told(accepted("tx-1")));
        done.clear();
        on(new Event.PrintPapers());
        assertInstanceOf(Effect.BeginPrint.class, done.getLast());
        var paper = ((Effect.BeginPrint) done.getLast()).paper();
        var foreign = new Paper("tx-other", Paper.Kind.SLIP, "slip", "", 1, 1);
        done.clear();
        on(new Event.PrintBegun(foreign, new Event.Mark("e0", 1, "00000000")));
        assertTrue(done.isEmpty(), "another case's paper is not printed");
        on(new Event.PrintBegun(paper, new Event.Mark("e1", 1, "00000000")));
        assertInstanceOf(Effect.Print.class, done.getLast());
    }

    @Test
    @DisplayName("R11 card first, paper after")
    void a_card_that_lies_there_keeps_the_paper_back() {
        lifeProofToCheck();
        on(new Event.Confirm("tx-1"), new Event.Told(accepted("tx-1")), new Event.PrintPapers());
        var delivering = assertInstanceOf(Place.Delivering.class, session.at());
        assertInstanceOf(Handing.TakeCard.class, delivering.handing());
        on(new Event.ReallyLeave(), new Event.Leave(), new Event.Finish());
        assertInstanceOf(Place.Delivering.class, session.at(), "the card screen cannot be left");
        on(new Event.CardPresence(false));
        assertInstanceOf(Handing.Printing.class, ((Place.Delivering) session.at()).handing());
    }

    @Test
    void lifting_the_card_after_a_good_read_ends_nothing() {
        lifeProofToCheck();
        on(new Event.CardPresence(false));
        assertInstanceOf(Place.Confirming.class, session.at());
    }

    @Test
    void a_card_left_behind_keeps_an_amber_screen_until_it_is_taken() {
        lifeProofToCheck();
        on(new Event.Leave(), new Event.ReallyLeave());
        assertInstanceOf(Over.CardLeft.class, session.over());
        on(new Event.Start());
        assertInstanceOf(Over.CardLeft.class, session.over(), "a touch does not take it away");
        assertTrue(session.person().isEmpty(), "the person is gone already");
        done.clear();
        later(61);
        assertEquals(1, done.stream().filter(e -> e instanceof Effect.CallStaff).count());
        on(new Event.CardPresence(false));
        assertInstanceOf(Over.Nothing.class, session.over());
    }

    @Test
    void an_unknown_outcome_is_awaited_and_replaced_by_the_truth() {
        lifeProofToCheck();
        on(new Event.Confirm("tx-1"), new Event.Told(new Outcome.Unknown("tx-1", "7K4M92QXD3HP")));
        assertTrue(done.contains(new Effect.Await("tx-1")));
        on(new Event.Told(accepted("tx-other")));
        assertInstanceOf(Outcome.Unknown.class, ((Place.Delivering) session.at()).outcome(), "another case's answer");
        on(new Event.Told(accepted("tx-1")));
        assertInstanceOf(Outcome.Accepted.class, ((Place.Delivering) session.at()).outcome());
    }

    @Test
    void a_print_that_nobody_can_confirm_is_never_printed_again_by_a_touch() {
        lifeProofToCheck();
        on(new Event.CardPresence(false), new Event.Confirm("tx-1"), new Event.Told(accepted("tx-1")));
        on(new Event.PrintPapers());
        var paper = ((Effect.BeginPrint) done.getLast()).paper();
        on(new Event.PaperFailed(paper, "paper-out", true));
        done.clear();
        on(new Event.TryAgain(), new Event.PrintPapers());
        assertTrue(done.isEmpty());
        on(new Event.WithoutPaper());
        assertInstanceOf(Place.Farewell.class, session.at());
        assertTrue(((Place.Farewell) session.at()).taken().isEmpty(), "no paper is claimed to be out");
    }

    @Test
    @DisplayName("R5 online-only items are refused before the form, storable ones go on")
    void a_cut_line_closes_what_may_not_be_stored() {
        on(new Event.WorldChanged(new World(false, Set.of(), Set.of(), Set.of(), false, false)), new Event.Start());
        on(new Event.SeeItem("pension/life-proof"), new Event.Begin("pension/life-proof"));
        assertEquals(new Shelf.Closed("pension/life-proof", "closed.line"), ((Place.Choosing) session.at()).shelf());
        on(
                new Event.Home(),
                new Event.SeeItem("pension/old-age-allowance"),
                new Event.Begin("pension/old-age-allowance"));
        assertInstanceOf(Place.Identifying.class, session.at());
        on(
                new Event.Home(),
                new Event.WorldChanged(
                        new World(false, Set.of(), Set.of(), Set.of("pension/old-age-allowance"), false, false)));
        on(new Event.SeeItem("pension/old-age-allowance"), new Event.Begin("pension/old-age-allowance"));
        assertEquals(
                new Shelf.Closed("pension/old-age-allowance", "closed.queue"), ((Place.Choosing) session.at()).shelf());
    }

    @Test
    void a_back_system_that_is_down_closes_only_its_items() {
        on(new Event.WorldChanged(new World(true, Set.of("tax"), Set.of(), Set.of(), false, false)), new Event.Start());
        on(new Event.SeeItem("tax/income-record"), new Event.Begin("tax/income-record"));
        assertInstanceOf(Shelf.Closed.class, ((Place.Choosing) session.at()).shelf());
        on(new Event.Home(), new Event.SeeItem("housing/fund-account"), new Event.Begin("housing/fund-account"));
        assertInstanceOf(Place.Identifying.class, session.at());
    }

    @Test
    @DisplayName("R25 a wrong clock closes what hangs on the minute, and nothing else")
    void a_wrong_clock_closes_what_hangs_on_the_minute() {
        on(new Event.WorldChanged(new World(true, Set.of(), Set.of(), Set.of(), false, true)), new Event.Start());
        on(new Event.SeeItem("pension/life-proof"), new Event.Begin("pension/life-proof"));
        assertEquals(new Shelf.Closed("pension/life-proof", "closed.clock"), ((Place.Choosing) session.at()).shelf());
        on(new Event.Home(), new Event.SeeItem("housing/fund-account"), new Event.Begin("housing/fund-account"));
        assertInstanceOf(Place.Identifying.class, session.at());
    }

    @Test
    @DisplayName("R15 sensitive data needs its own tick")
    void sensitive_data_needs_its_own_tick() {
        on(new Event.Start(), new Event.SeeItem("pension/life-proof"), new Event.Begin("pension/life-proof"));
        on(new Event.Agree());
        var proof = ((Place.Identifying) session.at()).proof();
        assertEquals(new Proof.Notice(false, true), proof);
        on(new Event.TickConsent(), new Event.Agree());
        assertInstanceOf(Proof.LayCard.class, ((Place.Identifying) session.at()).proof());
    }

    @Test
    void an_expired_card_is_told_its_day_and_identifies_nobody() {
        on(new Event.Start(), new Event.SeeItem("pension/life-proof"), new Event.Begin("pension/life-proof"));
        on(new Event.TickConsent(), new Event.Agree());
        on(new Event.CardRead(new Person("孙桂花", "530101196001010028", "resident", "", "2025-03-08")));
        var lay = assertInstanceOf(Proof.LayCard.class, ((Place.Identifying) session.at()).proof());
        assertEquals("2025-03-08", lay.trouble().orElseThrow().detail());
        assertTrue(session.person().isEmpty());
    }

    @Test
    @DisplayName("R7 a wrong staff code does not pass; how long to wait is the officers' count, not the page's")
    void a_wrong_staff_code_does_not_pass_and_going_back_changes_nothing_of_it() {
        walkToCheck("pension/life-proof");
        on(new Event.ByStaff());
        var wait = Optional.of(new EntryVerdict.Wrong("error.staff-wait", "10"));
        for (int i = 0; i < 3; i++) {
            done.clear();
            for (var key : "0417123456".split("")) on(new Event.Key(key));
            on(new Event.Next());
            assertEquals(new Effect.CheckStaff("0417", "123456"), done.getLast());
            on(new Event.StaffChecked(wait));
            assertInstanceOf(Place.Identifying.class, session.at());
            on(new Event.Back(), new Event.ByStaff());
        }
        for (var key : "0417123456".split("")) on(new Event.Key(key));
        on(new Event.Next(), new Event.StaffChecked(Optional.empty()));
        assertFalse(session.at() instanceof Place.Identifying);
    }

    @Test
    @DisplayName("R7 the simulated match exists only in a demonstration")
    void a_branch_has_no_simulated_match() {
        session = Session.first(CatalogueFiles.loadShipped(), false, now);
        walkToCheck("pension/life-proof");
        done.clear();
        on(new Event.ByMatch());
        assertTrue(done.isEmpty());
    }

    @Test
    void going_back_loses_no_answer_and_a_change_returns_to_the_check() {
        walkToCheck("medical-insurance/remote-care");
        on(new Event.Pick("retired"), new Event.Next(), new Event.Back());
        assertEquals("retired", ((Place.Filling) session.at()).entry());
    }

    @Test
    void a_changed_hospital_forgets_the_clinic_that_hung_on_it() {
        walkToCheck("health-care/hospital-booking");
        for (var field : List.of("hospital", "clinic", "date", "slot")) {
            on(new Event.Offered(
                    field,
                    List.of(
                            new Choice("a", LocalizedText.of("甲", "A"), true, LocalizedText.NONE),
                            new Choice("b", LocalizedText.of("乙", "B"), true, LocalizedText.NONE))));
            on(new Event.Pick("a"), new Event.Next());
        }
        for (var digit : "13800006021".split("", -1)) on(new Event.Key(digit));
        on(new Event.Next());
        assertInstanceOf(Place.Confirming.class, session.at());
        on(new Event.Change("hospital"));
        on(new Event.Offered(
                "hospital", List.of(new Choice("b", LocalizedText.of("乙", "B"), true, LocalizedText.NONE))));
        on(new Event.Pick("b"), new Event.Next());
        var filling = assertInstanceOf(Place.Filling.class, session.at());
        assertEquals("clinic", Forms.field(filling.road(), filling.page()).name());
        assertFalse(filling.road().answers().findAnswer("slot").isPresent());
        assertTrue(filling.road().answers().findAnswer("mobile").isPresent(), "what did not hang on it stays");
    }

    @Test
    void a_full_slot_cannot_be_picked() {
        walkToCheck("health-care/hospital-booking");
        on(new Event.Offered(
                "hospital", List.of(new Choice("full", LocalizedText.of("满", "F"), false, LocalizedText.NONE))));
        on(new Event.Pick("full"), new Event.Next());
        var filling = (Place.Filling) session.at();
        assertEquals("error.choose-one", filling.wrong().orElseThrow().text());
    }

    @Test
    void a_signature_needs_ink_and_the_read_tick() {
        walkToCheck("medical-insurance/remote-care");
        session = session.to(new Place.Confirming(
                ((Place.Filling) session.at()).road().proving("sms-code"), true, false, List.of(), Optional.empty()));
        on(new Event.Confirm("tx-1"));
        assertEquals(
                "error.not-read",
                ((Place.Confirming) session.at()).wrong().orElseThrow().text());
        on(new Event.TickRead(), new Event.Confirm("tx-1"));
        assertEquals(
                "error.not-signed",
                ((Place.Confirming) session.at()).wrong().orElseThrow().text());
        on(new Event.Signed(new Place.Stroke(List.of(0, 0, 150, 0))));
        done.clear();
        on(new Event.Signed(new Place.Stroke(List.of(0, 50, 150, 50))), new Event.Confirm("tx-1"));
        assertInstanceOf(Place.Submitting.class, session.at());
        var strokes = List.of(new Place.Stroke(List.of(0, 0, 150, 0)), new Place.Stroke(List.of(0, 50, 150, 50)));
        assertEquals(strokes, ((Effect.Store) done.getFirst()).road().signature(), "what is stored is what was signed");
        on(new Event.Told(new Outcome.Refused("tx-1", "same-again", LocalizedText.NONE)));
        done.clear();
        on(new Event.Confirm("tx-2"));
        assertEquals(strokes, ((Effect.Store) done.getFirst()).road().signature(), "and it is signed still");
    }

    @Test
    @DisplayName("R20 one rating a case")
    void a_case_is_rated_once() {
        lifeProofToCheck();
        on(
                new Event.CardPresence(false),
                new Event.Confirm("tx-1"),
                new Event.Told(accepted("tx-1")),
                new Event.Finish());
        done.clear();
        on(new Event.Rate(4), new Event.Rate(1));
        assertEquals(List.of(new Effect.Rate("tx-1", 4, List.of())), done);
        later(40);
        assertInstanceOf(Place.Idle.class, session.at());
    }

    @Test
    void a_case_that_was_done_today_is_done_again_only_when_asked() {
        lifeProofToCheck();
        on(
                new Event.Confirm("tx-1"),
                new Event.Told(new Outcome.Refused("tx-1", "same-again", LocalizedText.of("已办", "done"))));
        on(new Event.Confirm("tx-2"));
        var submitting = assertInstanceOf(Place.Submitting.class, session.at());
        assertEquals("yes", submitting.road().answers().findAnswer("again").orElse(""));
        assertEquals("tx-2", submitting.txId());
    }

    @Test
    void nothing_of_a_person_stays_in_the_next_session() {
        lifeProofToCheck();
        on(new Event.CardPresence(false), new Event.SwitchLarge(), new Event.SwitchLanguage());
        on(new Event.Leave(), new Event.ReallyLeave());
        assertEquals(Session.first(session.catalog(), true, now).next(now), session);
    }

    @Test
    void the_full_commitment_is_read_and_nothing_of_the_signature_is_lost() {
        walkToCheck("medical-insurance/remote-care");
        session = session.to(new Place.Confirming(
                ((Place.Filling) session.at()).road().proving("sms-code"), true, false, List.of(), Optional.empty()));
        on(new Event.TickRead(), new Event.Signed(new Place.Stroke(List.of(0, 0, 150, 0))));
        var signing = session.at();
        on(new Event.LookAt(Over.Topic.COMMITMENT), new Event.TickRead());
        assertEquals(signing, session.at(), "what lies below takes no touch");
        on(new Event.LookAt(Over.Topic.COMMITMENT), new Event.Back());
        assertEquals(signing, session.at());
        assertInstanceOf(Over.Nothing.class, session.over());
    }

    @Test
    void the_called_staff_stays_called_while_something_is_read_aside() {
        lifeProofToCheck();
        on(new Event.Help(), new Event.LookAt(Over.Topic.WINDOW), new Event.StaffCalled("H007"));
        later(300);
        assertInstanceOf(Over.Aside.class, session.over(), "help is coming for ten minutes");
        done.clear();
        on(new Event.Help());
        assertEquals(new Over.Help("H007", false), session.over(), "nobody has seen it yet");
        on(new Event.StaffSeen("H006"));
        assertEquals(new Over.Help("H007", false), session.over(), "another call was seen");
        on(new Event.StaffSeen("H007"));
        assertEquals(new Over.Help("H007", true), session.over());
        assertTrue(done.isEmpty(), "nobody is called twice");
    }

    @Test
    void who_goes_to_the_window_ends_the_visit_unless_the_centre_is_at_work() {
        lifeProofToCheck();
        on(new Event.Help(), new Event.LookAt(Over.Topic.WINDOW), new Event.ReallyLeave());
        assertInstanceOf(Place.Idle.class, session.at());
        assertTrue(done.contains(new Effect.Wipe()));
        on(new Event.CardPresence(false));
        lifeProofToCheck();
        on(new Event.Confirm("tx-1"), new Event.Help(), new Event.LookAt(Over.Topic.WINDOW), new Event.ReallyLeave());
        assertInstanceOf(Place.Submitting.class, session.at());
    }

    @Test
    void help_that_was_called_from_the_sleeping_screen_does_not_stay_for_ever() {
        on(new Event.Help());
        later(601);
        assertInstanceOf(Over.Nothing.class, session.over());
    }

    @Test
    void contrast_comes_with_large_type_and_goes_with_it() {
        on(new Event.SwitchContrast());
        assertFalse(session.comfort().contrast());
        on(new Event.SwitchLarge(), new Event.SwitchContrast());
        assertTrue(session.comfort().contrast());
        on(new Event.SwitchLarge());
        assertEquals(Comfort.PLAIN, session.comfort());
    }

    @Test
    void a_printer_in_trouble_says_what_became_of_the_call_to_staff() {
        lifeProofToCheck();
        on(new Event.CardPresence(false), new Event.Confirm("tx-1"), new Event.Told(accepted("tx-1")));
        on(new Event.PrintPapers());
        var paper = ((Effect.BeginPrint) done.getLast()).paper();
        on(new Event.PaperFailed(paper, "paper-out", false), new Event.StaffCalled("-"));
        var trouble = assertInstanceOf(Handing.Trouble.class, ((Place.Delivering) session.at()).handing());
        assertEquals("-", trouble.ticket(), "the line is down and nobody was told");
    }
}
