package org.openstm.device.host;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Settings for starting hosts.
///
/// @param java path of the Java that runs them
/// @param heapMegabytes maximum heap of a driver
/// @param classPath class path of a host: the host itself, our drivers and their dependencies
/// @param cache start-up cache for exactly this Java and class path; without it a host only starts
///     slower
/// @param words further Java options, in front of the class
/// @param folder parent folder of each host's own folder; short, because the path of a socket is limited to 108
///     bytes
/// @param closing time limit for a requested exit
/// @param units folder in which the kiosk meets hosts that systemd starts, each confined in a unit; empty where hosts
///     are child processes, which are not confined
public record HostSettings(
        Path java,
        int heapMegabytes,
        List<Path> classPath,
        Optional<Path> cache,
        List<String> words,
        Path folder,
        Duration closing,
        Optional<Path> units) {
    /// The jars that drivers and their ports need; `drivers` is the class folder of a build. Class folders are
    /// included entirely.
    private static final Pattern DEVICE_SIDE =
            Pattern.compile("(device-(api|runtime|drivers)|drivers|printer-templates|jackson-|snakeyaml-engine"
                    + "|jmrtd-|scuba-smartcards|cert-cvc|bcprov-|bcutil-|bcpkix-"
                    + "|core-|jSerialComm|javapos-|pdfbox|fontbox|commons-logging|jspecify).*\\.jar");

    private static final int BESIDE_HEAP_MEGABYTES = 416;

    public HostSettings {
        classPath = List.copyOf(classPath);
        words = List.copyOf(words);
    }

    /// Memory limit of a host in bytes: its heap, and the memory beside it for Java and native code.
    long memoryLimit() {
        return (heapMegabytes + BESIDE_HEAP_MEGABYTES) * (1L << 20);
    }

    /// The same with one more Java option.
    public HostSettings withJavaOption(String word) {
        var more = new ArrayList<>(words);
        more.add(word);
        return new HostSettings(java, heapMegabytes, classPath, cache, more, folder, closing, units);
    }

    /// The Java of this process, and the cache beside its jars, if it exists.
    public static HostSettings standard() {
        return new HostSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                96,
                deviceClassPath(System.getProperty("java.class.path")),
                findStartupCache(),
                List.of(),
                Path.of(System.getProperty("java.io.tmpdir")),
                Duration.ofSeconds(1),
                DriverUnits.findFolder());
    }

    /// Whether hosts are confined: another user, no file of the terminal, no device but their own.
    public boolean isConfined() {
        return units.isPresent();
    }

    /// The part of a class path that belongs to devices, in the order for which the start-up cache was made.
    public static List<Path> deviceClassPath(String classPath) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath)
                .map(Path::of)
                .filter(part -> Files.isDirectory(part)
                        || DEVICE_SIDE.matcher(part.getFileName().toString()).matches())
                .map(Path::toAbsolutePath)
                // the jars of a folder are listed in no order
                .sorted()
                .toList();
    }

    private static Optional<Path> findStartupCache() {
        try {
            var jar = Path.of(HostSettings.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.of(jar.resolveSibling("host.aot")).filter(Files::isRegularFile);
        } catch (URISyntaxException odd) {
            throw new IllegalStateException(odd);
        }
    }

    /// For the build: a host that records its loaded classes when it ends. That takes a while.
    ///
    /// @param cache where the start-up cache goes
    public static HostSettings rehearsalSettings(Path cache) {
        var usual = standard();
        return new HostSettings(
                usual.java(),
                usual.heapMegabytes(),
                usual.classPath(),
                Optional.empty(),
                List.of("-XX:AOTCacheOutput=" + cache),
                usual.folder(),
                Duration.ofMinutes(1),
                Optional.empty());
    }
}
