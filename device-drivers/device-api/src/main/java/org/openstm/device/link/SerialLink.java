package org.openstm.device.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A serial link, 8N1 unless its settings say otherwise.
///
/// The library's write ignores every timeout on Linux, and closing the port does not free a stuck writer. So small
/// pieces are written on a separate thread, only while the driver's queue is short; when the deadline passes, the
/// caller continues and the link counts as lost. Reading is semi-blocking in slices of 100 ms with no listener: a
/// listener would void the timeouts and fire continuously after an unplug.
final class SerialLink implements Link {
    private static final int SLICE_MILLIS = 100;
    private static final int PIECE = 512;

    private final SerialPort port;
    private final LinkAddress address;
    private final BlockingQueue<byte[]> toWrite = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Integer> written = new ArrayBlockingQueue<>(1);
    private final Thread writer;
    private volatile boolean closed;

    /// Whether a piece is being written whose result was not collected, because its write was interrupted.
    private boolean underway;

    private SerialLink(SerialPort port, LinkAddress address) {
        this.port = port;
        this.address = address;
        this.writer = Thread.ofPlatform()
                .daemon()
                .name("serial-writer " + address.target())
                .start(this::writing);
    }

    static SerialLink open(LinkAddress address) throws LinkLost {
        try {
            var node = address.node().orElseThrow().toRealPath();
            var port = SerialPort.getCommPort(node.toString());
            port.setComPortParameters(
                    address.number("baud", 115_200), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            port.setFlowControl(flow(address));
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, SLICE_MILLIS, 0);
            if (!port.openPort(0))
                throw new LinkLost(address + " cannot be opened: error " + port.getLastErrorCode()
                        + " (busy, or no permission: is the user in the group dialout?)");
            return new SerialLink(port, address);
        } catch (IOException | SerialPortInvalidPortException missing) {
            if (missing instanceof LinkLost lost) throw lost;
            throw new LinkLost(address + " is not there", missing);
        }
    }

    private static int flow(LinkAddress address) {
        return switch (address.setting("flow", "none")) {
            case "none" -> SerialPort.FLOW_CONTROL_DISABLED;
            case "rts" -> SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
            case "dtr" -> SerialPort.FLOW_CONTROL_DTR_ENABLED | SerialPort.FLOW_CONTROL_DSR_ENABLED;
            case "xon" -> SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED;
            default -> throw new IllegalArgumentException("flow of a serial link is none, rts, dtr or xon");
        };
    }

    @Override
    public int read(byte[] into, Deadline until) throws LinkLost, InterruptedException {
        while (true) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (closed) throw new LinkLost(address + " is closed");
            int ready = port.bytesAvailable();
            if (ready < 0) throw lost("went away");
            if (ready == 0 && until.over()) return 0;
            int count = port.readBytes(into, into.length);
            if (count > 0) return count;
            if (count < 0) throw lost("went away");
        }
    }

    @Override
    public int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost, InterruptedException {
        int sent = 0;
        while (sent < length) {
            if (closed) throw new LinkLost(address + " is closed");
            if (!earlierPieceOut(until) || !roomIn(until)) return sent;
            int piece = Math.min(PIECE, length - sent);
            toWrite.put(java.util.Arrays.copyOfRange(bytes, from + sent, from + sent + piece));
            underway = true;
            var count = written.poll(Math.max(1, until.millisLeft()), TimeUnit.MILLISECONDS);
            underway = false;
            if (count == null) throw lost("does not take bytes any more");
            if (count < 0) throw lost("went away");
            sent += count;
        }
        return sent;
    }

    private boolean earlierPieceOut(Deadline until) throws LinkLost, InterruptedException {
        if (!underway) return true;
        var count = written.poll(Math.max(1, until.millisLeft()), TimeUnit.MILLISECONDS);
        if (count == null) return false;
        if (count < 0) throw lost("went away");
        underway = false;
        return true;
    }

    private boolean roomIn(Deadline until) throws LinkLost, InterruptedException {
        while (true) {
            int waiting = port.bytesAwaitingWrite();
            if (waiting < 0) throw lost("went away");
            if (waiting < PIECE) return true;
            if (until.over()) return false;
            Thread.sleep(5);
        }
    }

    private void writing() {
        try {
            while (!closed) {
                var piece = toWrite.take();
                written.put(port.writeBytes(piece, piece.length));
            }
        } catch (InterruptedException _) {
            // close() stops further writes
        }
    }

    private LinkLost lost(String how) {
        close();
        return new LinkLost(address + " " + how);
    }

    @Override
    public int bytesPerSecond() {
        return Math.max(1, port.getBaudRate() / 10);
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        port.closePort();
    }

    @Override
    public void abort() {
        port.flushIOBuffers();
        close();
    }
}
