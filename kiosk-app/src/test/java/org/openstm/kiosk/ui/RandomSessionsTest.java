package org.openstm.kiosk.ui;

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
import org.openstm.kiosk.session.Choice;
import org.openstm.kiosk.session.Effect;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Keyboard;
import org.openstm.kiosk.session.Mandate;
import org.openstm.kiosk.session.Order;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Over;
import org.openstm.kiosk.session.Person;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Road;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.Still;
import org.openstm.kiosk.session.Visit;
import org.openstm.kiosk.session.World;
import tools.jackson.databind.json.JsonMapper;

/// Citizens who touch anything that is on the screen, in any order, with a centre and devices that answer
/// anything. Whatever they do, nothing breaks, the terminal comes back to its first screen, and then knows
/// nobody.
class RandomSessionsTest {
    private static final int SESSIONS = Integer.getInteger("random.sessions", TestTier.pick(2_500, 10_000));
    private static final int TOUCHES = 60;
    private static final Instant NOW = Instant.parse("2026-11-24T06:32:00Z");
    private static final List<Item> ITEMS = Roads.CATALOG.items();
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭市翠湖区", "", "1955-03-08");

    private static final List<Item.AssuranceLevel> LEVELS =
            List.of(Item.AssuranceLevel.L1, Item.AssuranceLevel.L2, Item.AssuranceLevel.L3);

    private static final Still PICTURE = Stills.drawn(64, 48);
    private static final String SECRET_WORDS = "Xqvz-77-";

    /// What must be gone with the citizen: the card, and what can only be typed.
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
    private final Deque<Event> coming = new ArrayDeque<>();
    private final Set<String> seen = new TreeSet<>();
    private Session session = Roads.first();
    private Instant now = NOW;
    private final Map<String, Schema> schemas = new HashMap<>();
    private int cases;
    private int stored;
    private boolean knows;

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void step(Event event) {
        var step = Visit.step(session, event, now);
        session = step.next();
        for (var effect : step.effects()) answer(effect);
    }

    /// The engine, the devices and the centre, in one of their moods.
    private void answer(Effect effect) {
        boolean well = random.nextInt(5) > 0;
        switch (effect) {
            case Effect.TakePicture(var field) ->
                coming.add(
                        well
                                ? new Event.PictureTaken(field.name(), PICTURE)
                                : new Event.NoPicture(field.name(), "picture.failed"));
            case Effect.FetchKnown known -> {
                var values = new java.util.HashMap<String, String>();
                known.road().item().prefill().forEach(p -> values.put(p.name(), "20000.00"));
                coming.add(well ? new Event.Known(values) : new Event.NotOffered("", "error.centre-away"));
            }
            case Effect.FetchChoices fetch ->
                coming.add(
                        well
                                ? new Event.Offered(
                                        fetch.field().name(),
                                        choices(fetch.field().depth()))
                                : new Event.NotOffered(fetch.field().name(), "error.centre-away"));
            case Effect.SendCode _ ->
                coming.add(well ? new Event.CodeSent("c") : new Event.CodeNotSent("error.code-refused"));
            case Effect.CheckCode _ -> coming.add(new Event.CodeChecked(well));
            case Effect.Redeem(var code) ->
                coming.add(
                        well
                                ? new Event.PhoneKnown(
                                        code, Person.byPhone(LI.name(), LI.number(), "resident", any(LEVELS)))
                                : new Event.PhoneRefused(code, "phone.expired"));
            case Effect.WatchCode _ -> {
                if (random.nextInt(4) == 0)
                    coming.add(
                            random.nextBoolean()
                                    ? new Event.ShownPhone("a.b.c")
                                    : new Event.ShownCase("7K4M92QXD3HP7K4M92QXD3HP7K"));
            }
            case Effect.HandOver order ->
                coming.add(
                        well
                                ? new Event.HandedOver(new Outcome.HandedOver(
                                        order.txId(),
                                        "SF202611240007",
                                        order.to(),
                                        "https://zwfw.sf.example/h/7K4M92QXD3HP7K4M92QXD3HP7K",
                                        "A017",
                                        LocalizedText.of("5 号窗口", "Window 5"),
                                        now))
                                : new Event.NotHandedOver("handover.no-answer"));
            case Effect.TakeOver _ ->
                coming.add(
                        well
                                ? new Event.CaseTaken(
                                        "t-" + ++cases,
                                        "SF202611240007",
                                        any(ITEMS).id(),
                                        brought())
                                : new Event.CaseNotTaken("handover.taken"));
            case Effect.CheckStaff _ ->
                coming.add(new Event.StaffChecked(
                        well ? Optional.empty() : Optional.of(new EntryVerdict.Wrong("error.staff-code", ""))));
            case Effect.Match _ -> coming.add(new Event.Matched(well));
            case Effect.Store(var _, var road) -> handedIn(road);
            case Effect.Submit(var txId) -> coming.add(new Event.Told(outcome(txId)));
            case Effect.Await(var txId) -> {
                if (well) coming.add(new Event.Told(outcome(txId)));
            }
            case Effect.Query _ -> coming.add(new Event.Told(outcome("")));
            case Effect.BeginPrint(var paper) ->
                coming.add(
                        well
                                ? new Event.PrintBegun(paper, new Event.Mark("e", 1, "3F9AC27E"))
                                : new Event.PaperFailed(paper, "paper-out", false));
            case Effect.Print print ->
                coming.add(
                        well
                                ? new Event.PaperOut(print.paper())
                                : new Event.PaperFailed(print.paper(), "link-lost", random.nextBoolean()));
            case Effect.FetchProgress _, Effect.FetchCases _ ->
                coming.add(well ? new Event.Found(List.of()) : new Event.NotFound("error.centre-away"));
            case Effect.FetchMandate(var _, var code) ->
                coming.add(
                        well
                                ? new Event.Mandated(new Mandate(code, "秀兰副食店", random.nextBoolean(), ""))
                                : new Event.NotMandated(code, new EntryVerdict.Wrong("mandate.not-authorised", "")));
            case Effect.FetchLately _ ->
                coming.add(new Event.Lately(well, well ? List.of(any(ITEMS).id()) : List.of()));
            case Effect.KeepOrder(var _, var wanted) -> {
                if (well) coming.add(new Event.OrderKept(wanted));
            }
            case Effect.CallStaff _ -> coming.add(new Event.StaffCalled("H001"));
            case Effect.Suggest(var letters) ->
                coming.add(new Event.Suggested(letters, letters, well ? List.of("振华", "阵花", "振") : List.of()));
            case Effect.Choose(var letters, var at) ->
                coming.add(
                        well
                                ? new Event.Chosen(
                                        letters, List.of("振华", "阵花", "振").get(Math.min(at, 2)), at < 2 ? "" : "hua")
                                : new Event.Chosen(letters, "", letters));
            case Effect.Recognise(var ink) ->
                coming.add(new Event.Recognised(ink, well ? List.of("十", "𠮷") : List.of()));
            case Effect.WatchPresence _ -> coming.add(new Event.CardPresence(!well));
            case Effect.WatchCard _ -> {
                if (well)
                    coming.add(random.nextInt(8) > 0 ? new Event.CardRead(LI) : new Event.CardUnreadable("moved"));
            }
            default -> {} // what comes back by itself, or not at all
        }
    }

    /// What another channel may have taken for an answer.
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

    /// What leaves the terminal is what the item's schema lets in.
    private void handedIn(Road road) {
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
                                Optional.ofNullable(road.handedIn().get(field.name()))
                                        .map(Still::sha256)
                                        .orElse("no picture"),
                                "seed " + seed));
    }

    private List<Choice> choices(int depth) {
        var all = new ArrayList<Choice>();
        for (int n = 0; n < (depth > 0 ? 30 : 3); n++)
            all.add(new Choice("v" + n, LocalizedText.of("第" + n, "No. " + n), n % 4 != 1, LocalizedText.NONE));
        return all;
    }

    private Outcome outcome(String txId) {
        if (txId.isEmpty()) return new Outcome.Shown(Map.of("balance", "1"));
        return switch (random.nextInt(6)) {
            case 0 -> new Outcome.Refused(txId, any(List.of("same-again", "no-record")), LocalizedText.of("不行", "no"));
            case 1 -> new Outcome.Unknown(txId, "7K4M92QXD3HP");
            case 2 -> new Outcome.Stored(txId, "BJ-ST-0412-03-42", now.plus(Duration.ofDays(3)));
            case 3 -> new Outcome.NotSent(txId);
            default ->
                new Outcome.Accepted(
                        txId,
                        "SF202611240317",
                        "2026年11月24日 14:32",
                        Map.of(),
                        LocalizedText.of("好", "ok"),
                        random.nextBoolean() ? List.of(new Outcome.Document("D1", "证明", 2, "")) : List.of());
        };
    }

    private void touch() {
        var screen = Screens.of(session, Roads.BOARD);
        seen.add(screen.name());
        var there = Pieces.controls(screen.dialog().isPresent() ? screen.dialog() : screen);
        there.removeIf(c -> c.look() == Control.Look.OFF && !c.id().startsWith("key/"));
        if (there.isEmpty()) {
            step(new Event.Tick());
            return;
        }
        if (knows && random.nextInt(15) > 0) onward(there);
        else press(any(there));
    }

    private void press(Control control) {
        step(
                switch (control.event()) {
                    case Event.Confirm _ -> new Event.Confirm("case-" + ++cases);
                    case Event.HandOver(var _, var to) -> new Event.HandOver("case-" + ++cases, to);
                    default -> control.event();
                });
    }

    /// Somebody who knows what is wanted.
    private void onward(List<Control> there) {
        switch (session.at()) {
            case Place.Filling here
            when here.code().isPresent() -> {
                for (int n = 0; n < 6; n++) step(new Event.Key("1"));
                step(new Event.Next());
            }
            case Place.Filling here -> {
                fill(here, there);
                step(new Event.Next());
            }
            case Place.Confirming here
            when here.signing() -> {
                if (!here.read()) step(new Event.TickRead());
                step(new Event.Signed(new Place.Stroke(List.of(0, 0, 150, 0))));
                step(new Event.Signed(new Place.Stroke(List.of(0, 9, 150, 9))));
                step(new Event.Confirm("case-" + ++cases));
            }
            case Place.Identifying(var _, Place.Proof.Organisation proof)
            when proof.mandate().isEmpty() && !proof.asking() -> {
                step(new Event.ClearEntry());
                type("91350100M000100Y43");
                step(new Event.Next());
            }
            default -> press(ahead(there));
        }
    }

    private Control ahead(List<Control> there) {
        for (var id : List.of("consent", "by-match"))
            for (var control : there) if (control.id().equals(id) && random.nextBoolean()) return control;
        var forward =
                there.stream().filter(c -> c.look() == Control.Look.PRIMARY).toList();
        return any(forward.isEmpty() ? there : forward);
    }

    private void fill(Place.Filling here, List<Control> there) {
        var field = here.road().item().pages().get(here.page()).fields().getFirst();
        step(new Event.ClearEntry());
        switch (field.kind()) {
            case CHOICE, REGION -> {
                var open =
                        there.stream().filter(c -> c.id().startsWith("field/")).toList();
                if (!open.isEmpty()) press(any(open));
            }
            case MONTH_RANGE -> step(new Event.Pick("last-6"));
            case DATE -> step(new Event.Pick("2026-11-24"));
            case COPIES -> step(new Event.Pick("1"));
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

    /// With whatever camera there is, one that fails, or later.
    private void picture() {
        step(random.nextInt(4) == 0 ? new Event.PictureLater() : new Event.TakePicture());
        while (!coming.isEmpty()) step(coming.poll());
    }

    /// In letters, which need no engine, or by pinyin with whatever engine there is.
    private void write(ItemField field) {
        if (random.nextBoolean()) {
            step(new Event.TypeBy(Keyboard.Mode.PINYIN));
            type("zhenhua");
            for (int n = 0; n < 3; n++) {
                while (!coming.isEmpty()) step(coming.poll());
                step(new Event.Choose(random.nextInt(3)));
            }
            return;
        }
        step(new Event.TypeBy(Keyboard.Mode.LETTERS));
        type(SECRET_WORDS.repeat(9).substring(0, Math.max(field.least(), Math.min(field.most(), 14))));
    }

    private void type(String signs) {
        signs.codePoints().forEach(sign -> step(new Event.Key(Character.toString(sign))));
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
    }

    private void one(String where) {
        now = NOW;
        knows = random.nextBoolean();
        if (random.nextInt(10) == 0) step(new Event.WorldChanged(world()));
        step(new Event.Start());
        assertInstanceOf(
                Place.Choosing.class,
                session.at(),
                where + ": a touch begins; card " + session.cardThere() + ", over it " + session.over());
        step(new Event.SeeItem(any(ITEMS).id())); // as from the theme's page
        for (int touches = random.nextInt(TOUCHES); touches >= 0; touches--) {
            touch();
            now = now.plusMillis(random.nextInt(3000));
            // answers come when they come, and some after the next touch
            while (!coming.isEmpty() && random.nextInt(4) > 0) step(coming.poll());
            if (random.nextInt(30) == 0) step(new Event.Tick());
        }
        goAway(where);
    }

    private World world() {
        boolean up = random.nextBoolean();
        return new World(
                up,
                up && random.nextBoolean() ? Set.of(any(ITEMS).system()) : Set.of(),
                random.nextInt(4) == 0
                        ? Set.of(any(List.of(
                                "id-card-reader",
                                "document-printer",
                                World.PAPER_CAMERA,
                                World.PERSON_CAMERA,
                                "pinyin",
                                "handwriting")))
                        : Set.of(),
                Set.of(),
                random.nextInt(8) == 0,
                random.nextInt(8) == 0);
    }

    private boolean asleep() {
        return session.at() instanceof Place.Idle && session.over() instanceof Over.Nothing;
    }

    /// The citizen has left: cards are lifted, answers come, and time passes.
    private void goAway(String where) {
        for (int second = 0; second < 3600 && !asleep(); second++) {
            now = now.plusSeconds(1);
            var event = coming.poll();
            while (event != null) {
                step(event instanceof Event.CardPresence ? new Event.CardPresence(false) : event);
                event = second > 300 ? null : coming.poll();
            }
            step(new Event.CardPresence(false));
            step(new Event.Tick());
        }
        assertTrue(asleep(), () -> where + ": " + session.at().getClass() + ", over it " + session.over());
        coming.clear();
        for (String text : Pieces.texts(session))
            for (String secret : SECRETS) assertFalse(text.contains(secret), where + ": " + secret + " stays");
        assertEquals(Order.USUAL, session.order(), where);
        step(new Event.WorldChanged(World.FINE));
    }
}
