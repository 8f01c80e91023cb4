package example.lintel;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// A printer on one link. A job begins with `J number` and ends with `E number`; the printer answers `OK number`
/// when the paper is out, `NO number reason` when nothing was printed, and `PART number reason` when it stopped in
/// the middle.
final class LintelPrinter implements ReceiptPrinter {
    private static final Map<String, String> PAPER = Map.of("ST OK", "full", "ST LOW", "low", "ST PAPER", "out");

    private static final Sheet TEST = new Sheet(
            "test", Media.THERMAL_80, List.of(new Block.Text("Lintel: test", Style.BODY), new Block.Cut()));

    private final Talk talk;
    private final Identity identity;
    private final boolean qr;
    private int job;

    LintelPrinter(Talk talk, Identity identity, boolean qr) {
        this.talk = talk;
        this.identity = identity;
        this.qr = qr;
    }

    @Override
    public Media media() {
        return identity.media();
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("media", media().name(), "qr", qr ? "native" : "text", "cutter", "yes", "process-id", "yes");
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            return status(Deadline.in(patience));
        } catch (LinkLost lost) {
            return new DeviceStatus(DeviceState.NO_DEVICE, List.of(lost.fault()), identity.facts());
        }
    }

    private DeviceStatus status(Deadline until) throws LinkLost, InterruptedException {
        var answer = talk.ask("?ST", "ST ", until);
        var facts = new HashMap<>(identity.facts());
        facts.put("paper", PAPER.getOrDefault(answer, "unknown"));
        return switch (answer) {
            case "ST OK" -> new DeviceStatus(DeviceState.ONLINE, List.of(), facts);
            case "ST LOW" -> new DeviceStatus(DeviceState.ONLINE, List.of(fault("LOW")), facts);
            case "ST PAPER", "ST COVER" ->
                new DeviceStatus(DeviceState.USER_ERROR, List.of(fault(answer.substring(3))), facts);
            case "ST OFF" -> new DeviceStatus(DeviceState.OFFLINE, List.of(fault("OFF")), facts);
            case "" ->
                new DeviceStatus(
                        DeviceState.UNKNOWN,
                        List.of(new Fault("no-answer", WhoActs.STAFF, "the printer does not answer")),
                        facts);
            default -> new DeviceStatus(DeviceState.HARDWARE_ERROR, List.of(fault(answer.substring(3))), facts);
        };
    }

    private static Fault fault(String reason) {
        return switch (reason) {
            case "LOW" -> new Fault("paper-low", WhoActs.STAFF, "the roll is near its end");
            case "PAPER" -> new Fault("paper-out", WhoActs.STAFF, "the roll is at its end");
            case "COVER" -> new Fault("cover-open", WhoActs.STAFF, "the cover is open");
            case "CUTTER" -> new Fault("cutter-jam", WhoActs.STAFF, "the cutter is stuck");
            case "OFF" -> new Fault("printer-offline", WhoActs.STAFF, "it was switched to pause");
            default -> new Fault("printer-broken", WhoActs.ENGINEER, "the printer answers '" + reason + "'");
        };
    }

    /// Each level beyond the first prints a receipt without personal data.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var status = HealthReport.statusStep(status(patience));
        if (level == HealthLevel.INTERNAL || !status.passed()) return HealthReport.of(level, List.of(status));
        var outcome = print(TEST, Duration.ofMillis(until.millisLeft()));
        return HealthReport.of(
                level,
                List.of(
                        status,
                        new HealthReport.Step(
                                "test-print",
                                outcome instanceof PrintOutcome.Printed,
                                outcome.getClass().getSimpleName())));
    }

    @Override
    public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        boolean begun = false;
        try {
            var before = status(until);
            if (!before.usable()) return new PrintOutcome.NotPrinted(before.faults().getFirst());
            job++;
            begun = true;
            talk.secret(true);
            return outcome(talk.say(job(sheet), until) ? talk.heard(this::isOfThisJob, until) : "");
        } catch (LinkLost lost) {
            return begun ? new PrintOutcome.Unknown(lost.fault()) : new PrintOutcome.NotPrinted(lost.fault());
        } finally {
            talk.secret(false);
        }
    }

    private String job(Sheet sheet) {
        return "J " + job + "\n" + String.join("\n", Lines.of(sheet, qr)) + "\nE " + job + "\n";
    }

    private boolean isOfThisJob(String answer) {
        return (answer + " ").contains(" " + job + " ");
    }

    private PrintOutcome outcome(String answer) {
        if (answer.equals("OK " + job)) return new PrintOutcome.Printed("process-id", "job " + job);
        if (answer.startsWith("NO " + job + " "))
            return new PrintOutcome.NotPrinted(fault(answer.substring(("NO " + job + " ").length())));
        return new PrintOutcome.Unknown(
                new Fault("no-proof", WhoActs.STAFF, "the printer did not say what became of job " + job));
    }

    @Override
    public void close() {
        talk.close();
    }
}
