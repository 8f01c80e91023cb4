package org.openstm.kiosk.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Runs the named benches, or all of them; `scripts/bench` calls it. The table goes to standard output, the same
/// into a file as JSON. A missed aim is told, and no failure: that is for people to judge.
final class Benches {
    private static final List<Bench> ALL = List.of(
            new StartBench(),
            new StatusBench(),
            new TouchBench(),
            new IdCardBench(),
            new CatalogueBench(),
            new WritingBench(),
            new JournalBench(),
            new DevicesBench(),
            new PhotosBench(),
            new FleetBench(),
            new SoakBench(),
            new FaultsBench());

    private Benches() {}

    /// @param arguments the folder for results, then names
    public static void main(String[] arguments) throws Exception {
        var out = Path.of(arguments[0]);
        var names = List.of(arguments).subList(1, arguments.length);
        for (var name : names)
            if (ALL.stream().noneMatch(bench -> bench.name().equals(name))) {
                System.err.println("bench: there is no bench '" + name + "', there are "
                        + ALL.stream().map(Bench::name).toList());
                System.exit(2);
            }
        var told = new ArrayList<Map<String, Object>>();
        for (var bench : ALL) if (names.isEmpty() || names.contains(bench.name())) told.add(run(bench, out));
        Files.writeString(
                out.resolve("bench.json"),
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(Map.of("benches", told)));
        System.exit(0);
    }

    private static Map<String, Object> run(Bench bench, Path out) throws Exception {
        var folder = out.resolve(bench.name());
        empty(folder);
        double before = load();
        var figures = bench.run(folder);
        double after = load();
        System.out.println("\n" + bench.name() + ": " + bench.says());
        System.out.printf(
                "load %.1f before, %.1f after, on %d processors%n",
                before, after, Runtime.getRuntime().availableProcessors());
        System.out.println(Figure.head());
        for (var figure : figures) System.out.println(figure.line());
        var told = new LinkedHashMap<String, Object>();
        told.put("name", bench.name());
        told.put("says", bench.says());
        told.put("loadBefore", before);
        told.put("loadAfter", after);
        told.put("figures", figures.stream().map(Figure::json).toList());
        return told;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
            }
        }
        Files.createDirectories(folder);
    }
}
