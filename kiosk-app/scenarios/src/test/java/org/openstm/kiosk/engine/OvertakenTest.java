package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openstm.kiosk.engine.TerminalUnderTest.until;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.TerminalLocation;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.TerminalEvent;
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.Pieces;
import org.openstm.kiosk.ui.screen.ScreenComposer;
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.render.PlainTextRenderer;

/// A citizen applies while central cannot be reached; before it is back, another catalogue is in force.
class OvertakenTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final String ID = "assistance/winter-fuel";
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    private static final IdentifiedPerson WANG =
            new IdentifiedPerson("王德福", "530103194405120139", "resident", "云岭", "");
    private static final ServiceEnvironment CUT =
            new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false);
    private static final BranchInfo BOARD = new BranchInfo(
            LocalizedText.of("政务服务", "Services"),
            LocalizedText.of("示范", "Demo"),
            LocalizedText.NONE,
            LocalizedText.NONE);

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private final Slot slot = new Slot();
    private TerminalUnderTest terminal;
    private ReferenceCentral central;
    private SessionLoop loop;

    @BeforeEach
    void open() {
        terminal = TerminalUnderTest.in(dir)
                .witness(contract::check)
                .session(_ ->
                        Session.initialSession(publish(item("heating", "live", "取暖补助", "烧煤")), true, CLOCK.instant()))
                .devices(slot)
                .start();
        central = terminal.central;
        loop = terminal.loop;
    }

    @AfterEach
    void close() {
        terminal.close();
        assertEquals(List.of(), contract.breaches());
    }

    private static String item(String field, String release, String title, String coal) {
        return """
            id: assistance/winter-fuel
            code: T16.04H
            version: 1
            title: {zh-CN: %s, en: Winter fuel}
            kind: handle
            level: L1
            visits: none
            provinceWide: true
            offline: O1
            keep: {hours: 48, cases: 20}
            system: civil-affairs
            owner: {zh-CN: 示范省民政厅, en: Civil Affairs}
            release: %s
            guide:
              who: {zh-CN: 家庭, en: Homes}
              bring: {zh-CN: 身份证, en: ID card}
              promised: {zh-CN: 3 个工作日, en: 3 days}
              legal: {zh-CN: 10 个工作日, en: 10 days}
              result: {zh-CN: 回执, en: A receipt}
              phone: "12349"
              basis: {zh-CN: 办法, en: Rules}
              dated: "2026-11-01"
            uses:
              - {what: {zh-CN: 姓名, en: Name}, from: {zh-CN: 身份证, en: ID card}, why: {zh-CN: 核对, en: To find you}}
            pages:
              - id: heating
                step: {zh-CN: 取暖方式, en: Heating}
                title: {zh-CN: 家里怎么取暖？, en: How do you heat?}
                help: {zh-CN: 选一个。, en: Choose one.}
                fields:
                  - name: %s
                    kind: choice
                    label: {zh-CN: 取暖方式, en: Heating}
                    options:
                      - {value: coal, plain: {zh-CN: %s, en: Coal}}
                      - {value: power, plain: {zh-CN: 用电, en: Electricity}}
            papers:
              receipt: receipt/accepted
              headline: {zh-CN: 补助已经受理, en: Accepted}
              outcome: {zh-CN: 民政局会审核, en: Checked}
              next: {zh-CN: 3 个工作日内打到卡上。, en: Paid.}
              facts:
                - {label: {zh-CN: 取暖方式, en: Heating}, value: "{%s}"}
            related: ""
            """.formatted(title, release, field, coal, field);
    }

    /// @return the catalogue that a terminal then has
    private ItemCatalogue publish(String item) {
        var texts = new HashMap<>(CatalogueFiles.shippedFiles());
        texts.put(ID + ".yaml", item);
        var result = CatalogueFiles.loadFiles(texts);
        assertEquals(List.of(), result.problems());
        var files = new HashMap<String, byte[]>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        int number = CentralAdministration.publishCatalogue(
                        dir.resolve("central"),
                        Optional.empty(),
                        files,
                        CLOCK.instant(),
                        Duration.ofDays(30),
                        "0.1.0",
                        CLOCK)
                .orElseThrow();
        return result.catalog()
                .viewFor(new TerminalLocation(TERMINAL, "", false))
                .withNumber(number);
    }

    private List<Control> controls() {
        return Pieces.controls(ScreenComposer.composeScreen(loop.session(), BOARD));
    }

    private void tap(String id, String txId) throws InterruptedException {
        until(() -> controls().stream().anyMatch(c -> c.id().equals(id)));
        var event = controls().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow()
                .event();
        loop.postTouch(event instanceof SessionEvent.PressConfirm ? new SessionEvent.ConfirmCase(txId) : event);
        loop.awaitIdle();
    }

    /// Up to the result page.
    private CaseOutcome apply(String txId, String field) throws InterruptedException {
        loop.postTouch(new SessionEvent.StartSession());
        loop.postTouch(new SessionEvent.SeeItem(ID));
        loop.awaitIdle();
        tap("begin", txId);
        tap("agree", txId);
        loop.postEvent(loop.session().number(), new SessionEvent.CardRead(WANG));
        loop.awaitIdle();
        tap("field/" + field + "/coal", txId);
        tap("next", txId);
        tap("confirm", txId);
        until(() -> loop.session().at() instanceof SessionState.Delivering);
        return ((SessionState.Delivering) loop.session().at()).outcome();
    }

    private String slip() throws InterruptedException {
        tap("print", "");
        loop.postEvent(new SessionEvent.CardPresence(false));
        until(() -> !slot.sheets.isEmpty());
        return PlainTextRenderer.toPlainText(slot.sheets.removeFirst());
    }

    private void leave() throws InterruptedException {
        until(() -> loop.session().at() instanceof SessionState.Farewell
                || loop.session().at() instanceof SessionState.Delivering);
        for (int tries = 0; tries < 50 && !(loop.session().at() instanceof SessionState.Idle); tries++) {
            for (var way : List.of(
                    new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave(), new SessionEvent.FinishVisit()))
                loop.postTouch(way);
            loop.awaitIdle();
            Thread.sleep(50);
        }
        loop.postEvent(new SessionEvent.CardPresence(false));
        loop.awaitIdle();
        assertInstanceOf(SessionState.Idle.class, loop.session().at());
    }

    private String cases() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(central.demoUri().resolve("/demo/cases"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private void stored() throws InterruptedException {
        central.startOutage("all", "down", Duration.ofMinutes(10));
        loop.postEvent(new TerminalEvent.EnvironmentChanged(CUT));
        assertInstanceOf(CaseOutcome.Stored.class, apply("case-1", "heating"));
        var slip = slip();
        assertTrue(slip.contains("取暖补助") && slip.contains("烧煤"), slip);
        leave();
    }

    private void change(ItemCatalogue next) throws InterruptedException {
        loop.postCatalogue(new TerminalEvent.CatalogueChanged(next));
        loop.awaitIdle();
        assertEquals(2, loop.session().catalog().number());
    }

    private void delivered() throws Exception {
        central.startOutage("all", "up", Duration.ZERO);
        loop.postEvent(new TerminalEvent.EnvironmentChanged(ServiceEnvironment.FINE));
        until(() -> terminal.journal().cases().findCase("case-1").orElseThrow().state() == CaseState.ACCEPTED);
        var sent = SubmissionCodec.parseSubmission(terminal.journal().cases().caseRequest("case-1"));
        assertEquals(Map.of("heating", "coal"), sent.answers(), "as it was typed");
        assertEquals(1, sent.catalogue());
        assertEquals(List.of(), terminal.journal().findings().openFindings());
        var receipt = ReceiptCodec.parseReceipt(terminal.journal()
                .cases()
                .findCase("case-1")
                .orElseThrow()
                .receipt()
                .orElseThrow());
        assertTrue(receipt.message().getOrDefault("zh-CN", "").length() > 3, receipt.toString());
    }

    @Test
    void a_stored_case_arrives_once_as_it_was_typed_though_its_item_was_withdrawn() throws Exception {
        stored();
        change(publish(item("stove", "withdrawn", "已改名", "蜂窝煤")));
        delivered();
        assertEquals("{\"" + ID + "\":{\"ACCEPTED\":1}}", cases());
        loop.postTouch(new SessionEvent.StartSession());
        loop.postTouch(new SessionEvent.SeeItem(ID));
        loop.postTouch(new SessionEvent.BeginItem(ID));
        loop.awaitIdle();
        assertTrue(
                ScreenComposer.composeScreen(loop.session(), BOARD).toString().contains("已停办"),
                "and nobody can apply from now on");
    }

    @Test
    void a_case_whose_evidence_found_no_central_is_stored_and_marked_there_for_a_later_check() throws Exception {
        central.startOutage("all", "down", Duration.ofMinutes(10)); // and the terminal does not know it yet
        assertInstanceOf(CaseOutcome.Stored.class, apply("case-1", "heating"));
        var sent = SubmissionCodec.parseSubmission(terminal.journal().cases().caseRequest("case-1"));
        assertEquals("", sent.identity().evidence());
        assertTrue(sent.stored(), "else central would refuse a person without evidence");
        leave();
        delivered();
        assertEquals(List.of("card"), whyMarked());
    }

    @Test
    void a_stored_case_and_one_under_the_new_fields_both_count() throws Exception {
        stored();
        change(publish(item("stove", "live", "取暖补贴", "蜂窝煤")));
        delivered();
        var again = apply("case-2", "stove");
        if (again instanceof CaseOutcome.Rejected(var _, var code, var _)) assertEquals("same-again", code);
        else assertInstanceOf(CaseOutcome.Accepted.class, again);
        var sent = SubmissionCodec.parseSubmission(terminal.journal().cases().caseRequest("case-2"));
        assertEquals(Map.of("stove", "coal"), sent.answers());
        assertEquals(2, sent.catalogue());
    }

    @Test
    void a_case_stored_before_a_restart_is_delivered_by_a_program_that_knows_only_the_new_catalogue() throws Exception {
        stored();
        var next = publish(item("stove", "withdrawn", "已改名", "蜂窝煤"));
        terminal.restartOutbox("run-2");
        change(next);
        delivered();
        assertEquals("{\"" + ID + "\":{\"ACCEPTED\":1}}", cases());
    }

    private List<String> whyMarked() throws SQLException {
        try (var file = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("central/central.db"));
                var rows =
                        file.createStatement().executeQuery("SELECT why FROM identity_open WHERE tx_id = 'case-1'")) {
            var why = new ArrayList<String>();
            while (rows.next()) why.add(rows.getString(1));
            return why;
        }
    }

    /// A printer that stores its jobs; there is no other device.
    private static final class Slot implements FewDevices, ReceiptPrinter {
        private final List<Sheet> sheets = new CopyOnWriteArrayList<>();

        @Override
        public Media media() {
            return Media.THERMAL_80;
        }

        @Override
        public PrintOutcome print(Sheet sheet, Duration patience) {
            sheets.add(sheet);
            return new PrintOutcome.Printed("status", "kept");
        }

        @Override
        public DeviceStatus status(Duration patience) {
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        public void close() {}

        @Override
        public Optional<ReceiptPrinter> receiptPrinter() {
            return Optional.of(this);
        }

        @Override
        public void clear() {}
    }
}
