package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.LongTest;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.kiosk.app.Main;
import tools.jackson.databind.json.JsonMapper;

/// The device commands as people and programs run them: exit code, standard output, standard error.
@Timeout(120)
class DeviceCommandsTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int stm(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void a_card_is_told_as_json_with_only_the_keys_that_have_a_value() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            sim.runControlLine("lay john-smith");
            assertEquals(ExitCodes.DONE, stm("id-card", "read", "--link", sim.link(), "--json"), err::toString);
            var card = new JsonMapper().readTree(out.toString());
            assertEquals(
                    List.of(
                            "layout",
                            "foreignName",
                            "sex",
                            "country",
                            "birthDate",
                            "number",
                            "authority",
                            "validFrom",
                            "validTo",
                            "sam"),
                    List.copyOf(card.propertyNames()));
            assertEquals("SMITH, JOHN WILLIAM", card.path("foreignName").asString());
        }
    }

    @Test
    void a_card_that_cannot_be_read_is_one_line_and_exit_1() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            assertEquals(ExitCodes.FAILED, stm("id-card", "read", "--link", sim.link(), "--wait", "0.5"));
            assertTrue(err.toString().contains("no card was laid down"), err::toString);
            sim.runControlLine("fault type-flag Z");
            sim.runControlLine("lay li-xiulan");
            assertEquals(ExitCodes.FAILED, stm("id-card", "read", "--link", sim.link(), "--json"));
            assertEquals("", out.toString());
            assertTrue(err.toString().contains("stm: card-layout-unknown"), err::toString);
        }
        assertEquals(ExitCodes.FAILED, stm("id-card", "read", "--link", "tcp://127.0.0.1:1"));
        assertEquals(ExitCodes.USAGE, stm("id-card", "read", "--link", "somewhere"));
        assertEquals(ExitCodes.USAGE, stm("id-card", "read"));
    }

    /// Some vendors' readers continue to read without an authorised module.
    @Test
    void a_card_read_by_a_module_that_is_not_authorised_is_not_told() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            sim.runControlLine("fault status 66 on 11FF 99");
            sim.runControlLine("lay li-xiulan");
            assertEquals(ExitCodes.FAILED, stm("id-card", "read", "--link", sim.link(), "--json"));
            assertEquals("", out.toString());
            assertTrue(err.toString().contains("stm: reader-not-authorised"), err::toString);
            sim.runControlLine("lift");
            assertEquals(ExitCodes.FAILED, stm("id-card", "read", "--link", sim.link(), "--wait", "0.5"));
            assertTrue(err.toString().contains("stm: reader-not-authorised"), err::toString);
        }
    }

    @LongTest(oneIn = 3)
    @Test
    void a_picture_goes_to_a_file_of_its_owner_and_what_is_none_is_one_line_and_exit_1() throws Exception {
        var file = folder.resolve("sheet.jpg");
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.CAMERA, "tcp://127.0.0.1:0", folder)) {
            sim.runControlLine("size 640 480");
            var take = new String[] {"camera", "take", file.toString(), "--link", sim.link(), "--wait", "2", "--json"};
            assertEquals(ExitCodes.DONE, stm(take), err::toString);
            var told = new JsonMapper().readTree(out.toString());
            assertEquals(640, told.path("width").asInt());
            assertTrue(told.path("sharpness").asInt() > 4, told::toString);
            assertEquals(Files.size(file), told.path("bytes").asLong());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            sim.runControlLine("black");
            assertEquals(ExitCodes.FAILED, stm(take));
            assertTrue(err.toString().contains("stm: too dark"), err::toString);
        }
        assertEquals(ExitCodes.FAILED, stm("camera", "take", file.toString(), "--link", "tcp://127.0.0.1:1"));
        assertEquals(ExitCodes.USAGE, stm("camera", "take", "--link", "tcp://127.0.0.1:1"));
    }

    /// In this process the library knows one `pcscd` only, so that all its queries are made here.
    @LongTest(oneIn = 3)
    @Test
    void a_chip_card_is_told_as_far_as_it_may_be() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.CHIP_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            var read = new String[] {"chip-card", "read", "--link", sim.link(), "--wait", "3", "--json"};
            var file = folder.resolve("devices.yaml").toString();
            Files.writeString(Path.of(file), """
                    devices:
                      - {id: chip-1, class: chip-card-reader, driver: pcsc, link: "%s"}
                    """.formatted(sim.link()));
            assertEquals(ExitCodes.DONE, stm("device", "status", "--devices", file, "--json"));
            assertTrue(out.toString().contains("\"degree\":\"complete\""), out::toString);
            assertEquals(ExitCodes.FAILED, stm(read));
            assertTrue(err.toString().contains("no card was put in"), err::toString);
            sim.runControlLine("insert li-xiulan-social");
            assertEquals(ExitCodes.DONE, stm(read), err::toString);
            var card = new JsonMapper().readTree(out.toString());
            assertEquals("李秀兰", card.path("name").asString());
            assertEquals("2039-03-01", card.path("validTo").asString());
            sim.runControlLine("insert wang-defu-social-3");
            assertEquals(ExitCodes.DONE, stm(read), err::toString);
            assertTrue(out.toString().contains("\"complete\":false"), out::toString);
            sim.runControlLine("insert unionpay-debit");
            assertEquals(ExitCodes.DONE, stm(read), err::toString);
            assertTrue(out.toString().contains("621234******1232"), out::toString);
            var key = "--document-number EA1204120 --birth 1955-03-08 --expiry 2033-06-11".split(" ", -1);
            var document =
                    Stream.concat(Arrays.stream(read), Arrays.stream(key)).toArray(String[]::new);
            sim.runControlLine("insert li-xiulan-passport");
            assertEquals(ExitCodes.FAILED, stm(read));
            assertTrue(err.toString().contains("stm: card-needs-key"), err::toString);
            assertEquals(ExitCodes.DONE, stm(document), err::toString);
            var passport = new JsonMapper().readTree(out.toString());
            assertEquals("李秀兰", passport.path("nativeName").asString());
            assertEquals("no-csca", passport.path("trust").asString());
            assertEquals(ExitCodes.USAGE, stm(Arrays.copyOf(document, document.length - 2)), "one date is missing");
            sim.runControlLine("insert stranger");
            assertEquals(ExitCodes.FAILED, stm(read));
            assertTrue(err.toString().contains("stm: card-kind-unknown"), err::toString);
            sim.runControlLine("unplug");
            assertEquals(ExitCodes.FAILED, stm(read));
            assertTrue(err.toString().contains("stm: link-lost"), err::toString);
        }
    }

    @LongTest(oneIn = 3)
    @ParameterizedTest
    @CsvSource({"talk, 0", "paper out, 1", "mute, 3"})
    void printing_ends_with_what_is_known(String word, int exit) throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            sim.runControlLine(word);
            assertEquals(exit, stm("print", "receipt/accepted", "--example", "--to", sim.link()), err::toString);
            assertFalse(Files.exists(folder.resolve("paper-0001.txt")), "a slip of pictures only has no text");
            assertEquals(exit == ExitCodes.FAILED, !Files.exists(folder.resolve("paper-0001.png")));
        }
    }

    @LongTest(oneIn = 3)
    @Test
    void a_listener_that_only_swallows_bytes_leaves_it_unknown() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (var peer = server.accept()) {
                    peer.getInputStream().readAllBytes();
                } catch (IOException _) {
                    // the test is over
                }
            });
            var link = "tcp://127.0.0.1:" + server.getLocalPort();
            assertEquals(ExitCodes.UNKNOWN, stm("print", "receipt/accepted", "--example", "--to", link), err::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipp://127.0.0.1:9/ipp/print", "ipps://127.0.0.1:9/ipp/print", "ws://127.0.0.1:9/"})
    void a_link_is_taken_for_a_printer_and_not_for_a_file(String link) {
        assertEquals(ExitCodes.FAILED, stm("print", "receipt/accepted", "--example", "--to", link), err::toString);
    }

    @Test
    void a_code_on_paper_is_read_back_from_bytes_and_from_a_picture() throws Exception {
        var bytes = folder.resolve("slip.escpos").toString();
        var paper = folder.resolve("slip.png").toString();
        var data = folder.resolve("data.json");
        assertEquals(ExitCodes.DONE, stm("print", "receipt/accepted", "--example"));
        Files.writeString(data, out.toString());
        for (var profile : List.of("picture", "text-gb18030", "text-none")) {
            assertEquals(
                    ExitCodes.DONE,
                    stm("print", "receipt/accepted", data.toString(), "--to", bytes, "--profile", profile),
                    err::toString);
            assertEquals(ExitCodes.DONE, stm("sim", "receipt-printer", "--render", bytes, "--out", paper));
            assertEquals(ExitCodes.DONE, stm("barcode", "read", "--image", paper), profile);
            assertTrue(out.toString().startsWith("https://"), out::toString);
        }
        Files.write(folder.resolve("slip.escpos"), new byte[] {'A', 'B', 0x0A, 0x1B, 0x02, 'C', 0x0A});
        assertEquals(ExitCodes.DONE, stm("sim", "receipt-printer", "--render", bytes, "--text"));
        assertEquals("AB\nC\n", out.toString());
        assertEquals("skipped 1B 02, 1 times\n", err.toString());
        assertEquals(ExitCodes.USAGE, stm("print", "receipt/accepted", data.toString(), "--to", "slip.doc"));
        assertEquals(ExitCodes.FAILED, stm("barcode", "read", "--image", data.toString()));
    }

    @Test
    void a_slip_that_was_sent_as_a_picture_says_so_when_its_text_is_asked_for() throws Exception {
        var bytes = folder.resolve("slip.escpos").toString();
        assertEquals(
                ExitCodes.DONE,
                stm("print", "receipt/accepted", "--example", "--to", bytes, "--profile", "picture"),
                err::toString);
        assertEquals(ExitCodes.DONE, stm("sim", "receipt-printer", "--render", bytes, "--text"));
        assertEquals("", out.toString());
        assertEquals("the slip holds a picture and no text; without --text, --out FILE.png draws it\n", err.toString());
        Files.write(folder.resolve("slip.escpos"), new byte[] {0x1B, '@'});
        assertEquals(ExitCodes.DONE, stm("sim", "receipt-printer", "--render", bytes, "--text"));
        assertEquals("the bytes print nothing\n", err.toString());
    }

    @Test
    void a_printer_is_printed_on_as_its_profile_says() throws Exception {
        var bytes = folder.resolve("slip.escpos");
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            for (var word : List.of("width 384", "no-partial-cut", "no-full-cut", "no-qr")) sim.runControlLine(word);
            assertEquals(
                    ExitCodes.DONE,
                    stm("print", "receipt/accepted", "--example", "--to", sim.link(), "--profile", "ZJ-5870"),
                    err::toString);
            assertEquals("ok {}", sim.runControlLine("unknown"));
            var status = sim.link() + "?profile=ZJ-5870&status=none";
            assertEquals(
                    ExitCodes.UNKNOWN, stm("print", "receipt/accepted", "--example", "--to", status), err::toString);
        }
        assertEquals(
                ExitCodes.DONE,
                stm("print", "receipt/accepted", "--example", "--to", bytes.toString(), "--profile", "TM-T88V"),
                err::toString);
        var raster = new byte[] {0x1B, 0x40, 0x1B, 0x61, 0, 0x1D, 0x76, 0x30, 0, 512 / 8, 0};
        assertArrayEquals(raster, Arrays.copyOf(Files.readAllBytes(bytes), raster.length));
    }

    @ParameterizedTest
    @CsvSource({
        "TM-T88W, tcp://127.0.0.1:9100, near it: TM-T88V",
        "TM-T88W, slip.escpos, near it: TM-T88V",
        "text-none, tcp://127.0.0.1:9100, no printer profile text-none",
        "mcPrint, tcp://127.0.0.1:9100, Star's own commands",
        "TM-T88V, ipp://127.0.0.1/ipp/print, is a document printer"
    })
    void a_profile_that_cannot_be_used_is_wrong_usage_and_says_why(String profile, String target, String why) {
        assertEquals(
                ExitCodes.USAGE, stm("print", "receipt/accepted", "--example", "--to", target, "--profile", profile));
        assertTrue(err.toString().contains(why), err::toString);
    }

    @Test
    void the_profiles_are_listed_and_the_one_in_force_stands_in_the_status() throws Exception {
        assertEquals(ExitCodes.DONE, stm("device", "profiles"));
        assertTrue(
                out.toString().contains("TM-T88V  Epson  TM-T88V  512 dots at 180 dpi  untested  settings {"),
                out::toString);
        assertTrue(
                out.toString().contains("mcPrint  Star Micronics  Star mcPrint2/mcPrint3  refused  it is driven by"),
                out::toString);
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            sim.runControlLine("model TM-T88V");
            var file = folder.resolve("devices.yaml");
            var line = "devices: [{id: slip-1, class: receipt-printer, driver: escpos, link: \"%s%s\"}]";
            Files.writeString(file, line.formatted(sim.link(), ""));
            assertEquals(ExitCodes.DONE, stm("device", "status", "--devices", file.toString(), "--json"));
            assertTrue(out.toString().contains("\"profile-proposed\":\"TM-T88V\""), out::toString);
            Files.writeString(file, line.formatted(sim.link(), "?profile=TM-T88V"));
            assertEquals(ExitCodes.DONE, stm("device", "status", "--devices", file.toString(), "--json"));
            assertTrue(out.toString().contains("\"profile\":\"TM-T88V\""), out::toString);
            assertTrue(out.toString().contains("\"support\":\"untested\""), out::toString);
            Files.writeString(file, line.formatted(sim.link(), "?profile=TM-T88W"));
            assertEquals(ExitCodes.FAILED, stm("device", "check", "--devices", file.toString()));
            assertTrue(err.toString().contains("near it: TM-T88V"), err::toString);
        }
    }

    @Test
    void a_document_printer_prints_what_a_template_makes() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.DOCUMENT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            assertEquals(
                    ExitCodes.DONE, stm("print", "receipt/accepted", "--example", "--to", sim.link()), err::toString);
            assertEquals(1, sim.printedPapers().size());
        }
    }

    @Test
    void devices_are_listed_asked_and_checked() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            var file = folder.resolve("devices.yaml").toString();
            Files.writeString(Path.of(file), """
                    devices:
                      - {id: reader-1, class: id-card-reader, driver: samv, link: "%s"}
                    """.formatted(sim.link()));
            assertEquals(ExitCodes.DONE, stm("device", "list", "--devices", file));
            assertTrue(out.toString().contains("reader-1  id-card-reader  samv  tcp://"), out::toString);
            assertEquals(ExitCodes.DONE, stm("device", "check", "--devices", file, "--json"));
            assertTrue(out.toString().contains("\"state\":\"online\""), out::toString);
            assertEquals(ExitCodes.DONE, stm("device", "status", "--devices", file, "--json"));
            var device = new JsonMapper().readTree(out.toString());
            assertEquals("yes", device.path("claimed").path("presence").asString(), out::toString);
            assertTrue(device.path("otherThanClaimed").isEmpty(), out::toString);
            assertEquals("unknown", device.path("support").path("degree").asString(), "it says no model");
            assertEquals(ExitCodes.DONE, stm("device", "status", "--devices", file));
            var state = out.toString();
            assertTrue(state.startsWith("reader-1  id-card-reader  enabled  online  "), state);
            assertFalse(
                    state.contains("tcp://") || state.contains("capabilities"), "that is what list is for: " + state);
            sim.runControlLine("unplug");
            assertEquals(ExitCodes.DONE, stm("device", "status", "--devices", file));
            assertTrue(out.toString().contains("\n  link-lost, engineer must act: "), out::toString);
            assertEquals(ExitCodes.FAILED, stm("device", "check", "--devices", file));
            assertTrue(err.toString().contains("link-lost"), err::toString);
        }
    }
}
