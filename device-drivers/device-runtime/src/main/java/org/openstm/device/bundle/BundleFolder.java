package org.openstm.device.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The entries of a bundle as files on disk.
final class BundleFolder {
    private BundleFolder() {}

    /// All files below a folder by their names. Anything but a plain file is refused.
    static SortedMap<String, byte[]> readContents(Path folder) throws IOException, BundleRefused {
        var contents = new TreeMap<String, byte[]>();
        long size = 0;
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) continue;
                var name = folder.relativize(file).toString();
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    throw new BundleRefused(BundleRefusalReason.SYMLINK, name + " is a link and no plain file");
                size += Files.size(file);
                if (size > BundleZipReader.LONGEST_CONTENT)
                    throw new BundleRefused(BundleRefusalReason.TOO_LARGE, folder + " holds too much");
                contents.put(name, Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /// All data are flushed to the disk when this returns.
    static void writeContents(SortedMap<String, byte[]> contents, Path folder) throws IOException {
        for (var one : contents.entrySet()) {
            var file = folder.resolve(one.getKey());
            Files.createDirectories(file.getParent());
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var rest = ByteBuffer.wrap(one.getValue());
                while (rest.hasRemaining()) channel.write(rest);
                channel.force(true);
            }
        }
    }

    /// Lets other users read: a confined driver runs as one. Only who may enter the folder above sees it, and a bundle
    /// is no secret.
    static void openForReading(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var one : (Iterable<Path>) all::iterator) openOneForReading(one);
        }
    }

    static void openOneForReading(Path one) throws IOException {
        Files.setPosixFilePermissions(
                one, PosixFilePermissions.fromString(Files.isDirectory(one) ? "rwxr-xr-x" : "rw-r--r--"));
    }

    static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path one, @Nullable IOException problem) throws IOException {
                if (problem != null) throw problem;
                Files.delete(one);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
