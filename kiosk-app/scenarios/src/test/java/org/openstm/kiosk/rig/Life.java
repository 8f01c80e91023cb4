package org.openstm.kiosk.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.openstm.kiosk.journal.model.RigDoor;

/// A terminal in a process of its own, so that it can be killed and frozen. It waits for one line that says
/// what to do with its life; until then it warms up, so that the next life can begin while the last one is
/// looked at.
final class Life {
    /// One citizen in so many takes a paper: printing takes longer than everything else together.
    private static final int PRINTS = 4;

    /// What a life does.
    ///
    /// @param job `one` citizen, `cases` for one citizen after the other, `four` for the same at
    ///     four terminals at once
    /// @param disk `sound`; `normal` for a disk that is not waited for; or where to stop:
    ///     `before` or `after`, kind of entry, how often
    /// @param firstFails whether the first promise meets an I/O error
    /// @param flaw of the terminal
    record Order(
            Terminal.Place place, String run, String job, boolean stored, String disk, boolean firstFails, Flaw flaw) {
        Order(Terminal.Place place, String run, String job, boolean stored, String disk, boolean firstFails) {
            this(place, run, job, stored, disk, firstFails, Flaw.NONE);
        }

        String line() {
            return String.join(
                    "\t",
                    place.id(),
                    place.dir().toString(),
                    place.central().toString(),
                    place.printer(),
                    run,
                    job,
                    Boolean.toString(stored),
                    disk,
                    Boolean.toString(firstFails),
                    flaw.name());
        }

        static Order parse(String line) {
            var word = line.split("\t", -1);
            return new Order(
                    new Terminal.Place(word[0], Path.of(word[1]), URI.create(word[2]), word[3]),
                    word[4],
                    word[5],
                    Boolean.parseBoolean(word[6]),
                    word[7],
                    Boolean.parseBoolean(word[8]),
                    Flaw.valueOf(word[9]));
        }
    }

    /// Stops for ever at one commit.
    private static final class Stop implements RigDoor.Disk {
        private final String when;
        private final String kind;
        private int left;
        private boolean failing;

        Stop(String[] words, boolean firstFails) {
            this.when = words[0];
            this.kind = words[1];
            this.left = Integer.parseInt(words[2]);
            this.failing = firstFails;
        }

        @Override
        public void commit(String of, Connection connection) throws SQLException {
            boolean here = of.equals(kind) && --left == 0;
            if (failing && of.equals("INTENT")) {
                failing = false;
                throw new SQLException("disk I/O error, made by the rig");
            }
            if (here && when.equals("before")) stop();
            connection.commit();
            if (here) stop();
        }

        private static void stop() {
            say("at");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Life() {}

    public static void main(String[] arguments) throws Exception {
        warmUp();
        say("ready");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null) return; // not needed any more
        var order = Order.parse(line);
        switch (order.job()) {
            case "one" -> one(order);
            case "cases" -> cases(order, order.place(), order.run());
            case "four" -> {
                for (var place : four(order.place()))
                    Thread.ofPlatform().start(() -> cases(order, place, order.run() + place.id()));
            }
            default -> throw new IllegalArgumentException(order.job());
        }
        Thread.sleep(Duration.ofMinutes(5)); // what was left to dispatch goes on
        System.exit(0); // nobody killed it: the rig is gone, and citizens would come for ever
    }

    /// Four terminals that live in one process, so that one kill hits each of them at a moment of its own.
    static List<Terminal.Place> four(Terminal.Place place) {
        return IntStream.range(0, 4)
                .mapToObj(n -> new Terminal.Place(
                        place.id() + n, place.dir().resolve(Integer.toString(n)), place.central(), place.printer()))
                .toList();
    }

    private static RigDoor.Disk disk(Order order) {
        return switch (order.disk()) {
            case "sound" -> RigDoor.Disk.SOUND;
            case "normal" ->
                new RigDoor.Disk() {
                    @Override
                    public void opened(Connection connection) throws SQLException {
                        try (var statement = connection.createStatement()) {
                            statement.execute("PRAGMA synchronous=NORMAL");
                        }
                    }
                };
            default -> new Stop(order.disk().split(" ", -1), order.firstFails());
        };
    }

    private static void one(Order order) throws InterruptedException {
        var terminal = new Terminal(order.place(), order.run(), disk(order), Life::say);
        terminal.plant(order.flaw());
        terminal.serve(order.run() + "-1", order.stored(), true);
        if (order.firstFails()) terminal.serve(order.run() + "-2", order.stored(), true); // the citizen tries again
    }

    private static void cases(Order order, Terminal.Place place, String run) {
        var terminal = new Terminal(place, run, disk(order), Life::say);
        terminal.plant(order.flaw());
        try {
            for (int n = 0; ; n++) terminal.serve(run + "-" + n, n % 2 == 0, n % PRINTS == 1);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /// Loads what a life needs, against nobody.
    private static void warmUp() throws IOException, InterruptedException {
        Path dir = Files.createTempDirectory("warm-up");
        Files.writeString(dir.resolve(Terminal.EVIDENCE), "none"); // there is no central to wait for
        var nobody = new Terminal.Place("ST-WARM", dir, URI.create("http://127.0.0.1:1"), "tcp://127.0.0.1:1");
        try (var terminal = new Terminal(nobody, "warm", RigDoor.Disk.SOUND, _ -> {})) {
            terminal.serve("warm-1", true, true);
        }
        try (var files = Files.list(dir)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(dir);
    }

    /// What a citizen is told. One write for a whole line; it is with the reader at once.
    private static void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
