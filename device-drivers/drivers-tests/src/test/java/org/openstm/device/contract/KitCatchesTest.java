package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceStatus;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Tests the kit itself: each of these drivers has one fault, and one check must find it.
// only here are checks called directly, to see them fail
@SuppressWarnings("JUnitMethodInvoked")
@Timeout(60)
class KitCatchesTest {
    private enum Flaw {
        DEAF,
        TARDY,
        BOASTFUL,
        THROWING,
        COMPLACENT,
        UNTRACED,
        FORGETS_NOTHING
    }

    @TempDir
    Path folder;

    @Test
    void a_driver_that_ignores_a_cancel_fails() throws Exception {
        fails(Flaw.DEAF, DriverContract::a_cancel_takes_effect_at_once_in_each_phase);
    }

    @Test
    void a_driver_that_obeys_a_cancel_only_after_a_second_fails() throws Exception {
        fails(Flaw.TARDY, DriverContract::a_cancel_takes_effect_at_once_in_each_phase);
    }

    @Test
    void a_driver_that_claims_too_much_fails() throws Exception {
        fails(Flaw.BOASTFUL, DriverContract::it_can_do_what_it_claims_and_claims_no_more);
    }

    @Test
    void a_driver_whose_status_throws_fails() throws Exception {
        fails(Flaw.THROWING, DriverContract::its_status_never_throws);
    }

    @Test
    void a_driver_that_is_always_healthy_fails() throws Exception {
        fails(Flaw.COMPLACENT, DriverContract::a_health_check_says_what_is_true);
    }

    @Test
    void a_driver_that_writes_no_trace_to_look_at_fails() throws Exception {
        fails(Flaw.UNTRACED, DriverContract::nothing_of_a_person_is_in_its_trace_or_its_words);
    }

    @Test
    void a_driver_that_keeps_the_last_citizens_code_fails() throws Exception {
        fails(
                Flaw.FORGETS_NOTHING,
                contract -> ((Scanner) contract).a_code_that_nobody_asked_for_leaks_into_no_session());
    }

    private interface Check {
        void on(DriverContract<?, ?> contract) throws Exception;
    }

    private void fails(Flaw flaw, Check check) throws Exception {
        var contract = new Scanner(flaw);
        contract.folder = folder;
        contract.setUp();
        try {
            var found = flaw == Flaw.THROWING ? IllegalStateException.class : AssertionError.class;
            assertThrows(found, () -> check.on(contract), () -> "nothing was found at a driver that is " + flaw);
        } finally {
            contract.tearDown();
        }
    }

    /// Not run by itself: the base of a test class.
    private static final class Scanner extends BarcodeReaderContract {
        private final Flaw flaw;

        Scanner(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected Subject subject() {
            return new Subject("flawed", "0", flaw.toString());
        }

        @Override
        protected BarcodeRig rig(Path papers) throws Exception {
            return new Bench(new SimulatedCodes("serial", Way.TCP, papers), flaw);
        }
    }

    /// A correct bench with a faulty driver.
    private record Bench(SimulatedCodes sound, Flaw flaw) implements BarcodeRig {
        @Override
        public Driver driver() {
            return new Flawed(sound.driver(), flaw);
        }

        @Override
        public boolean hosted() {
            return false;
        }

        @Override
        public LinkAddress link() {
            return sound.link();
        }

        @Override
        public Map<String, String> claims() {
            return sound.claims();
        }

        @Override
        public void unplug() {
            sound.unplug();
        }

        @Override
        public void plug() {
            sound.plug();
        }

        @Override
        public void stopReading(Duration time) {
            sound.stopReading(time);
        }

        @Override
        public void garbage() {
            sound.garbage();
        }

        @Override
        public Set<Trouble> troubles() {
            return sound.troubles();
        }

        @Override
        public void cause(Trouble trouble) {
            sound.cause(trouble);
        }

        @Override
        public void heal() {
            sound.heal();
        }

        @Override
        public void show(String text) {
            sound.show(text);
        }

        @Override
        public String symbology() {
            return sound.symbology();
        }

        @Override
        public void close() {
            sound.close();
        }
    }

    private record Flawed(Driver sound, Flaw flaw) implements Driver {
        @Override
        public String name() {
            return "flawed";
        }

        @Override
        public DeviceClass deviceClass() {
            return sound.deviceClass();
        }

        @Override
        public Device open(DriverContext context) throws LinkLost, InterruptedException {
            var address = context.address().toString();
            if (flaw == Flaw.UNTRACED) address = address.replaceFirst("[?&]trace=[^&]*", "");
            var own = new DriverContext(context.id(), LinkAddress.parse(address));
            return new FlawedScanner((BarcodeReader) sound.open(own), flaw);
        }
    }

    private record FlawedScanner(BarcodeReader sound, Flaw flaw) implements BarcodeReader {
        @Override
        public Scan scan(Duration patience) throws InterruptedException {
            long end = System.nanoTime() + patience.toNanos();
            if (flaw == Flaw.FORGETS_NOTHING) return new Scan.Code("of the last citizen", "qr-code");
            while (true) {
                try {
                    return sound.scan(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                } catch (InterruptedException cancelled) {
                    if (flaw == Flaw.TARDY) Thread.sleep(1000);
                    if (flaw != Flaw.DEAF) throw cancelled;
                }
            }
        }

        @Override
        public DeviceStatus status(Duration patience) throws InterruptedException {
            var status = sound.status(patience);
            if (flaw == Flaw.THROWING && !status.usable()) throw new IllegalStateException("gone");
            return status;
        }

        @Override
        public Map<String, String> capabilities() {
            if (flaw != Flaw.BOASTFUL) return sound.capabilities();
            var more = new HashMap<>(sound.capabilities());
            more.put("reads-minds", "yes");
            return more;
        }

        @Override
        public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
            return flaw == Flaw.COMPLACENT
                    ? HealthReport.of(level, List.of(new HealthReport.Step("mood", true, "good")))
                    : sound.checkHealth(level, patience);
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
