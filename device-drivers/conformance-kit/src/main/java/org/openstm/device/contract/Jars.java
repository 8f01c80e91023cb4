package org.openstm.device.contract;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/// The class path of this process, with its folders as jars: Java's start-up cache does not cover folders.
final class Jars {
    static final Path FOLDER = Path.of("target", "short-lived").toAbsolutePath();

    /// In the order of the class path.
    static final List<Path> ALL = all();

    private Jars() {}

    private static List<Path> all() {
        return alone(() -> Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .map(Jars::jar)
                .toList());
    }

    /// Tests run in several processes.
    static <T> T alone(Work<T> work) {
        try {
            Files.createDirectories(FOLDER);
            try (var door = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = door.lock()) {
                return work.done();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T done() throws IOException;
    }

    /// A jar of this build is copied into the folder, too, because its cache is stored beside it.
    private static Path jar(Path part) {
        try {
            if (Files.isDirectory(part)) return packed(part);
            if (!part.toAbsolutePath().resolveSibling("classes").toFile().isDirectory()) return part;
            return Files.copy(
                    part,
                    FOLDER.resolve(part.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Named after its module, because a driver's host selects the jars of devices by name.
    private static Path packed(Path folder) throws IOException {
        var name = folder.getName(folder.getNameCount() - 3) + "-" + folder.getFileName();
        var jar = FOLDER.resolve(name + ".jar");
        var files = files(folder);
        if (!Files.exists(jar) || newer(files, jar)) {
            var fresh = FOLDER.resolve(name + ".new");
            try (var out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
                fill(out, folder, files);
            }
            Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return jar;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static boolean newer(List<Path> files, Path than) throws IOException {
        var since = Files.getLastModifiedTime(than);
        for (var file : files) if (Files.getLastModifiedTime(file).compareTo(since) > 0) return true;
        return false;
    }

    private static void fill(OutputStream out, Path folder, List<Path> files) throws IOException {
        try (var jar = new JarOutputStream(out)) {
            jar.setLevel(Deflater.NO_COMPRESSION);
            for (var file : files) {
                jar.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }
}
