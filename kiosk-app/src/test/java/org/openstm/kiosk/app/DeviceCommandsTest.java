package org.openstm.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.Simulators;
import tools.jackson.databind.json.JsonMapper;

/// The device commands as people and programs call them: exit code, standard output, standard error.
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
        try (var sim = Simulators.start(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            sim.say("lay john-smith");
            assertEquals(Exit.DONE, stm("id-card", "read", "--link", sim.link(), "--json"), err::toString);
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
        try (var sim = Simulators.start(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            assertEquals(Exit.FAILED, stm("id-card", "read", "--link", sim.link(), "--wait", "0.5"));
            assertTrue(err.toString().contains("no card was laid down"), err::toString);
            sim.say("fault type-flag Z");
            sim.say("lay li-xiulan");
            assertEquals(Exit.FAILED, stm("id-card", "read", "--link", sim.link(), "--json"));
            assertEquals("", out.toString());
            assertTrue(err.toString().contains("stm: card-layout-unknown"), err::toString);
        }
        assertEquals(Exit.FAILED, stm("id-card", "read", "--link", "tcp://127.0.0.1:1"));
        assertEquals(Exit.USAGE, stm("id-card", "read", "--link", "somewhere"));
        assertEquals(Exit.USAGE, stm("id-card", "read"));
    }

    @ParameterizedTest
    @CsvSource({"talk, 0", "paper out, 1", "mute, 3"})
    void printing_ends_with_what_is_known(String word, int exit) throws Exception {
        try (var sim = Simulators.start(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            sim.say(word);
            assertEquals(exit, stm("print", "receipt/accepted", "--example", "--to", sim.link()), err::toString);
        }
    }

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
            assertEquals(Exit.UNKNOWN, stm("print", "receipt/accepted", "--example", "--to", link), err::toString);
        }
    }

    @Test
    void a_code_on_paper_is_read_back_from_bytes_and_from_a_picture() throws Exception {
        var bytes = folder.resolve("slip.escpos").toString();
        var paper = folder.resolve("slip.png").toString();
        var data = folder.resolve("data.json");
        assertEquals(Exit.DONE, stm("print", "receipt/accepted", "--example"));
        Files.writeString(data, out.toString());
        for (var profile : List.of("picture", "text-gb18030", "text-none")) {
            assertEquals(
                    Exit.DONE,
                    stm("print", "receipt/accepted", data.toString(), "--to", bytes, "--profile", profile),
                    err::toString);
            assertEquals(Exit.DONE, stm("sim", "receipt-printer", "--render", bytes, "--out", paper));
            assertEquals(Exit.DONE, stm("barcode", "read", "--image", paper), profile);
            assertTrue(out.toString().startsWith("https://"), out::toString);
        }
        assertEquals(Exit.USAGE, stm("print", "receipt/accepted", data.toString(), "--to", "slip.doc"));
        assertEquals(Exit.FAILED, stm("barcode", "read", "--image", data.toString()));
    }

    @Test
    void a_document_printer_prints_what_a_template_makes() throws Exception {
        try (var sim = Simulators.start(DeviceClass.DOCUMENT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            assertEquals(Exit.DONE, stm("print", "receipt/accepted", "--example", "--to", sim.link()), err::toString);
            assertEquals(1, sim.papers().size());
        }
    }

    @Test
    void devices_are_listed_asked_and_checked() throws Exception {
        try (var sim = Simulators.start(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            var file = folder.resolve("devices.yaml").toString();
            Files.writeString(Path.of(file), """
                    devices:
                      - {id: reader-1, class: id-card-reader, driver: samv, link: "%s"}
                    """.formatted(sim.link()));
            assertEquals(Exit.DONE, stm("device", "list", "--devices", file));
            assertTrue(out.toString().contains("reader-1  id-card-reader  samv  tcp://"), out::toString);
            assertEquals(Exit.DONE, stm("device", "check", "--devices", file, "--json"));
            assertTrue(out.toString().contains("\"state\":\"online\""), out::toString);
            sim.say("unplug");
            assertEquals(Exit.DONE, stm("device", "status", "--devices", file));
            assertEquals(Exit.FAILED, stm("device", "check", "--devices", file));
            assertTrue(err.toString().contains("link-lost"), err::toString);
        }
    }
}
