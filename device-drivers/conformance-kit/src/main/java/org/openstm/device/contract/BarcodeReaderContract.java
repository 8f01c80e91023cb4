package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.device.BarcodeReader;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;

/// Contract of barcode readers.
public abstract class BarcodeReaderContract extends DriverContract<BarcodeReader, BarcodeRig> {
    private static final String CODE = "https://example.invalid/v/李秀兰?n=530102195503080028";

    /// Longer than any driver needs to discard earlier data.
    private static final long LISTENING = 500;

    @Override
    protected final DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    final Class<BarcodeReader> portType() {
        return BarcodeReader.class;
    }

    @Override
    final Optional<Fault> attempt(BarcodeReader scanner, Duration patience) throws InterruptedException {
        return scanner.scan(patience) instanceof Scan.Failed(var fault) ? Optional.of(fault) : Optional.empty();
    }

    @Override
    final void work(BarcodeReader scanner, BarcodeRig rig) throws Exception {
        assertEquals(new Scan.Code(CODE, rig.symbology()), shown(scanner, rig, CODE));
    }

    private static Scan shown(BarcodeReader scanner, BarcodeRig rig, String code) throws Exception {
        var scanning = Lane.begin(() -> scanner.scan(Duration.ofSeconds(4)));
        Thread.sleep(LISTENING);
        rig.show(code);
        var scan = scanning.result(SOON);
        rig.takeAway();
        return scan;
    }

    @Override
    final void show(BarcodeReader scanner, BarcodeRig rig, Map<String, String> claims) throws Exception {
        work(scanner, rig);
        // a frame ends with its suffix: the same bytes inside a code must not end it
        var inside = "A\rB\r\nC";
        assertEquals(new Scan.Code(inside, rig.symbology()), shown(scanner, rig, inside));
        var longest = "7".repeat(7089);
        assertEquals(new Scan.Code(longest, rig.symbology()), shown(scanner, rig, longest));
    }

    /// A scanner on a plain link cannot report its state.
    @Override
    final Set<Trouble> mustKnow() {
        return Set.of();
    }

    @Override
    final void somebodyComes(BarcodeRig rig) throws Exception {
        rig.show(CODE);
    }

    @Override
    final List<String> secrets() {
        return List.of(CODE, "李秀兰", "530102195503080028");
    }

    @Test
    void a_code_that_nobody_asked_for_leaks_into_no_session() throws Exception {
        var scanner = open();
        Thread.sleep(LISTENING);
        rig().show("of the last citizen");
        Thread.sleep(200);
        assertInstanceOf(Scan.Nothing.class, scanner.scan(Duration.ofMillis(600)));
        rig().show("of the last citizen");
        scanner.clear();
        assertInstanceOf(Scan.Nothing.class, scanner.scan(Duration.ofMillis(600)));
        work(scanner, rig());
    }

    @Test
    void rubbish_on_the_line_is_no_code() throws Exception {
        var scanner = open();
        rig().garbage();
        assertFalse(shown(scanner, rig(), CODE) instanceof Scan.Code, "a code was made up");
        rig().heal();
        work(scanner, rig());
    }
}
