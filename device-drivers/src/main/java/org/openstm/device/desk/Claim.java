package org.openstm.device.desk;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.Device;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.link.Deadline;

/// Exclusive use of one device by one owner, for a time (UnifiedPOS claim). Sessions are not served
/// meanwhile. It ends by [#close], by its lease, so that an owner who died holds nothing for ever,
/// or when somebody breaks it.
public final class Claim implements AutoCloseable {
    private static final Fault ENDED = new Fault("sequence-error", WhoActs.STAFF, "the claim has ended");

    private final Seat seat;
    private final String owner;
    private final Use held = new Held();
    private volatile Deadline until;

    Claim(Seat seat, String owner, Duration lease) {
        this.seat = seat;
        this.owner = owner;
        this.until = Deadline.in(lease);
    }

    public String owner() {
        return owner;
    }

    /// Counts the lease from now on.
    ///
    /// @return false if the claim had ended already
    public boolean renew(Duration lease) {
        if (!holds()) return false;
        until = Deadline.in(lease);
        return true;
    }

    public boolean holds() {
        return seat.holder().filter(held -> held == this).isPresent();
    }

    boolean expired() {
        return until.over();
    }

    /// @throws ClassCastException if the device is of another class; so do the others
    public IdCardReader idCardReader() {
        return new Ports.IdCards(held);
    }

    public ChipCardReader chipCardReader() {
        return new Ports.ChipCards(held);
    }

    public ReceiptPrinter receiptPrinter() {
        return new Ports.Receipts(held);
    }

    public DocumentPrinter documentPrinter() {
        return new Ports.Documents(held);
    }

    public Lights lights() {
        return new Ports.Lamps(held);
    }

    public Camera camera() {
        return new Ports.Cameras(held);
    }

    public BarcodeReader barcodeReader() {
        return new Ports.Barcodes(held);
    }

    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        return Health.check(held, level, patience);
    }

    @Override
    public void close() {
        seat.end(this, "released");
    }

    /// The owner's way to the device.
    private final class Held implements Use {
        @Override
        public <R> R use(
                Duration patience,
                Unit.Work<R> work,
                Function<R, Optional<Fault>> faultOf,
                Function<Fault, R> otherwise,
                Function<Fault, R> hung)
                throws InterruptedException {
            return holds() ? seat.unit().use(patience, work, faultOf, otherwise, hung) : otherwise.apply(ENDED);
        }

        @Override
        public DeviceStatus ask(Duration patience) throws InterruptedException {
            return seat.ask(patience);
        }

        @Override
        public DeviceEntry entry() {
            return seat.entry();
        }

        @Override
        public Optional<Device> device() {
            return seat.device();
        }
    }
}
