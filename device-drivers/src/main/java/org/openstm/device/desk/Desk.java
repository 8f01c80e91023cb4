package org.openstm.device.desk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.ReceiptPrinter;

/// All devices of a terminal. Opening returns at once; devices come up by themselves and come back when they were gone.
public final class Desk implements AutoCloseable {
    private static final Duration EVERY_FEW_SECONDS = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final List<Seat> seats;
    private final List<ScheduledExecutorService> rounds;

    private Desk(List<DeviceEntry> entries, Duration healthEvery) {
        seats = entries.stream().map(Seat::new).toList();
        rounds = seats.stream().map(seat -> round(seat, healthEvery)).toList();
    }

    /// @throws IllegalArgumentException if the file is wrong; the message says where and what to do
    public static Desk open(Path devicesYaml) {
        return open(DevicesFile.read(devicesYaml), EVERY_FEW_SECONDS);
    }

    /// @param healthEvery how often an idle device is asked how it is
    public static Desk open(List<DeviceEntry> entries, Duration healthEvery) {
        return new Desk(entries, healthEvery);
    }

    /// What a `devices.yaml` says.
    ///
    /// @throws IllegalArgumentException as [#open]
    public static List<DeviceEntry> entries(Path devicesYaml) {
        return DevicesFile.read(devicesYaml);
    }

    /// Each seat has its own round: one that waits for a slow device keeps no other from being asked.
    private static ScheduledExecutorService round(Seat seat, Duration every) {
        var round = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("health " + seat.entry().id()).factory());
        var _ = round.scheduleWithFixedDelay(() -> check(seat), 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return round;
    }

    private static void check(Seat seat) {
        try {
            seat.checkHealth();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            // let out, it would end the round without a word
            seat.broke(bug);
        }
    }

    public Optional<IdCardReader> idCardReader() {
        return first(DeviceClass.ID_CARD_READER, Ports.IdCards::new);
    }

    public Optional<ReceiptPrinter> receiptPrinter() {
        return first(DeviceClass.RECEIPT_PRINTER, Ports.Receipts::new);
    }

    public Optional<DocumentPrinter> documentPrinter() {
        return first(DeviceClass.DOCUMENT_PRINTER, Ports.Documents::new);
    }

    public Optional<BarcodeReader> barcodeReader() {
        return first(DeviceClass.BARCODE_READER, Ports.Barcodes::new);
    }

    private <P> Optional<P> first(DeviceClass deviceClass, Function<Seat, P> port) {
        return seats.stream()
                .filter(seat -> seat.entry().deviceClass() == deviceClass)
                .findFirst()
                .map(port);
    }

    /// All devices in the order of the file; never waits.
    public List<DeviceView> views() {
        return seats.stream().map(Seat::view).toList();
    }

    /// Always returns: a device that does not let go is left behind.
    @Override
    public void close() {
        rounds.forEach(ScheduledExecutorService::shutdownNow);
        seats.forEach(Seat::close);
        try {
            for (var seat : seats) seat.awaitEnd(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
