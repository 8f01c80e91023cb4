package example.orrin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import jpos.BaseControl;
import jpos.JposConst;
import jpos.JposException;
import jpos.POSPrinterConst;
import jpos.events.ErrorEvent;
import jpos.events.OutputCompleteEvent;
import jpos.events.StatusUpdateEvent;
import jpos.services.EventCallbacks;
import org.jspecify.annotations.Nullable;

/// The POSPrinter service of the invented maker Orrin, for its 80 mm network printers: like real services, with
/// threads of its own, an output queue, and a default answer of "again" to each error. [Sheath] provides the
/// missing methods.
public final class OrrinPrinter {
    private static final Charset HANZI = Charset.forName("GB18030");
    private static final int DOTS = 576;
    private static final int UNNUMBERED = -1;

    private record Output(int id, byte[] bytes) {}

    private final Wire wire;
    private final String quirk;
    private final OrrinHead head;
    private final BlockingQueue<Output> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger clearings = new AtomicInteger();
    private final AtomicInteger jobs = new AtomicInteger();
    private @Nullable EventCallbacks callbacks;
    private volatile OrrinState state = OrrinState.UNKNOWN;
    private volatile boolean enabled;
    private volatile boolean claimed;
    private volatile boolean async;
    private volatile boolean busy;
    private @Nullable ByteArrayOutputStream transaction;
    private int outputId;
    private int mapMode = POSPrinterConst.PTR_MM_DOTS;
    private int lineChars = 48;
    private String health = "";
    private int checks;

    /// @param quirk a deficiency of services in the field, or empty
    OrrinPrinter(Wire wire, String quirk) {
        this.wire = wire;
        this.quirk = quirk;
        this.head = new OrrinHead(wire);
    }

    public int getDeviceServiceVersion() {
        return quirk.equals("old") ? 1_009_000 : quirk.equals("bare") ? 1_013_000 : 1_014_003;
    }

    public String getDeviceServiceDescription() {
        return "Orrin POSPrinter Service";
    }

    public @Nullable String getPhysicalDeviceName() {
        return quirk.equals("bare") ? null : "Orrin OR-80";
    }

    public void open(String name, EventCallbacks given) {
        if (quirk.equals("unlinked")) throw new UnsatisfiedLinkError("no orrin64 in java.library.path");
        callbacks = given;
    }

    public void claim(int timeout) throws JposException {
        if (quirk.equals("claims-for-ever")) Pause.of(600_000);
        wire.connect();
        claimed = true;
    }

    public boolean getClaimed() {
        return claimed;
    }

    public void setDeviceEnabled(boolean on) throws JposException {
        if (!claimed) throw new JposException(JposConst.JPOS_E_NOTCLAIMED, "claim it first");
        if (on && !enabled) {
            enabled = true;
            start("orrin answers", head::listen);
            look();
            start("orrin state", this::watch);
            start("orrin output", this::work);
        } else if (!on) enabled = false;
    }

    private static void start(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }

    public boolean getDeviceEnabled() {
        return enabled;
    }

    public void release() {
        enabled = false;
        claimed = false;
        wire.close();
    }

    public void close() {
        release();
    }

    public void deleteInstance() {
        release();
    }

    public int getState() {
        return busy ? JposConst.JPOS_S_BUSY : JposConst.JPOS_S_IDLE;
    }

    // ---------------------------------------------------------------- how it is

    private void watch() {
        while (enabled) {
            Pause.of(250);
            if (!quirk.equals("late-answer")) look();
        }
    }

    private synchronized void look() {
        try {
            var before = state;
            state = OrrinState.asked(head, wire);
            tell(before, state);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(OrrinState before, OrrinState now) {
        if (before.cover() != now.cover())
            status(now.cover() ? POSPrinterConst.PTR_SUE_COVER_OPEN : POSPrinterConst.PTR_SUE_COVER_OK);
        if (before.end() != now.end() || before.near() != now.near())
            status(
                    now.end()
                            ? POSPrinterConst.PTR_SUE_REC_EMPTY
                            : now.near() ? POSPrinterConst.PTR_SUE_REC_NEAREMPTY : POSPrinterConst.PTR_SUE_REC_PAPEROK);
        if (before.power() != now.power()) status(now.power());
    }

    private void status(int code) {
        if (callbacks != null) callbacks.fireStatusUpdateEvent(new StatusUpdateEvent(source(), code));
    }

    private BaseControl source() {
        if (callbacks == null) throw new IllegalStateException("not open");
        return callbacks.getEventSource();
    }

    public void checkHealth(int level) throws JposException {
        if (level != JposConst.JPOS_CH_INTERNAL)
            throw new JposException(JposConst.JPOS_E_ILLEGAL, "only an internal check");
        if (quirk.equals("hangs-later") && ++checks > 2) Pause.of(600_000);
        look();
        var now = state;
        health = "Internal HCheck: " + (now.prints() ? "Successful" : "Failed");
        if (now.cutter()) throw new JposException(JposConst.JPOS_E_FAILURE, "Auto cutter error");
        if (now.broken()) throw new JposException(JposConst.JPOS_E_FAILURE, "Mechanical error");
        if (now.power() == JposConst.JPOS_PS_OFF) throw new JposException(JposConst.JPOS_E_NOHARDWARE, "no device");
        if (now.power() == JposConst.JPOS_PS_OFFLINE && !now.offline())
            throw new JposException(JposConst.JPOS_E_OFFLINE, "the printer does not answer");
    }

    public String getCheckHealthText() {
        return health;
    }

    public boolean getCapCoverSensor() {
        return true;
    }

    public boolean getCapRecEmptySensor() {
        return true;
    }

    public boolean getCapRecNearEndSensor() {
        return true;
    }

    public int getCapPowerReporting() {
        return JposConst.JPOS_PR_ADVANCED;
    }

    public boolean getCoverOpen() {
        return state.cover();
    }

    public boolean getRecEmpty() {
        return state.end();
    }

    public boolean getRecNearEnd() {
        return state.near() || state.end();
    }

    public int getPowerState() {
        return wire.lost() ? JposConst.JPOS_PS_OFF : state.power();
    }

    // ---------------------------------------------------------------- what it prints

    public boolean getCapRecPresent() {
        return true;
    }

    public boolean getCapRecBitmap() {
        return !quirk.equals("no-pictures");
    }

    /// Letters of 13 dots: always 44 in a line.
    public int getRecLineChars() {
        return quirk.equals("no-pictures") ? Math.min(44, lineChars) : lineChars;
    }

    public void setRecLineChars(int many) {
        lineChars = many;
    }

    public boolean getCapRecPapercut() {
        return true;
    }

    public boolean getCapTransaction() {
        if (quirk.equals("bare")) throw new UnsupportedOperationException("Not supported yet.");
        return !quirk.equals("no-transaction") && !quirk.equals("synchronous");
    }

    public @Nullable String getCharacterSetList() {
        return quirk.equals("bare") ? null : "998,54936";
    }

    public int getMapMode() {
        return mapMode;
    }

    public void setMapMode(int mode) {
        mapMode = mode;
    }

    public int getRecLineWidth() throws JposException {
        if (quirk.equals("bare")) throw new JposException(JposConst.JPOS_E_ILLEGAL);
        // 72 mm
        return mapMode == POSPrinterConst.PTR_MM_METRIC ? 7200 : DOTS;
    }

    public int getRecLinesToPaperCut() {
        return 1;
    }

    public void setAsyncMode(boolean on) {
        async = on && !quirk.equals("synchronous");
    }

    public boolean getAsyncMode() {
        return async;
    }

    public synchronized int getOutputID() {
        return quirk.equals("one-number") ? 7 : outputId;
    }

    public void printNormal(int station, String data) throws JposException {
        var bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < data.length()) {
            if (data.startsWith("\u001B|", at)) at = OrrinEscape.put(data, at + 2, bytes);
            else {
                int next = data.indexOf('\u001B', at);
                int end = next < 0 ? data.length() : next;
                bytes.writeBytes(data.substring(at, end).getBytes(HANZI));
                at = end;
            }
        }
        output(station, bytes.toByteArray());
    }

    public void printMemoryBitmap(int station, byte[] data, int type, int width, int alignment) throws JposException {
        if (quirk.equals("no-pictures")) throw new JposException(JposConst.JPOS_E_ILLEGAL, "no pictures");
        if (type != POSPrinterConst.PTR_BMT_BMP || width != POSPrinterConst.PTR_BM_ASIS)
            throw new JposException(JposConst.JPOS_E_ILLEGAL, "only BMP, as it is");
        if (quirk.equals("slow-to-take")) Pause.of(5000);
        output(station, OrrinRaster.of(data, DOTS));
    }

    public void cutPaper(int percentage) throws JposException {
        output(POSPrinterConst.PTR_S_RECEIPT, new byte[] {
            0x1D, 0x56, (byte) (percentage >= POSPrinterConst.PTR_CP_FULLCUT ? 0x41 : 0x42), 0
        });
    }

    public synchronized void transactionPrint(int station, int control) throws JposException {
        if (control == POSPrinterConst.PTR_TP_TRANSACTION) {
            transaction = new ByteArrayOutputStream();
            return;
        }
        if (transaction == null) throw new JposException(JposConst.JPOS_E_ILLEGAL, "no transaction is open");
        var whole = transaction.toByteArray();
        transaction = null;
        if (quirk.equals("numbers-no-transaction")) queue.add(new Output(UNNUMBERED, whole));
        else output(station, whole);
    }

    private void output(int station, byte[] bytes) throws JposException {
        if (quirk.equals("synchronous")) print(bytes);
        else queue(station, bytes);
    }

    /// Returns when the output is printed.
    private void print(byte[] bytes) throws JposException {
        try {
            if (printed(new Output(UNNUMBERED, bytes), clearings.get())) return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw state.end()
                ? new JposException(JposConst.JPOS_E_EXTENDED, POSPrinterConst.JPOS_EPTR_REC_EMPTY, "no paper")
                : new JposException(JposConst.JPOS_E_FAILURE, "not printed");
    }

    private synchronized void queue(int station, byte[] bytes) throws JposException {
        if (!enabled) throw new JposException(JposConst.JPOS_E_DISABLED, "not enabled");
        if (station != POSPrinterConst.PTR_S_RECEIPT) throw new JposException(JposConst.JPOS_E_ILLEGAL, "no station");
        if (transaction != null) {
            transaction.writeBytes(bytes);
            if (quirk.equals("numbers-no-transaction")) complete(++outputId);
            return;
        }
        if (!async) throw new JposException(JposConst.JPOS_E_ILLEGAL, "this printer is asynchronous only");
        queue.add(new Output(++outputId, bytes));
    }

    public void clearOutput() throws JposException {
        clearings.incrementAndGet();
        queue.clear();
        synchronized (this) {
            transaction = null;
        }
        try {
            head.clear();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    // ---------------------------------------------------------------- its output thread

    private void work() {
        try {
            while (enabled) {
                var next = queue.take();
                busy = true;
                int cleared = clearings.get();
                boolean done = printed(next, cleared) && !quirk.equals("tells-nothing");
                // the query during the output timed out: a busy printer, not one that is offline
                if (quirk.equals("late-answer")) state = state.powered(JposConst.JPOS_PS_OFFLINE);
                if (done || quirk.equals("always-complete")) complete(quirk.equals("one-number") ? 7 : next.id());
                busy = !queue.isEmpty();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void complete(int id) {
        if (callbacks != null && id != UNNUMBERED)
            callbacks.fireOutputCompleteEvent(new OutputCompleteEvent(source(), id));
    }

    private boolean printed(Output output, int cleared) throws InterruptedException {
        var id = "%04d".formatted(jobs.incrementAndGet() % 10_000);
        if (!wire.send(2000, 0x1B, 0x40)) return false;
        var bytes = ByteBuffer.wrap(output.bytes());
        while (bytes.hasRemaining()) {
            if (over(cleared)) return false;
            var piece = bytes.slice().limit(Math.min(512, bytes.remaining()));
            int went = wire.write(piece);
            bytes.position(bytes.position() + went);
            if (went == 0) Pause.brief();
        }
        head.wantWord(id);
        while (!over(cleared)) if (head.heard(id, 100)) return true;
        return false;
    }

    /// Whether to abandon this output. Reports an error: the answer is again, unless a listener changes it.
    private boolean over(int cleared) throws InterruptedException {
        if (clearings.get() != cleared || !enabled) return true;
        var now = state;
        if (wire.lost()) return !again(JposConst.JPOS_E_NOHARDWARE, 0);
        if (now.prints() || now.equals(OrrinState.UNKNOWN)) return false;
        if (now.end()) return !again(JposConst.JPOS_E_EXTENDED, POSPrinterConst.JPOS_EPTR_REC_EMPTY);
        if (now.cover()) return !again(JposConst.JPOS_E_EXTENDED, POSPrinterConst.JPOS_EPTR_COVER_OPEN);
        return !again(JposConst.JPOS_E_FAILURE, 0);
    }

    private boolean again(int code, int extended) throws InterruptedException {
        if (callbacks == null || !async) return false;
        var error = new ErrorEvent(source(), code, extended, JposConst.JPOS_EL_OUTPUT, JposConst.JPOS_ER_RETRY);
        callbacks.fireErrorEvent(error);
        if (error.getErrorResponse() == JposConst.JPOS_ER_RETRY) {
            Pause.of(200);
            return true;
        }
        queue.clear();
        head.clear();
        return false;
    }
}
