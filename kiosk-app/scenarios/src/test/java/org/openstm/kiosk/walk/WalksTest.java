package org.openstm.kiosk.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.TestTier;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.rig.Quick;
import org.openstm.kiosk.scenario.WalkLauncher;
import org.openstm.kiosk.telemetry.Collector;

/// The shipped walks, through real processes, real bytes and real touches. Pictures are left to the tour.
class WalksTest {
    private static final Path WALKS = Repository.path("kiosk-app/src/walks");
    private static final Pattern PERSONAL = Pattern.compile("  (?:name|number|address): \"?([^\"]{2,})\"?");

    /// In the short run, too, which takes a tenth of the others by turns.
    private static final Path ALWAYS = Path.of("life-proof.walk");

    private static final Displays DISPLAYS = new Displays(3);
    private static final Collector COLLECTOR = collector();
    private static final ExecutorService WALKERS = Executors.newFixedThreadPool(3);

    private static Collector collector() {
        try {
            return new Collector();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @AfterAll
    static void goHome() {
        WALKERS.shutdownNow();
        DISPLAYS.close();
        COLLECTOR.close();
    }

    /// All walks report to one collector: it gets data on calls, devices and sessions, and no personal data.
    private static void assertNobodyIsTold() throws IOException {
        var spans = COLLECTOR.spans().stream().map(Span::getName).collect(Collectors.toSet());
        assertTrue(spans.contains("PUT /v1/terminals/{}/transactions/{}"), "what it heard of: " + spans);
        assertTrue(spans.contains("use receipt-printer"), "" + spans);
        var metrics = COLLECTOR.metrics().stream().map(Metric::getName).collect(Collectors.toSet());
        assertTrue(metrics.containsAll(Set.of("openstm.visits", "openstm.line.up", "openstm.device.serving")));
        var secrets = secrets();
        for (var attribute : COLLECTOR.attributes())
            assertFalse(
                    attribute.getValue().getStringValue().matches("(?s).*(\\d{5}|[\\u4e00-\\u9fff]).*"),
                    attribute.toString());
        for (byte[] body : COLLECTOR.bodies()) {
            var text = new String(body, StandardCharsets.ISO_8859_1);
            for (var secret : secrets) assertFalse(text.contains(secret), "the collector was told of a person");
        }
    }

    /// Three at the same time: a walk mostly waits, for a page to settle, for paper, for a device.
    @TestFactory
    Stream<DynamicTest> a_walk_goes_as_it_is_written() throws IOException {
        var files = walks();
        assertTrue(files.size() >= TestTier.pick(3, 20), "the walks are there: " + files);
        var under = new LinkedHashMap<Path, Future<?>>();
        for (var file : files) under.put(file, WALKERS.submit(() -> walked(file)));
        var walks = under.entrySet().stream()
                .map(walk -> DynamicTest.dynamicTest(walk.getKey().getFileName().toString(), () -> {
                    try {
                        walk.getValue().get();
                    } catch (ExecutionException failed) {
                        throw failed.getCause() == null ? failed : failed.getCause();
                    }
                }));
        return Stream.concat(walks, Stream.of(DynamicTest.dynamicTest("the collector", WalksTest::assertNobodyIsTold)));
    }

    private static List<Path> walks() throws IOException {
        try (var all = Files.list(WALKS)) {
            var others = all.filter(f -> f.toString().endsWith(".walk") && !f.endsWith(ALWAYS))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of(WALKS.resolve(ALWAYS)), TestTier.share(others, 10).stream())
                    .toList();
        }
    }

    private static Path walked(Path file) throws Exception {
        var text = Files.readString(file, StandardCharsets.UTF_8).replaceAll("(?m)^shot .*$", "");
        // scripts/setup brings the virtual reader where tests are run; elsewhere it may be missing
        if (text.contains("\ninsert "))
            assumeTrue(System.getenv("CI") != null || SimulatorFactory.isAvailable(DeviceClass.CHIP_CARD_READER));
        var display = DISPLAYS.take();
        try {
            WalkLauncher.runWalk(
                    WalkScript.parse(file.toString(), text),
                    Path.of("target", "walks"),
                    Quick.town(),
                    TestBedConfig.NEW.withDisplay(display).withCollector(COLLECTOR.uri()),
                    line -> told(file, line));
        } finally {
            DISPLAYS.giveBack(display);
        }
        var walk = Path.of("target", "walks", file.getFileName().toString().replace(".walk", ""));
        var signatures = signatures(walk);
        if (file.endsWith("remote-care.walk")) assertFalse(signatures.isEmpty(), "what was signed is at central");
        if (file.endsWith("pictures.walk")) assertEquals(3, signatures.size(), "signature and pictures are at central");
        assertNobodyIsLeftIn(walk, signatures);
        return walk;
    }

    /// The pictures that central received, as the bytes of a file.
    private static List<String> signatures(Path walk) throws SQLException {
        var all = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + walk.resolve("central/central.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT bytes FROM file WHERE type LIKE 'image/%'")) {
            while (row.next()) all.add(new String(row.getBytes(1), StandardCharsets.ISO_8859_1));
        }
        return all;
    }

    /// Every simulated citizen whose card may have been read: neither name, number nor signature is in clear in
    /// the kiosk's files.
    private static void assertNobodyIsLeftIn(Path walk, List<String> signatures) throws IOException {
        var secrets = secrets();
        secrets.addAll(signatures);
        assertTrue(secrets.size() > 20, "citizens are known");
        try (var files = Files.walk(walk)) {
            // files of the terminal itself: data, log, configuration; central and the papers hold personal data
            var own = files.filter(Files::isRegularFile)
                    .filter(f -> walk.relativize(f).toString().matches("(kiosk|config).*"))
                    .toList();
            assertTrue(own.stream().anyMatch(f -> f.endsWith("journal.db")), () -> "no journal to look at: " + own);
            for (var file : own) {
                var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (var secret : secrets) assertFalse(text.contains(secret), file + " holds a person");
            }
        }
    }

    private static List<String> secrets() throws IOException {
        var all = new ArrayList<String>();
        try (var citizens = SimulatorFactory.class.getResourceAsStream("idcard/citizens.yaml")) {
            var lines = new String(Objects.requireNonNull(citizens).readAllBytes(), StandardCharsets.UTF_8).lines();
            for (var line : lines.toList()) {
                var field = PERSONAL.matcher(line);
                if (!field.matches()) continue;
                for (var charset : List.of("UTF-8", "GB18030", "UTF-16LE"))
                    all.add(new String(field.group(1).getBytes(Charset.forName(charset)), StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    /// Lines with figures are informative; steps are not.
    private static void told(Path file, String line) {
        if (line.startsWith("swaps: ")) System.out.println(file.getFileName() + ": " + line);
    }

    /// An independent decoder reads the slip that the simulator drew from the bytes it received.
    @LongTest(oneIn = 4)
    @Test
    void zbar_reads_the_code_of_a_slip_as_the_verification_text() throws IOException, InterruptedException {
        var script = WalkScript.parse("zbar.walk", """
                tap start
                tap theme/pension
                tap item/pension/life-proof
                tap begin
                tap consent
                tap agree
                lay li-xiulan
                expect screen person-check
                tap by-match
                expect screen check
                lift
                tap confirm
                expect screen accepted
                tap print
                expect papers 1
                """);
        var display = DISPLAYS.take();
        WalkLauncher.runWalk(
                script, Path.of("target", "walks"), Quick.town(), TestBedConfig.NEW.withDisplay(display), _ -> {});
        DISPLAYS.giveBack(display);
        var slip = Path.of("target", "walks", "zbar", "papers", "paper-0001.png");
        var zbar = new ProcessBuilder("zbarimg", "--quiet", "--raw", slip.toString()).start();
        var text = new String(zbar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(text.matches("https://zwfw\\.sf\\.example/v/[2-9A-HJ-NP-Z]{12}"), "zbar read: " + text);
    }

    @Test
    void a_slip_of_the_pen_is_named_with_file_and_line() {
        var problem = assertThrows(
                IllegalArgumentException.class, () -> WalkScript.parse("x.walk", "tap start\n\njump over\n"));
        assertTrue(String.valueOf(problem.getMessage()).startsWith("x.walk: line 3: unknown step 'jump'"));
    }
}
