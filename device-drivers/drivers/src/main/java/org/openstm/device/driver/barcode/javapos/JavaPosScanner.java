package org.openstm.device.driver.barcode.javapos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jpos.JposConst;
import jpos.JposException;
import jpos.Scanner;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.driver.barcode.ShowCodeStep;
import org.openstm.device.driver.javapos.JposCallTimeout;
import org.openstm.device.driver.javapos.JposFaults;
import org.openstm.device.driver.javapos.JposServiceProxy;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// A scanner behind a maker's Scanner service. Between two scans the service holds its events back
/// (`DataEventEnabled`), and held events are discarded before the next scan (`clearInput`).
final class JavaPosScanner implements BarcodeReader {
    private static final long CLOSING_GATE = 300;
    private static final long LOOKING = 1000;
    private static final long LOOKING_AGAIN = 500;

    private static final Fault NO_ANSWER = FaultCode.NO_ANSWER.fault("the JavaPOS service does not answer");

    private final JposServiceProxy<Scanner> service;
    private final JposCodeListener codes;

    JavaPosScanner(JposServiceProxy<Scanner> service, JposCodeListener codes) {
        this.service = service;
        this.codes = codes;
    }

    @Override
    public Scan scan(Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        try {
            var _ = service.callService(this::enableDataEvents, until);
            while (true) {
                if (service.callService(JavaPosScanner::powerState, Deadline.inMillis(LOOKING))
                        == JposConst.JPOS_PS_OFF) return new Scan.Failed(disconnectedFault());
                var code = codes.awaitCode(Deadline.inMillis(LOOKING_AGAIN).orSooner(until));
                if (code.isPresent()) return code.get();
                if (until.over()) return new Scan.Nothing();
            }
        } catch (JposException trouble) {
            return new Scan.Failed(JposFaults.toScannerFault(trouble));
        } catch (JposCallTimeout _) {
            return new Scan.Failed(NO_ANSWER);
        } finally {
            disableDataEvents();
        }
    }

    private boolean enableDataEvents(Scanner scanner) throws JposException {
        scanner.clearInput();
        codes.startListening();
        scanner.setDataEventEnabled(true);
        return true;
    }

    private void disableDataEvents() {
        codes.stopListening();
        service.callAside(
                scanner -> {
                    scanner.setDataEventEnabled(false);
                    scanner.clearInput();
                    return clearLastCode(scanner);
                },
                CLOSING_GATE);
    }

    /// Makes the service clear the last code from its properties. Services before UnifiedPOS 1.10 cannot do that.
    private static boolean clearLastCode(Scanner scanner) throws JposException {
        try {
            scanner.clearInputProperties();
            return true;
        } catch (JposException old) {
            if (old.getErrorCode() == JposConst.JPOS_E_NOSERVICE) return false;
            throw old;
        }
    }

    private static int powerState(Scanner scanner) throws JposException {
        try {
            return scanner.getCapPowerReporting() == JposConst.JPOS_PR_NONE
                    ? JposConst.JPOS_PS_UNKNOWN
                    : scanner.getPowerState();
        } catch (JposException old) {
            if (old.getErrorCode() == JposConst.JPOS_E_NOSERVICE) return JposConst.JPOS_PS_UNKNOWN;
            throw old;
        }
    }

    private static Fault disconnectedFault() {
        return new LinkLost("off, or not connected any more").fault();
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            if (service.isHung()) return lostStatus(new LinkLost("the JavaPOS service hangs").fault());
            return service.callService(this::queryStatus, Deadline.in(patience));
        } catch (JposException trouble) {
            var fault = JposFaults.toScannerFault(trouble);
            return fault.is(FaultCode.LINK_LOST)
                    ? lostStatus(fault)
                    : new DeviceStatus(DeviceState.HARDWARE_ERROR, List.of(fault), Map.of());
        } catch (JposCallTimeout _) {
            return new DeviceStatus(DeviceState.UNKNOWN, List.of(NO_ANSWER), Map.of());
        }
    }

    private static DeviceStatus lostStatus(Fault fault) {
        return new DeviceStatus(DeviceState.NO_DEVICE, List.of(fault), Map.of());
    }

    private DeviceStatus queryStatus(Scanner scanner) throws JposException {
        var facts = new HashMap<String, String>();
        var model = scanner.getPhysicalDeviceName();
        if (model != null) facts.put("model", model);
        if (!service.entry().maker().isEmpty())
            facts.put("maker", service.entry().maker());
        return switch (powerState(scanner)) {
            case JposConst.JPOS_PS_OFF -> new DeviceStatus(DeviceState.NO_DEVICE, List.of(disconnectedFault()), facts);
            case JposConst.JPOS_PS_OFFLINE, JposConst.JPOS_PS_OFF_OFFLINE ->
                new DeviceStatus(
                        DeviceState.OFFLINE,
                        List.of(JposFaults.toScannerFault(
                                new JposException(JposConst.JPOS_E_OFFLINE, "off, or offline"))),
                        facts);
            default -> new DeviceStatus(DeviceState.ONLINE, List.of(), facts);
        };
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("decodes", "yes", "javapos", service.entry().version());
    }

    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var steps = new ArrayList<HealthReport.Step>();
        var status = status(patience);
        steps.add(HealthReport.statusStep(status));
        if (level == HealthLevel.INTERACTIVE && status.usable()) steps.add(ShowCodeStep.toStep(scan(patience)));
        return HealthReport.of(level, steps);
    }

    @Override
    public void clear() {
        disableDataEvents();
    }

    @Override
    public void close() {
        service.close();
    }
}
