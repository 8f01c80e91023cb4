package org.openstm.kiosk.rig;

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
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/// Words for the Java of a process that lives for seconds: it is over before the second compiler has earned its time
/// back, and what the first of them has loaded lies ready for the next. A walk costs half the processor time so.
public final class ShortLived {
    private static final Path FOLDER = Path.of("target", "short-lived").toAbsolutePath();
    private static final String CLASS_PATH = jarsOnly();

    private ShortLived() {}

    /// They come after a class path, and replace it: it is the same as jars, for Java keeps nothing ready of folders.
    ///
    /// @param kind what is loaded: processes of one kind share it. The first of them that ends by itself keeps it.
    public static List<String> java(String kind) {
        return List.of(
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable", // the first has nothing to share, and another writes while one reads: no harm
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + FOLDER.resolve(kind + ".jsa"),
                "-cp",
                CLASS_PATH);
    }

    private static String jarsOnly() {
        try {
            Files.createDirectories(FOLDER);
            try (var both = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = both.lock()) { // tests run in two processes
                var jars = new ArrayList<String>();
                for (var part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                    var path = Path.of(part);
                    jars.add(Files.isDirectory(path) ? jar(path) : part);
                }
                return String.join(File.pathSeparator, jars);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Named after its module: a driver's host takes what belongs to devices.
    private static String jar(Path folder) throws IOException {
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
        return jar.toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean newer(List<Path> files, Path jar) throws IOException {
        var since = Files.getLastModifiedTime(jar);
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
