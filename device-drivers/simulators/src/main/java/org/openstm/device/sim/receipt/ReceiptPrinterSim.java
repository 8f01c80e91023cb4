package org.openstm.device.sim.receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.link.WiredSimulator;

/// A receipt printer that supports ESC/POS. One thread receives data and executes real-time commands on arrival;
/// another works through the buffer and prints. Each cut writes a PNG and a text file of the printed text.
public final class ReceiptPrinterSim extends WiredSimulator implements PrinterMechanism {
    /// Features that this printer can lack, or faults it can have: it continues to read where it cannot print, and
    /// answers as if it had printed; or reports another paper as printed.
    private static final Set<String> WANTING = Set.of(
            "runs-dry",
            "old-id",
            "mute",
            "no-realtime",
            "no-process-id",
            "no-barrier",
            "no-announcements",
            "no-identity",
            "no-clear",
            "no-counters",
            "no-partial-cut",
            "no-full-cut",
            "no-qr",
            "no-raster",
            "no-graphics");

    private final PrinterState state = new PrinterState();
    private final ReceiveBuffer buffer = new ReceiveBuffer();
    private final PaperRoll roll = new PaperRoll(576);
    private final EscPosInterpreter machine = new EscPosInterpreter(this, roll);
    private final RealtimeCommandDetector ear = new RealtimeCommandDetector(this::obeyOrder);
    private byte[] idBefore = "9999".getBytes(StandardCharsets.US_ASCII);
    private final Thread engine =
            Thread.ofPlatform().daemon().name("sim printer engine").unstarted(this::run);
    private final PaperTray tray;
    private final Set<String> wanting = ConcurrentHashMap.newKeySet();
    private volatile int clearings;
    private volatile int watched;
    private volatile int speed;
    private volatile long hours;
    private final Map<Integer, Long> services = new ConcurrentHashMap<>();
    private volatile String maker = "OPENSTM";
    private volatile String model = "SIM-80";
    private volatile String charset = "CHINA GB18030";
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong cuts = new AtomicLong();

    public ReceiptPrinterSim(String link, Path outDir) throws IOException {
        super(link);
        this.tray = new PaperTray(outDir);
        engine.start();
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    @Override
    protected String commandHelp() {
        return PrinterState.WORDS + " | "
                + String.join(" | ", WANTING.stream().sorted().toList())
                + " | talk | speed MM-PER-SECOND | buffer BYTES | width DOTS | maker TEXT | model TEXT | charset TEXT | hours N | tear | papers | meter | unknown";
    }

    @Override
    protected String runWord(String word, String rest) throws InterruptedException {
        if (WANTING.contains(word)) {
            wanting.add(word);
            return "ok";
        }
        switch (word) {
            case "talk" -> wanting.clear();
            case "speed" -> speed = Integer.parseInt(rest);
            case "buffer" -> buffer.resizeTo(Integer.parseInt(rest));
            case "width" -> {
                roll.loadRoll(Integer.parseInt(rest));
                machine.resetModes();
            }
            case "maker" -> maker = rest;
            case "model" -> model = rest;
            case "charset" -> charset = rest;
            case "hours" -> hours = Long.parseLong(rest);
            case "tear" -> dropIntoTray(roll.tearOff());
            case "papers" -> {
                return "ok " + tray.paperFiles().size();
            }
            case "meter" -> {
                return "ok " + "%.2f m, %d cuts".formatted(rows.get() / 8000.0, cuts.get());
            }
            case "unknown" -> {
                return "ok " + machine.unknownCommands();
            }
            default -> {
                if (!state.applyWords((word + " " + rest).strip())) return unknownWordError(word);
                sendAutomaticStatus();
            }
        }
        return "ok";
    }

    @Override
    public List<Path> printedPapers() {
        return tray.paperFiles();
    }

    @Override
    public void onPeerConnected() {
        watched = 0;
        ear.resetState();
    }

    @Override
    public void onBytesReceived(byte[] bytes, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            ear.examineByte(bytes[i]);
            buffer.putByte(bytes[i]);
        }
    }

    /// Executes a real-time command on its arrival.
    private void obeyOrder(RealtimeCommandDetector.RealtimeOrder order, int which) throws InterruptedException {
        switch (order) {
            case STATUS -> {
                if (!wanting.contains("no-realtime")) sendAnswer((byte) state.realtimeStatus(which));
            }
            case CLEAR -> {
                buffer.clearBuffer();
                if (!wanting.contains("no-clear")) sendAnswer((byte) 0x37, (byte) 0x25, (byte) 0);
            }
            case RECOVER -> {
                state.applyWords("cutter ok");
                if (which == 2) buffer.clearBuffer();
            }
        }
    }

    private void run() {
        try {
            while (true) {
                try {
                    machine.executeNext();
                } catch (ReceiveBuffer.BufferCleared _) {
                    clearings = buffer.clearingCount();
                    machine.resetModes();
                }
            }
        } catch (InterruptedException _) {
            // close() ends the engine
        }
    }

    @Override
    public int nextByte() throws InterruptedException, ReceiveBuffer.BufferCleared {
        return buffer.takeByte(clearings);
    }

    @Override
    public void awaitReady() throws InterruptedException, ReceiveBuffer.BufferCleared {
        if (!wanting.contains("runs-dry")) state.awaitOnline(buffer, clearings);
    }

    @Override
    public void onPaperMoved(int count) throws InterruptedException {
        rows.addAndGet(count);
        if (state.consumeRows(count)) sendAutomaticStatus();
        if (speed > 0) Thread.sleep(count * 1000L / 8 / speed);
    }

    @Override
    public void cutPaper(PrintedPaper paper) {
        cuts.incrementAndGet();
        dropIntoTray(paper);
    }

    /// Stores a paper that was cut off, or torn off by a person where there is no cutter.
    private void dropIntoTray(PrintedPaper paper) {
        tray.addPaper(paper);
    }

    @Override
    public void sendAnswer(byte... bytes) throws InterruptedException {
        if (!wanting.contains("mute")) simulatorPort().sendBytes(bytes);
    }

    @Override
    public void setStatusMask(int mask) throws InterruptedException {
        watched = mask;
        sendAutomaticStatus();
    }

    private void sendAutomaticStatus() throws InterruptedException {
        if (watched != 0 && !wanting.contains("no-announcements")) sendAnswer(state.automaticStatus());
    }

    @Override
    public String identityText(int which) {
        if (wanting.contains("no-identity")) return "";
        return switch (which) {
            case 65 -> "1.00 SIM";
            case 66 -> maker;
            case 67 -> model;
            case 68 -> "S0412003";
            case 69 -> charset.toUpperCase(Locale.ROOT);
            default -> "";
        };
    }

    @Override
    public int paperSensorBits() {
        return state.rollSensorBits();
    }

    @Override
    public OptionalLong counterValue(int which) {
        if (wanting.contains("no-counters")) return OptionalLong.empty();
        long atService = which < 128 ? countAtService(which) : 0;
        return switch (which & 0x7F) {
            case 20 -> OptionalLong.of(rows.get() / 30 - atService);
            case 21 -> OptionalLong.of(rows.get() - atService);
            case 50 -> OptionalLong.of(cuts.get() - atService);
            case 70 -> OptionalLong.of(hours - atService);
            default -> OptionalLong.empty();
        };
    }

    private long countAtService(int which) {
        return services.getOrDefault(which, 0L);
    }

    @Override
    public void resetCounter(int which) {
        if (which < 128) counterValue(which + 128).ifPresent(now -> services.put(which, now));
    }

    @Override
    public boolean isUnsupported(String command) {
        return wanting.contains("no-" + command);
    }

    @Override
    public void reportPaperDone(byte[] id) throws InterruptedException {
        if (!wanting.contains("no-process-id")) sendProcessId(id);
    }

    private synchronized void sendProcessId(byte[] id) throws InterruptedException {
        var told = wanting.contains("old-id") ? idBefore : id;
        idBefore = id;
        sendAnswer((byte) 0x37, (byte) 0x22, told[0], told[1], told[2], told[3], (byte) 0);
    }

    @Override
    public boolean answersBarrier() {
        return !wanting.contains("no-barrier");
    }

    @Override
    public void close() {
        engine.interrupt();
        super.close();
        try {
            engine.join(2000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
