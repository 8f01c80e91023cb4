package org.openstm.device.host;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
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
public record HostSettings(Path java, int heapMegabytes, Optional<Path> cache, List<String> words, Path folder) {
    public HostSettings {
        words = List.copyOf(words);
    }

    /// The Java of this process, and the cache that lies beside its jars, if there is one.
    public static HostSettings standard() {
        return new HostSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                96,
                cacheBesideTheJars(),
                List.of(),
                Path.of(System.getProperty("java.io.tmpdir")));
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

    public HostSettings withWords(List<String> more) {
        return new HostSettings(java, heapMegabytes, cache, more, folder);
    }
}
