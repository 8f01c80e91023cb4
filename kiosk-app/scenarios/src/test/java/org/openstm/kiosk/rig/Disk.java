package org.openstm.kiosk.rig;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A small disk of its own: an ext4 file system in a file, mounted through a loop device. What has reached the
/// device is in the file; what a power cut would lose is not.
final class Disk implements AutoCloseable {
    private static final int MIB = 40;
    private static final int PAGE_KIB = 4;

    private final Path image;
    private final Path mount;
    private final boolean onPoorGround;

    private Disk(Path image, Path mount, boolean onPoorGround) {
        this.image = image;
        this.mount = mount;
        this.onPoorGround = onPoorGround;
    }

    /// Why there can be no such disk on this machine; empty if there can.
    static Optional<String> missing(Path dir) {
        try {
            Files.createDirectories(dir);
            make(dir.resolve("trial")).close();
            return Optional.empty();
        } catch (IOException | IllegalStateException | InterruptedException cannot) {
            return Optional.of(
                    "a disk of its own: the right to mount a file through a loop device (root), and mkfs.ext4" + " ("
                            + cannot.getMessage() + ")");
        }
    }

    /// A fresh one, mounted.
    static Disk make(Path dir) throws IOException, InterruptedException {
        return make(dir, false);
    }

    private static Disk make(Path dir, boolean onPoorGround) throws IOException, InterruptedException {
        Path image = Files.createDirectories(dir).resolve("disk.img");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) MIB << 20);
        }
        run("mkfs.ext4", "-q", "-F", "-m", "0", "-b", "4096", "-J", "size=4", image.toString());
        return mounted(image, dir.resolve("mnt"), onPoorGround);
    }

    /// One that lies on a memory disk with room for so much of it: when that is full, the device fails to write
    /// what is new to it, and a true I/O error comes up through the file system.
    static Disk onPoorGround(Path dir, int mib) throws IOException, InterruptedException {
        Path ground = Files.createDirectories(dir.resolve("ground"));
        run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "tmpfs", ground.toString());
        return make(ground, true);
    }

    private static Disk mounted(Path image, Path at, boolean onPoorGround) throws IOException, InterruptedException {
        var disk = new Disk(image, Files.createDirectories(at), onPoorGround);
        disk.mount();
        return disk;
    }

    private void mount() throws IOException, InterruptedException {
        run("mount", "-o", "loop", image.toString(), mount.toString());
        if (onPoorGround) writePageByPage();
    }

    /// Linux's loop device takes a write of which only the first half found room for one that went well (6.18; seen
    /// with
    /// `pwrite` of 28,672 bytes, of which 16,384 were there). A page of the memory disk has room or not.
    private void writePageByPage() throws IOException, InterruptedException {
        var device = Path.of(run("losetup", "-n", "-O", "NAME", "-j", image.toString()));
        var most = Path.of("/sys/block", device.getFileName().toString(), "queue", "max_sectors_kb");
        Files.writeString(most, Integer.toString(PAGE_KIB));
    }

    private void unmount() throws IOException, InterruptedException {
        run("umount", mount.toString());
    }

    Path root() {
        return mount;
    }

    Path image() {
        return image;
    }

    /// What is on the device now, byte by byte. Read until two readings are equal: the kernel
    /// writes when it likes. (Not with a copy that knows of holes: the holes of a file that is just
    /// being written are not to be believed.)
    byte[] contents() throws IOException {
        byte[] first = Files.readAllBytes(image);
        while (true) {
            byte[] second = Files.readAllBytes(image);
            if (Arrays.equals(first, second)) return first;
            first = second;
        }
    }

    /// The power comes back: the same disk with these contents. Nobody may have a file of it open.
    void replug(byte[] contents) throws IOException, InterruptedException {
        unmount();
        Files.write(image, contents);
        mount();
    }

    /// Another disk with these contents.
    static Disk of(byte[] contents, Path dir) throws IOException, InterruptedException {
        Path image = Files.createDirectories(dir).resolve("disk.img");
        Files.write(image, contents);
        return mounted(image, dir.resolve("mnt"), false);
    }

    /// Takes all room that is left on the disk.
    void fill() {
        fill(mount);
    }

    void makeRoom() {
        makeRoom(mount);
    }

    boolean isFull() {
        return mount.toFile().getUsableSpace() == 0;
    }

    /// From now on the device fails to write what is new to it.
    void fail() {
        fill(image.resolveSibling(""));
    }

    /// The device is as good as new: it is taken out, its file system looked over, and put in again.
    void repair() throws IOException, InterruptedException {
        makeRoom(image.resolveSibling(""));
        unmount();
        var process = new ProcessBuilder("e2fsck", "-p", image.toString()).start();
        if (process.waitFor() > 1) throw new IllegalStateException("the file system cannot be repaired");
        mount();
    }

    /// @param ground what [#onPoorGround] was given
    void closeGround(Path ground) throws IOException, InterruptedException {
        close();
        run("umount", "--lazy", ground.resolve("ground").toString()); // the loop device goes a moment later
    }

    private static void fill(Path folder) {
        var block = new byte[1 << 16];
        try (var ballast = new RandomAccessFile(folder.resolve("ballast").toFile(), "rw")) {
            ballast.seek(ballast.length());
            for (int size = block.length; size > 0; size /= 2) {
                try {
                    while (true) ballast.write(block, 0, size);
                } catch (IOException full) {
                    // a smaller piece may still fit
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void makeRoom(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve("ballast"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String run(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0)
            throw new IllegalStateException(List.of(words) + " says: " + said);
        return said;
    }

    @Override
    public void close() {
        try {
            run("umount", "--lazy", mount.toString()); // after a failure somebody may still have a file open
            Files.delete(image);
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
