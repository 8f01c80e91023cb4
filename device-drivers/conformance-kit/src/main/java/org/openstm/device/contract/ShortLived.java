package org.openstm.device.contract;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstm.device.host.HostSettings;

/// Options for processes that live for seconds: they end before the second compiler pays off, and a class cache
/// made by the first one is ready for the next. This halves the processor time of a scenario and of a driver's
/// host.
public final class ShortLived {
    private static final String OURS = "(printer-templates|device-api|device-runtime|(device-)?(drivers|simulators)"
            + "|conformance-kit|central-contract|kiosk|reference-central|scenarios)-.*";
    private static final Path CACHE = Jars.FOLDER.resolve("host.aot");
    private static final String CLASS_PATH =
            Jars.ALL.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));

    private ShortLived() {}

    /// Java options. They follow a class path, and replace it.
    ///
    /// @param kind name of the shared cache: processes of one kind share it. The first of them that ends by itself
    ///     writes it.
    public static List<String> java(String kind) {
        return List.of(
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable", // the first has no cache to read, and one may write while another reads: harmless
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + Jars.FOLDER.resolve(kind + ".jsa"),
                // the process that writes the cache does so while its other threads still run, and sometimes
                // crashed at its end
                "-XX:ErrorFile=" + Jars.FOLDER.resolve("hs_err_pid%p.log"),
                "-cp",
                CLASS_PATH);
    }

    /// The same with a start-up cache that a rehearsal makes, once for all test processes: its processes start with
    /// two thirds of the work, and making it takes five times as much as a process. For what is started often.
    ///
    /// @param rehearsal starts a process with these options that does what the others do, and waits for its end
    public static List<String> rehearsed(String kind, Rehearsal rehearsal) {
        var cache = Jars.FOLDER.resolve(kind + ".aot");
        Jars.alone(() -> {
            if (!Files.exists(cache) || Jars.newer(Jars.ALL, cache))
                rehearsal.run(options("-XX:AOTCacheOutput=" + cache));
            return cache;
        });
        return options("-XX:AOTCache=" + cache);
    }

    /// Runs one process to its end.
    @FunctionalInterface
    public interface Rehearsal {
        void run(List<String> options) throws IOException;
    }

    private static List<String> options(String cache) {
        return List.of("-XX:TieredStopAtLevel=1", "-Xlog:disable", cache, "-cp", CLASS_PATH);
    }

    /// The same for a process that starts hosts.
    public static List<String> javaWithHosts(String kind) {
        var _ = hosts();
        return java(kind);
    }

    /// For the hosts of drivers.
    public static HostSettings hosts() {
        return Rehearsed.SETTINGS;
    }

    /// Created lazily: only processes that need hosts pay for it.
    private static final class Rehearsed {
        private static final HostSettings SETTINGS = Jars.alone(Rehearsed::settings);

        private static HostSettings settings() throws IOException {
            var jars = Stream.concat(HostSettings.deviceClassPath(CLASS_PATH).stream(), makers())
                    .toList();
            // if the kit is used without our sources, a host starts slower
            var rehearsal = Path.of("..", "..", "scripts", "HostRehearsal.java");
            if (Files.exists(rehearsal) && (!Files.exists(CACHE) || Jars.newer(jars, CACHE))) rehearse(rehearsal);
            var usual = HostSettings.standard();
            return new HostSettings(
                    usual.java(),
                    usual.heapMegabytes(),
                    jars,
                    Optional.of(CACHE).filter(Files::exists),
                    usual.words(),
                    usual.folder(),
                    usual.closing(),
                    usual.units());
        }

        /// Class folders of a maker's build, after ours.
        private static Stream<Path> makers() {
            return Jars.ALL.stream()
                    .filter(jar -> Jars.FOLDER.equals(jar.getParent())
                            && !jar.getFileName().toString().matches(OURS));
        }

        private static void rehearse(Path rehearsal) throws IOException {
            Files.deleteIfExists(CACHE);
            var run = new ProcessBuilder(
                            HostSettings.standard().java().toString(),
                            "-cp",
                            CLASS_PATH,
                            rehearsal.toString(),
                            CACHE.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Jars.FOLDER.resolve("host-rehearsal.log").toFile())
                    .start();
            try {
                if (!run.waitFor(2, TimeUnit.MINUTES)) run.destroyForcibly();
            } catch (InterruptedException stopped) {
                run.destroyForcibly();
                throw new IOException("stopped during the rehearsal of a host", stopped);
            }
        }
    }
}
