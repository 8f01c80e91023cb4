package org.openstm.device.command;

import static org.openstm.device.command.Nothing.NOTHING;

import java.util.List;
import java.util.Map;
import org.openstm.device.Device;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;

/// The commands of every device.
public final class CommonCommands {
    public static final PortCommand<Device, Nothing, DeviceStatus> STATUS = new PortCommand<>(
            "Common.Status",
            Device.class,
            Nothing.class,
            DeviceStatus.class,
            CommandTimes.PROMPT,
            CommandFaults.untold((_, fault) -> lostStatus(fault)),
            (device, _, patience, _) -> device.status(patience));

    public static final PortCommand<Device, HealthLevel, HealthReport> CHECK_HEALTH = new PortCommand<>(
            "Common.CheckHealth",
            Device.class,
            HealthLevel.class,
            HealthReport.class,
            CommandTimes.withGrace(3000),
            CommandFaults.untold(
                    (level, fault) -> HealthReport.of(level, List.of(HealthReport.statusStep(lostStatus(fault))))),
            (device, level, patience, _) -> device.checkHealth(level, patience));

    public static final PortCommand<Device, Nothing, Counters> STATISTICS = new PortCommand<>(
            "Common.Statistics",
            Device.class,
            Nothing.class,
            Counters.class,
            CommandTimes.PROMPT,
            CommandFaults.untold((_, _) -> new Counters(Map.of())),
            (device, _, patience, _) -> new Counters(device.statistics(patience)));

    public static final PortCommand<Device, Nothing, Nothing> CLEAR = new PortCommand<>(
            "Common.Clear",
            Device.class,
            Nothing.class,
            Nothing.class,
            CommandTimes.EXACT,
            CommandFaults.untold((_, _) -> NOTHING),
            (device, _, _, _) -> {
                device.clear();
                return NOTHING;
            });

    public static final PortCommand<Device, Nothing, Nothing> RESET = new PortCommand<>(
            "Common.Reset",
            Device.class,
            Nothing.class,
            Nothing.class,
            CommandTimes.PROMPT,
            CommandFaults.untold((_, _) -> NOTHING),
            (device, _, patience, _) -> {
                device.reset(patience);
                return NOTHING;
            });

    static final List<PortCommand<?, ?, ?>> ALL = List.of(STATUS, CHECK_HEALTH, STATISTICS, CLEAR, RESET);

    public record Counters(Map<String, Long> counters) {}

    private CommonCommands() {}

    private static DeviceStatus lostStatus(Fault fault) {
        boolean gone = fault.is(FaultCode.LINK_LOST);
        return DeviceStatus.of(gone ? DeviceState.NO_DEVICE : DeviceState.HARDWARE_ERROR, fault);
    }
}
