package org.openstm.kiosk.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.Catalog;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.Language;
import org.openstm.kiosk.catalog.Words;
import org.openstm.kiosk.catalog.load.CatalogFiles;
import org.openstm.kiosk.session.Choice;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Person;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.Visit;
import org.openstm.kiosk.session.World;

/// Every place of the road, in both languages and both sizes, as values.
class ScreensTest {
    private static final Signboard BOARD = new Signboard(
            Words.of("政务服务自助终端", "Government Services"),
            Words.of("翠湖支行", "Cuihu"),
            Words.of("东风路支行", "Dongfeng Road"),
            Words.of("5 号窗口", "Window 5"));
    private static final Catalog CATALOG = CatalogFiles.shipped();
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭", "");
    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");

    private Session after(Session from, Event... events) {
        var session = from;
        for (var event : events) session = Visit.step(session, event, now).next();
        return session;
    }

    private Session first() {
        return Session.first(CATALOG, true, now);
    }

    /// Every session on the way through one item, with every answer that the centre may give at its end.
    private List<Session> road(Item item) {
        var all = new ArrayList<Session>();
        var at = after(first(), new Event.Start());
        all.add(first());
        all.add(at);
        at = after(at, new Event.SeeTheme(item.theme()));
        all.add(at);
        at = after(at, new Event.SeeItem(item.id()));
        all.add(at);
        at = after(at, new Event.Begin(item.id()));
        all.add(at);
        all.add(after(at, new Event.Agree()));
        at = after(at, new Event.TickConsent(), new Event.Agree());
        all.add(at);
        all.add(after(at, new Event.CardUnreadable("card-moved")));
        at = after(at, new Event.CardRead(LI));
        all.add(at);
        all.add(after(at, new Event.ByStaff(), new Event.Key("1"), new Event.Next()));
        if (item.level() == Item.Level.L3) at = after(at, new Event.ByMatch(), new Event.Matched(true));
        for (int page = 0; page < item.pages().size(); page++) {
            all.add(at);
            all.add(after(at, new Event.Next()));
            var field = item.pages().get(page).fields().getFirst();
            at = answered(at, field, all);
        }
        all.add(at);
        at = after(at, new Event.ToSign());
        all.add(at);
        at = after(
                at,
                new Event.TickRead(),
                new Event.Signed(new org.openstm.kiosk.session.Place.Stroke(List.of(0, 0, 150, 0))),
                new Event.Signed(new org.openstm.kiosk.session.Place.Stroke(List.of(0, 9, 150, 9))),
                new Event.Confirm(item.makesCase() ? "tx" : ""));
        all.add(at);
        outcomes(at, item, all);
        return all;
    }

    private Session answered(Session at, org.openstm.kiosk.catalog.Field field, List<Session> all) {
        var next = at;
        switch (field.kind()) {
            case CHOICE, REGION -> {
                var choice = new Choice("c", Words.of("甲乙丙", "Some Place"), true, Words.NONE);
                for (int level = 0; level < Math.max(1, field.depth()); level++) {
                    next = after(next, new Event.Offered(field.name(), List.of(choice)));
                    var value =
                            field.list().isEmpty() ? field.options().getFirst().value() : "c";
                    next = after(next, new Event.Pick(value));
                    all.add(next);
                }
            }
            case MONTH_RANGE -> next = after(next, new Event.Pick("last-12"));
            case MOBILE -> {
                for (var digit : "13800006021".split("", -1)) next = after(next, new Event.Key(digit));
            }
            case BANK_CARD -> {
                for (var digit : "6222020200112233446".split("", -1)) next = after(next, new Event.Key(digit));
            }
            case DATE, COPIES -> {}
        }
        next = after(next, new Event.Next());
        if (field.checkCode()) {
            next = after(next, new Event.CodeSent("id"));
            all.add(next);
            for (int i = 0; i < 6; i++) next = after(next, new Event.Key("1"));
            next = after(next, new Event.Next(), new Event.CodeChecked(true));
        }
        return next;
    }

    private void outcomes(Session at, Item item, List<Session> all) {
        var documents = List.of(new Outcome.Document("D1", "参保缴费证明", 1));
        var tx = item.makesCase() ? "tx" : "";
        for (var outcome : List.of(
                new Outcome.Accepted(
                        tx,
                        "SF202611240317",
                        "2026年11月24日 14:32",
                        Map.of("nextDue", "2027-11-24"),
                        Words.of("好", "ok"),
                        documents),
                new Outcome.Refused(tx, "not-of-age", Words.of("要满 80 周岁", "From age 80")),
                new Outcome.Refused(tx, "same-again", Words.of("今天已经办过", "Already done today")),
                new Outcome.Unknown(tx, "7K4M92QXD3HP"),
                new Outcome.Stored(tx, "BJ-ST-0412-03-42"),
                new Outcome.NotSent(tx),
                new Outcome.Shown(Map.of("balance", "86420.17")))) {
            var told = after(at, new Event.Told(outcome));
            all.add(told);
            var taking = after(told, new Event.PrintPapers());
            all.add(taking);
            var printing = after(taking, new Event.CardPresence(false));
            all.add(printing);
            if (printing.at()
                    instanceof
                    org.openstm.kiosk.session.Place.Delivering(
                            var road,
                            var o,
                            org.openstm.kiosk.session.Place.Handing.Printing p)) {
                var paper = p.papers().get(p.index());
                all.add(after(printing, new Event.PaperFailed(paper, "paper-out", false)));
                all.add(after(printing, new Event.PaperFailed(paper, "link-lost", true)));
            }
            all.add(after(told, new Event.Finish()));
            all.add(after(told, new Event.Help(), new Event.StaffCalled("H001")));
            all.add(after(told, new Event.Leave()));
        }
    }

    @Test
    void every_place_has_a_screen_in_both_languages_and_sizes() {
        var names = new HashSet<String>();
        for (var item : CATALOG.items()) {
            for (var session : road(item)) {
                for (var language : Language.values()) {
                    var spoken = language == Language.EN ? after(session, new Event.SwitchLanguage()) : session;
                    for (var sized : List.of(spoken, after(spoken, new Event.SwitchLarge()))) {
                        var screen = Screens.of(sized, BOARD);
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
                "shown",
                "take-card",
                "printing",
                "paper-trouble",
                "print-unknown",
                "farewell",
                "help");
        assertTrue(names.containsAll(expected), "missing: " + missing(expected, names));
    }

    private static Set<String> missing(Set<String> expected, Set<String> names) {
        var missing = new HashSet<>(expected);
        missing.removeAll(names);
        return missing;
    }

    /// Help in the same place, no control without a name, no id twice, no gap left in a sentence.
    private static void check(Screen screen) {
        assertEquals(6, screen.help().size(), "always six");
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
        for (var item : CATALOG.items()) {
            for (var session : road(item)) {
                var text = Screens.of(session, BOARD).toString();
                assertFalse(
                        text.contains("530102195503080028"),
                        "full number on " + Screens.of(session, BOARD).name());
                assertFalse(
                        text.contains("李秀兰"),
                        "full name on " + Screens.of(session, BOARD).name());
            }
        }
    }

    @Test
    void the_four_outcomes_look_different() {
        var item = CATALOG.item("pension/old-age-allowance").orElseThrow();
        var banners = new HashSet<String>();
        for (var session : road(item))
            for (var part : Screens.of(session, BOARD).parts())
                if (part instanceof Part.Banner banner
                        && List.of("accepted", "refused", "unknown", "stored")
                                .contains(Screens.of(session, BOARD).name()))
                    banners.add(banner.tone() + " " + banner.icon());
        assertEquals(4, banners.size(), "tone and icon of each outcome: " + banners);
    }

    @Test
    void both_languages_know_the_same_sentences() {
        assertEquals(Texts.in(Language.ZH_CN).keys(), Texts.in(Language.EN).keys());
    }

    @Test
    void an_item_that_is_closed_says_why_and_where_else() {
        var cut =
                after(first(), new Event.WorldChanged(new World(false, Set.of(), Set.of(), false)), new Event.Start());
        cut = after(cut, new Event.SeeItem("tax/income-record"), new Event.Begin("tax/income-record"));
        var text = Screens.of(cut, BOARD).toString();
        assertTrue(text.contains("线路断了"));
        assertTrue(text.contains("东风路支行"));
    }

    @Test
    void an_empty_theme_says_so() {
        var school = after(first(), new Event.Start(), new Event.SeeTheme("school"));
        assertTrue(Screens.of(school, BOARD).toString().contains("还在接入"));
    }
}
