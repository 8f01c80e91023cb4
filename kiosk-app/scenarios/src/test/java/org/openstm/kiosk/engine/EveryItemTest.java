package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.Camera;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.TestTier;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.ItemPage;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.AnswersSchema;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.codec.TerminalReportCodec;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.Pieces;
import org.openstm.kiosk.ui.screen.Screen;
import org.openstm.kiosk.ui.screen.ScreenComposer;
import org.openstm.kiosk.ui.text.BranchInfo;
import tools.jackson.databind.json.JsonMapper;

/// Every item of the catalogue from the home screen to its case, by its screens: only a
/// visible, enabled control is touched. Engine, journal, dispatch and central are the real ones;
/// there is no printer.
class EveryItemTest {
    private static final ItemCatalogue CATALOG = CatalogueFiles.loadShipped();
    private static final String TERMINAL = "ST-0412-03";
    private static final String MOBILE = "13800006021";
    private static final int PATIENCE_MS = 30_000;
    private static final Pattern CODE = Pattern.compile("验证码(\\d{6})");
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    private static final BranchInfo BOARD = new BranchInfo(
            LocalizedText.of("政务服务", "Services"),
            LocalizedText.of("示范", "Demo"),
            LocalizedText.NONE,
            LocalizedText.NONE);
    private static final TerminalProfile HERE = new TerminalProfile(
            TERMINAL,
            LocalizedText.of("示范银行翠湖支行", "Cuihu"),
            LocalizedText.of("终端", "Terminal"),
            LocalizedText.of("示范省", "Shifan"),
            "https://zwfw.sf.example/v/",
            LocalizedText.NONE);

    private static final IdentifiedPerson ZHAO = new IdentifiedPerson("赵伟", "530112199008150018", "resident", "云岭", "");
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final IdentifiedPerson WANG =
            new IdentifiedPerson("王德福", "530103194405120139", "resident", "云岭", "");
    private static final IdentifiedPerson YANG = new IdentifiedPerson("杨䶮", "532901197211030043", "resident", "洱海", "");

    /// The eligible person, for items that the department does not grant to everybody.
    private static final Map<String, IdentifiedPerson> WHO = Map.of(
            "tax/own-premium", YANG,
            "medical-insurance/join-pay", YANG,
            "pension/life-proof", LI,
            "pension/paid-record", LI,
            "pension/old-age-allowance", WANG,
            "pension/join-rural", YANG,
            "assistance/relief-paid", WANG,
            "household/kinship-proof", LI);

    /// Values that fit the invented records.
    private static final Map<String, String> TYPED = Map.ofEntries(
            Map.entry("mobile", MOBILE),
            Map.entry("tradeName", "laozhang=老张 zaodian=早点 dian=店"),
            Map.entry("address", "renmin=人民 lu=路 yihao=一号"),
            Map.entry("word", "caiyun=彩云"),
            Map.entry("facts", "laoban=老板 meiyou=没有 gei=给 gongzi=工资"),
            Map.entry("childId", "530102201901010015"),
            Map.entry("coBorrower", "530102197001010037"),
            Map.entry("relativeId", "530103194405120139"),
            Map.entry("spouseId", "530102199203080024"),
            Map.entry("partnerId", "530102199203080024"),
            Map.entry("examNumber", "53010001"),
            Map.entry("licences", "wu=无"),
            Map.entry("webShop", "wu=无"),
            Map.entry("childName", "zhao=赵 xiao=小"),
            Map.entry("homeAddress", "renmin=人民 lu=路 yihao=一号"),
            Map.entry("postAddress", "renmin=人民 lu=路 yihao=一号"),
            Map.entry("receiptNumber", "202611240001"),
            Map.entry("photoReceipt", "202611240002"));

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private DeviceSimulator camera;
    private DeviceManager desk;
    private TerminalUnderTest terminal;
    private SessionLoop loop;
    private final List<ProcessDataRecord> passages = new CopyOnWriteArrayList<>();
    private boolean makesCase;

    static List<String> items() {
        return TestTier.share(CATALOG.items().stream().map(Item::id).toList(), 4);
    }

    @BeforeEach
    void open() throws IOException {
        camera = SimulatorFactory.startSimulator(DeviceClass.CAMERA, "tcp://127.0.0.1:0", dir);
        var entry = new DeviceEntry("tray", DeviceClass.CAMERA, "mjpeg", LinkAddress.parse(camera.link()));
        desk = DeviceManager.open(List.of(entry), Duration.ofSeconds(5));
        terminal = TerminalUnderTest.in(dir)
                .witness(contract::check)
                .journalClock(InstantSource.system())
                .queue(QueuePolicy.of(Duration.ofDays(3), 200))
                .session(_ -> Session.initialSession(CATALOG, true, CLOCK.instant()))
                .recorder(new PassageRecorder(passages::add))
                .inputTrouble(trouble -> fail(trouble))
                .devices(new OnlyCamera(desk))
                .profile(HERE)
                .ids(List.of("case").iterator()::next)
                .start();
        loop = terminal.loop;
    }

    @AfterEach
    void close() {
        terminal.close();
        desk.close();
        camera.close();
    }

    /// A terminal that has a camera and no other device.
    private record OnlyCamera(DeviceManager desk) implements FewDevices {
        @Override
        public Optional<Camera> camera(Camera.View view) {
            return desk.camera(view);
        }
    }

    private Screen screen() {
        return ScreenComposer.composeScreen(loop.session(), BOARD);
    }

    private List<String> ids() {
        return Pieces.controls(screen()).stream().map(Control::id).toList();
    }

    private Screen await(String what, Predicate<Screen> fits) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        for (var now = screen(); ; now = screen()) {
            if (fits.test(now)) return now;
            if (System.nanoTime() > until) return fail(what + " does not come; there is " + now);
            Thread.sleep(5);
        }
    }

    private void awaitScreen(String... names) throws InterruptedException {
        await(String.join(" or ", names), s -> Set.of(names).contains(s.name()));
    }

    /// Touches a control on the screen.
    private void tap(String id) throws InterruptedException {
        await(id, _ -> ids().contains(id));
        var event = control(id).event();
        loop.postTouch(
                event instanceof SessionEvent.PressConfirm
                        ? new SessionEvent.ConfirmCase(makesCase ? "case" : "")
                        : event);
        loop.awaitIdle();
    }

    private Control control(String id) {
        var found = Pieces.controls(screen()).stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id));
        boolean mends = id.startsWith("key/");
        assertTrue(mends || found.look() != Control.ButtonLook.OFF, id + " is off");
        return found;
    }

    private boolean there(String id) {
        return ids().contains(id);
    }

    private void type(String signs) throws InterruptedException {
        for (var sign : signs.split("")) tap("key/" + sign);
    }

    private void toTheItem(Item item) throws InterruptedException {
        tap("start");
        for (int page = 0; page < 5 && !there("theme/" + item.theme()); page++) tap("page/next");
        tap("theme/" + item.theme());
        for (int page = 0; page < 20 && !there("item/" + item.id()); page++) tap("page/next");
        tap("item/" + item.id());
        tap("begin");
    }

    private void identify(Item item) throws InterruptedException {
        if (there("agree")) {
            if (there("consent")) tap("consent");
            tap("agree");
        }
        if (screen().name().equals("place-card")) {
            loop.postEvent(loop.session().number(), new SessionEvent.CardRead(WHO.getOrDefault(item.id(), ZHAO)));
            loop.awaitIdle();
        }
        if (screen().name().equals("person-check")) {
            tap("by-match");
            loop.postEvent(loop.session().number(), new SessionEvent.PersonMatched(true));
            loop.awaitIdle();
        }
        if (screen().name().equals("organisation")) {
            type("91350100M000100Y43");
            tap("next");
            awaitScreen("mandate");
            tap("next");
        }
    }

    private void answer(SessionState.Filling here) throws IOException, InterruptedException {
        var field = here.road().item().pages().get(here.page()).fields().getFirst();
        switch (field.kind()) {
            case CHOICE -> pick(field);
            case REGION -> {
                for (int level = 0; level < field.depth() && entry().isEmpty(); level++) pick(field);
            }
            case MONTH_RANGE -> tap("quick/last-12");
            case DATE, COPIES -> {}
            case NUMBER -> type("" + Math.max(1, field.least()));
            case AMOUNT -> {
                await("the limit", _ -> limitKnown(field));
                type("1200.5");
            }
            case BANK_CARD -> type("6222020200112233446");
            case PLATE -> type("云A12345");
            case USCC -> type("91350100M000100Y43");
            case TEXT, ADDRESS -> write(typed(field));
            case MOBILE, ID_NUMBER, DIGITS -> type(typed(field));
            case SCAN, PHOTO -> {
                tap("take-picture");
                await("the picture", _ -> there("next"));
            }
        }
        tap("next");
        if (field.checkCode()) {
            await(
                    "the code is on its way",
                    _ -> loop.session().at() instanceof SessionState.Filling now
                            && now.code().filter(c -> !c.asking()).isPresent());
            type(code());
            tap("next");
        }
        int page = here.page();
        await("the next page", _ -> !(loop.session().at() instanceof SessionState.Filling now && now.page() == page));
    }

    /// Words as typed by pinyin, each with its characters.
    private void write(String words) throws InterruptedException {
        for (var word : words.split(" ")) {
            var pair = word.split("=", 2);
            type(pair[0]);
            await(
                    "what " + pair[0] + " may mean",
                    _ -> loop.session().at() instanceof SessionState.Filling here
                            && !here.keyboard().asking());
            tap("candidate/" + pair[1]);
            await(pair[1], _ -> entry().endsWith(pair[1]));
        }
    }

    private boolean limitKnown(ItemField field) {
        return field.within().isEmpty()
                || (loop.session().at() instanceof SessionState.Filling here
                        && here.road().known().containsKey(field.within()));
    }

    private static String typed(ItemField field) {
        return Objects.requireNonNull(TYPED.get(field.name()), "nothing to type for " + field.name());
    }

    private void pick(ItemField field) throws InterruptedException {
        var open = await(
                "something to pick for " + field.name(),
                s -> Pieces.controls(s).stream().anyMatch(c -> offered(field, c)));
        var first = Pieces.controls(open).stream()
                .filter(c -> offered(field, c))
                .findFirst()
                .orElseThrow();
        int trail = trail();
        loop.postTouch(first.event());
        loop.awaitIdle();
        if (field.kind() == ItemField.FieldKind.REGION)
            await("the next level", _ -> trail() > trail || !entry().isEmpty());
    }

    private static boolean offered(ItemField field, Control c) {
        return c.id().startsWith("field/" + field.name() + "/") && c.look() != Control.ButtonLook.OFF;
    }

    private int trail() {
        return loop.session().at() instanceof SessionState.Filling here
                ? here.trail().size()
                : -1;
    }

    private String entry() {
        return loop.session().at() instanceof SessionState.Filling here ? here.entry() : "-";
    }

    private String code() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create(terminal.central.demoUri() + "/demo/phone?mobile=" + MOBILE))
                    .build();
            for (int i = 0; i < 200; i++) {
                var said = CODE.matcher(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
                if (said.find()) return said.group(1);
                Thread.sleep(20);
            }
        }
        return fail("no code came");
    }

    @ParameterizedTest
    @MethodSource("items")
    void leads_from_home_to_a_case_that_is_what_was_typed(String id) throws Exception {
        var item = CATALOG.findItem(id).orElseThrow();
        makesCase = item.makesCase();
        toTheItem(item);
        identify(item);
        while (loop.session().at() instanceof SessionState.Filling here) answer(here);
        awaitScreen("check", "shown");
        var answers = loop.session().at() instanceof SessionState.Confirming here
                ? here.road().answers().given()
                : Map.<String, String>of();
        if (there("to-sign")) {
            tap("to-sign");
            tap("promise");
            for (int stroke = 0; stroke < 2; stroke++) {
                loop.postTouch(new SessionEvent.DrawSignature(
                        new SessionState.PenStroke(List.of(0, stroke * 9, 150, stroke * 9))));
                loop.awaitIdle();
            }
        }
        if (item.fee().isPresent())
            await("the amount", _ -> known(item.fee().get().amount()));
        if (there("confirm")) tap("confirm");
        if (item.fee().isPresent()) pay();
        awaitScreen("accepted", "shown", "refused");
        if (!item.makesCase()) {
            assertEquals("shown", screen().name());
            return;
        }
        assertEquals("accepted", screen().name(), () -> screen().toString());
        CaseSubmission sent =
                SubmissionCodec.parseSubmission(terminal.journal().cases().caseRequest("case"));
        var asked = new ArrayList<String>();
        item.pages().forEach(p -> p.fields().forEach(f -> asked.add(f.name())));
        assertTrue(asked.containsAll(sent.answers().keySet()), "nothing that the item does not ask: " + sent.answers());
        assertEquals(answers, sent.answers(), "as it was typed");
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(AnswersSchema.toJsonSchema(item), InputFormat.JSON);
        assertEquals(List.of(), schema.validate(new JsonMapper().writeValueAsString(sent.answers()), InputFormat.JSON));
        var who = WHO.getOrDefault(id, ZHAO).number();
        assertEquals(item.self() ? who : "91350100M000100Y43", sent.subject().number());
        assertEquals(
                item.self() ? "" : who, sent.acting().map(a -> a.who().number()).orElse(""));
        var receipt = ReceiptCodec.parseReceipt(terminal.journal()
                .cases()
                .findCase("case")
                .orElseThrow()
                .receipt()
                .orElseThrow());
        assertEquals(item.papers().document(), !receipt.documents().isEmpty(), "a sealed paper");
        for (var document : receipt.documents()) paper(document.serial(), sent);
        var outcome = ((SessionState.Delivering) loop.session().at()).outcome();
        assertTrue(outcome instanceof CaseOutcome.Accepted, () -> outcome.toString());
        leave();
        passage(item, sent);
        terminal.journal().findings().openFindings().forEach(f -> fail("a finding: " + f));
        assertEquals(List.of(), contract.breaches());
    }

    private boolean known(String value) {
        return loop.session().findApplication().orElseThrow().known().containsKey(value);
    }

    /// An item with a fee is completed only after a phone has paid.
    private void pay() throws IOException, InterruptedException {
        awaitScreen("paying");
        if (!(loop.session().at()
                instanceof SessionState.Paying(var _, var _, SessionState.PaymentStage.ShowingCode(var qr, var _)))) {
            fail("no code to pay: " + screen());
            return;
        }
        try (var http = HttpClient.newHttpClient()) {
            var answer = HttpRequest.newBuilder(URI.create(qr))
                    .POST(HttpRequest.BodyPublishers.ofString("answer=pay"))
                    .build();
            var said = http.send(answer, HttpResponse.BodyHandlers.ofString()).body();
            assertTrue(said.contains("已付款"), said);
        }
    }

    private void paper(String serial, CaseSubmission sent) throws IOException {
        if (!(terminal.client.fetchDocument(serial) instanceof CentralReply.Done<byte[]>(var pdf))) {
            fail("the paper " + serial + " cannot be had");
            return;
        }
        try (var document = Loader.loadPDF(pdf)) {
            var text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
            assertTrue(text.contains(sent.subject().name()), "whose it is");
            assertTrue(text.contains(sent.subject().number()));
            assertTrue(!text.contains("{"), "a gap was not filled: " + text);
        }
    }

    /// Process data are reported without identity, and central accepts them once.
    private void passage(Item item, CaseSubmission sent) {
        assertEquals(1, passages.size(), passages.toString());
        var passage = passages.getFirst();
        assertEquals(item.id(), passage.item());
        assertEquals("accepted", passage.outcome());
        assertEquals(item.kind() == Item.ItemKind.BOOK ? "booked" : "", passage.booking());
        var steps = passage.strides().stream()
                .map(ProcessDataRecord.StepTiming::step)
                .toList();
        var pages = item.pages().stream()
                .filter(p -> p.when().isMet(new FormAnswers(sent.answers())))
                .map(ItemPage::id)
                .toList();
        assertTrue(
                steps.containsAll(pages) && steps.containsAll(List.of("notice", "check", "result")), steps.toString());
        assertEquals(pages.size(), passage.asked(), steps.toString());
        assertTrue(passage.strides().stream()
                        .mapToInt(ProcessDataRecord.StepTiming::touches)
                        .sum()
                > 2);
        var told = new String(
                        StrictJson.toCanonicalBytes(TerminalReportCodec.toJsonTree(passage)), StandardCharsets.UTF_8)
                .replace(passage.hour().toString(), "");
        for (var value : sent.answers().values()) assertTrue(value.length() < 6 || !told.contains(value), told);
        assertTrue(!told.contains(sent.subject().number()) && !told.contains(sent.txId()), told);
        assertEquals(new CentralReply.Done<>(1), terminal.client.reportProcessData(passages));
        assertEquals(
                new CentralReply.Done<>(0),
                terminal.client.reportProcessData(passages),
                "told again it changes nothing");
    }

    /// No personal data remain.
    private void leave() throws InterruptedException {
        for (var way : List.of(
                new SessionEvent.AskToLeave(),
                new SessionEvent.ConfirmLeave(),
                new SessionEvent.FinishVisit(),
                new SessionEvent.AskToLeave())) {
            if (loop.session().at() instanceof SessionState.Idle) break;
            loop.postTouch(way);
            loop.awaitIdle();
        }
        assertTrue(loop.session().at() instanceof SessionState.Idle, () -> screen().toString());
        for (var person : List.of(ZHAO, LI, WANG, YANG))
            assertTrue(!loop.session().toString().contains(person.number()), "the state forgets everybody");
    }
}
