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
import org.openstm.device.DocumentPrinter;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.engine.TerminalProfile;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.DriverCandidate;
import org.openstm.kiosk.staff.DriverSwapTrial;
import org.openstm.kiosk.staff.DriverSwapVerdict;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.ui.text.StaffTexts;
import org.openstm.print.Fields;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Templates;
import org.openstm.print.render.PdfRenderer;
import tools.jackson.databind.json.JsonMapper;

/// The report of a device swap: kept in the journal, signed by the terminal, printed on a working
/// printer.
public final class DriverSwapReport {
    private static final Duration PRINTING = Duration.ofSeconds(30);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String PRINTED = "printed";
    private static final String NOT_PRINTED = "not-printed";
    private static final String UNKNOWN = "unknown";
    private static final JsonMapper JSON = new JsonMapper();

    private final TerminalProfile terminal;
    private final DeviceManager deviceManager;
    private final Journal journal;
    private final Function<byte[], String> signer;
    private final StaffTexts words = StaffTexts.forLanguage(DisplayLanguage.ZH_CN); // the report is filed in a branch

    /// @param signer makes a detached signature of the terminal
    public DriverSwapReport(
            TerminalProfile terminal, DeviceManager deviceManager, Journal journal, Function<byte[], String> signer) {
        this.terminal = terminal;
        this.deviceManager = deviceManager;
        this.journal = journal;
        this.signer = signer;
    }

    private record PrintAttempt(String how, String printer) {}

    /// @param serving driver that serves now
    DriverSwapVerdict fileReport(
            Officer officer,
            String device,
            DriverSwapVerdict.SwapResult how,
            DriverSwapTrial trial,
            String serving,
            Instant now)
            throws InterruptedException {
        var deviceClass = deviceClass(device);
        var text = JSON.writeValueAsString(reportContent(officer, device, how, trial, serving, now));
        var signature = signer.apply(text.getBytes(StandardCharsets.UTF_8));
        var mark = journal.notes().addNote("swap-report", text + "\n" + signature);
        var evidence = mark.evidence().substring(0, 4) + " " + mark.evidence().substring(4);
        var sequence = String.format(Locale.ROOT, "%06d", mark.sequence());
        var fields = slipFields(officer, deviceClass, device, how, trial, now);
        fields.put("evidence", evidence);
        fields.put("sequence", sequence);
        fields.put("proof", "openstm:swap?terminal=" + terminal.id() + "&seq=" + mark.sequence() + "&jws=" + signature);
        var sheet = Templates.shipped("report/swap").fill(new Fields(fields, Map.of("steps", stepRows(trial))));
        var print = printReport(sheet, "swap-" + sequence);
        journal.notes()
                .addNote("swap-printed", "report " + mark.sequence() + ": " + print.how() + " " + print.printer());
        return new DriverSwapVerdict(how, serving, print.how(), print.printer(), sequence + "  " + evidence);
    }

    private String deviceClass(String device) {
        return deviceManager.deviceViews().stream()
                .filter(view -> view.id().equals(device))
                .map(view -> view.deviceClass().text())
                .findFirst()
                .orElse("");
    }

    private static Map<String, Object> reportContent(
            Officer officer,
            String device,
            DriverSwapVerdict.SwapResult how,
            DriverSwapTrial trial,
            String serving,
            Instant now) {
        var content = new LinkedHashMap<String, Object>();
        content.put("at", now.toString());
        content.put("officer", officer.number());
        content.put("device", device);
        content.put("verdict", resultText(how));
        content.put("from", trial.from());
        content.put("to", trial.to());
        content.put("link", trial.link());
        content.put("serving", serving);
        content.put("millis", trial.millis());
        content.put("steps", trial.steps());
        return content;
    }

    private static String resultText(DriverSwapVerdict.SwapResult how) {
        return how.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Map<String, String> slipFields(
            Officer officer,
            String deviceClass,
            String device,
            DriverSwapVerdict.SwapResult how,
            DriverSwapTrial trial,
            Instant now) {
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
        fields.put("device", words.deviceName(deviceClass) + "  " + device);
        fields.put("from", driverText(trial.from()));
        fields.put("to", driverText(trial.to()));
        fields.put("link", trial.link());
        fields.put("officer", officer.name() + "  " + officer.number());
        fields.put("time", STAMP.format(LocalDateTime.ofInstant(now, Session.ZONE)));
        return fields;
    }

    private static String driverText(String driver) {
        return (DriverCandidate.driverName(driver) + "  " + DriverCandidate.driverVersion(driver)).strip();
    }

    private List<Map<String, String>> stepRows(DriverSwapTrial trial) {
        var rows = new ArrayList<Map<String, String>>();
        for (var step : trial.steps())
            rows.add(Map.of("name", words.checkStepName(step.name()), "result", step.passed() ? "通过" : "没通过"));
        return rows;
    }

    /// The slip printer first; if certainly no paper comes out of it, the other one.
    private PrintAttempt printReport(Sheet sheet, String job) throws InterruptedException {
        var slips = deviceManager.findPort(ReceiptPrinter.class);
        if (slips.isPresent()) {
            var printer = slips.get().deviceClass().text();
            var how = printText(slips.get().print(sheet, PRINTING));
            if (!how.equals(NOT_PRINTED)) return new PrintAttempt(how, printer);
        }
        var pages = deviceManager.findPort(DocumentPrinter.class);
        if (pages.isEmpty()) return new PrintAttempt(NOT_PRINTED, "");
        var pdf = PdfRenderer.toPdf(sheet.on(Media.A4));
        return new PrintAttempt(
                printText(pages.get().print(pdf, job, PRINTING, _ -> {})),
                pages.get().deviceClass().text());
    }

    private static String printText(PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed _ -> PRINTED;
            case PrintOutcome.NotPrinted _ -> NOT_PRINTED;
            case PrintOutcome.Unknown _ -> UNKNOWN;
        };
    }
}
