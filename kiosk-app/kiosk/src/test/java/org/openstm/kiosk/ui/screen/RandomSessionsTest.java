package org.openstm.kiosk.ui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.AnswersSchema;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.OrganisationMandate;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.Personalization;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.TerminalEvent;
import tools.jackson.databind.json.JsonMapper;

/// Citizens who touch any control in any order, with any replies of central and devices.
/// Whatever they do, nothing fails, the terminal returns to its first screen, and then holds
/// no personal data.
class RandomSessionsTest {
    private static final int SESSIONS = Integer.getInteger("random.sessions", TestTier.pick(1_000, 10_000));
    private static final int TOUCHES = 60;
    private static final Instant NOW = Instant.parse("2026-11-24T06:32:00Z");
    private static final List<Item> ITEMS = Roads.CATALOG.items();
    private static final IdentifiedPerson LI =
            new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭市翠湖区", "", "1955-03-08");

    private static final List<Item.AssuranceLevel> LEVELS =
            List.of(Item.AssuranceLevel.L1, Item.AssuranceLevel.L2, Item.AssuranceLevel.L3);

    private static final CapturedImage PICTURE = Stills.drawn(64, 48);
    private static final String SECRET_WORDS = "Xqvz-77-";

    /// Data that must be gone after the session: the card, and typed values.
    private static final Set<String> SECRETS = Set.of(
            "李秀兰",
            "530102195503080028",
            "1955-03-08",
            "云岭市翠湖区",
            "13800006021",
            "6222020200112233446",
            "11010519491231002X",
            SECRET_WORDS,
            "zhenhua",
            "振华",
            "91350100M000100Y43",
            "秀兰副食店");

    private static final JsonMapper JSON = new JsonMapper();

    private final long seed = Seeds.next();
    private final Random random = new Random(seed);
    private final Deque<SessionEvent> coming = new ArrayDeque<>();
    private final Set<String> seen = new TreeSet<>();
    private Session session = Roads.first();
    private Instant now = NOW;
    private final Map<String, Schema> schemas = new HashMap<>();
    private int cases;
    private int stored;
    private boolean knows;
    private int sessionsWithSecrets;

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void step(SessionEvent event) {
        var step = SessionStateMachine.nextStep(session, event, now);
        session = step.next();
        for (var effect : step.effects()) answer(effect);
    }

    /// Engine, devices and central, in one of their modes.
    private void answer(SessionEffect effect) {
        boolean well = random.nextInt(5) > 0;
        switch (effect) {
            case SessionEffect.TakePicture(var field) ->
                coming.add(
                        well
                                ? new SessionEvent.PictureTaken(field.name(), PICTURE)
                                : new SessionEvent.PictureFailed(field.name(), "picture.failed"));
            case SessionEffect.FetchKnownValues known -> {
                var values = new java.util.HashMap<String, String>();
                known.road().item().prefill().forEach(p -> values.put(p.name(), "20000.00"));
                coming.add(
                        well
                                ? new SessionEvent.ValuesKnown(values)
                                : new SessionEvent.ChoicesUnavailable("", "error.centre-away"));
            }
            case SessionEffect.FetchChoices fetch ->
                coming.add(
                        well
                                ? new SessionEvent.ChoicesOffered(
                                        fetch.field().name(),
                                        choices(fetch.field().depth()))
                                : new SessionEvent.ChoicesUnavailable(
                                        fetch.field().name(), "error.centre-away"));
            case SessionEffect.SendCode _ ->
                coming.add(well ? new SessionEvent.CodeSent("c") : new SessionEvent.CodeNotSent("error.code-refused"));
            case SessionEffect.CheckCode _ -> coming.add(new SessionEvent.CodeChecked(well));
            case SessionEffect.RedeemPhoneCode(var code) ->
                coming.add(
                        well
                                ? new SessionEvent.PhoneIdentified(
                                        code, IdentifiedPerson.ofPhone(LI.name(), LI.number(), "resident", any(LEVELS)))
                                : new SessionEvent.PhoneRefused(code, "phone.expired"));
            case SessionEffect.WatchCode _ -> {
                if (random.nextInt(4) == 0)
                    coming.add(
                            random.nextBoolean()
                                    ? new SessionEvent.PhoneCodeShown("a.b.c")
                                    : new SessionEvent.TransferCodeShown("7K4M92QXD3HP7K4M92QXD3HP7K"));
            }
            case SessionEffect.SendTransfer order ->
                coming.add(
                        well
                                ? new SessionEvent.CaseTransferred(new CaseOutcome.Transferred(
                                        order.txId(),
                                        "SF202611240007",
                                        order.to(),
                                        "https://zwfw.sf.example/h/7K4M92QXD3HP7K4M92QXD3HP7K",
                                        "A017",
                                        LocalizedText.of("5 号窗口", "Window 5"),
                                        now))
                                : new SessionEvent.CaseNotTransferred("handover.no-answer"));
            case SessionEffect.FetchTransfer _ ->
                coming.add(
                        well
                                ? new SessionEvent.CaseResumed(
                                        "t-" + ++cases,
                                        "SF202611240007",
                                        any(ITEMS).id(),
                                        brought())
                                : new SessionEvent.CaseNotResumed("handover.taken"));
            case SessionEffect.CheckStaff _ ->
                coming.add(new SessionEvent.StaffChecked(
                        well ? Optional.empty() : Optional.of(new EntryVerdict.Wrong("error.staff-code", ""))));
            case SessionEffect.MatchPerson _ -> coming.add(new SessionEvent.PersonMatched(well));
            case SessionEffect.StoreCase(var _, var road) -> handedIn(road);
            case SessionEffect.SubmitCase(var txId) -> coming.add(new SessionEvent.OutcomeKnown(outcome(txId)));
            case SessionEffect.AwaitOutcome(var txId) -> {
                if (well) coming.add(new SessionEvent.OutcomeKnown(outcome(txId)));
            }
            case SessionEffect.RunQuery _ -> coming.add(new SessionEvent.OutcomeKnown(outcome("")));
            case SessionEffect.BeginPrint(var paper) ->
                coming.add(
                        well
                                ? new PrintingEvent.PrintBegun(
                                        paper, new PrintingEvent.PrintEvidence("e", 1, "3F9AC27E"))
                                : new PrintingEvent.PaperFailed(paper, "paper-out", false));
            case SessionEffect.PrintPaper print ->
                coming.add(
                        well
                                ? new PrintingEvent.PaperDelivered(print.paper())
                                : new PrintingEvent.PaperFailed(print.paper(), "link-lost", random.nextBoolean()));
            case SessionEffect.FetchProgress _, SessionEffect.FetchCases _ ->
                coming.add(
                        well
                                ? new SessionEvent.CasesFetched(List.of())
                                : new SessionEvent.CasesNotFetched("error.centre-away"));
            case SessionEffect.FetchMandate(var _, var code) ->
                coming.add(
                        well
                                ? new SessionEvent.MandateGranted(
                                        new OrganisationMandate(code, "秀兰副食店", random.nextBoolean(), ""))
                                : new SessionEvent.MandateDenied(
                                        code, new EntryVerdict.Wrong("mandate.not-authorised", "")));
            case SessionEffect.FetchRecentItems _ ->
                coming.add(new SessionEvent.RecentItemsKnown(
                        well, well ? List.of(any(ITEMS).id()) : List.of()));
            case SessionEffect.KeepPersonalization(var _, var wanted) -> {
                if (well) coming.add(new SessionEvent.PersonalizationKept(wanted));
            }
            case SessionEffect.CallStaff _ -> coming.add(new SessionEvent.StaffCalled("H001"));
            case SessionEffect.SuggestCandidates(var letters) ->
                coming.add(new SessionEvent.CandidatesSuggested(
                        letters, letters, well ? List.of("振华", "阵花", "振") : List.of()));
            case SessionEffect.FetchCandidate(var letters, var at) ->
                coming.add(
                        well
                                ? new SessionEvent.CandidateChosen(
                                        letters, List.of("振华", "阵花", "振").get(Math.min(at, 2)), at < 2 ? "" : "hua")
                                : new SessionEvent.CandidateChosen(letters, "", letters));
            case SessionEffect.RecogniseStrokes(var ink) ->
                coming.add(new SessionEvent.StrokesRecognised(ink, well ? List.of("十", "𠮷") : List.of()));
            case SessionEffect.WatchCardRemoval _ -> coming.add(new SessionEvent.CardPresence(!well));
            case SessionEffect.WatchCard _ -> {
                if (well)
                    coming.add(
                            random.nextInt(8) > 0
                                    ? new SessionEvent.CardRead(LI)
                                    : new SessionEvent.CardUnreadable("moved"));
            }
            default -> {} // arrives by itself, or not at all
        }
    }

    /// Answers that another channel may have accepted.
    private Map<String, String> brought() {
        var all = new HashMap<String, String>();
        for (var item : ITEMS)
            for (var field : item.fieldsByName().values())
                if (random.nextBoolean())
                    all.put(
                            field.name(),
                            any(List.of(
                                    "v1",
                                    "1",
                                    "2026-11-24",
                                    "13800006021",
                                    "6222020200112233446",
                                    "11010519491231002X",
                                    "2026-01/2026-03",
                                    "云A12345",
                                    "x".repeat(300),
                                    field.options().isEmpty()
                                            ? ""
                                            : any(field.options()).value())));
        return all;
    }

    /// Submitted data are valid against the item's schema.
    private void handedIn(ServiceApplication road) {
        stored++;
        var schema = schemas.computeIfAbsent(
                road.item().id(),
                _ -> SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(AnswersSchema.toJsonSchema(road.item()), InputFormat.JSON));
        var json = JSON.writeValueAsString(road.answers().given());
        assertEquals(
                List.of(), schema.validate(json, InputFormat.JSON), road.item().id() + " " + json + ", seed " + seed);
        for (var field : road.item().fieldsByName().values())
            if (field.kind().isPicture())
                road.answers()
                        .findAnswer(field.name())
                        .filter(a -> !a.equals(ItemField.LATER))
                        .ifPresent(digest -> assertEquals(
                                digest,
                                Optional.ofNullable(road.submittedPictures().get(field.name()))
                                        .map(CapturedImage::sha256)
                                        .orElse("no picture"),
                                "seed " + seed));
    }

    private List<OfferedChoice> choices(int depth) {
        var all = new ArrayList<OfferedChoice>();
        for (int n = 0; n < (depth > 0 ? 30 : 3); n++)
            all.add(new OfferedChoice("v" + n, LocalizedText.of("第" + n, "No. " + n), n % 4 != 1, LocalizedText.NONE));
        return all;
    }

    private CaseOutcome outcome(String txId) {
        if (txId.isEmpty()) return new CaseOutcome.QueryAnswered(Map.of("balance", "1"));
        return switch (random.nextInt(6)) {
            case 0 ->
                new CaseOutcome.Rejected(txId, any(List.of("same-again", "no-record")), LocalizedText.of("不行", "no"));
            case 1 -> new CaseOutcome.Unknown(txId, "7K4M92QXD3HP");
            case 2 -> new CaseOutcome.Stored(txId, "BJ-ST-0412-03-42", now.plus(Duration.ofDays(3)));
            case 3 -> new CaseOutcome.NotSent(txId);
            default ->
                new CaseOutcome.Accepted(
                        txId,
                        "SF202611240317",
                        "2026年11月24日 14:32",
                        Map.of(),
                        LocalizedText.of("好", "ok"),
                        random.nextBoolean() ? List.of(new CaseOutcome.SealedDocument("D1", "证明", 2, "")) : List.of());
        };
    }

    private void touch() {
        var screen = ScreenComposer.composeScreen(session, Roads.BOARD);
        seen.add(screen.name());
        var there = Pieces.controls(screen.dialog().isPresent() ? screen.dialog() : screen);
        there.removeIf(c -> c.look() == Control.ButtonLook.OFF && !c.id().startsWith("key/"));
        if (there.isEmpty()) {
            step(new TerminalEvent.ClockTick());
            return;
        }
        if (knows && random.nextInt(15) > 0) onward(there);
        else press(any(there));
    }

    private void press(Control control) {
        step(
                switch (control.event()) {
                    case SessionEvent.PressConfirm _ -> new SessionEvent.ConfirmCase("case-" + ++cases);
                    case SessionEvent.PressTransfer(var to) -> new SessionEvent.TransferCase("case-" + ++cases, to);
                    default -> control.event();
                });
    }

    /// A citizen who knows the valid answers.
    private void onward(List<Control> there) {
        switch (session.at()) {
            case SessionState.Filling here
            when here.code().isPresent() -> {
                for (int n = 0; n < 6; n++) step(new SessionEvent.PressKey("1"));
                step(new SessionEvent.GoOn());
            }
            case SessionState.Filling here -> {
                fill(here, there);
                step(new SessionEvent.GoOn());
            }
            case SessionState.Confirming here
            when here.signing() -> {
                if (!here.read()) step(new SessionEvent.TickRead());
                step(new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 0, 150, 0))));
                step(new SessionEvent.DrawSignature(new SessionState.PenStroke(List.of(0, 9, 150, 9))));
                step(new SessionEvent.ConfirmCase("case-" + ++cases));
            }
            case SessionState.Identifying(var _, SessionState.IdentificationStep.OrganisationEntry proof)
            when proof.mandate().isEmpty() && !proof.asking() -> {
                step(new SessionEvent.ClearEntry());
                type("91350100M000100Y43");
                step(new SessionEvent.GoOn());
            }
            default -> press(ahead(there));
        }
    }

    private Control ahead(List<Control> there) {
        for (var id : List.of("consent", "by-match"))
            for (var control : there) if (control.id().equals(id) && random.nextBoolean()) return control;
        var forward = there.stream()
                .filter(c -> c.look() == Control.ButtonLook.PRIMARY)
                .toList();
        return any(forward.isEmpty() ? there : forward);
    }

    private void fill(SessionState.Filling here, List<Control> there) {
        var field = here.road().item().pages().get(here.page()).fields().getFirst();
        step(new SessionEvent.ClearEntry());
        switch (field.kind()) {
            case CHOICE, REGION -> {
                var open =
                        there.stream().filter(c -> c.id().startsWith("field/")).toList();
                if (!open.isEmpty()) press(any(open));
            }
            case MONTH_RANGE -> step(new SessionEvent.PickOption("last-6"));
            case DATE -> step(new SessionEvent.PickOption("2026-11-24"));
            case COPIES -> step(new SessionEvent.PickOption("1"));
            case NUMBER -> type("" + Math.max(1, field.least()));
            case AMOUNT -> type("1200.5");
            case DIGITS -> type("1".repeat(Math.max(1, field.least())));
            case MOBILE -> type("13800006021");
            case BANK_CARD -> type("6222020200112233446");
            case ID_NUMBER -> type("11010519491231002X");
            case PLATE -> type("云A12345");
            case USCC -> type("91350100M000100Y43");
            case TEXT, ADDRESS -> write(field);
            case SCAN, PHOTO -> picture();
        }
    }

    /// With any available camera, with a failing one, or later.
    private void picture() {
        step(random.nextInt(4) == 0 ? new SessionEvent.BringPictureLater() : new SessionEvent.RequestPicture());
        while (!coming.isEmpty()) step(coming.poll());
    }

    /// In letters, which need no engine, or by pinyin with any available engine.
    private void write(ItemField field) {
        if (random.nextBoolean()) {
            step(new SessionEvent.SwitchKeyboard(KeyboardState.KeyboardMode.PINYIN));
            type("zhenhua");
            for (int n = 0; n < 3; n++) {
                while (!coming.isEmpty()) step(coming.poll());
                step(new SessionEvent.ChooseCandidate(random.nextInt(3)));
            }
            return;
        }
        step(new SessionEvent.SwitchKeyboard(KeyboardState.KeyboardMode.LETTERS));
        type(SECRET_WORDS.repeat(9).substring(0, Math.max(field.least(), Math.min(field.most(), 14))));
    }

    private void type(String signs) {
        signs.codePoints().forEach(sign -> step(new SessionEvent.PressKey(Character.toString(sign))));
    }

    @Test
    void whatever_is_touched_the_terminal_comes_back_and_knows_nobody() {
        for (int n = 0; n < SESSIONS; n++) {
            String where = "session " + n + ", seed " + seed;
            try {
                one(where);
            } catch (RuntimeException broken) {
                throw new AssertionError(
                        where + " at " + session.at().getClass().getSimpleName(), broken);
            }
        }
        assertTrue(
                seen.containsAll(
                        Set.of("home", "for-me", "search", "guide", "question", "check", "accepted", "stored")),
                seen + ", seed " + seed);
        assertTrue(stored > SESSIONS / 50 && schemas.size() > ITEMS.size() / 3, stored + " cases of " + schemas.size());
        assertTrue(seen.size() > 20, seen + ", seed " + seed);
        assertTrue(sessionsWithSecrets > SESSIONS / 10, sessionsWithSecrets + " held personal data, seed " + seed);
    }

    private void one(String where) {
        now = NOW;
        knows = random.nextBoolean();
        if (random.nextInt(10) == 0) step(new TerminalEvent.EnvironmentChanged(world()));
        step(new SessionEvent.StartSession());
        assertInstanceOf(
                SessionState.Choosing.class,
                session.at(),
                where + ": a touch begins; card " + session.cardThere() + ", over it " + session.over());
        step(new SessionEvent.SeeItem(any(ITEMS).id())); // as from the theme's page
        for (int touches = random.nextInt(TOUCHES); touches >= 0; touches--) {
            touch();
            now = now.plusMillis(random.nextInt(3000));
            // replies arrive at any time, and some after the next touch
            while (!coming.isEmpty() && random.nextInt(4) > 0) step(coming.poll());
            if (random.nextInt(30) == 0) step(new TerminalEvent.ClockTick());
        }
        goAway(where);
    }

    private static boolean isPersonal(String text) {
        return SECRETS.stream().anyMatch(text::contains);
    }

    private ServiceEnvironment world() {
        boolean up = random.nextBoolean();
        return new ServiceEnvironment(
                up,
                up && random.nextBoolean() ? Set.of(any(ITEMS).system()) : Set.of(),
                random.nextInt(4) == 0
                        ? Set.of(any(List.of(
                                "id-card-reader",
                                "document-printer",
                                ServiceEnvironment.PAPER_CAMERA,
                                ServiceEnvironment.PERSON_CAMERA,
                                "pinyin",
                                "handwriting")))
                        : Set.of(),
                Set.of(),
                random.nextInt(8) == 0,
                random.nextInt(8) == 0);
    }

    private boolean asleep() {
        return session.at() instanceof SessionState.Idle && session.over() instanceof Overlay.NoOverlay;
    }

    /// The citizen has left: cards are removed, replies arrive, and time passes.
    private void goAway(String where) {
        if (Pieces.texts(session).stream().anyMatch(RandomSessionsTest::isPersonal)) sessionsWithSecrets++;
        for (int second = 0; second < 3600 && !asleep(); second++) {
            now = now.plusSeconds(1);
            var event = coming.poll();
            while (event != null) {
                step(event instanceof SessionEvent.CardPresence ? new SessionEvent.CardPresence(false) : event);
                event = second > 300 ? null : coming.poll();
            }
            step(new SessionEvent.CardPresence(false));
            step(new TerminalEvent.ClockTick());
        }
        assertTrue(asleep(), () -> where + ": " + session.at().getClass() + ", over it " + session.over());
        coming.clear();
        for (String text : Pieces.texts(session)) assertFalse(isPersonal(text), () -> where + ": " + text + " stays");
        assertEquals(Personalization.USUAL, session.order(), where);
        step(new TerminalEvent.EnvironmentChanged(ServiceEnvironment.FINE));
    }
}
