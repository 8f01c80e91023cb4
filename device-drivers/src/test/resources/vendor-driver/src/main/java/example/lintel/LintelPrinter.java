package example.lintel;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// One printer on one link. A job begins with `J number` and ends with `E number`; the printer answers `OK number` when
/// the paper is out, or `NO number reason` when nothing came out.
final class LintelPrinter implements ReceiptPrinter {
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
        return Map.of("qr", qr ? "native" : "text", "cutter", "yes", "process-id", "yes");
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            return status(talk.ask("?ST", Deadline.in(patience)));
        } catch (LinkLost lost) {
            return new DeviceStatus(DeviceState.NO_DEVICE, List.of(lost.fault()), identity.facts());
        }
    }

    private DeviceStatus status(String answer) {
        var facts = new HashMap<>(identity.facts());
        facts.put("paper", answer.equals("ST OK") ? "full" : answer.equals("ST PAPER") ? "out" : "unknown");
        return switch (answer) {
            case "ST OK" -> new DeviceStatus(DeviceState.ONLINE, List.of(), facts);
            case "ST PAPER", "ST COVER" ->
                new DeviceStatus(DeviceState.USER_ERROR, List.of(fault(answer.substring(3))), facts);
            case "" ->
                new DeviceStatus(
                        DeviceState.UNKNOWN,
                        List.of(new Fault("no-answer", WhoActs.STAFF, "the printer does not answer")),
                        facts);
            default -> new DeviceStatus(DeviceState.HARDWARE_ERROR, List.of(fault(answer)), facts);
        };
    }

    private static Fault fault(String reason) {
        return switch (reason) {
            case "PAPER" -> new Fault("paper-out", WhoActs.STAFF, "the roll is at its end");
            case "COVER" -> new Fault("cover-open", WhoActs.STAFF, "the cover is open");
            default -> new Fault("printer-fault", WhoActs.ENGINEER, "the printer answers '" + reason + "'");
        };
    }

    @Override
    public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        boolean begun = false;
        try {
            var before = status(talk.ask("?ST", until));
            if (!before.usable()) return new PrintOutcome.NotPrinted(before.faults().getFirst());
            job++;
            begun = true;
            talk.secret(true);
            return outcome(talk.say(job(sheet), until) ? talk.heard(until) : "");
        } catch (LinkLost lost) {
            return begun ? new PrintOutcome.Unknown(lost.fault()) : new PrintOutcome.NotPrinted(lost.fault());
        } finally {
            talk.secret(false);
        }
    }

    private String job(Sheet sheet) {
        return "J " + job + "\n" + String.join("\n", Lines.of(sheet, qr)) + "\nE " + job + "\n";
    }

    private PrintOutcome outcome(String answer) {
        if (answer.equals("OK " + job)) return new PrintOutcome.Printed("process-id", "job " + job);
        if (answer.startsWith("NO " + job + " "))
            return new PrintOutcome.NotPrinted(fault(answer.substring(("NO " + job + " ").length())));
        return new PrintOutcome.Unknown(
                new Fault("not-confirmed", WhoActs.STAFF, "the printer did not say what became of job " + job));
    }

    @Override
    public void close() {
        talk.close();
    }
}
