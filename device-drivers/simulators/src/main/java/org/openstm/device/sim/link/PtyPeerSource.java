package org.openstm.device.sim.link;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.device.link.Pty;

/// A pseudo terminal for each plug: unplugging closes it, plugging in creates a new one with the same name.
final class PtyPeerSource implements SimulatorPort.PeerSource {
    private static final int SLICE_MILLIS = 100;

    private final Path path;
    private volatile @Nullable PtyWire first;

    PtyPeerSource(Path path) throws IOException {
        this.path = path;
        this.first = new PtyWire(Pty.open(path));
    }

    @Override
    public String link() {
        return "serial:" + path;
    }

    @Override
    public Optional<SimulatorPort.PeerWire> awaitPeer(boolean plugged) throws IOException, InterruptedException {
        if (!plugged) {
            Thread.sleep(20);
            return Optional.empty();
        }
        var ready = first;
        first = null;
        return Optional.of(ready != null ? ready : new PtyWire(Pty.open(path)));
    }

    @Override
    public void close() {
        var unused = first;
        if (unused != null) unused.close();
    }

    private record PtyWire(Pty pty) implements SimulatorPort.PeerWire {
        @Override
        public int readBytes(byte[] into) throws IOException {
            return pty.read(into, SLICE_MILLIS);
        }

        @Override
        public void writeBytes(byte[] bytes, int from, int length) throws IOException {
            int sent = 0;
            while (sent < length) {
                int count = pty.write(bytes, from + sent, length - sent, SLICE_MILLIS);
                if (count < 0) throw new IOException("unplugged");
                sent += count;
            }
        }

        @Override
        public void close() {
            pty.close();
        }
    }
}
