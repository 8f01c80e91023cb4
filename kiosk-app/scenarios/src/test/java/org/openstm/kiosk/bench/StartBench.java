package org.openstm.kiosk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openstm.kiosk.walk.TestBed;
import org.openstm.kiosk.walk.TestBedJvmOptions;

/// From the start of the process to the big blue button of the first screen, seen on the display.
final class StartBench implements Bench {
    private static final int ROUNDS = 9;

    /// Inside the button 「点一下屏幕，开始」, left of its words, and its colour.
    private static final int X = 150;

    private static final int Y = 1490;
    private static final int BLUE = 0x14528F;
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long SETTLED_MILLIS = 4000;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String says() {
        return "process start to the first painted screen, seen on the display: the shipped way (small collector, cache"
                + " made at the build) over plain java, in turns, median of " + ROUNDS
                + "; and the memory of the process some seconds after the home screen was opened";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        var shipped = new Samples();
        var plain = new Samples();
        var anonymous = new Samples();
        var resident = new Samples();
        var plainAnonymous = new Samples();
        var plainResident = new Samples();
        try (var town = new TestBed(folder, TestBedJvmOptions.USUAL, false);
                var screen = new BenchDisplay()) {
            town.open();
            town.killKiosk();
            var fitting = new ArrayList<>(Words.shipped());
            fitting.add("-XX:AOTMode=on"); // refuses to start when the cache does not fit
            boolean fits = fitting.stream().anyMatch(word -> word.startsWith("-XX:AOTCache="))
                    && !Double.isNaN(once(town, screen, fitting, new Samples(), new Samples()));
            for (int i = 0; i < ROUNDS; i++) {
                if (i % 2 == 0) shipped.add(once(town, screen, Words.shipped(), anonymous, resident));
                plain.add(once(town, screen, Words.plain(), plainAnonymous, plainResident));
                if (i % 2 == 1) shipped.add(once(town, screen, Words.shipped(), anonymous, resident));
            }
            return List.of(
                    Figure.ratio("start.first-screen.p50", "ms", shipped.median(), plain.median(), 0.60),
                    Figure.atMost("start.cache-does-not-fit", "", fits ? 0 : 1, Double.NaN, 0),
                    Figure.atMost("start.rss-anon", "MB", anonymous.median(), plainAnonymous.median(), 200),
                    Figure.told("start.rss", "MB", resident.median(), plainResident.median()));
        }
    }

    /// @return milliseconds; NaN when the process ended instead
    private static double once(
            TestBed town, BenchDisplay screen, List<String> words, Samples anonymous, Samples resident)
            throws IOException, InterruptedException {
        var folder = town.folder();
        long begun = System.nanoTime();
        var kiosk = Words.start(
                words,
                Words.jars(),
                List.of(
                        "org.openstm.kiosk.app.Main",
                        "kiosk",
                        "--config",
                        folder.resolve("config").toString(),
                        "--data",
                        town.dataFolder().toString()),
                folder.resolve("kiosk.log"));
        try {
            while (screen.pixel(X, Y) != BLUE) {
                if (!kiosk.isAlive()) return Double.NaN;
                if (System.nanoTime() - begun > PATIENCE_MILLIS * 1_000_000)
                    throw new IllegalStateException("the first screen did not come; see " + folder);
                Thread.sleep(1); // polling harder would take a processor from what is measured
            }
            double took = (System.nanoTime() - begun) / 1e6;
            Thread.sleep(700);
            screen.finger(X, Y);
            screen.down();
            screen.up();
            Thread.sleep(SETTLED_MILLIS);
            anonymous.add(memory(kiosk, "RssAnon"));
            resident.add(memory(kiosk, "VmRSS"));
            return took;
        } finally {
            kiosk.destroy();
            if (!kiosk.waitFor(20, TimeUnit.SECONDS)) kiosk.destroyForcibly().waitFor();
            Thread.sleep(300);
        }
    }

    private static double memory(Process kiosk, String what) throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + kiosk.pid(), "status")).stream()
                .filter(line -> line.startsWith(what + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
