package org.openstm.kiosk.staff.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.engine.TerminalProfile;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.PrintMark;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.DeviceCheckup;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffEvent;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.ui.text.StaffTexts;
import org.openstm.print.Fields;
import org.openstm.print.Templates;
import tools.jackson.databind.json.JsonMapper;

/// The self-test report: kept in the journal, signed by the terminal, printed.
public final class SelfTestReport {
    private static final Duration PRINTING = Duration.ofSeconds(30);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final JsonMapper JSON = new JsonMapper();

    private final TerminalProfile terminal;
    private final DeviceManager deviceManager;
    private final Journal journal;
    private final Function<byte[], String> signer;
    private final StaffTexts words = StaffTexts.forLanguage(DisplayLanguage.ZH_CN); // the report is filed in a branch

    /// @param signer makes a detached signature of the terminal
    public SelfTestReport(
            TerminalProfile terminal, DeviceManager deviceManager, Journal journal, Function<byte[], String> signer) {
        this.terminal = terminal;
        this.deviceManager = deviceManager;
        this.journal = journal;
        this.signer = signer;
    }

    StaffEvent.MorningCheckDone fileReport(
            Officer officer, List<DeviceCheckup> checkups, TerminalStatus board, Instant now)
            throws InterruptedException {
        boolean healthy = checkups.stream().allMatch(DeviceCheckup::healthy)
                && board.tasks().stream().noneMatch(t -> t.stops());
        var text = JSON.writeValueAsString(reportContent(officer, checkups, board, now, healthy));
        var payload = text.getBytes(StandardCharsets.UTF_8);
        var signature = signer.apply(payload);
        var mark = journal.notes().addNote("self-test", text + "\n" + signature);
        var fields = slipFields(officer, checkups, board, now, healthy);
        fields.put(
                "evidence",
                mark.evidence().substring(0, 4) + " " + mark.evidence().substring(4));
        fields.put("sequence", String.format(Locale.ROOT, "%06d", mark.sequence()));
        fields.put(
                "proof",
                "openstm:self-test?terminal=" + terminal.id() + "&seq=" + mark.sequence() + "&jws=" + signature);
        var printed = printReport(
                new Fields(fields, Map.of("devices", deviceRows(checkups), "tasks", taskRows(board))), mark);
        return new StaffEvent.MorningCheckDone(
                healthy, printed, fields.get("sequence") + "  " + fields.get("evidence"));
    }

    private static Map<String, Object> reportContent(
            Officer officer, List<DeviceCheckup> checkups, TerminalStatus board, Instant now, boolean healthy) {
        var content = new LinkedHashMap<String, Object>();
        content.put("at", now.toString());
        content.put("officer", officer.number());
        content.put("healthy", healthy);
        content.put("devices", checkups);
        content.put(
                "tasks",
                board.tasks().stream().map(TerminalStatus.StatusTask::id).toList());
        content.put("stock", board.stock());
        content.put("versions", board.versions());
        return content;
    }

    private Map<String, String> slipFields(
            Officer officer, List<DeviceCheckup> checkups, TerminalStatus board, Instant now, boolean healthy) {
        var fields = new HashMap<String, String>();
        fields.put("branch", terminal.branch().textIn(DisplayLanguage.ZH_CN));
        fields.put("terminal", terminal.id());
        fields.put("verdict", healthy ? "全部正常" : "有事要处理");
        fields.put("officer", officer.name());
        fields.put("time", STAMP.format(LocalDateTime.ofInstant(now, Session.ZONE)));
        fields.put("open", (board.offered() - board.closed()) + " / " + board.offered() + " 项");
        fields.put("queued", board.stock().queued() + " 件");
        fields.put("unknown", board.stock().unknownPrints() + " 张");
        fields.put("program", board.versions().getOrDefault("program", ""));
        fields.put("catalogue", board.versions().getOrDefault("catalogue", ""));
        fields.put("count", Integer.toString(checkups.size()));
        return fields;
    }

    private List<Map<String, String>> deviceRows(List<DeviceCheckup> checkups) {
        var rows = new ArrayList<Map<String, String>>();
        for (var checkup : checkups)
            rows.add(Map.of(
                    "name", words.deviceName(checkup.deviceClass()),
                    "id", checkup.device(),
                    "result", checkup.healthy() ? "正常" : "不正常"));
        return rows;
    }

    private List<Map<String, String>> taskRows(TerminalStatus board) {
        var rows = new ArrayList<Map<String, String>>();
        for (var task : board.tasks())
            rows.add(Map.of("line", words.responsibleName(task.who()) + "：" + words.taskTitle(task)));
        if (rows.isEmpty()) rows.add(Map.of("line", "没有要处理的事"));
        return rows;
    }

    private String printReport(Fields fields, PrintMark mark) throws InterruptedException {
        var printer = deviceManager.findPort(ReceiptPrinter.class);
        if (printer.isEmpty()) return "not-printed";
        var outcome = printer.get().print(Templates.shipped("report/self-test").fill(fields), PRINTING);
        var said = switch (outcome) {
            case PrintOutcome.Printed _ -> "printed";
            case PrintOutcome.NotPrinted _ -> "not-printed";
            case PrintOutcome.Unknown _ -> "unknown";
        };
        journal.notes().addNote("self-test-print", mark.sequence() + " " + said);
        return said;
    }
}
