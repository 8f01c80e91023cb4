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

/// How processes are started that live for seconds: they are over before the second compiler has earned its time
/// back, and what the first of them has loaded lies ready for the next. A walk and a driver's host cost half the
/// processor time so.
public final class ShortLived {
    private static final String OURS = "(printer-templates|device-drivers|kiosk-app)-.*";
    private static final Path CACHE = Jars.FOLDER.resolve("host.aot");
    private static final String CLASS_PATH =
            Jars.ALL.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));

    private ShortLived() {}

    /// Words for Java. They come after a class path, and replace it.
    ///
    /// @param kind what is loaded: processes of one kind share it. The first of them that ends by itself keeps it.
    public static List<String> java(String kind) {
        return List.of(
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable", // the first has nothing to share, and another writes while one reads: no harm
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + Jars.FOLDER.resolve(kind + ".jsa"),
                // the one that keeps it does so while its other threads still run, and was seen to crash at its end
                "-XX:ErrorFile=" + Jars.FOLDER.resolve("hs_err_pid%p.log"),
                "-cp",
                CLASS_PATH);
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

    /// Only who needs hosts pays for it.
    private static final class Rehearsed {
        private static final HostSettings SETTINGS = Jars.alone(Rehearsed::settings);

        private static HostSettings settings() throws IOException {
            var jars = Stream.concat(HostSettings.deviceClassPath(CLASS_PATH).stream(), makers())
                    .toList();
            // where the kit is used without our sources a host starts slower
            var rehearsal = Path.of("..", "scripts", "HostRehearsal.java");
            if (Files.exists(rehearsal) && (!Files.exists(CACHE) || Jars.newer(jars, CACHE))) rehearse(rehearsal);
            var usual = HostSettings.standard();
            return new HostSettings(
                    usual.java(),
                    usual.heapMegabytes(),
                    jars,
                    Optional.of(CACHE).filter(Files::exists),
                    usual.words(),
                    usual.folder(),
                    usual.closing());
        }

        /// Class folders of a maker's build, behind ours.
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
