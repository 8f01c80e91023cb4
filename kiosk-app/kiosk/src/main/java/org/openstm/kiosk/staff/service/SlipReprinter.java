package org.openstm.kiosk.staff.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.openstm.device.FaultCode;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.engine.PrintFault;
import org.openstm.kiosk.engine.TerminalProfile;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.PaymentState;
import org.openstm.kiosk.journal.model.PrintMark;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffCaseEntry;
import org.openstm.print.Fields;
import org.openstm.print.Sheet;
import org.openstm.print.Templates;

/// Reprints a small slip of an accepted case, for its returning citizen: number and code,
/// the person masked. Not more than twice, and not while a paper of this case may lie
/// unseen in the slot.
public final class SlipReprinter {
    static final int MOST = 2;
    private static final String TEMPLATE = "receipt/reprint";
    private static final String PAPER = "SLIP " + TEMPLATE;
    private static final DisplayLanguage SLIP = DisplayLanguage.ZH_CN;
    private static final Duration PRINTING = Duration.ofSeconds(40);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final TerminalProfile terminal;
    private final DeviceManager deviceManager;
    private final Journal journal;
    private final Supplier<String> ids;

    /// @param ids creates the id of each print
    public SlipReprinter(TerminalProfile terminal, DeviceManager deviceManager, Journal journal, Supplier<String> ids) {
        this.terminal = terminal;
        this.deviceManager = deviceManager;
        this.journal = journal;
        this.ids = ids;
    }

    /// @return `printed`, `not-printed`, `unknown`; or why nothing was begun: `not-accepted`, `too-often`,
    ///     `look-first`, `no-printer`
    String reprintSlip(Officer officer, StaffCaseEntry line, Session session, Instant now) throws InterruptedException {
        var one = journal.cases().findCase(line.txId()).orElseThrow();
        if (!isAcceptedAndPaid(one)) return "not-accepted";
        if (journal.findings().openFindings().stream()
                .anyMatch(f -> f.kind().equals(FindingKind.PRINT_UNKNOWN.text())
                        && f.txId().equals(one.txId()))) return "look-first";
        int copies = journal.prints().countPrints(one.txId(), PAPER);
        if (copies >= MOST) return "too-often";
        var printer = deviceManager.findPort(ReceiptPrinter.class);
        if (printer.isEmpty()) return "no-printer";
        var effect = ids.get();
        var mark = journal.prints().recordPrintBegun(one.txId(), effect, PAPER, copies + 1);
        return switch (printSlip(printer.get(), () -> slipFields(officer, one, line, session, mark, copies + 1, now))) {
            case PrintOutcome.Printed(var proof, var evidence) ->
                endPrint(effect, PrintResult.PROVED, proof + " " + evidence, "printed");
            case PrintOutcome.NotPrinted(var fault) ->
                endPrint(effect, PrintResult.NOT_PRINTED, fault.code() + " " + fault.detail(), "not-printed");
            case PrintOutcome.Unknown(var fault) ->
                endPrint(effect, PrintResult.UNKNOWN, fault.code() + " " + fault.detail(), "unknown");
        };
    }

    /// Ends with an outcome in any case: a print that was begun and never ended would count as a copy.
    private static PrintOutcome printSlip(ReceiptPrinter printer, Supplier<Fields> fields) {
        Sheet sheet;
        try {
            sheet = Templates.shipped(TEMPLATE).fill(fields.get());
        } catch (RuntimeException unmade) {
            return new PrintOutcome.NotPrinted(PrintFault.PRINT_BUG.fault(unmade.toString()));
        }
        try {
            return printer.print(sheet, PRINTING);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return new PrintOutcome.Unknown(FaultCode.CANCELED.fault("staff's command was cancelled"));
        } catch (RuntimeException bug) {
            return new PrintOutcome.Unknown(PrintFault.PRINT_BUG.fault(bug.toString()));
        }
    }

    /// Accepted, and its payment is final.
    private boolean isAcceptedAndPaid(JournalCase one) {
        boolean paid = journal.payments()
                .findPayment(one.txId())
                .map(payment -> payment.state() == PaymentState.CONFIRMED)
                .orElse(true);
        return one.state() == CaseState.ACCEPTED && paid;
    }

    private String endPrint(String effect, PrintResult result, String evidence, String word) {
        journal.prints().recordPrintEnded(effect, result, evidence);
        return word;
    }

    private Fields slipFields(
            Officer officer,
            JournalCase one,
            StaffCaseEntry line,
            Session session,
            PrintMark mark,
            int copy,
            Instant now) {
        var item = session.catalog().findItem(one.service());
        var texts = new HashMap<String, String>();
        texts.put("issuer", terminal.issuer().textIn(SLIP));
        texts.put("item", item.map(it -> it.title().textIn(SLIP)).orElse(one.service()));
        texts.put("caseNumber", ValueFormatter.groupCode(line.number()));
        texts.put("name", line.who());
        texts.put("owner", item.map(it -> it.owner().textIn(SLIP)).orElse(""));
        texts.put("time", formatStamp(one.openedAt()));
        texts.put("verifyUrl", terminal.verifyBase() + one.verificationCode());
        texts.put("verifyCode", ValueFormatter.groupByFour(one.verificationCode()));
        texts.put("hotline", item.map(it -> it.guide().phone()).orElse("12345"));
        texts.put("branch", terminal.branch().textIn(SLIP));
        texts.put("terminal", terminal.id());
        texts.put("sequence", String.format(Locale.ROOT, "%06d", mark.sequence()));
        texts.put("copy", "补打 " + copy + "，经手 " + officer.number());
        texts.put(
                "evidence",
                mark.evidence().substring(0, 4) + " " + mark.evidence().substring(4));
        texts.put("printedAt", formatStamp(now));
        return new Fields(texts, Map.of());
    }

    private static String formatStamp(Instant at) {
        return STAMP.format(LocalDateTime.ofInstant(at, Session.ZONE));
    }
}
