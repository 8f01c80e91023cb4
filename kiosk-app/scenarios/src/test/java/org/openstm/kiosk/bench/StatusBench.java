package org.openstm.kiosk.bench;

import java.nio.file.Path;
import java.util.List;
import org.openstm.kiosk.walk.TestBed;
import org.openstm.kiosk.walk.TestBedJvmOptions;

/// How long staff, or a watchdog, wait for `stm status --json` beside a running kiosk.
final class StatusBench implements Bench {
    private static final int ROUNDS = 15;

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String says() {
        return "scripts/stm status --json beside a running kiosk, from the call to its end, over a Java that only tells"
                + " its version, in turns, median of " + ROUNDS;
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        var asked = new Samples();
        var bare = new Samples();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try (var town = new TestBed(folder, TestBedJvmOptions.USUAL, false)) {
            town.open();
            for (int i = 0; i < ROUNDS; i++) {
                asked.add(millis(List.of(
                        "scripts/stm",
                        "status",
                        "--json",
                        "--data",
                        town.dataFolder().toString())));
                bare.add(millis(List.of(java, "-XX:+UseSerialGC", "-version")));
            }
        }
        return List.of(Figure.atMost("status.answer.p50", "ms", asked.median(), bare.median(), 300));
    }

    private static double millis(List<String> command) throws Exception {
        long begun = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) throw new IllegalStateException(command + " ended with " + process.exitValue());
        return (System.nanoTime() - begun) / 1e6;
    }
}
