package org.openstm.device.link;

import java.io.IOException;

/// A kernel node whose bytes pass unchanged: a USB printer (`/dev/usb/lp0`), both directions, or a keyboard
/// (`/dev/input/event3`), read only and exclusively while this is open.
final class NodeLink implements Link {
    /// Approximate rate of full-speed USB, which most receipt printers have.
    private static final int FULL_SPEED = 1_000_000;

    /// `EVIOCGRAB` (`linux/input.h`): `_IOW('E', 0x90, int)`.
    private static final long GRAB = 0x40044590L;

    private final Node node;
    private final LinkAddress address;

    private NodeLink(Node node, LinkAddress address) {
        this.node = node;
        this.address = address;
    }

    static NodeLink printer(LinkAddress address) throws LinkLost {
        return open(address, () -> {
            var path = address.node().orElseThrow();
            return Posix.open(path.toString(), Posix.READ_WRITE);
        });
    }

    static NodeLink keyboard(LinkAddress address) throws LinkLost {
        return open(address, () -> {
            var path = address.node().orElseThrow();
            return alone(Posix.open(path.toString(), Posix.READ_ONLY));
        });
    }

    /// Takes the keyboard exclusively; closing it ends that.
    private static int alone(int keyboard) throws IOException {
        boolean ours = false;
        try {
            Posix.control(keyboard, "exclusive access is refused: EVIOCGRAB", GRAB, 1);
            ours = true;
            return keyboard;
        } finally {
            if (!ours) Posix.close(keyboard);
        }
    }

    @FunctionalInterface
    private interface Opening {
        int descriptor() throws IOException;
    }

    private static NodeLink open(LinkAddress address, Opening opening) throws LinkLost {
        try {
            return new NodeLink(new Node(opening.descriptor()), address);
        } catch (LinkLost noneFits) {
            throw noneFits;
        } catch (IOException missing) {
            throw new LinkLost(address + " cannot be opened: " + missing.getMessage(), missing);
        }
    }

    @Override
    public int read(byte[] into, Deadline until) throws LinkLost, InterruptedException {
        while (true) {
            if (Thread.interrupted()) throw new InterruptedException();
            int count = reading(into, until.millisLeft());
            if (count > 0) return count;
            if (until.over()) return 0;
        }
    }

    private int reading(byte[] into, long millis) throws LinkLost {
        try {
            int count = node.read(into, millis);
            if (count < 0) throw lost("went away");
            return count;
        } catch (LinkLost lost) {
            throw lost;
        } catch (IOException broken) {
            throw lost(broken.toString());
        }
    }

    @Override
    public int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost, InterruptedException {
        int sent = 0;
        while (sent < length) {
            if (Thread.interrupted()) throw new InterruptedException();
            sent += writing(bytes, from + sent, length - sent, until.millisLeft());
            if (until.over()) break;
        }
        return sent;
    }

    private int writing(byte[] bytes, int from, int length, long millis) throws LinkLost {
        try {
            int count = node.write(bytes, from, length, millis);
            if (count < 0) throw lost("went away");
            return count;
        } catch (LinkLost lost) {
            throw lost;
        } catch (IOException broken) {
            throw lost(broken.toString());
        }
    }

    private LinkLost lost(String how) {
        close();
        return new LinkLost(address + " " + how);
    }

    @Override
    public int bytesPerSecond() {
        return FULL_SPEED;
    }

    @Override
    public void close() {
        node.close();
    }
}
