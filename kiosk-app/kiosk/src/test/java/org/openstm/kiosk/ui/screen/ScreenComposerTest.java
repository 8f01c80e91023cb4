package org.openstm.kiosk.ui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Personalization;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.TerminalEvent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Every state of the session, in both languages and both type sizes, as values.
class ScreenComposerTest {
    @Test
    void every_place_has_a_screen_in_both_languages_and_sizes() {
        var names = new HashSet<String>();
        for (var item : Roads.CATALOG.items()) {
            for (var session : Roads.road(item)) {
                for (var language : DisplayLanguage.values()) {
                    var spoken = language == DisplayLanguage.EN
                            ? Roads.after(session, new SessionEvent.SwitchLanguage())
                            : session;
                    for (var sized : List.of(spoken, Roads.after(spoken, new SessionEvent.SwitchLarge()))) {
                        var screen = ScreenComposer.composeScreen(sized, Roads.BOARD);
                        names.add(screen.name());
                        check(screen);
                    }
                }
            }
        }
        var expected = Set.of(
                "attract",
                "home",
                "items",
                "guide",
                "notice",
                "place-card",
                "person-check",
                "organisation",
                "mandate",
                "staff-code",
                "question",
                "code",
                "check",
                "sign",
                "sending",
                "asking",
                "accepted",
                "refused",
                "unknown",
                "stored",
                "not-sent",
                "pay-asking",
                "paying",
                "pay-charged",
                "pay-undoing",
                "not-paid",
                "pay-unknown",
                "undone",
                "shown",
                "take-card",
                "printing",
                "paper-trouble",
                "print-unknown",
                "farewell",
                "help",
                "window",
                "terminal",
                "guide-aside",
                "commitment");
        assertTrue(names.containsAll(expected), "missing: " + missing(expected, names));
    }

    private static Set<String> missing(Set<String> expected, Set<String> names) {
        var missing = new HashSet<>(expected);
        missing.removeAll(names);
        return missing;
    }

    @Test
    @DisplayName(
            "S23 PIPL 24 who is known is told why things stand as they do, and can turn it off; a guest sees neither")
    void an_order_of_one_s_own_says_why_and_can_be_turned_off() {
        var sentences = new HashSet<String>();
        for (var session : Roads.known())
            for (var spoken : List.of(session, Roads.after(session, new SessionEvent.SwitchLanguage()))) {
                var screen = ScreenComposer.composeScreen(spoken, Roads.BOARD);
                check(screen);
                var orders = orders(screen);
                if (session.order() instanceof Personalization.UsualOrder
                        || screen.name().equals("items")) {
                    assertTrue(orders.isEmpty());
                    continue;
                }
                assertEquals(
                        new SessionEvent.SwitchPersonalization(),
                        orders.getFirst().control().event());
                sentences.add(orders.getFirst().reason());
            }
        assertEquals(12, sentences.size(), sentences + ": both, lately, age, none, off, off and kept, twice");
        var off = Roads.after(
                Roads.known().get(1), new SessionEvent.SwitchPersonalization(), new SessionEvent.SwitchLarge());
        var switches = ScreenComposer.composeScreen(off, Roads.BOARD).actions().getLast();
        assertEquals(new SessionEvent.SwitchPersonalization(), switches.event(), "in large type, too");
        var guest =
                ScreenComposer.composeScreen(Roads.after(Roads.first(), new SessionEvent.StartSession()), Roads.BOARD);
        assertTrue(orders(guest).isEmpty());
    }

    private static List<ScreenPart.OrderSwitch> orders(Screen screen) {
        return screen.parts().stream()
                .<ScreenPart.OrderSwitch>mapMulti((part, into) -> {
                    if (part instanceof ScreenPart.OrderSwitch order) into.accept(order);
                    if (part instanceof ScreenPart.SearchField(var _, var order)) order.ifPresent(into);
                })
                .toList();
    }

    /// Help in the same place, no control without a name, no duplicate id, no unfilled gap in a text.
    private static void check(Screen screen) {
        assertEquals(4, screen.help().size(), "always four");
        assertEquals("help/staff", screen.help().getLast().id());
        assertFalse(screen.toString().matches("(?s).*\\{[0-9a-zA-Z]+}.*"), "a gap is left on " + screen.name());
        var ids = new HashSet<String>();
        for (var control : screen.actions()) {
            assertTrue(ids.add(control.id()), "id twice: " + control.id());
            assertFalse(control.label().isBlank());
        }
    }

    @Test
    @DisplayName("R7 no full number and no full name stands where others can see it")
    void a_full_number_stands_nowhere_but_on_the_check_page() {
        for (var item : Roads.CATALOG.items()) {
            for (var session : Roads.road(item)) {
                var text = ScreenComposer.composeScreen(session, Roads.BOARD).toString();
                assertFalse(
                        text.contains("530102195503080028"),
                        "full number on "
                                + ScreenComposer.composeScreen(session, Roads.BOARD)
                                        .name());
                assertFalse(
                        text.contains("李秀兰"),
                        "full name on "
                                + ScreenComposer.composeScreen(session, Roads.BOARD)
                                        .name());
            }
        }
    }

    @Test
    void the_four_outcomes_look_different() {
        var item = Roads.CATALOG.findItem("pension/old-age-allowance").orElseThrow();
        var banners = new HashSet<String>();
        for (var session : Roads.road(item))
            for (var part : ScreenComposer.composeScreen(session, Roads.BOARD).parts())
                if (part instanceof ScreenPart.Banner banner
                        && List.of("accepted", "refused", "unknown", "stored")
                                .contains(ScreenComposer.composeScreen(session, Roads.BOARD)
                                        .name())) banners.add(banner.tone() + " " + banner.icon());
        assertEquals(4, banners.size(), "tone and icon of each outcome: " + banners);
    }

    private static Session delivered(String item, CaseOutcome outcome) {
        return delivered(Roads.road(Roads.CATALOG.findItem(item).orElseThrow()), outcome);
    }

    private static Session delivered(List<Session> road, CaseOutcome outcome) {
        return road.stream()
                .filter(session -> session.at() instanceof SessionState.Submitting)
                .map(session -> Roads.after(session, new SessionEvent.OutcomeKnown(outcome)))
                .findFirst()
                .orElseThrow();
    }

    private static ScreenPart.Banner ending(CaseOutcome outcome) {
        var over = Roads.after(delivered("pension/old-age-allowance", outcome), new SessionEvent.FinishVisit());
        return (ScreenPart.Banner)
                ScreenComposer.composeScreen(over, Roads.BOARD).parts().getFirst();
    }

    @Test
    void the_farewell_says_done_only_of_what_was_accepted() {
        var accepted = new CaseOutcome.Accepted("tx", "SF1", "", Map.of(), LocalizedText.NONE, List.of());
        assertEquals(ScreenPart.Tone.GREEN, ending(accepted).tone());
        assertEquals("已受理", ending(accepted).title());
        var stored = ending(new CaseOutcome.Stored("tx", "BJ-1", Instant.parse("2026-11-27T06:32:00Z")));
        assertTrue(stored.title().contains("尚未受理"), stored.title());
        var unknown = ending(new CaseOutcome.Unknown("tx", "7K4M92QXD3HP"));
        assertTrue(unknown.title().contains("正在核实"), unknown.title());
        var refused = ending(new CaseOutcome.Rejected("tx", "not-of-age", LocalizedText.of("要满 80 周岁", "From age 80")));
        assertTrue(refused.title().contains("没能受理"), refused.title());
        var notSent = ending(new CaseOutcome.NotSent("tx"));
        assertTrue(notSent.title().contains("没有提交"), notSent.title());
        for (var other : List.of(stored, unknown, refused, notSent)) {
            assertNotEquals(ScreenPart.Tone.GREEN, other.tone(), other.title());
            assertNotEquals("check", other.icon(), other.title());
        }
    }

    @Test
    void sheets_are_counted_with_all_their_copies_until_the_citizen_leaves() {
        var five = List.of(new CaseOutcome.SealedDocument("D1", "参保缴费证明", 5, ""));
        var accepted = new CaseOutcome.Accepted("tx", "SF1", "", Map.of(), LocalizedText.NONE, five);
        var at = Roads.after(
                delivered("social-insurance/contribution-certificate", accepted),
                new SessionEvent.PrintPapers(),
                new SessionEvent.CardPresence(false));
        assertTrue(ScreenComposer.composeScreen(at, Roads.BOARD).toString().contains("一共 6 张，已经出来 0 张"));
        at = Roads.after(at, new PrintingEvent.PagePrinted(3));
        assertTrue(ScreenComposer.composeScreen(at, Roads.BOARD).toString().contains("一共 6 张，已经出来 3 张"));
        for (int paper = 0; paper < 2; paper++) {
            var printing = (SessionState.DeliveryStage.Printing) ((SessionState.Delivering) at.at()).handing();
            at = Roads.after(
                    at, new PrintingEvent.PaperDelivered(printing.papers().get(printing.index())));
        }
        var farewell = ScreenComposer.composeScreen(at, Roads.BOARD).toString();
        assertTrue(farewell.contains("请一共拿 6 张纸"), farewell);
        assertTrue(farewell.contains("参保缴费证明（A4） 5 张、回执 1 张"), farewell);
    }

    @Test
    void nobody_is_offered_what_is_made_for_another_age() {
        var accepted = new CaseOutcome.Accepted("tx", "SF1", "", Map.of(), LocalizedText.NONE, List.of());
        var item = Roads.CATALOG
                .findItem("social-insurance/contribution-certificate")
                .orElseThrow();
        var old = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "", "1955-03-08");
        var hers = delivered(Roads.road(item, old), accepted);
        assertTrue(ScreenComposer.composeScreen(hers, Roads.BOARD).toString().contains("item/pension/life-proof"));
        var young = new IdentifiedPerson("赵伟", "530112199008150018", "resident", "云岭", "", "1990-08-15");
        var his = delivered(Roads.road(item, young), accepted);
        assertFalse(ScreenComposer.composeScreen(his, Roads.BOARD).toString().contains("item/pension/life-proof"));
    }

    @Test
    void a_page_without_anything_to_change_does_not_ask_to_change_it() {
        int with = 0;
        int without = 0;
        for (var item : Roads.CATALOG.items())
            for (var session : Roads.road(item)) {
                var screen = ScreenComposer.composeScreen(session, Roads.BOARD);
                if (!screen.name().equals("check")) continue;
                boolean changes =
                        Pieces.controls(screen).stream().anyMatch(c -> c.event() instanceof SessionEvent.ChangeAnswer);
                assertEquals(changes, screen.toString().contains("要改哪一项"), item.id());
                if (changes) with++;
                else without++;
            }
        assertTrue(with > 0 && without > 0);
    }

    @Test
    void doing_it_again_is_a_question_and_no_refusal() {
        var again = new CaseOutcome.Rejected("tx", "same-again", LocalizedText.of("24小时内您已办过这件事。", "Done already."));
        var screen = ScreenComposer.composeScreen(delivered("pension/life-proof", again), Roads.BOARD);
        var banner = (ScreenPart.Banner) screen.parts().getFirst();
        assertEquals(ScreenPart.Tone.BLUE, banner.tone());
        assertEquals("要再办一次吗？", banner.title());
        assertFalse(screen.toString().contains("没能受理"), screen.toString());
        assertFalse(screen.toString().contains("same-again"), "no code on a question");
        assertEquals(new SessionEvent.PressConfirm(), screen.actions().getLast().event());
    }

    @Test
    void every_page_about_money_says_whether_any_was_charged_and_only_the_code_page_offers_to_pay() {
        var item = Roads.CATALOG.items().stream()
                .filter(i -> i.fee().isPresent())
                .findFirst()
                .orElseThrow();
        int pages = 0;
        for (var session : Roads.road(item)) {
            var screen = ScreenComposer.composeScreen(session, Roads.BOARD);
            if (!List.of("pay-asking", "paying", "pay-charged", "pay-undoing", "not-paid", "pay-unknown", "undone")
                    .contains(screen.name())) continue;
            pages++;
            var text = screen.toString();
            assertTrue(
                    text.contains("扣款") || text.contains("扣钱") || text.contains("再付一次") || text.contains("退回"),
                    screen.name() + ": " + text);
            boolean offers = screen.parts().stream().anyMatch(ScreenPart.QrCodeCard.class::isInstance);
            assertEquals(screen.name().equals("paying"), offers, screen.name());
        }
        assertTrue(pages > 10, "there are such pages");
    }

    @Test
    void where_no_slip_would_come_out_the_page_says_so_before_it_is_asked_for() {
        var item = Roads.CATALOG.findItem("pension/life-proof").orElseThrow();
        var warned = new HashSet<String>();
        for (var session : Roads.road(item)) {
            var screen = ScreenComposer.composeScreen(session, Roads.BOARD);
            var print = screen.actions().stream()
                    .filter(c -> c.event() instanceof SessionEvent.PrintPapers)
                    .findFirst();
            boolean slipless = session.world().equals(Roads.SLIPLESS);
            boolean papers = screen.toString().contains("打印材料和回执");
            boolean warns = screen.toString().contains("打不出回执");
            assertEquals(slipless && print.isPresent() && !papers, warns, screen.toString());
            if (!warns) continue;
            warned.add(screen.name());
            assertEquals(Control.ButtonLook.SECONDARY, print.orElseThrow().look());
        }
        assertEquals(Set.of("accepted", "unknown", "stored"), warned);
    }

    @Test
    void both_languages_know_the_same_sentences() {
        assertEquals(
                ScreenTexts.forLanguage(DisplayLanguage.ZH_CN).keys(),
                ScreenTexts.forLanguage(DisplayLanguage.EN).keys());
    }

    @Test
    void an_item_that_is_closed_says_why_and_where_else() {
        var cut = Roads.after(
                Roads.first(),
                new TerminalEvent.EnvironmentChanged(
                        new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false)),
                new SessionEvent.StartSession());
        cut = Roads.after(
                cut, new SessionEvent.SeeItem("tax/income-record"), new SessionEvent.BeginItem("tax/income-record"));
        var text = ScreenComposer.composeScreen(cut, Roads.BOARD).toString();
        assertTrue(text.contains("网络中断"));
        assertTrue(text.contains("东风路支行"));
    }

    @Test
    void an_empty_theme_says_so() {
        var school = Roads.after(
                Session.initialSession(
                        new ItemCatalogue(Roads.CATALOG.themes(), List.of()),
                        true,
                        Instant.parse("2026-11-24T06:32:00Z")),
                new SessionEvent.StartSession(),
                new SessionEvent.SeeTheme("school"));
        assertTrue(ScreenComposer.composeScreen(school, Roads.BOARD).toString().contains("还在接入"));
    }

    /// Where one page has the capture button, the next has the confirm button: a different
    /// page takes no touch at first.
    @Test
    void a_picture_is_taken_looked_at_and_missed_on_pages_of_their_own() {
        var road =
                Roads.road(Roads.CATALOG.findItem("household/residence-permit").orElseThrow());
        var names = road.stream()
                .map(at -> ScreenComposer.composeScreen(at, Roads.BOARD).name())
                .toList();
        assertTrue(names.containsAll(Set.of("picture", "picture-taking", "picture-look", "picture-blind")), "" + names);
    }

    @Test
    void no_other_picture_is_offered_while_no_camera_serves() {
        var road =
                Roads.road(Roads.CATALOG.findItem("household/residence-permit").orElseThrow());
        var looking = road.stream()
                .filter(at ->
                        ScreenComposer.composeScreen(at, Roads.BOARD).name().equals("picture-look"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("back", "take-picture", "next"), actions(looking));
        assertEquals(
                List.of("back", "next"),
                actions(Roads.after(looking, new TerminalEvent.EnvironmentChanged(Roads.BLIND))));
    }

    private static List<String> actions(Session at) {
        return ScreenComposer.composeScreen(at, Roads.BOARD).actions().stream()
                .map(Control::id)
                .toList();
    }

    @Test
    void the_guide_of_each_item_shows_its_legal_basis() {
        for (var item : Roads.CATALOG.items()) {
            var guide = Roads.road(item).stream()
                    .map(session -> ScreenComposer.composeScreen(session, Roads.BOARD))
                    .filter(screen -> screen.name().equals("guide"))
                    .findFirst()
                    .orElseThrow();
            var basis = item.guide().basis().textIn(DisplayLanguage.ZH_CN);
            assertTrue(!basis.isBlank(), item.id());
            assertTrue(
                    guide.parts().stream()
                            .anyMatch(part -> part instanceof ScreenPart.Sentence say
                                    && say.text().contains(basis)),
                    item.id() + " does not show " + basis);
        }
    }
}
