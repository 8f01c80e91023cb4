package org.openstm.kiosk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openstm.kiosk.walk.ScenarioRunner;
import org.openstm.kiosk.walk.TestBed;
import org.openstm.kiosk.walk.TestBedJvmOptions;
import org.openstm.kiosk.walk.WalkScript;

/// Visits one after the other, and what they cost the kiosk's process: memory, and collections for which
/// everything stands still. Textures of the toolkit once filled the heap after a hundred visits, and each visit
/// met such a pause.
public final class SoakBench implements Bench {
    private static final int VISITS = Integer.getInteger("rig.visits", 100);
    private static final Pattern FULL = Pattern.compile("Pause Full .* ([0-9.]+)ms$");

    /// As scripts/stm starts it, drawn by the processor as on a machine without a graphics chip.
    private static final List<String> JAVA = List.of("-XX:+UseSerialGC", "-Xmx512m", "-Dprism.order=sw");

    /// To the last page before anything is sent: who asks for one paper again and again is refused.
    private static final String VISIT = """
            expect screen attract
            tap start
            tap theme/pension
            tap back
            tap theme/housing
            tap back
            tap theme/social-insurance
            tap item/social-insurance/contribution-certificate
            tap begin
            tap consent
            tap agree
            lay zhao-wei
            tap by-match
            expect screen question
            tap field/kind/all
            tap next
            tap quick/last-12
            tap next
            tap field/purpose/permit
            tap next
            tap next
            expect screen check
            lift
            tap help/exit
            tap leave
            expect screen attract
            """;

    /// @param rssMegabytes after each visit
    /// @param fullPauses milliseconds of each collection that stopped all
    /// @param fullInLaterHalf how many of them fell into the second half of the visits
    /// @param pixelMegabytes what pictures of the toolkit hold of the heap at the end (arrays of int)
    public record Soaked(List<Long> rssMegabytes, List<Double> fullPauses, int fullInLaterHalf, long pixelMegabytes) {
        public double fullPerLaterVisit() {
            return fullInLaterHalf / Math.max(1.0, rssMegabytes.size() / 2.0);
        }

        public long largest() {
            return rssMegabytes.stream().mapToLong(Long::longValue).max().orElse(0);
        }
    }

    /// No visit of these needs one.
    private static final class NoOfficer implements ScenarioRunner.StaffPhone {
        @Override
        public String officerNumber() {
            return "";
        }

        @Override
        public String oneUseCode(Instant now) {
            return "";
        }
    }

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String says() {
        return VISITS
                + " visits over seventeen pages each, a card among them (-Drig.visits), software rendering, a heap of"
                + " 512 MB: the kiosk's resident memory and its full collections";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        var soaked = soak(folder, VISITS, List.of());
        var rss = soaked.rssMegabytes();
        return List.of(
                Figure.told("soak.rss.first", "MB", (double) rss.getFirst(), Double.NaN),
                Figure.told("soak.rss.20", "MB", (double) rss.get(Math.min(20, rss.size()) - 1), Double.NaN),
                Figure.atMost("soak.rss.largest", "MB", (double) soaked.largest(), (double) rss.getFirst(), 700),
                Figure.atMost("soak.full-collections-per-visit", "", soaked.fullPerLaterVisit(), Double.NaN, 0.2),
                Figure.atMost("soak.pixels-at-the-end", "MB", (double) soaked.pixelMegabytes(), Double.NaN, 128),
                Figure.told(
                        "soak.full-collections-in-all",
                        "ms",
                        soaked.fullPauses().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum(),
                        Double.NaN));
    }

    /// @param more words for the kiosk's Java
    public static Soaked soak(Path folder, int visits, List<String> more) throws Exception {
        var log = folder.resolve("gc.log").toAbsolutePath();
        var words = new ArrayList<>(JAVA);
        words.add("-Xlog:gc:file=" + log);
        words.addAll(more);
        try (var town = new TestBed(folder, new TestBedJvmOptions(words), false)) {
            town.open();
            var walker = new ScenarioRunner(
                    town, folder.resolve("shots"), _ -> "", new NoOfficer(), InstantSource.system(), _ -> {});
            var rss = new ArrayList<Long>();
            int before = 0;
            for (int visit = 1; visit <= visits; visit++) {
                walker.runScenario(WalkScript.parse("visit-" + visit, VISIT));
                rss.add(rssMegabytes(town.kioskProcess()));
                if (visit == visits / 2) before = fullPauses(log).size();
            }
            var pauses = fullPauses(log);
            return new Soaked(
                    List.copyOf(rss), pauses, pauses.size() - before, pixelMegabytes(town.kioskProcess(), folder));
        }
    }

    private static long rssMegabytes(ProcessHandle kiosk) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + kiosk.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static long pixelMegabytes(ProcessHandle kiosk, Path folder) throws IOException, InterruptedException {
        var told = folder.resolve("histogram.txt");
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(kiosk.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start()
                .waitFor();
        return Files.readAllLines(told).stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 3 && words[3].equals("[I"))
                .mapToLong(words -> Long.parseLong(words[2]) >> 20)
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> fullPauses(Path log) {
        try (var lines = Files.lines(log)) {
            return lines.map(FULL::matcher)
                    .filter(java.util.regex.Matcher::find)
                    .map(found -> Double.parseDouble(found.group(1)))
                    .toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
