package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.kiosk.app.Main;
import tools.jackson.databind.json.JsonMapper;

/// A vendor packs a driver and an engineer installs it, on the command line.
@Timeout(120)
class BundleCommandsTest {
    /// A scanner that never sees anything.
    private static final String DRIVER = """
            package example.still;
            import java.time.Duration;
            import java.util.List;
            import java.util.Map;
            import org.openstm.device.BarcodeReader;
            import org.openstm.device.Device;
            import org.openstm.device.DeviceClass;
            import org.openstm.device.DeviceState;
            import org.openstm.device.DeviceStatus;
            import org.openstm.device.spi.Driver;
            import org.openstm.device.spi.DriverContext;
            public final class Still implements Driver, BarcodeReader {
                public String name() { return "still"; }
                public DeviceClass deviceClass() { return DeviceClass.BARCODE_READER; }
                public Device open(DriverContext context) { return this; }
                public Scan scan(Duration patience) { return new Scan.Nothing(); }
                public DeviceStatus status(Duration patience) {
                    return new DeviceStatus(DeviceState.ONLINE, List.of(), Map.of("maker", "Still", "model", "S1"));
                }
                public Map<String, String> capabilities() { return Map.of("aim", "no"); }
                public void close() {}
            }
            """;

    private static final String MANIFEST = """
            {"id": "still-scanner", "version": "1.0.0", "spi": "[1,2)", "deviceClass": "barcode-reader",
             "driver": "still", "matches": [{"identity": {"maker": "Still", "model": "*"}}], "settings": {},
             "claims": {"aim": "yes"}, "models": [{"maker": "Still", "model": "S1", "support": "good"}]}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path key;
    private Path bundle;

    private int stm(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of(arguments));
        if (!all.contains("pack"))
            all.addAll(List.of("--data", folder.resolve("data").toString(), "--config", folder.toString()));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    @BeforeEach
    void pack() throws Exception {
        var maker = new Maker(folder, "still");
        key = maker.key();
        bundle = maker.unpacked("bundle", MANIFEST, "example.still.Still", DRIVER);
        assertEquals(ExitCodes.DONE, packed("still.zip"), err::toString);
        assertTrue(
                out.toString()
                        .endsWith("still.zip, signed by still: terminals accept it whose trust/still.pem is"
                                + " the public key\n"),
                out::toString);
    }

    private void configure(String driver, String link) throws Exception {
        Files.writeString(folder.resolve("devices.yaml"), """
                devices:
                  - {id: scanner-1, class: barcode-reader, driver: %s, link: "%s"}
                """.formatted(driver, link));
    }

    /// A new terminal's file may name the driver that is about to be installed.
    @Test
    void a_bundle_is_installed_where_devices_yaml_names_it_already() throws Exception {
        configure("still-scanner@1.0.0", "tcp://127.0.0.1:1");
        assertEquals(ExitCodes.DONE, install("--json"), err::toString);
        assertTrue(err.toString().contains("still-scanner@1.0.0 is not installed"), err::toString);
        assertEquals(ExitCodes.FAILED, stm("device", "uninstall", "still-scanner@1.0.0"));
        assertTrue(err.toString().contains("in-use"), err::toString);
        configure("serial", "tcp://127.0.0.1:1");
        assertEquals(ExitCodes.DONE, stm("device", "uninstall", "still-scanner@1.0.0"), err::toString);

        configure("still-scanner@1.0.0", "tcp://127.0.0.1:1");
        var file = folder.resolve("devices.yaml").toString();
        assertEquals(ExitCodes.DONE, stm("device", "bundles", "--devices", file), err::toString);
        var zip = folder.resolve("still.zip").toString();
        assertEquals(ExitCodes.DONE, stm("device", "install", zip, "--devices", file), err::toString);
    }

    @Test
    void an_officer_is_needed_whichever_file_of_devices_is_named() throws Exception {
        Files.writeString(folder.resolve("terminal.yaml"), """
                id: ST-0412-03
                title: {zh-CN: 终端, en: Terminal}
                branch: {zh-CN: 某某支行, en: Branch}
                place: {zh-CN: 某某支行, en: Branch}
                issuer: {zh-CN: 某某省, en: Province}
                nearest: {zh-CN: 东风路支行, en: Dongfeng Road}
                window: {zh-CN: 5 号窗口, en: Counter 5}
                verifyBase: https://service.example/v/
                central: https://central.example/
                """);
        configure("serial", "tcp://127.0.0.1:1");
        var zip = folder.resolve("still.zip").toString();
        var file = folder.resolve("devices.yaml").toString();
        assertEquals(ExitCodes.FAILED, install("--json"));
        var plain = err.toString();
        assertTrue(plain.contains("--officer"), plain);
        assertEquals(ExitCodes.FAILED, stm("device", "install", zip, "--devices", file));
        assertEquals(plain, err.toString());
        assertFalse(Files.exists(folder.resolve("data/drivers/still-scanner")));
    }

    @Test
    void a_manifest_that_names_no_driver_of_its_jars_is_told_which_there_are() throws Exception {
        var wrong = new Maker(folder, "still")
                .unpacked(
                        "wrong",
                        MANIFEST.replace("\"driver\": \"still\"", "\"driver\": \"stil\""),
                        "example.still.Still",
                        DRIVER);
        bundle = wrong;
        assertEquals(ExitCodes.DONE, packed("still.zip"), err::toString);
        configure("serial", "tcp://127.0.0.1:1");
        assertEquals(ExitCodes.DONE, install("--json"), err::toString);
        assertEquals(ExitCodes.FAILED, swap(folder.resolve("devices.yaml"), "still-scanner@1.0.0"));
        assertTrue(err.toString().contains("no driver stil for a barcode-reader"), err::toString);
        assertTrue(err.toString().contains("serial, still, xfs4iot"), err::toString);
    }

    @Test
    void a_swap_to_nothing_or_of_a_device_that_is_not_there_is_told_what_there_is() throws Exception {
        configure("serial", "tcp://127.0.0.1:1");
        assertEquals(ExitCodes.USAGE, stm("device", "swap", "scanner-1"));
        assertTrue(err.toString().contains("name the new --driver, the new --link, or both"), err::toString);
        assertEquals(ExitCodes.FAILED, stm("device", "check", "scaner-1", "--devices", folder + "/devices.yaml"));
        assertTrue(err.toString().contains("names no scaner-1 (there is: scanner-1)"), err::toString);
        assertEquals(ExitCodes.FAILED, stm("device", "rollback", "scaner-1", "--devices", folder + "/devices.yaml"));
        assertTrue(err.toString().contains("names no scaner-1 (there is: scanner-1)"), err::toString);
    }

    @Test
    void a_bundle_is_packed_installed_swapped_in_and_removed() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.BARCODE_READER, "tcp://127.0.0.1:0", folder)) {
            var devices = folder.resolve("devices.yaml");
            Files.writeString(devices, """
                    devices:
                      - {id: scanner-1, class: barcode-reader, driver: serial, link: "%s"}
                    """.formatted(sim.link()));
            assertEquals(ExitCodes.DONE, install("--json"), err::toString);
            var installed = new JsonMapper().readTree(out.toString());
            assertEquals("still-scanner@1.0.0", installed.path("bundle").asString());
            assertEquals("still", installed.path("signedBy").asString());
            assertTrue(err.toString().contains("no journal keeps this: driver-install"), err::toString);

            assertEquals(ExitCodes.DONE, swap(devices, "still-scanner@1.0.0"), err::toString);
            var swapped = new JsonMapper().readTree(out.toString());
            assertEquals("swapped", swapped.path("outcome").asString());
            assertEquals(
                    "identity Still *",
                    swapped.path("fits").path(0).asString(),
                    "the rules are held against the new device, not the one before");
            assertEquals(
                    "claimed yes, found no",
                    swapped.path("otherThanClaimed").path("aim").asString());
            assertTrue(Files.readString(devices).contains("still-scanner@1.0.0"));

            assertEquals(ExitCodes.DONE, stm("device", "bundles", "--devices", devices.toString(), "--json"));
            var listed = new JsonMapper().readTree(out.toString());
            assertEquals("scanner-1", listed.path("usedBy").path(0).asString());
            assertEquals("good", listed.path("fits").path(0).path("support").asString());
            assertEquals(ExitCodes.FAILED, stm("device", "uninstall", "still-scanner@1.0.0", "--by", "li"));
            assertTrue(err.toString().contains("stm: in-use: still-scanner@1.0.0 serves scanner-1"), err::toString);

            assertEquals(ExitCodes.DONE, swap(devices, "serial"), err::toString);
            assertEquals(
                    ExitCodes.DONE, stm("device", "uninstall", "still-scanner@1.0.0", "--by", "li"), err::toString);
            assertEquals(ExitCodes.DONE, stm("device", "bundles"));
            assertEquals("", out.toString());
        }
    }

    @Test
    void a_refusal_is_one_line_that_says_what_and_who() throws Exception {
        Files.delete(folder.resolve("trust/still.pem"));
        assertEquals(ExitCodes.FAILED, install("--json"));
        var lines =
                err.toString().lines().filter(line -> line.startsWith("stm: ")).toList();
        assertEquals(1, lines.size(), err::toString);
        assertTrue(lines.getFirst().startsWith("stm: key-not-trusted: it was signed by still"), lines::getFirst);
        assertTrue(lines.getFirst().endsWith("(acts: centre)"), lines::getFirst);
        assertFalse(Files.exists(folder.resolve("data/drivers")));

        Files.delete(bundle.resolve("report.json"));
        assertEquals(ExitCodes.FAILED, packed("never.zip"));
        assertTrue(err.toString().startsWith("stm: report-missing"), err::toString);
        assertFalse(Files.exists(folder.resolve("never.zip")));
        assertEquals(ExitCodes.USAGE, stm("device", "install"));
    }

    private int packed(String name) {
        return stm(
                "device",
                "pack",
                bundle.toString(),
                "--key",
                key.toString(),
                "--out",
                folder.resolve(name).toString());
    }

    private int install(String form) {
        return stm("device", "install", folder.resolve("still.zip").toString(), "--by", "li", form);
    }

    private int swap(Path devices, String driver) {
        return stm(
                "device",
                "swap",
                "scanner-1",
                "--driver",
                driver,
                "--by",
                "li",
                "--devices",
                devices.toString(),
                "--json");
    }
}
