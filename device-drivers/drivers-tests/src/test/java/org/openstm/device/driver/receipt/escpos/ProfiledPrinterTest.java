package org.openstm.device.driver.receipt.escpos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.driver.barcode.image.CodeImageReader;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Sheet;
import org.openstm.print.Templates;
import org.openstm.print.render.EscPosProfile;
import org.openstm.print.render.EscPosProfile.CutKind;
import org.openstm.print.render.EscPosProfile.Hanzi;
import org.openstm.print.render.EscPosProfile.OutputMode;
import org.openstm.print.render.EscPosRenderer;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Printers by their profiles, played by the simulator: it lacks the features that the database says are missing,
/// and counts each unsupported command.
@Timeout(60)
class ProfiledPrinterTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// Features of the database, and the simulator's command for lacking them.
    private static final Map<String, String> WANTING = Map.of(
            "paperPartCut", "no-partial-cut",
            "paperFullCut", "no-full-cut",
            "qrCode", "no-qr",
            "bitImageRaster", "no-raster",
            "graphics", "no-graphics");

    /// Widths of heads that are missing in the database or given as those of the paper, by the letters of a line.
    private static final Map<String, Integer> NARROWER = Map.ofEntries(
            Map.entry("CT-S651", 576),
            Map.entry("SRP-S300", 576),
            Map.entry("YHD-8390", 576),
            Map.entry("P822D", 504),
            Map.entry("TM-P80", 504),
            Map.entry("RP326", 504),
            Map.entry("RP332", 504),
            Map.entry("TEP-200M", 504),
            Map.entry("default", 504),
            Map.entry("safe", 504),
            Map.entry("simple", 504),
            Map.entry("PPU-231", 576),
            Map.entry("PPU-231-58mm", 432));

    @TempDir
    Path folder;

    private DeviceSimulator sim;
    private final ByteArrayOutputStream commands = new ByteArrayOutputStream();

    @BeforeEach
    void plugIn() throws IOException {
        sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder);
    }

    @AfterEach
    void pullOut() {
        sim.close();
    }

    private String say(String line) {
        var answer = sim.runControlLine(line);
        assertTrue(answer.startsWith("ok"), () -> line + " -> " + answer);
        return answer;
    }

    private ReceiptPrinter open(String settings) throws Exception {
        return (ReceiptPrinter)
                new EscPosDriver().open(new DriverContext("slip", LinkAddress.parse(sim.link() + "?" + settings)));
    }

    private static Sheet slip() {
        var template = Templates.shipped("receipt/accepted");
        return template.fill(template.example());
    }

    /// All usable profiles; those with the same settings are the same to the driver, and are tested together.
    static Stream<List<String>> alike() {
        return PrinterProfile.allProfiles().stream()
                .filter(profile -> profile.refused().isEmpty())
                .collect(groupingBy(
                        PrinterProfile::settings, LinkedHashMap::new, mapping(PrinterProfile::name, toList())))
                .values()
                .stream();
    }

    private static JsonNode listed(String name) throws IOException {
        try (var file = ProfiledPrinterTest.class.getResourceAsStream("escpos-printer-db.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(file)).path(name);
        }
    }

    /// Makes the simulator lack every feature that any of these printers lacks.
    private void become(List<String> names) throws IOException {
        int narrowest = Integer.MAX_VALUE;
        for (var name : names) {
            var listed = listed(name);
            narrowest = Math.min(
                    narrowest, NARROWER.getOrDefault(name, listed.path("dots").asInt()));
            if (listed.isMissingNode()) continue;
            var has = listed.path("features")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            WANTING.forEach((feature, word) -> {
                if (!has.contains(feature)) say(word);
            });
        }
        say("width " + narrowest);
    }

    @ParameterizedTest
    @MethodSource("alike")
    void the_golden_slip_comes_out_whole_of_each_printer_with_no_command_that_it_lacks(List<String> names)
            throws Exception {
        become(names);
        var profile = "profile=" + names.getFirst();
        try (var printer = open(profile)) {
            var printed = assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            assertEquals("process-id", printed.proof());
            assertEquals(names.getFirst(), printer.capabilities().get("profile"));
            assertSameDots(asDesigned(printer), paper(printer));
        }
        try (var printer = open(profile + "&layout=text")) {
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            var code = assertInstanceOf(Scan.Code.class, CodeImageReader.readCode(paper(printer)));
            assertEquals(Templates.shipped("receipt/accepted").example().text("verifyUrl"), Optional.of(code.text()));
        }
        assertEquals("ok {}", say("unknown"));
    }

    /// The last paper; without a cutter, a person tears it off.
    private BufferedImage paper(ReceiptPrinter printer) throws IOException {
        if (printer.capabilities().getOrDefault("cutter", "").equals("none")) {
            assertTrue(say("meter").endsWith(" 0 cuts"));
            say("tear");
        }
        return ImageIO.read(sim.printedPapers().getLast().toFile());
    }

    /// The receipt as a picture, drawn by a printer with all features.
    private static BufferedImage asDesigned(ReceiptPrinter printer) {
        var everything =
                new EscPosProfile(printer.media(), Hanzi.NONE, false, OutputMode.PICTURE, CutKind.PARTIAL, false);
        return SimulatorFactory.renderEscPos(EscPosRenderer.toEscPos(slip(), everything))
                .paper();
    }

    /// The black dots are the same on both, regardless of white paper.
    private static void assertSameDots(BufferedImage expected, BufferedImage paper) {
        int down = firstRow(paper) - firstRow(expected);
        int black = 0;
        for (int y = 0; y < Math.max(expected.getHeight(), paper.getHeight() - down); y++)
            for (int x = 0; x < Math.max(expected.getWidth(), paper.getWidth()); x++) {
                if (black(expected, x, y) != black(paper, x, y + down)) fail("dot " + x + ", " + y);
                if (black(expected, x, y)) black++;
            }
        assertTrue(black > 20_000, "an empty paper");
    }

    private static int firstRow(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) if (black(image, x, y)) return y;
        return 0;
    }

    private static boolean black(BufferedImage image, int x, int y) {
        return x < image.getWidth()
                && y < image.getHeight()
                && image.getRaster().getSample(x, y, 0) < 128;
    }

    @Test
    void a_paper_in_the_presenter_is_no_end_of_the_roll() throws Exception {
        say("force 4 52");
        try (var printer = open("profile=PPU-231")) {
            var status = printer.status(SOON);
            assertEquals("paper-in-presenter", status.faults().getFirst().code());
            assertEquals(DeviceState.ONLINE, status.state());
        }
        try (var printer = open("profile=TM-T88III")) {
            assertEquals("paper-out", printer.status(SOON).faults().getFirst().code());
        }
    }

    @Test
    void a_printer_that_is_known_to_answer_and_does_not_is_not_printed_on() throws Exception {
        say("mute");
        try (var printer = open("profile=TM-T88III")) {
            var refused = assertInstanceOf(PrintOutcome.NotPrinted.class, printer.print(slip(), SOON));
            assertEquals("no-answer", refused.fault().code());
        }
        assertEquals("ok 0.00 m, 0 cuts", say("meter"));
    }

    @Test
    void a_printer_that_tells_nothing_is_asked_nothing_and_proves_nothing() throws Exception {
        // it would answer all queries, which must not matter
        var said = EscPosSettings.of(Map.of("profile", "ZJ-5870", "status", "none"));
        try (var printer = new EscPosPrinter(new PrinterChannel(recorded(), said), said, EscPosRenderer::toEscPos)) {
            assertEquals(DeviceState.UNKNOWN, printer.status(SOON).state());
            assertEquals(List.of(), printer.status(SOON).faults());
            assertEquals(Map.of("paper", "unknown"), printer.status(SOON).facts());
            var unknown = assertInstanceOf(PrintOutcome.Unknown.class, printer.print(slip(), SOON));
            assertEquals("no-proof", unknown.fault().code());
            printer.reset(SOON);
            assertEquals(Map.of(), printer.statistics(SOON));
            assertInstanceOf(PrintOutcome.Unknown.class, printer.print(slip(), SOON));
            // only the paper shows whether it was printed
            for (int i = 0; i < 100 && say("meter").startsWith("ok 0.00"); i++) Thread.sleep(50);
        }
        assertEquals("\u001B@\u001B@", commands.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void a_printer_that_would_print_the_question_for_its_word_is_not_asked() throws Exception {
        var said = EscPosSettings.of(Map.of("process-id", "off"));
        try (var printer = new EscPosPrinter(new PrinterChannel(recorded(), said), said, EscPosRenderer::toEscPos)) {
            var printed = assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            assertEquals("barrier", printed.proof());
        }
        var sent = commands.toString(StandardCharsets.ISO_8859_1);
        assertTrue(sent.contains("\u001Dr\u0001"), sent);
        assertEquals(-1, sent.indexOf("\u001D(H"));
    }

    @Test
    void a_printer_that_only_announces_its_state_is_believed_like_one_that_answers() throws Exception {
        say("no-realtime");
        try (var printer = open("status=asb")) {
            assertEquals(DeviceState.ONLINE, printer.status(SOON).state());
            assertEquals("yes", printer.capabilities().get("process-id"));
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            say("cover open");
            var refused = assertInstanceOf(PrintOutcome.NotPrinted.class, printer.print(slip(), SOON));
            assertEquals("cover-open", refused.fault().code());
            say("cover close");
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            say("paper near");
            assertEquals("low", printer.status(SOON).facts().get("paper"));
            say("mute");
            assertEquals("no-answer", printer.status(SOON).faults().getFirst().code());
        }
        assertEquals(2, sim.printedPapers().size());
    }

    /// The link, and its data that do not belong to a receipt.
    private Link recorded() throws LinkLost, InterruptedException {
        var line = new DriverContext("slip", LinkAddress.parse(sim.link())).openLink();
        return new Link() {
            private boolean secret;

            @Override
            public void secret(boolean on) {
                secret = on;
            }

            @Override
            public int read(byte[] into, Deadline until) throws LinkLost, InterruptedException {
                return line.read(into, until);
            }

            @Override
            public int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost, InterruptedException {
                int count = line.write(bytes, from, length, until);
                if (!secret) commands.write(bytes, from, count);
                return count;
            }

            @Override
            public int bytesPerSecond() {
                return line.bytesPerSecond();
            }

            @Override
            public void close() {
                line.close();
            }
        };
    }
}
