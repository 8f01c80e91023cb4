package org.openstm.device.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A pseudo terminal: a simulator holds this end, and a driver opens the symbolic link like a serial port. Closing
/// it looks to the driver like an unplugged cable.
public final class Pty implements AutoCloseable {
    private final Node master;
    private final Node slave;
    private final Path link;

    private Pty(Node master, Node slave, Path link) {
        this.master = master;
        this.slave = slave;
        this.link = link;
    }

    /// @param link path for the other end; a symbolic link left over from a dead process is replaced
    public static Pty open(Path link) throws IOException {
        if (Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link))
            throw new IOException(link + " is in the way and no symbolic link");
        int master = Posix.openPseudoTerminal();
        var name = Posix.slaveOf(master);
        // held open here too: while no process has it open, reading the master fails as if it were unplugged
        int slave = Posix.open(name, Posix.READ_WRITE);
        Posix.makeRaw(slave);
        var parent = link.toAbsolutePath().getParent();
        if (parent != null) Files.createDirectories(parent);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(name));
        return new Pty(new Node(master), new Node(slave), link);
    }

    /// @return count, 0 when nothing arrived within `millis` (at most 100), -1 when this end was closed
    public int read(byte[] into, long millis) throws IOException {
        return master.read(into, millis);
    }

    /// @return count, 0 when nothing could be written within `millis` (at most 100), -1 when this end was closed
    public int write(byte[] bytes, int from, int length, long millis) throws IOException {
        return master.write(bytes, from, length, millis);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(link);
        } catch (IOException _) {
            // a link that points nowhere is replaced at the next open
        }
        slave.close();
        master.close();
    }
}
