package org.openstm.kiosk.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a process is started: the shipped way is the one in which this process was started by `scripts/stm`.
final class Words {
    private Words() {}

    /// Collector, heap, module path, SQLite's library and start-up cache.
    static List<String> shipped() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(word -> word.startsWith("-X") || word.startsWith("--") || word.startsWith("-Dorg.sqlite."))
                .toList();
    }

    /// Only what it does not run without.
    static List<String> plain() {
        return shipped().stream().filter(word -> word.startsWith("--")).toList();
    }

    /// Jars only, as shipped: a folder on the class path would not fit the cache.
    static String jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    static Process start(List<String> words, String classPath, List<String> arguments, Path log) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words);
        command.addAll(List.of("-cp", classPath));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
