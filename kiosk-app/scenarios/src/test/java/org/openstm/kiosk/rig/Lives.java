package org.openstm.kiosk.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.openstm.device.contract.ShortLived;

/// Makes lives of a terminal, one after the other; the next one warms up meanwhile.
final class Lives implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SIGSTOP = 19;
    private static final int SIGCONT = 18;

    private final Path dir;
    private final List<String> options;
    private int made;
    private Running next;

    /// @param dir for what the lives say
    Lives(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
        this.options = ShortLived.rehearsed("life", this::rehearse);
        this.next = start();
    }

    /// A life that has its order.
    static final class Running {
        private final Process process;
        private final Path said;
        private final Path log;

        private Running(Process process, Path said, Path log) {
            this.process = process;
            this.said = said;
            this.log = log;
        }

        /// What citizens were told so far.
        List<String> said() {
            try {
                var text = Files.readString(said);
                return text.substring(0, text.lastIndexOf('\n') + 1)
                        .lines()
                        .filter(line -> !line.equals("ready"))
                        .toList();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        /// Waits until it has said so many lines.
        void await(int lines) {
            Lives.await("it says something", () -> said().size() >= lines || !process.isAlive());
            mustLive();
        }

        /// Waits until it stands at the commit that it was to stop at.
        void awaitStop() {
            Lives.await("it comes to its point", () -> said().contains("at") || !process.isAlive());
            mustLive();
        }

        private void mustLive() {
            if (process.isAlive()) return;
            try {
                throw new AssertionError("the terminal ended by itself: " + said() + "\n" + Files.readString(log));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /// Returns when no thread of it runs any more.
        void freeze() {
            mustLive();
            signal(SIGSTOP);
            Lives.await("it is frozen", this::stands);
        }

        void thaw() {
            signal(SIGCONT);
        }

        void signal(int number) {
            Kill.send(process.pid(), number);
        }

        private boolean stands() {
            try (var tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
                for (Path task : tasks.toList()) {
                    var stat = Files.readString(task.resolve("stat"));
                    char state = stat.charAt(stat.lastIndexOf(')') + 2);
                    if (state != 'T' && state != 't') return false;
                }
                return true;
            } catch (IOException gone) {
                return !process.isAlive();
            }
        }
    }

    /// The system's `kill`, without the milliseconds that a program of that name takes.
    @SuppressWarnings("restricted")
    private static final class Kill {
        private static final MethodHandle KILL = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        static void send(long pid, int signal) {
            try {
                int failed = (int) KILL.invokeExact((int) pid, signal);
                if (failed != 0) throw new IllegalStateException("no signal " + signal + " to process " + pid);
            } catch (RuntimeException known) {
                throw known;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /// The life that stood ready begins with this order.
    Running begin(Life.Order order) throws IOException {
        var life = next;
        await(
                "it has warmed up",
                () -> life.process.isAlive() && life.said.toFile().length() > 0 || !life.process.isAlive());
        var out = life.process.outputWriter(StandardCharsets.UTF_8);
        out.write(order.line() + "\n");
        out.flush();
        next = start();
        return life;
    }

    private Running start() throws IOException {
        Path said = dir.resolve("said-" + ++made);
        Path log = dir.resolve("lives.log");
        return new Running(process(options, said, log).start(), said, log);
    }

    /// One that is told nothing warms up and ends: what it has loaded lies ready for the others.
    private void rehearse(List<String> recording) throws IOException {
        try {
            var life = process(recording, dir.resolve("said-0"), dir.resolve("lives.log"))
                    .start();
            life.getOutputStream().close();
            life.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private ProcessBuilder process(List<String> options, Path said, Path log) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + dir));
        words.addAll(options);
        words.add(Life.class.getName());
        return new ProcessBuilder(words)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /// The lives' own words, for a person who looks for the cause.
    Path log() {
        return dir.resolve("lives.log");
    }

    static void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError(what + ": not within " + LIMIT);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        next.process.destroyForcibly();
    }
}
