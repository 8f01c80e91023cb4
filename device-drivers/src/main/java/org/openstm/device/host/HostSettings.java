package org.openstm.device.host;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How hosts are started.
///
/// @param java the Java that runs them
/// @param heapMegabytes the most that a driver may take
/// @param cache start-up cache for exactly this Java and class path; without it a host only starts
///     slower
/// @param words more words for Java, in front of the class
/// @param folder where each host's own folder is made; short, because a socket's path holds 108
///     bytes
/// @param closing how long a host may take to end when it is asked to
public record HostSettings(
        Path java, int heapMegabytes, Optional<Path> cache, List<String> words, Path folder, Duration closing) {
    public HostSettings {
        words = List.copyOf(words);
    }

    /// The same with one word more for Java.
    public HostSettings with(String word) {
        var more = new ArrayList<>(words);
        more.add(word);
        return new HostSettings(java, heapMegabytes, cache, more, folder, closing);
    }

    /// The Java of this process, and the cache that lies beside its jars, if there is one.
    public static HostSettings standard() {
        return new HostSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                96,
                cacheBesideTheJars(),
                List.of(),
                Path.of(System.getProperty("java.io.tmpdir")),
                Duration.ofSeconds(1));
    }

    private static Optional<Path> cacheBesideTheJars() {
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

    /// For the build: a host that writes down, while it ends, what it loaded. That takes a while.
    ///
    /// @param cache where the start-up cache goes
    public static HostSettings rehearsal(Path cache) {
        var usual = standard();
        return new HostSettings(
                usual.java(),
                usual.heapMegabytes(),
                Optional.empty(),
                List.of("-XX:AOTCacheOutput=" + cache),
                usual.folder(),
                Duration.ofMinutes(1));
    }
}
