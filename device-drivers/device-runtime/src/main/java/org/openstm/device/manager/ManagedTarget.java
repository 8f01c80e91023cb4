package org.openstm.device.manager;

import java.time.Duration;
import java.util.function.Consumer;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceStatus;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.command.CommandTarget;
import org.openstm.device.command.PortCommand;
import org.openstm.print.Media;

/// A device of the manager, as the target of its port's commands. It outlives any link: the holder of a port does not
/// notice that the device is reopened. Closing it does nothing; the device manager owns the devices.
record ManagedTarget(DeviceAccess seat) implements CommandTarget {
    @Override
    public DeviceClass deviceClass() {
        return seat.entry().deviceClass();
    }

    @Override
    public <P extends Device, A, R> R callPort(
            PortCommand<P, A, R> command, A argument, Duration patience, Consumer<Object> events)
            throws InterruptedException {
        var faults = command.faults();
        return seat.useDevice(
                patience.plus(command.times().extra()),
                device -> command.execute(device, argument, patience, events),
                faults.certain(),
                fault -> faults.notDone().toResult(argument, fault),
                fault -> faults.unknown().toResult(argument, fault));
    }

    @Override
    public Media media() {
        return seat.device()
                .map(device -> ((ReceiptPrinter) device).media())
                .orElseGet(() -> Media.named(seat.entry().link().setting("media", Media.THERMAL_80.name())));
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        return seat.readStatus(patience);
    }

    @Override
    public void close() {}
}
