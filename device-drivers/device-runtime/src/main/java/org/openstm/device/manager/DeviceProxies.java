package org.openstm.device.manager;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentKey;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.Fault;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// The ports that the device manager hands out. They outlive any link: a holder does not notice that the device is
/// reopened. Closing one does nothing; the device manager owns the devices.
final class DeviceProxies {
    private DeviceProxies() {}

    record IdCardReaderProxy(DeviceAccess seat) implements IdCardReader {
        @Override
        public Reading read(Duration patience) throws InterruptedException {
            return seat.useDevice(
                    patience.plusSeconds(3),
                    device -> ((IdCardReader) device).read(patience),
                    reading -> reading instanceof Reading.Unreadable(var fault) ? Optional.of(fault) : Optional.empty(),
                    Reading.Unreadable::new,
                    Reading.Unreadable::new);
        }

        @Override
        public Presence presence() throws InterruptedException {
            return seat.useDevice(
                    Duration.ofSeconds(3),
                    device -> ((IdCardReader) device).presence(),
                    _ -> Optional.empty(),
                    _ -> Presence.UNKNOWN,
                    _ -> Presence.UNKNOWN);
        }

        @Override
        public DeviceStatus status(Duration patience) throws InterruptedException {
            return seat.readStatus(patience);
        }

        @Override
        public void close() {}
    }

    record ChipCardReaderProxy(DeviceAccess seat) implements ChipCardReader {
        @Override
        public Reading read(Duration patience) throws InterruptedException {
            return seat.useDevice(
                    patience.plusSeconds(8),
                    device -> ((ChipCardReader) device).read(patience),
                    reading -> reading instanceof Reading.Unreadable(var fault) ? Optional.of(fault) : Optional.empty(),
                    Reading.Unreadable::new,
                    Reading.Unreadable::new);
        }

        @Override
        public Reading readDocument(DocumentKey key, Duration patience) throws InterruptedException {
            return seat.useDevice(
                    patience.plusSeconds(8),
                    device -> ((ChipCardReader) device).readDocument(key, patience),
                    reading -> reading instanceof Reading.Unreadable(var fault) ? Optional.of(fault) : Optional.empty(),
                    Reading.Unreadable::new,
                    Reading.Unreadable::new);
        }

        @Override
        public Presence presence() throws InterruptedException {
            return seat.useDevice(
                    Duration.ofSeconds(3),
                    device -> ((ChipCardReader) device).presence(),
                    _ -> Optional.empty(),
                    _ -> Presence.UNKNOWN,
                    _ -> Presence.UNKNOWN);
        }

        @Override
        public DeviceStatus status(Duration patience) throws InterruptedException {
            return seat.readStatus(patience);
        }

        @Override
        public void close() {}
    }

    record ReceiptPrinterProxy(DeviceAccess seat) implements ReceiptPrinter {
        @Override
        public Media media() {
            return seat.device()
                    .map(device -> ((ReceiptPrinter) device).media())
                    .orElseGet(() -> Media.named(seat.entry().link().setting("media", Media.THERMAL_80.name())));
        }

        @Override
        public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
            return seat.useDevice(
                    patience,
                    device -> ((ReceiptPrinter) device).print(sheet, patience),
                    DeviceProxies::certainFault,
                    PrintOutcome.NotPrinted::new,
                    PrintOutcome.Unknown::new);
        }

        @Override
        public DeviceStatus status(Duration patience) throws InterruptedException {
            return seat.readStatus(patience);
        }

        @Override
        public void close() {}
    }

    record DocumentPrinterProxy(DeviceAccess seat) implements DocumentPrinter {
        @Override
        public PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
                throws InterruptedException {
            return seat.useDevice(
                    patience,
                    device -> ((DocumentPrinter) device).print(pdf, job, patience, progress),
                    DeviceProxies::certainFault,
                    PrintOutcome.NotPrinted::new,
                    PrintOutcome.Unknown::new);
        }

        @Override
        public DeviceStatus status(Duration patience) throws InterruptedException {
            return seat.readStatus(patience);
        }

        @Override
        public void close() {}
    }

    record BarcodeReaderProxy(DeviceAccess seat) implements BarcodeReader {
        @Override
        public Scan scan(Duration patience) throws InterruptedException {
            return seat.useDevice(
                    patience,
                    device -> ((BarcodeReader) device).scan(patience),
                    scan -> scan instanceof Scan.Failed(var fault) ? Optional.of(fault) : Optional.empty(),
                    Scan.Failed::new,
                    Scan.Failed::new);
        }

        @Override
        public DeviceStatus status(Duration patience) throws InterruptedException {
            return seat.readStatus(patience);
        }

        @Override
        public void close() {}
    }

    record LightsProxy(DeviceAccess seat) implements Lights {
        @Override
        public Lit show(Map<Light, Glow> glowing, Duration patience) throws InterruptedException {
            return seat.useDevice(
                    patience,
                    device -> ((Lights) device).show(glowing, patience),
                    lit -> lit instanceof Lit.Failed(var fault) ? Optional.of(fault) : Optional.empty(),
                    Lit.Failed::new,
                    Lit.Failed::new);
        }

        @Override
        public Watched await(Sensor sensor, boolean on, Duration patience) throws InterruptedException {
            return seat.useDevice(
                    patience,
                    device -> ((Lights) device).await(sensor, on, patience),
                    watched -> watched instanceof Watched.Failed(var fault) ? Optional.of(fault) : Optional.empty(),
                    Watched.Failed::new,
                    Watched.Failed::new);
        }

        @Override
        public DeviceStatus status(Duration patience) throws InterruptedException {
            return seat.readStatus(patience);
        }

        @Override
        public void close() {}
    }

    record CameraProxy(DeviceAccess seat) implements Camera {
        @Override
        public Picture take(Shot wanted, Duration patience) throws InterruptedException {
            return seat.useDevice(
                    patience,
                    device -> ((Camera) device).take(wanted, patience),
                    picture -> picture instanceof Picture.Failed(var fault) ? Optional.of(fault) : Optional.empty(),
                    Picture.Failed::new,
                    Picture.Failed::new);
        }

        @Override
        public DeviceStatus status(Duration patience) throws InterruptedException {
            return seat.readStatus(patience);
        }

        @Override
        public void close() {}
    }

    /// Only a print that certainly did not happen may be retried on a fresh link.
    private static Optional<Fault> certainFault(PrintOutcome outcome) {
        return outcome instanceof PrintOutcome.NotPrinted(var fault) ? Optional.of(fault) : Optional.empty();
    }
}
