package org.openstm.kiosk.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.OrganisationMandate;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.Pieces;
import org.openstm.kiosk.ui.screen.Roads;
import org.openstm.kiosk.ui.screen.Screen;
import org.openstm.kiosk.ui.screen.ScreenComposer;
import org.openstm.kiosk.ui.screen.ScreenPart;
import org.openstm.kiosk.ui.screen.Stills;
import org.openstm.kiosk.ui.view.KioskView;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Every item from the home screen to its end in large type, in contrast, in English and in their
/// combinations, by controls that can be touched on the glass alone, each question answered wrong once.
/// What devices and central say is given as their events. The short run takes one mode of each third item by its
/// seed.
@ExtendWith(ApplicationExtension.class)
class ItemsInEveryModeTest {
    private static final int MODES_OF_AN_ITEM = TestTier.pick(1, 6);
    private static final int MOST_STEPS = 400;
    private static final int MOST_VIEWS = 12;
    private static final Instant NOW = Instant.parse("2026-11-24T06:32:00Z");
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final String USCC = "91350100M000100Y43";

    /// Controls of the home screen that select each mode.
    private static final Map<String, List<String>> MODES = new TreeMap<>(Map.of(
            "normal", List.of(),
            "large", List.of("help/large"),
            "large contrast", List.of("help/large", "care/contrast"),
            "English", List.of("help/language"),
            "English large", List.of("help/language", "help/large"),
            "English large contrast", List.of("help/language", "help/large", "care/contrast")));

    private KioskView stagehand = new KioskView(Roads.first(), Roads.BOARD, _ -> {});
    private Session session = Roads.first();
    private String where = "";
    private int asked;
    private int corrected;

    @Start
    void open(Stage stage) {
        stagehand = new KioskView(Roads.first(), Roads.BOARD, _ -> {});
        var scene = new Scene(stagehand.root(), KioskView.WIDTH, KioskView.HEIGHT);
        KioskView.applyStylesheet(scene);
        stage.setScene(scene);
        stage.show();
        // laid out, but not painted: painting takes longer than everything else
        stagehand.root().setOpacity(0);
    }

    @Test
    void every_item_is_done_by_touch_with_a_wrong_answer_to_each_question() {
        long seed = Seeds.next();
        var random = new Random(seed);
        var problems = new ArrayList<String>();
        for (var item : TestTier.share(Roads.CATALOG.items(), 6)) {
            var modes = new ArrayList<>(MODES.keySet());
            Collections.shuffle(modes, random);
            modes.subList(MODES_OF_AN_ITEM, modes.size()).clear();
            for (var mode : modes) {
                where = item.id() + ", " + mode + ", seed " + seed;
                WaitForAsyncUtils.waitForAsyncFx(120_000, () -> {
                    try {
                        walk(item, mode);
                    } catch (AssertionError e) {
                        problems.add(e.getMessage());
                    }
                });
            }
        }
        assertEquals(List.of(), problems);
        assertTrue(corrected > asked / 2, corrected + " of " + asked + " questions told that an answer was wrong");
    }

    private void walk(Item item, String mode) {
        session = Roads.first();
        tap("start");
        MODES.getOrDefault(mode, List.of()).forEach(this::tap);
        turnTo("theme/" + item.theme());
        turnTo("item/" + item.id());
        tap("begin");
        identify();
        while (session.at() instanceof SessionState.Filling here) answer(here);
        finish(item);
    }

    private void identify() {
        if (stands("agree")) {
            if (stands("consent")) {
                tap("agree");
                assertWrong("consent");
                tap("consent");
            }
            tap("agree");
        }
        if (screen().name().equals("place-card")) {
            tell(new SessionEvent.CardUnreadable("card-moved"));
            tell(new SessionEvent.CardRead(LI));
        }
        if (screen().name().equals("person-check")) {
            tap("by-match");
            tell(new SessionEvent.PersonMatched(false));
            tap("by-match");
            tell(new SessionEvent.PersonMatched(true));
        }
        if (screen().name().equals("organisation")) {
            type("9135");
            tap("next");
            assertWrong("organisation");
            tap("key/clear");
            type(USCC);
            tap("next");
            tell(new SessionEvent.MandateGranted(new OrganisationMandate(USCC, "云岭市翠湖区秀兰副食店", true, "")));
            tap("next");
        }
    }

    private void answer(SessionState.Filling here) {
        var field = here.road().item().pages().get(here.page()).fields().getFirst();
        offer(field);
        answerWrong(field, here.page());
        if (session.at() instanceof SessionState.Filling still && still.page() == here.page()) answerRight(field);
        if (session.at() instanceof SessionState.Filling still && still.page() == here.page())
            fail(where + ": " + field.name() + " takes no answer: " + still);
    }

    private void offer(ItemField field) {
        if (!field.within().isEmpty()) tell(new SessionEvent.ValuesKnown(Map.of(field.within(), "¥86,420.17")));
        if (field.list().isEmpty() && field.kind() != ItemField.FieldKind.REGION) return;
        tell(new SessionEvent.ChoicesOffered(
                field.name(),
                List.of(new OfferedChoice("c", LocalizedText.of("甲乙丙", "Some Place"), true, LocalizedText.NONE))));
    }

    /// Incomplete input, then "next": the page shows the error visibly, and the controls to correct it.
    private void answerWrong(ItemField field, int page) {
        asked++;
        if (typed(field).length() > 1 && field.kind() != ItemField.FieldKind.PLATE)
            type(typed(field).substring(0, 1));
        if (!stands("next") || isOff("next")) return;
        tap("next");
        if (!(session.at() instanceof SessionState.Filling now) || now.page() != page) return;
        if (now.wrong().isEmpty()) return;
        corrected++;
        assertWrong(field.name());
        if (typed(field).length() > 1 && field.kind() != ItemField.FieldKind.PLATE) tap("key/clear");
    }

    private void answerRight(ItemField field) {
        switch (field.kind()) {
            case CHOICE -> pick(field);
            case REGION -> {
                for (int level = 0; level < Math.max(1, field.depth()); level++) {
                    offer(field);
                    pick(field);
                }
            }
            case MONTH_RANGE -> tap("quick/last-12");
            case DATE, COPIES -> {}
            case TEXT, ADDRESS -> write();
            case SCAN, PHOTO -> {
                tap("take-picture");
                tell(new SessionEvent.PictureFailed(field.name(), "picture.dark"));
                tap("take-picture");
                tell(new SessionEvent.PictureTaken(field.name(), Stills.drawn(1600, 1200)));
            }
            default -> type(typed(field));
        }
        tap("next");
        if (!field.checkCode()) return;
        tell(new SessionEvent.CodeSent("id"));
        type("1");
        tap("next");
        assertWrong("message code");
        tap("key/clear");
        type("111111");
        tap("next");
        tell(new SessionEvent.CodeChecked(true));
    }

    private static String typed(ItemField field) {
        return switch (field.kind()) {
            case MOBILE -> "13800006021";
            case BANK_CARD -> "6222020200112233446";
            case NUMBER -> "" + Math.max(1, field.least());
            case AMOUNT -> "" + Math.max(100, field.least());
            case DIGITS -> "1".repeat(Math.max(1, field.least()));
            case ID_NUMBER -> "11010519491231002X";
            case PLATE -> "云A1234挂";
            case USCC -> USCC;
            default -> "";
        };
    }

    private void pick(ItemField field) {
        var first = Pieces.controls(screen()).stream()
                .filter(c -> c.id().startsWith("field/" + field.name() + "/") && c.look() != Control.ButtonLook.OFF)
                .findFirst()
                .orElseThrow(() -> new AssertionError(where + ": nothing to pick for " + field.name()));
        tap(first.id());
    }

    private void write() {
        tap("mode/pinyin");
        tap("key/c");
        tell(new SessionEvent.CandidatesSuggested("c", "c", List.of("翠湖路祥里一号")));
        tap("candidate/翠湖路祥里一号");
        tell(new SessionEvent.CandidateChosen("c", "翠湖路祥里一号", ""));
    }

    private void finish(Item item) {
        tell(new SessionEvent.ValuesKnown(Map.of("amount", "¥10,564.80", "flexible", "灵活就业参保")));
        if (stands("to-sign")) {
            tap("to-sign");
            tap("confirm");
            assertWrong("signature");
            tap("promise");
            assertTouchable("signature");
            tell(new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 0, 150, 0))));
            tap("sign-again");
            tell(new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 0, 150, 0))));
            tell(new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 9, 150, 9))));
        }
        if (stands("confirm")) tap("confirm");
        end(item);
        if (stands("print")) {
            tap("print");
            tell(new SessionEvent.CardPresence(false));
            while (session.at()
                    instanceof SessionState.Delivering(var _, var _, SessionState.DeliveryStage.Printing printing))
                tell(new PrintingEvent.PaperDelivered(printing.papers().get(printing.index())));
        }
        if (session.at() instanceof SessionState.Delivering) tap("finish");
        if (stands("rate/5")) tap("rate/5");
        if (session.at() instanceof SessionState.Farewell) tap("finish");
        assertInstanceOf(SessionState.Idle.class, session.at(), where);
    }

    private void end(Item item) {
        if (!item.makesCase()) {
            tell(new SessionEvent.OutcomeKnown(new CaseOutcome.QueryAnswered(Map.of("balance", "86420.17"))));
            return;
        }
        if (item.fee().isPresent()) {
            var bill = new CaseBill(
                    "tx", "SF202611240317", "2026年11月24日 14:32", Map.of(), LocalizedText.of("好", "ok"), 1_056_480);
            tell(new SessionEvent.PaymentDue(bill));
            tell(new SessionEvent.PaymentCodeReady(
                    "tx", "https://pay.example/pay/0123456789abcdef", NOW.plusSeconds(60)));
            tell(new SessionEvent.PaymentFailed("tx", "REFUSED"));
            tap("pay-again");
            tell(new SessionEvent.PaymentCodeReady(
                    "tx", "https://pay.example/pay/0123456789abcdee", NOW.plusSeconds(60)));
            tell(new SessionEvent.PaymentCharged("tx"));
            tell(new SessionEvent.OutcomeKnown(bill.toPaidOutcome("ZF20261124000317")));
            return;
        }
        tell(new SessionEvent.OutcomeKnown(new CaseOutcome.Accepted(
                "tx",
                "SF202611240317",
                "2026年11月24日 14:32",
                Map.of("nextDue", "2027-11-24"),
                LocalizedText.of("好", "ok"),
                item.papers().document() ? List.of(new CaseOutcome.SealedDocument("D1", "证明", 1, "")) : List.of())));
    }

    private Screen screen() {
        return ScreenComposer.composeScreen(session, Roads.BOARD);
    }

    private void tell(SessionEvent event) {
        session = Roads.after(session, event);
    }

    private boolean stands(String id) {
        return Pieces.controls(screen()).stream().anyMatch(c -> c.id().equals(id));
    }

    private Control control(String id) {
        return Pieces.controls(screen()).stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(where + ": no " + id + " on " + screen() + session.at()));
    }

    private boolean isOff(String id) {
        return control(id).look() == Control.ButtonLook.OFF;
    }

    private void type(String signs) {
        for (var sign : signs.split("")) tap("key/" + sign);
    }

    private void turnTo(String id) {
        for (int step = 0; step < MOST_STEPS && !stands(id); step++) tap("page/next");
        tap(id);
    }

    private void tap(String id) {
        var control = control(id);
        assertTrue(id.startsWith("key/") || control.look() != Control.ButtonLook.OFF, where + ": " + id + " is off");
        assertTouchable(id);
        var event = control.event() instanceof SessionEvent.PressConfirm
                ? new SessionEvent.ConfirmCase("tx")
                : control.event();
        session = Roads.after(session, event);
    }

    /// On any view of the page.
    private void assertTouchable(String id) {
        var screen = screen();
        for (int view = 0; view < MOST_VIEWS; view++) {
            stagehand.showScreen(screen, view);
            var seen = visible();
            if (seen.contains(id)) return;
            if (!seen.contains("view/more") && !seen.contains("view/next")) break;
        }
        fail(where + ": " + id + " cannot be touched on " + screen);
    }

    /// The error is shown on the current view.
    private void assertWrong(String of) {
        var screen = screen();
        assertTrue(
                screen.parts().stream().anyMatch(ScreenPart.ErrorText.class::isInstance),
                () -> where + ": nothing is said against a wrong " + of + " on " + screen);
        stagehand.showScreen(screen, 0);
        var nodes = new ArrayList<Node>();
        collect(stagehand.root(), nodes);
        assertEquals(
                true,
                nodes.stream().anyMatch(n -> n.getStyleClass().contains("wrong") && isSeen(n)),
                where + ": what is wrong with " + of + " is out of sight");
    }

    private Set<String> visible() {
        var nodes = new ArrayList<Node>();
        collect(stagehand.root(), nodes);
        var ids = new TreeSet<String>();
        for (var node : nodes) if (node.getId() != null && isSeen(node)) ids.add(node.getId());
        return ids;
    }

    private static boolean isSeen(Node node) {
        return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
    }

    private static void collect(Node node, List<Node> into) {
        into.add(node);
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
    }
}
