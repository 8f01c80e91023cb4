package org.openstm.device.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.Plugged;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.SwapOutcome;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// A third party's driver from its sources to printing at the terminal, and a swap of versions during a print.
@Timeout(120)
@LongTest(oneIn = 4)
class BundleSwapTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int SWAPS = 10;
    private static final String FIRST = "lintel-slip@1.0.0";
    private static final String SECOND = "lintel-slip@1.1.0";

    /// A version that opens and does not work: it queries the status with an unknown command.
    private static String deaf(String source) {
        return source.replace("\"?ST\"", "\"?STATE\"");
    }

    @TempDir
    Path folder;

    private Workshop shop;
    private BundleStore store;
    private LintelPrinter printer;
    private Path file;
    private DeviceManager desk;

    @BeforeEach
    void open() throws Exception {
        shop = new Workshop(folder);
        printer = new LintelPrinter();
        store = new BundleStore(folder.resolve("drivers"), shop.trusted());
        install("1.0.0", UnaryOperator.identity());
        file = Files.writeString(folder.resolve("devices.yaml"), """
                devices:
                  - {id: slip-1, class: receipt-printer, driver: "%s", link: "%s"}
                """.formatted(FIRST, printer.link()));
        desk = DeviceManager.open(file, source(), InstantSource.system());
        for (int i = 0; i < 200 && state() != DeviceState.ONLINE; i++) Thread.sleep(50);
        assertEquals(DeviceState.ONLINE, state(), () -> desk.deviceViews().toString());
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
        printer.close();
    }

    /// Whatever the umask of the kiosk: its unit has 077.
    @Test
    void an_installed_driver_can_be_read_by_the_user_of_confined_drivers() throws Exception {
        try (var all = Files.walk(folder.resolve("drivers/lintel-slip"))) {
            for (var one : all.toList())
                assertEquals(
                        Files.isDirectory(one) ? "rwxr-xr-x" : "rw-r--r--",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(one)),
                        one::toString);
        }
        assertEquals(
                "rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("drivers"))));
    }

    @Test
    void two_versions_side_by_side_are_swapped_while_it_prints_and_no_paper_is_lost() throws Exception {
        install("1.1.0", UnaryOperator.identity());
        var port = desk.findPort(ReceiptPrinter.class).orElseThrow();
        var stop = new AtomicBoolean();
        var printed = new AtomicInteger();
        var refusals = new ArrayList<PrintOutcome>();
        var citizen = Thread.ofPlatform().start(() -> {
            try {
                while (!stop.get())
                    switch (port.print(slip(), SOON)) {
                        case PrintOutcome.Printed _ -> printed.incrementAndGet();
                        case PrintOutcome.NotPrinted(var fault)
                        when fault.code().equals("device-claimed") -> Thread.sleep(20);
                        case PrintOutcome other -> refusals.add(other);
                    }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        var times = new ArrayList<Long>();
        for (int i = 0; i < SWAPS; i++) {
            int before = printed.get();
            var wanted = i % 2 == 0 ? SECOND : FIRST;
            var swapped = assertInstanceOf(SwapOutcome.Swapped.class, swap(wanted));
            times.add(swapped.took().toMillis());
            for (int k = 0; k < 200 && printed.get() == before; k++) Thread.sleep(10);
            assertTrue(printed.get() > before, "nothing is printed after swap " + i);
        }
        stop.set(true);
        citizen.join();
        times.sort(null);
        System.out.println("swap of a bundled driver: median " + times.get(SWAPS / 2) + " ms, slowest "
                + times.getLast() + " ms, papers " + printed.get());
        assertEquals(List.of(), refusals);
        assertEquals(printed.get(), printer.papers().size());
        assertEquals(
                "T 示范省 slip\nQ https://example.cn/v/1\nC\n", printer.papers().getLast());
        assertEquals(FIRST, DeviceManager.readEntries(file, source()).getFirst().driver());
    }

    @Test
    void a_version_that_does_not_pass_its_health_check_goes_by_itself() throws Exception {
        install("2.0.0", BundleSwapTest::deaf);
        var back = assertInstanceOf(SwapOutcome.RolledBack.class, swap("lintel-slip@2.0.0"));
        assertTrue(back.restored());
        assertEquals(FIRST, desk.findEntry("slip-1").orElseThrow().driver());
        assertInstanceOf(
                PrintOutcome.Printed.class,
                desk.findPort(ReceiptPrinter.class).orElseThrow().print(slip(), SOON));
    }

    @Test
    void what_is_not_as_it_was_signed_any_more_is_not_put_under_a_device() throws Exception {
        install("1.1.0", UnaryOperator.identity());
        var jar = folder.resolve("drivers/lintel-slip/1.1.0/lib/lintel-slip.jar");
        var bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 2] ^= 1;
        Files.write(jar, bytes);
        refused("content-changed", SECOND, printer.link());
        var spoilt = store.findInstalled(SECOND, List.of()).orElseThrow();
        assertInstanceOf(InstalledBundle.BundleCondition.Damaged.class, spoilt.standing());
        install("1.1.0", UnaryOperator.identity());
        Files.createSymbolicLink(jar.resolveSibling("more.jar"), jar);
        refused("symlink", SECOND, printer.link());
        Files.delete(jar.resolveSibling("more.jar"));
        refused("setting-wrong", SECOND, printer.link() + "?qr=nice");
        Files.delete(folder.resolve("trust/lintel.pem"));
        refused("key-not-trusted", SECOND, printer.link());
        refused("not installed", "lintel-slip@9.0.0", printer.link());
        refused("names no version", "../trust@1.0.0", printer.link());
    }

    @Test
    void who_names_no_bundle_that_is_there_reads_which_are() throws InterruptedException {
        refused("lintel-slip@9.0.0 is not installed, installed bundles: " + FIRST, "lintel-slip@9.0.0", printer.link());
        refused("xfs4iot), installed bundles: " + FIRST, "lintel-slip", printer.link());
    }

    @Test
    void a_byte_that_changes_costs_its_own_device_and_not_the_start() throws Exception {
        desk.close();
        var manifest = folder.resolve("drivers/lintel-slip/1.0.0/driver.json");
        Files.writeString(manifest, Files.readString(manifest) + " ");
        desk = DeviceManager.open(file, source(), InstantSource.system());
        for (int i = 0; i < 100 && state() != DeviceState.NO_DEVICE; i++) Thread.sleep(50);
        var fault = desk.deviceViews().getFirst().status().faults().getFirst();
        assertTrue(fault.detail().contains("content-changed"), fault::toString);
    }

    @Test
    void a_version_in_use_is_kept_and_another_can_go() throws Exception {
        install("1.1.0", UnaryOperator.identity());
        var seen = List.of(ObservedDevice.of(desk.findEntry("slip-1").orElseThrow()));
        assertEquals("in-use", store.removeBundle(FIRST, seen).orElseThrow().code());
        assertEquals(Optional.empty(), store.removeBundle(SECOND, seen));
        assertEquals(
                "not-installed", store.removeBundle(SECOND, seen).orElseThrow().code());
        assertEquals(
                List.of(FIRST),
                store.installedBundles(seen).stream().map(InstalledBundle::name).toList());
        assertEquals(List.of("slip-1"), store.installedBundles(seen).getFirst().usedBy());
        try (var left = Files.list(folder.resolve("drivers"))) {
            assertFalse(left.anyMatch(one -> one.getFileName().toString().startsWith(".aside")));
        }
        var again = assertInstanceOf(
                InstallationResult.Refused.class, store.installBundle(folder.resolve("lintel-slip-1.0.0.zip"), seen));
        assertEquals("already-installed", again.fault().code());
    }

    @Test
    void the_preview_says_which_rules_fit_which_device() {
        var link = LinkAddress.parse("usb:/dev/usb/lp0");
        var cable = Optional.of(new Plugged("1F3A:2001", "77", "Lintel", "LT-58"));
        var seen = List.of(
                ObservedDevice.of(desk.deviceViews().getFirst()),
                new ObservedDevice("slip-2", DeviceClass.RECEIPT_PRINTER, "escpos", link, cable, Map.of()),
                new ObservedDevice("slip-3", DeviceClass.RECEIPT_PRINTER, "escpos", link, Optional.empty(), Map.of()),
                new ObservedDevice("laser-1", DeviceClass.DOCUMENT_PRINTER, "ipp", link, cable, Map.of()));
        var whole = assertInstanceOf(
                InstalledBundle.BundleCondition.Intact.class,
                store.findInstalled(FIRST, seen).orElseThrow().standing());
        assertEquals(
                List.of(
                        new InstalledBundle.DeviceMatch("slip-1", List.of("identity Lintel LT-*"), "complete"),
                        new InstalledBundle.DeviceMatch(
                                "slip-2", List.of("usb 1f3a:2001", "ieee1284 LINTEL LT-*"), "unknown")),
                whole.fits());
    }

    private void refused(String why, String driver, String link) throws InterruptedException {
        var entry = new DeviceEntry("slip-1", DeviceClass.RECEIPT_PRINTER, driver, LinkAddress.parse(link));
        var refused = assertInstanceOf(
                SwapOutcome.Refused.class, desk.swaps().swapDevice(entry, "li", HealthLevel.INTERNAL, SOON));
        assertTrue(refused.why().contains(why), refused::why);
        assertEquals(DeviceState.ONLINE, state());
    }

    private SwapOutcome swap(String driver) throws InterruptedException {
        return desk.swaps()
                .swapDevice(
                        new DeviceEntry(
                                "slip-1", DeviceClass.RECEIPT_PRINTER, driver, LinkAddress.parse(printer.link())),
                        "li",
                        HealthLevel.INTERNAL,
                        SOON);
    }

    private void install(String version, UnaryOperator<String> change) throws Exception {
        var done = store.installBundle(shop.bundle(version, change), List.of());
        assertInstanceOf(InstallationResult.Done.class, done);
    }

    private BundledDriverSource source() {
        return new BundledDriverSource(store, new BuiltInDrivers(ShortLived.hosts()), ShortLived.hosts());
    }

    private DeviceState state() {
        return desk.deviceViews().getFirst().status().state();
    }

    private static Sheet slip() {
        return new Sheet(
                "slip",
                Media.THERMAL_80,
                List.of(
                        new Block.Text("示范省 slip", Style.BODY),
                        new Block.Qr("https://example.cn/v/1", 160, List.of()),
                        new Block.Cut()));
    }
}
