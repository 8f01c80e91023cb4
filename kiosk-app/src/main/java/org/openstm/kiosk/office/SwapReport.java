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
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.staff.Candidate;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.Trial;
import org.openstm.kiosk.staff.Verdict;
import org.openstm.kiosk.ui.StaffWords;
import org.openstm.print.Fields;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Templates;
import org.openstm.print.render.PdfRenderer;
import tools.jackson.databind.json.JsonMapper;

/// The report of an exchange: kept in the journal, signed by the terminal, printed on a printer
/// that works.
public final class SwapReport {
    private static final Duration PRINTING = Duration.ofSeconds(30);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String PRINTED = "printed";
    private static final String NOT_PRINTED = "not-printed";
    private static final String UNKNOWN = "unknown";
    private static final JsonMapper JSON = new JsonMapper();

    private final Terminal terminal;
    private final DeviceManager desk;
    private final Journal journal;
    private final Function<byte[], String> signer;
    private final StaffWords words = StaffWords.in(DisplayLanguage.ZH_CN); // the report is filed in a branch

    /// @param signer makes a detached signature of the terminal
    public SwapReport(Terminal terminal, DeviceManager desk, Journal journal, Function<byte[], String> signer) {
        this.terminal = terminal;
        this.desk = desk;
        this.journal = journal;
        this.signer = signer;
    }

    private record Print(String how, String printer) {}

    /// @param serving driver that serves now
    Verdict file(Officer officer, String device, Verdict.How how, Trial trial, String serving, Instant now)
            throws InterruptedException {
        var deviceClass = deviceClass(device);
        var text = JSON.writeValueAsString(content(officer, device, how, trial, serving, now));
        var signature = signer.apply(text.getBytes(StandardCharsets.UTF_8));
        var mark = journal.note("swap-report", text + "\n" + signature);
        var evidence = mark.evidence().substring(0, 4) + " " + mark.evidence().substring(4);
        var sequence = String.format(Locale.ROOT, "%06d", mark.sequence());
        var fields = fields(officer, deviceClass, device, how, trial, now);
        fields.put("evidence", evidence);
        fields.put("sequence", sequence);
        fields.put("proof", "openstm:swap?terminal=" + terminal.id() + "&seq=" + mark.sequence() + "&jws=" + signature);
        var sheet = Templates.shipped("report/swap").fill(new Fields(fields, Map.of("steps", rows(trial))));
        var print = print(sheet, "swap-" + sequence);
        journal.note("swap-printed", "report " + mark.sequence() + ": " + print.how() + " " + print.printer());
        return new Verdict(how, serving, print.how(), print.printer(), sequence + "  " + evidence);
    }

    private String deviceClass(String device) {
        return desk.deviceViews().stream()
                .filter(view -> view.id().equals(device))
                .map(view -> view.deviceClass().text())
                .findFirst()
                .orElse("");
    }

    private static Map<String, Object> content(
            Officer officer, String device, Verdict.How how, Trial trial, String serving, Instant now) {
        var content = new LinkedHashMap<String, Object>();
        content.put("at", now.toString());
        content.put("officer", officer.number());
        content.put("device", device);
        content.put("verdict", word(how));
        content.put("from", trial.from());
        content.put("to", trial.to());
        content.put("link", trial.link());
        content.put("serving", serving);
        content.put("millis", trial.millis());
        content.put("steps", trial.steps());
        return content;
    }

    private static String word(Verdict.How how) {
        return how.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Map<String, String> fields(
            Officer officer, String deviceClass, String device, Verdict.How how, Trial trial, Instant now) {
        var fields = new HashMap<String, String>();
        fields.put("branch", terminal.branch().textIn(DisplayLanguage.ZH_CN));
        fields.put("terminal", terminal.id());
        fields.put(
                "verdict",
                switch (how) {
                    case KEPT -> "已换好，启用";
                    case ROLLED_BACK -> "已退回";
                    case NO_WAY_BACK -> "退不回去";
                });
        fields.put("device", words.device(deviceClass) + "  " + device);
        fields.put("from", driver(trial.from()));
        fields.put("to", driver(trial.to()));
        fields.put("link", trial.link());
        fields.put("officer", officer.name() + "  " + officer.number());
        fields.put("time", STAMP.format(LocalDateTime.ofInstant(now, Session.ZONE)));
        return fields;
    }

    private static String driver(String driver) {
        return (Candidate.name(driver) + "  " + Candidate.version(driver)).strip();
    }

    private List<Map<String, String>> rows(Trial trial) {
        var rows = new ArrayList<Map<String, String>>();
        for (var step : trial.steps())
            rows.add(Map.of("name", words.step(step.name()), "result", step.passed() ? "通过" : "没通过"));
        return rows;
    }

    /// The slip printer first; where no paper comes out of it for certain, the other one.
    private Print print(Sheet sheet, String job) throws InterruptedException {
        var slips = desk.receiptPrinter();
        if (slips.isPresent()) {
            var printer = slips.get().deviceClass().text();
            var how = said(slips.get().print(sheet, PRINTING));
            if (!how.equals(NOT_PRINTED)) return new Print(how, printer);
        }
        var pages = desk.documentPrinter();
        if (pages.isEmpty()) return new Print(NOT_PRINTED, "");
        var pdf = PdfRenderer.toPdf(sheet.on(Media.A4));
        return new Print(
                said(pages.get().print(pdf, job, PRINTING, _ -> {})),
                pages.get().deviceClass().text());
    }

    private static String said(PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed _ -> PRINTED;
            case PrintOutcome.NotPrinted _ -> NOT_PRINTED;
            case PrintOutcome.Unknown _ -> UNKNOWN;
        };
    }
}
