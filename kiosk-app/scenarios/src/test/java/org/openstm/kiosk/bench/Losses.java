package org.openstm.kiosk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceEntry.Isolation;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Devices that are lost again and again, each time in another state, in a process of its own: what is said
/// of them is held against what happened, each must heal by itself, and nothing may be left over.
final class Losses {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration HEALING = Duration.ofSeconds(20);
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final List<String> READER_STATES = List.of("idle", "waiting", "reading");

    private interface Rounds {
        void happen(int cycles) throws Exception;
    }

    /// One way to lose a device.
    ///
    /// @param name also the id of the device
    private record Kind(String name, Rounds losses) {}

    private record Held(List<String> threads, List<String> descriptors, long children, long hostFolders) {
        static Held now() throws IOException {
            return new Held(
                    threadsNow(),
                    linesNow(),
                    ProcessHandle.current().children().count(),
                    count(Path.of(System.getProperty("java.io.tmpdir")), "host-"));
        }

        /// Without the JDK's own, which wait a minute for the next process to end.
        private static List<String> threadsNow() {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> !name.startsWith("process reaper"))
                    .sorted()
                    .toList();
        }

        /// Sockets, pipes and terminals; jars and fonts are opened when they are first needed, and stay.
        private static List<String> linesNow() throws IOException {
            try (var open = Files.list(Path.of("/proc/self/fd"))) {
                return open.flatMap(Held::line).sorted().toList();
            }
        }

        private static Stream<String> line(Path descriptor) {
            try {
                var target = Files.readSymbolicLink(descriptor).toString();
                boolean line = !target.startsWith("/") || target.startsWith("/dev/");
                // chance is opened when it is first needed, and stays
                return line && !target.endsWith("random") ? Stream.of(target) : Stream.of();
            } catch (IOException gone) {
                return Stream.of(); // the one that listed the folder
            }
        }

        private static long count(Path folder, String prefix) throws IOException {
            try (var all = Files.list(folder)) {
                return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                        .count();
            }
        }

        boolean within(Held other) {
            return threads.size() <= other.threads.size()
                    && descriptors.size() <= other.descriptors.size()
                    && children <= other.children
                    && hostFolders <= other.hostFolders;
        }
    }

    private Losses() {}

    /// @param cycles how often each loss happens
    /// @return a line for each loss: its name, and milliseconds until all was well again; the last
    ///     one says what was left over, `left nothing` when all is as before
    static List<String> run(int cycles, Path folder) throws Exception {
        Files.createDirectories(folder);
        var words = folder.resolve("losses.txt");
        var child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Losses.class.getName(),
                        Integer.toString(cycles),
                        folder.toString()))
                .redirectOutput(words.toFile())
                .redirectError(folder.resolve("losses.err").toFile())
                .start();
        try {
            int exit = child.waitFor();
            var lines = Files.readAllLines(words);
            if (exit != 0) throw new AssertionError(lines + "\n" + Files.readString(folder.resolve("losses.err")));
            return lines;
        } finally {
            child.destroyForcibly();
        }
    }

    public static void main(String[] words) throws Exception {
        int cycles = Integer.parseInt(words[0]);
        var folder = Path.of(words[1]);
        var kinds = List.of(
                reader("line-dropped", Isolation.INSIDE, folder, Losses::dropped),
                reader("unplugged", Isolation.INSIDE, folder, Losses::unplugged),
                reader("unplugged-hosted", Isolation.PROCESS, folder, Losses::unplugged),
                reader("host-killed", Isolation.PROCESS, folder, (reader, sim, i) -> killed("host-killed", reader, i)),
                printer("stops-reading", Isolation.INSIDE, folder),
                printer("stops-reading-hosted", Isolation.PROCESS, folder));
        together(kinds, 2); // what a first use loads for good is no leak
        var before = Held.now();
        together(kinds, cycles).forEach(System.out::println);
        long end = System.nanoTime() + SETTLING.toNanos();
        while (!Held.now().within(before) && System.nanoTime() < end) Thread.sleep(50);
        var after = Held.now();
        System.out.println("left " + (after.within(before) ? "nothing" : before + " -> " + after));
        System.exit(0);
    }

    /// All at once: most of the time is spent with waiting for a device to come back.
    private static List<String> together(List<Kind> kinds, int cycles) throws Exception {
        try (var each = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = new ArrayList<Future<String>>();
            for (var kind : kinds)
                running.add(each.submit(() -> {
                    long begun = System.nanoTime();
                    kind.losses().happen(cycles);
                    return kind.name() + " " + (System.nanoTime() - begun) / 1e6 / cycles;
                }));
            var lines = new ArrayList<String>();
            for (var one : running) lines.add(one.get());
            return lines;
        }
    }

    private interface ReaderLoss {
        void one(IdCardReader reader, DeviceSimulator sim, int number) throws Exception;
    }

    private static Kind reader(String name, Isolation isolation, Path folder, ReaderLoss loss) {
        return new Kind(name, cycles -> {
            try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
                    var desk = desk(name, sim, "samv", isolation)) {
                var reader = desk.findPort(IdCardReader.class).orElseThrow();
                await(reader);
                for (int i = 0; i < cycles; i++) loss.one(reader, sim, i);
            }
        });
    }

    private static Kind printer(String name, Isolation isolation, Path folder) {
        return new Kind(name, cycles -> {
            try (var sim = SimulatorFactory.startSimulator(
                            DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder.resolve(name));
                    var desk = desk(name, sim, "escpos", isolation)) {
                var printer = desk.findPort(ReceiptPrinter.class).orElseThrow();
                await(printer);
                printed(printer);
                for (int i = 0; i < cycles; i++) stopped(printer, sim, i);
            }
        });
    }

    private static DeviceManager desk(String id, DeviceSimulator sim, String driver, Isolation isolation) {
        var entry = new DeviceEntry(id, sim.deviceClass(), driver, LinkAddress.parse(sim.link()), isolation);
        return DeviceManager.open(List.of(entry), Duration.ofHours(1));
    }

    private static void dropped(IdCardReader reader, DeviceSimulator sim, int number) throws Exception {
        say(sim, "line drop");
        await(reader);
    }

    private static void unplugged(IdCardReader reader, DeviceSimulator sim, int number) throws Exception {
        var state = READER_STATES.get(number % READER_STATES.size());
        // so slow that no card is read before the line is gone, however busy the machine is
        say(sim, "pace " + (state.equals("reading") ? 2_000 : 0));
        if (state.equals("reading")) say(sim, "lay li-xiulan");
        Future<Reading> reading = state.equals("idle")
                ? CompletableFuture.completedFuture(new Reading.NoCard())
                : inBackground(() -> reader.read(SOON));
        Thread.sleep(state.equals("idle") ? 0 : 30);
        say(sim, "unplug");
        if (reading.get() instanceof Reading.Card) throw new AssertionError("a card was read from an unplugged reader");
        if (reader.status(SOON).usable()) throw new AssertionError("an unplugged reader was called usable");
        say(sim, "lift");
        say(sim, "plug");
        say(sim, "pace 0");
        await(reader);
    }

    /// Every other time while it waits for a card.
    private static void killed(String id, IdCardReader reader, int number) throws Exception {
        Future<Reading> reading = number % 2 == 0
                ? CompletableFuture.completedFuture(new Reading.NoCard())
                : inBackground(() -> reader.read(SOON));
        if (number % 2 != 0) Thread.sleep(30);
        for (var host : ProcessHandle.current().children().toList()) {
            if (!host.info().commandLine().orElse("").contains("host-" + id + "-")) continue;
            host.destroyForcibly();
            host.onExit().join();
        }
        if (reading.get() instanceof Reading.Card) throw new AssertionError("a dead host read a card");
        await(reader);
    }

    private static void stopped(ReceiptPrinter printer, DeviceSimulator sim, int number) throws Exception {
        int papers = sim.printedPapers().size();
        say(sim, "buffer 1024");
        say(sim, "speed 8");
        var printing = inBackground(() -> printer.print(slip(number), Duration.ofMillis(250)));
        Thread.sleep(20 + number % 5 * 20);
        say(sim, "stall 600");
        var outcome = printing.get();
        if (outcome instanceof PrintOutcome.Printed && sim.printedPapers().size() == papers)
            throw new AssertionError("called printed, and no paper came: " + outcome);
        say(sim, "stall 0");
        say(sim, "speed 0");
        say(sim, "unplug"); // staff switch it off and on
        say(sim, "plug");
        await(printer);
    }

    /// One whole slip, so that the first cycles have drawn a paper however busy the machine is: what Java loads
    /// for its first text stays.
    private static void printed(ReceiptPrinter printer) throws InterruptedException {
        var outcome = printer.print(slip(0), HEALING);
        if (!(outcome instanceof PrintOutcome.Printed)) throw new AssertionError("undisturbed: " + outcome);
    }

    private static Sheet slip(int number) {
        var blocks = new ArrayList<Block>();
        for (int i = 0; i < 12; i++) blocks.add(new Block.Text("Line " + i + " of " + number, Style.BODY));
        blocks.add(new Block.Cut());
        return new Sheet("losses", Media.THERMAL_80, blocks);
    }

    private static void await(Device device) throws InterruptedException {
        long end = System.nanoTime() + HEALING.toNanos();
        while (!device.status(SOON).usable()) {
            if (System.nanoTime() > end) throw new AssertionError("it did not heal");
            Thread.sleep(1);
        }
    }

    private static void say(DeviceSimulator sim, String line) {
        var answer = sim.runControlLine(line);
        if (!answer.startsWith("ok")) throw new IllegalStateException(line + " -> " + answer);
    }

    private static <T> Future<T> inBackground(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().start(task);
        return task;
    }
}
