package org.openstm.device.driver.barcode.xfs4iot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.driver.barcode.CodeText;
import org.openstm.device.driver.barcode.ShowCodeStep;
import org.openstm.device.driver.xfs4iot.XfsAnswer;
import org.openstm.device.driver.xfs4iot.XfsCommand;
import org.openstm.device.driver.xfs4iot.XfsServiceClient;
import org.openstm.device.driver.xfs4iot.XfsStatus;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import tools.jackson.databind.JsonNode;

/// A scanner behind an XFS4IoT service.
final class XfsScanner implements BarcodeReader {
    /// How much later than the service's time-out ours expires.
    private static final Duration SLACK = Duration.ofMillis(150);

    private static final Duration ASKING = Duration.ofMillis(500);

    /// Maximum bytes of a code: four for each character.
    private static final int LARGEST = 4 * CodeText.LONGEST;

    private static final Fault SILENT = FaultCode.NO_ANSWER.fault("the scanner's service does not answer");

    private final XfsServiceClient service;

    XfsScanner(XfsServiceClient service) {
        this.service = service;
    }

    @Override
    public Scan scan(Duration patience) throws InterruptedException {
        var until = Deadline.in(patience.plus(SLACK));
        try {
            return switch (service.sendCommand(
                    "BarcodeReader.Read", XfsCommand.emptyPayload(), patience, false, until)) {
                case XfsAnswer.Completed done -> toScan(done);
                case XfsAnswer.Refused(var status) -> new Scan.Failed(refusedFault(status));
                case XfsAnswer.Silent(var taken) -> taken ? new Scan.Nothing() : new Scan.Failed(SILENT);
            };
        } catch (LinkLost lost) {
            return new Scan.Failed(lost.fault());
        }
    }

    private Scan toScan(XfsAnswer.Completed done) throws LinkLost, InterruptedException {
        return switch (done.code()) {
            case "success" -> toCode(done.payload().path("readOutput"));
            case "timeOut", "canceled" -> new Scan.Nothing();
            case "commandErrorCode" ->
                new Scan.Failed(FaultCode.CODE_INCOMPLETE.fault("the service says " + done.reasonText()));
            default -> new Scan.Failed(failureFault(done));
        };
    }

    /// The fault for a failed scan; the device's state is more precise than the command's code.
    private Fault failureFault(XfsAnswer.Completed done) throws LinkLost, InterruptedException {
        var condition = service.queryStatus(Deadline.in(ASKING));
        return (condition.isSilent()
                        ? Optional.<Fault>empty()
                        : condition.findFault(FaultCode.DEVICE_OFFLINE, FaultCode.DEVICE_HARDWARE_ERROR))
                .orElseGet(() -> FaultCode.DEVICE_HARDWARE_ERROR.fault("the service says " + done.reasonText()));
    }

    private static Fault refusedFault(String status) {
        return FaultCode.DEVICE_REFUSED.fault("the service refused the command: " + status);
    }

    /// With two codes at once, the intended one is unknown.
    private static Scan toCode(JsonNode read) {
        if (read.size() == 0) return new Scan.Nothing();
        if (read.size() > 1) return new Scan.Failed(FaultCode.CODE_SEVERAL.fault("more than one code was shown"));
        var bytes = XfsAnswer.decodeBase64(read.path(0).path("barcodeData").asString(""));
        if (bytes.isEmpty()) return new Scan.Failed(FaultCode.CODE_INCOMPLETE.fault("the service gave no data"));
        if (bytes.get().length > LARGEST) return tooLongScan();
        var text = CodeText.of(bytes.get());
        return text.length() > CodeText.LONGEST
                ? tooLongScan()
                : new Scan.Code(
                        text,
                        XfsSymbologies.toSymbologyName(
                                read.path(0).path("symbology").asString("")));
    }

    private static Scan tooLongScan() {
        return new Scan.Failed(FaultCode.CODE_TOO_LONG.fault("more than any code holds"));
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            var condition = service.queryStatus(Deadline.in(patience));
            if (condition.isSilent()) return DeviceStatus.of(DeviceState.UNKNOWN, SILENT);
            var faults = new ArrayList<Fault>();
            condition
                    .findFault(FaultCode.DEVICE_OFFLINE, FaultCode.DEVICE_HARDWARE_ERROR)
                    .ifPresent(faults::add);
            boolean dark = scannerState(condition).equals("inoperative") && faults.isEmpty();
            if (dark)
                faults.add(FaultCode.DEVICE_HARDWARE_ERROR.fault("the service says that the scanner is inoperative"));
            return new DeviceStatus(
                    dark ? DeviceState.HARDWARE_ERROR : condition.state(), faults, service.deviceIdentity());
        } catch (LinkLost lost) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault());
        }
    }

    private static String scannerState(XfsStatus condition) {
        return condition.payload().path("barcodeReader").path("scanner").asString("");
    }

    @Override
    public Map<String, String> capabilities() {
        var can = service.interfaceCapabilities("barcodeReader");
        var symbologies = new TreeSet<String>();
        for (var each : can.path("symbologies").properties())
            if (each.getValue().asBoolean(false)) symbologies.add(XfsSymbologies.toSymbologyName(each.getKey()));
        return Map.of(
                "symbologies", symbologies.isEmpty() ? "unknown" : String.join(" ", symbologies),
                "reset", service.hasCommand("BarcodeReader.Reset") ? "yes" : "no");
    }

    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var status = status(patience);
        var steps = new ArrayList<>(List.of(HealthReport.statusStep(status)));
        if (level == HealthLevel.INTERACTIVE && status.usable()) steps.add(ShowCodeStep.toStep(scan(patience)));
        return HealthReport.of(level, steps);
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        if (!service.hasCommand("BarcodeReader.Reset")) return;
        try {
            var _ = service.sendCommand("BarcodeReader.Reset", Deadline.in(patience));
        } catch (LinkLost _) {
            // the next command reports it
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
