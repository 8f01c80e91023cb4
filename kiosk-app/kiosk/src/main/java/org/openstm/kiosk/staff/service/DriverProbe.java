package org.openstm.kiosk.staff.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.FaultCode;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.spi.DriverContext;

/// Lets the drivers of this program identify the device on a free link. A driver
/// that hangs does so in a process of its own, as it would in operation.
final class DriverProbe {
    private static final String ID = "probe";
    private static final Duration ASKING = Duration.ofSeconds(7);

    /// Baud rates to try on a device that does not report its own, the most usual first.
    private static final List<String> RATES = List.of("115200", "9600", "19200", "38400", "57600");

    /// A scanner does not answer probes: only the usual rate can be assumed.
    private static final List<String> SCANNERS = List.of("9600");

    private static final String BAUD = "baud";
    private static final String JAVAPOS = "javapos";
    private static final String PROPOSED = "profile-proposed";

    private final BuiltInDrivers drivers = new BuiltInDrivers();

    /// Result of one driver's probe.
    ///
    /// @param link link with the baud rate at which the device answered, and the profile of the printer model that
    ///     it reported
    record ProbeAnswer(String driver, LinkAddress link, Map<String, String> facts, Map<String, String> capabilities) {}

    /// The drivers that the device answered.
    List<ProbeAnswer> probeLink(DeviceClass which, LinkAddress link) throws InterruptedException {
        var answers = new ArrayList<ProbeAnswer>();
        for (var driver : driverNames(which, link)) {
            for (var each : linksToTry(which, link)) {
                var answer = probeWithDriver(which, driver, each);
                if (answer.isEmpty()) continue;
                answers.add(withKnownProfile(which, answer.get()));
                break;
            }
        }
        return answers;
    }

    /// Our drivers of a class that can probe such a link: a JavaPOS service has its own kind, and only that one.
    static List<String> driverNames(DeviceClass which, LinkAddress link) {
        return BuiltInDrivers.allDrivers().stream()
                .filter(driver -> driver.deviceClass() == which)
                .map(driver -> driver.name())
                .filter(name -> name.equals(JAVAPOS) == link.isJavaPos())
                .toList();
    }

    private static List<LinkAddress> linksToTry(DeviceClass which, LinkAddress link) {
        if (!link.scheme().equals("serial") || link.query().containsKey(BAUD)) return List.of(link);
        return (which == DeviceClass.BARCODE_READER ? SCANNERS : RATES)
                .stream().map(rate -> link.with(BAUD, rate)).toList();
    }

    /// Probes a printer that reports a known model name once more with that model's profile.
    private ProbeAnswer withKnownProfile(DeviceClass which, ProbeAnswer answer) throws InterruptedException {
        var name = answer.capabilities().get(PROPOSED);
        return name == null
                ? answer
                : probeWithDriver(which, answer.driver(), answer.link().with("profile", name))
                        .orElse(answer);
    }

    private Optional<ProbeAnswer> probeWithDriver(DeviceClass which, String name, LinkAddress link)
            throws InterruptedException {
        var driver = drivers.driverFor(new DeviceEntry(ID, which, name, link));
        try (var device = driver.open(new DriverContext(ID, link))) {
            var status = device.status(ASKING);
            return isAnswer(status)
                    ? Optional.of(new ProbeAnswer(name, link, status.facts(), device.capabilities()))
                    : Optional.empty();
        } catch (LinkLost | IllegalArgumentException nobody) {
            return Optional.empty();
        }
    }

    private static boolean isAnswer(DeviceStatus status) {
        return switch (status.state()) {
            case NO_DEVICE, UNKNOWN, STARTING, POWER_OFF, OFFLINE -> false;
            case ONLINE, HARDWARE_ERROR, USER_ERROR, DEVICE_BUSY, FRAUD_ATTEMPT, POTENTIAL_FRAUD ->
                status.state() != DeviceState.HARDWARE_ERROR
                        || status.faults().stream()
                                .noneMatch(fault -> fault.is(
                                        FaultCode.DRIVER_BROKEN,
                                        FaultCode.DRIVER_CRASHED,
                                        FaultCode.DRIVER_HUNG,
                                        FaultCode.LINK_LOST));
        };
    }
}
