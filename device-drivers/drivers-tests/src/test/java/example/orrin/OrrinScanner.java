package example.orrin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import jpos.JposConst;
import jpos.JposException;
import jpos.ScannerConst;
import jpos.events.DataEvent;
import jpos.services.EventCallbacks;
import org.jspecify.annotations.Nullable;

/// The Scanner service of the invented maker Orrin: codes with an AIM identifier before and CR after them.
public final class OrrinScanner {
    /// Silence that ends a code.
    private static final long GAP = 60_000_000;

    private final Wire wire;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private @Nullable EventCallbacks callbacks;
    private volatile boolean enabled;
    private boolean dataEventEnabled;
    private byte[] data = new byte[0];
    private volatile int clearings;

    OrrinScanner(Wire wire) {
        this.wire = wire;
    }

    public int getDeviceServiceVersion() {
        return 1_014_001;
    }

    public String getPhysicalDeviceName() {
        return "Orrin OS-2";
    }

    public void open(String name, EventCallbacks given) {
        callbacks = given;
    }

    public void claim(int timeout) throws JposException {
        wire.connect();
    }

    public void setDeviceEnabled(boolean on) {
        if (on && !enabled) Thread.ofPlatform().daemon().name("orrin codes").start(this::listen);
        enabled = on;
    }

    public void release() {
        enabled = false;
        wire.close();
    }

    public void close() {
        release();
    }

    public void deleteInstance() {
        release();
    }

    public int getCapPowerReporting() {
        return JposConst.JPOS_PR_STANDARD;
    }

    public int getPowerState() {
        return wire.lost() ? JposConst.JPOS_PS_OFF : JposConst.JPOS_PS_ONLINE;
    }

    private void listen() {
        var code = new ByteArrayOutputStream();
        var in = ByteBuffer.allocate(4096);
        long last = System.nanoTime();
        int seen = clearings;
        // enabled is set after the start
        Pause.brief();
        while (enabled && !wire.lost()) {
            int count = wire.read(in.clear());
            boolean quiet = System.nanoTime() - last > GAP;
            if (count > 0) {
                code.write(in.array(), 0, count);
                last = System.nanoTime();
            } else if (quiet) {
                // a code that began before the clearing is dropped
                if (seen == clearings && code.size() > 0) arrived(code.toByteArray());
                seen = clearings;
                code = new ByteArrayOutputStream();
                Arrays.fill(in.array(), (byte) 0);
                Pause.brief();
            } else Pause.brief();
        }
    }

    private void arrived(byte[] bytes) {
        int end = bytes.length - 1;
        if (end < 3 || bytes[end] != '\r' || bytes[0] != ']') return;
        synchronized (this) {
            waiting.add(Arrays.copyOf(bytes, end));
        }
        deliver();
    }

    private void deliver() {
        DataEvent event;
        synchronized (this) {
            var next = dataEventEnabled ? waiting.poll() : null;
            if (next == null || callbacks == null) return;
            data = next;
            dataEventEnabled = false;
            event = new DataEvent(callbacks.getEventSource(), next.length);
        }
        callbacks.fireDataEvent(event);
    }

    public void setDataEventEnabled(boolean on) {
        synchronized (this) {
            dataEventEnabled = on;
        }
        deliver();
    }

    public synchronized boolean getDataEventEnabled() {
        return dataEventEnabled;
    }

    public synchronized void clearInput() {
        waiting.clear();
        clearings++;
    }

    public synchronized void clearInputProperties() {
        data = new byte[0];
    }

    public synchronized byte[] getScanData() {
        return data.clone();
    }

    public synchronized byte[] getScanDataLabel() {
        return data.length < 3 ? data : Arrays.copyOfRange(data, 3, data.length);
    }

    public synchronized int getScanDataType() {
        return data.length > 1 && data[1] == 'Q' ? ScannerConst.SCAN_SDT_QRCODE : ScannerConst.SCAN_SDT_UNKNOWN;
    }
}
