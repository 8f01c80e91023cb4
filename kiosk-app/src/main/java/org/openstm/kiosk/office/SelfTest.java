package org.openstm.kiosk.office;

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
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.engine.Terminal;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.PrintMark;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.staff.Board;
import org.openstm.kiosk.staff.Checkup;
import org.openstm.kiosk.staff.News;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.ui.StaffWords;
import org.openstm.print.Fields;
import org.openstm.print.Templates;
import tools.jackson.databind.json.JsonMapper;

/// The morning's report: kept in the journal, signed by the terminal, printed.
public final class SelfTest {
    private static final Duration PRINTING = Duration.ofSeconds(30);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final JsonMapper JSON = new JsonMapper();

    private final Terminal terminal;
    private final DeviceManager desk;
    private final Journal journal;
    private final Function<byte[], String> signer;
    private final StaffWords words = StaffWords.in(DisplayLanguage.ZH_CN); // the report is filed in a branch

    /// @param signer makes a detached signature of the terminal
    public SelfTest(Terminal terminal, DeviceManager desk, Journal journal, Function<byte[], String> signer) {
        this.terminal = terminal;
        this.desk = desk;
        this.journal = journal;
        this.signer = signer;
    }

    News.MorningDone report(Officer officer, List<Checkup> checkups, Board board, Instant now)
            throws InterruptedException {
        boolean healthy = checkups.stream().allMatch(Checkup::healthy)
                && board.tasks().stream().noneMatch(t -> t.stops());
        var text = JSON.writeValueAsString(content(officer, checkups, board, now, healthy));
        var payload = text.getBytes(StandardCharsets.UTF_8);
        var signature = signer.apply(payload);
        var mark = journal.note("self-test", text + "\n" + signature);
        var fields = fields(officer, checkups, board, now, healthy);
        fields.put(
                "evidence",
                mark.evidence().substring(0, 4) + " " + mark.evidence().substring(4));
        fields.put("sequence", String.format(Locale.ROOT, "%06d", mark.sequence()));
        fields.put(
                "proof",
                "openstm:self-test?terminal=" + terminal.id() + "&seq=" + mark.sequence() + "&jws=" + signature);
        var printed = print(new Fields(fields, Map.of("devices", rows(checkups), "tasks", tasks(board))), mark);
        return new News.MorningDone(healthy, printed, fields.get("sequence") + "  " + fields.get("evidence"));
    }

    private static Map<String, Object> content(
            Officer officer, List<Checkup> checkups, Board board, Instant now, boolean healthy) {
        var content = new LinkedHashMap<String, Object>();
        content.put("at", now.toString());
        content.put("officer", officer.number());
        content.put("healthy", healthy);
        content.put("devices", checkups);
        content.put("tasks", board.tasks().stream().map(Board.Task::id).toList());
        content.put("stock", board.stock());
        content.put("versions", board.versions());
        return content;
    }

    private Map<String, String> fields(
            Officer officer, List<Checkup> checkups, Board board, Instant now, boolean healthy) {
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

    private List<Map<String, String>> rows(List<Checkup> checkups) {
        var rows = new ArrayList<Map<String, String>>();
        for (var checkup : checkups)
            rows.add(Map.of(
                    "name", words.device(checkup.deviceClass()),
                    "id", checkup.device(),
                    "result", checkup.healthy() ? "正常" : "不正常"));
        return rows;
    }

    private List<Map<String, String>> tasks(Board board) {
        var rows = new ArrayList<Map<String, String>>();
        for (var task : board.tasks()) rows.add(Map.of("line", words.who(task.who()) + "：" + words.title(task)));
        if (rows.isEmpty()) rows.add(Map.of("line", "没有要处理的事"));
        return rows;
    }

    private String print(Fields fields, PrintMark mark) throws InterruptedException {
        var printer = desk.receiptPrinter();
        if (printer.isEmpty()) return "not-printed";
        var outcome = printer.get().print(Templates.shipped("report/self-test").fill(fields), PRINTING);
        var said = switch (outcome) {
            case PrintOutcome.Printed _ -> "printed";
            case PrintOutcome.NotPrinted _ -> "not-printed";
            case PrintOutcome.Unknown _ -> "unknown";
        };
        journal.note("self-test-print", mark.sequence() + " " + said);
        return said;
    }
}
