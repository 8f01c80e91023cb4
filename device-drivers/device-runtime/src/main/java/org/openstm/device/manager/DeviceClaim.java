package org.openstm.device.manager;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.device.Device;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.command.PortTable;
import org.openstm.device.link.Deadline;

/// Exclusive use of one device by one owner, for a time (UnifiedPOS claim). Sessions are not served meanwhile. It
/// ends by [#close], when its lease expires (so that a dead owner cannot hold it for ever), or when it is broken.
public final class DeviceClaim implements AutoCloseable {
    private static final Fault ENDED = FaultCode.SEQUENCE_ERROR.fault("the claim has ended");

    private final DeviceSlot slot;
    private final String owner;
    private final DeviceAccess held = new ClaimedAccess();
    private volatile Deadline until;

    DeviceClaim(DeviceSlot slot, String owner, Duration lease) {
        this.slot = slot;
        this.owner = owner;
        this.until = Deadline.in(lease);
    }

    public String owner() {
        return owner;
    }

    /// Restarts the lease now.
    ///
    /// @return false if the claim has ended already
    public boolean renewLease(Duration lease) {
        if (!isHeld()) return false;
        until = Deadline.in(lease);
        return true;
    }

    public boolean isHeld() {
        return slot.currentClaim().filter(held -> held == this).isPresent();
    }

    boolean isExpired() {
        return until.over();
    }

    /// The device's port. Each command of a port that is not the device's fails as a bug of the driver.
    public <P extends Device> P port(Class<P> port) {
        return PortTable.proxyFor(port, new ManagedTarget(held));
    }

    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        return HealthChecks.checkDevice(held, level, patience);
    }

    @Override
    public void close() {
        slot.endClaim(this, "released");
    }

    /// Access for the owner of the claim.
    private final class ClaimedAccess implements DeviceAccess {
        @Override
        public <R> R useDevice(
                Duration patience,
                ManagedDevice.DeviceWork<R> work,
                Function<R, Optional<Fault>> faultOf,
                Function<Fault, R> otherwise,
                Function<Fault, R> hung)
                throws InterruptedException {
            return isHeld()
                    ? slot.managedDevice().useDevice(patience, work, faultOf, otherwise, hung)
                    : otherwise.apply(ENDED);
        }

        @Override
        public DeviceStatus readStatus(Duration patience) throws InterruptedException {
            return slot.readStatus(patience);
        }

        @Override
        public DeviceEntry entry() {
            return slot.entry();
        }

        @Override
        public Optional<Device> device() {
            return slot.device();
        }
    }
}
