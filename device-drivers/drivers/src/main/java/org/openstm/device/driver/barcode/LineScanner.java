package org.openstm.device.driver.barcode;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// A scanner that sends only the text of codes over a link: serial, TCP, or as a keyboard.
public final class LineScanner implements BarcodeReader {
    /// Number of gaps after which a code without its suffix counts as incomplete.
    private static final int GAPS_TO_BREAK = 5;

    /// Number of gaps that must pass after unrequested data: a fragment mistaken for a code is worse than scanning
    /// a code twice.
    private static final int GAPS_TO_FORGET = 3;

    /// A terminal server accepts the connection and closes it when no scanner is plugged in.
    private static final int HANGING_UP_MILLIS = 100;

    private final Link link;
    private final ScannerFraming framing;
    private boolean stood;
    private final byte[] arrived = new byte[4096];
    private Deadline quietAt = Deadline.inMillis(0);

    public LineScanner(Link link, ScannerFraming framing) {
        this.link = link;
        link.secret(true); // every code may be personal
        this.framing = framing;
    }

    @Override
    public Scan scan(Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        try {
            discardUnrequested(until);
            return readCode(until);
        } catch (LinkLost lost) {
            return new Scan.Failed(lost.fault());
        }
    }

    /// Discards unrequested data and the rest of it that is still arriving: it belongs to another person.
    private void discardUnrequested(Deadline until) throws LinkLost, InterruptedException {
        do {
            int count = link.read(arrived, quietAt.orSooner(until));
            if (count > 0) quietAt = quietDeadline();
        } while (!quietAt.over() && !until.over());
    }

    private Scan readCode(Deadline until) throws LinkLost, InterruptedException {
        var frame = new ByteArrayOutputStream();
        var gap = until;
        var broken = until;
        while (true) {
            int count = link.read(arrived, gap);
            if (count > 0) {
                frame.write(arrived, 0, count);
                quietAt = quietDeadline();
                gap = Deadline.in(framing.gap());
                broken = Deadline.in(framing.gap().multipliedBy(GAPS_TO_BREAK));
                if (frame.size() > CodeText.LONGEST + framing.overheadBytes()) return rejectTooLong();
                continue;
            }
            if (frame.size() == 0) return new Scan.Nothing();
            var content = framing.findContent(frame.toByteArray());
            if (content.isPresent()) return AimIdentifier.toCode(content.get(), framing.aim());
            if (broken.over()) return incompleteScan(frame.size());
            gap = broken;
        }
    }

    private Deadline quietDeadline() {
        return Deadline.in(framing.gap().multipliedBy(GAPS_TO_FORGET));
    }

    private Scan rejectTooLong() throws LinkLost, InterruptedException {
        discardUnrequested(Deadline.inMillis(2000));
        return new Scan.Failed(FaultCode.CODE_TOO_LONG.fault("more than any code holds"));
    }

    private static Scan incompleteScan(int size) {
        return new Scan.Failed(FaultCode.CODE_INCOMPLETE.fault(
                size + " bytes came without the prefix or suffix that the link's settings name"));
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            if (link.read(arrived, Deadline.inMillis(stood ? 0 : HANGING_UP_MILLIS)) > 0) quietAt = quietDeadline();
            stood = true;
            // a scanner on a plain link cannot report its state: an open link is all that can be known
            return new DeviceStatus(DeviceState.ONLINE, List.of(), Map.of());
        } catch (LinkLost lost) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault());
        }
    }

    @Override
    public Map<String, String> capabilities() {
        return framing.toSettings();
    }

    /// Without a person, only the open link can be checked.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var steps = new ArrayList<HealthReport.Step>();
        var line = status(patience);
        steps.add(new HealthReport.Step("line", line.usable(), line.state().toString()));
        if (level == HealthLevel.INTERACTIVE && line.usable()) steps.add(ShowCodeStep.toStep(scan(patience)));
        return HealthReport.of(level, steps);
    }

    @Override
    public void clear() throws InterruptedException {
        Arrays.fill(arrived, (byte) 0);
        try {
            link.discard();
            // data still in transmission belong to the last citizen too
            quietAt = quietDeadline();
        } catch (LinkLost _) {
            // a lost link holds no data
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
