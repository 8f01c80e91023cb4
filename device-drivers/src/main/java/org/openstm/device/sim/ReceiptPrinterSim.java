package org.openstm.device.sim;

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

/// A receipt printer that speaks ESC/POS. One thread receives and obeys real-time commands on arrival,
/// wherever they stand; another works through the buffer and blackens paper. Each cut makes a PNG and,
/// beside it, a text file of what was typed.
final class ReceiptPrinterSim extends WiredSimulator implements PrinterBody {
    /// What this printer does without, or otherwise than it should: it goes on reading where it cannot
    /// print, and answers as if it had; or says of another paper that it is out.
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
    private final RxBuffer buffer = new RxBuffer();
    private final PaperRoll roll = new PaperRoll(576);
    private final EscPosMachine machine = new EscPosMachine(this, roll);
    private final RealtimeEar ear = new RealtimeEar(this::obey);
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

    ReceiptPrinterSim(String link, Path outDir) throws IOException {
        super(link);
        this.tray = new PaperTray(outDir);
        engine.start();
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    @Override
    String words() {
        return PrinterState.WORDS + " | "
                + String.join(" | ", WANTING.stream().sorted().toList())
                + " | talk | speed MM-PER-SECOND | buffer BYTES | width DOTS | maker TEXT | model TEXT | charset TEXT | hours N | tear | papers | meter | unknown";
    }

    @Override
    String act(String word, String rest) throws InterruptedException {
        if (WANTING.contains(word)) {
            wanting.add(word);
            return "ok";
        }
        switch (word) {
            case "talk" -> wanting.clear();
            case "speed" -> speed = Integer.parseInt(rest);
            case "buffer" -> buffer.resize(Integer.parseInt(rest));
            case "width" -> {
                roll.load(Integer.parseInt(rest));
                machine.reset();
            }
            case "maker" -> maker = rest;
            case "model" -> model = rest;
            case "charset" -> charset = rest;
            case "hours" -> hours = Long.parseLong(rest);
            case "tear" -> paperOut(roll.tear());
            case "papers" -> {
                return "ok " + tray.papers().size();
            }
            case "meter" -> {
                return "ok " + "%.2f m, %d cuts".formatted(rows.get() / 8000.0, cuts.get());
            }
            case "unknown" -> {
                return "ok " + machine.unknown();
            }
            default -> {
                if (!state.say((word + " " + rest).strip())) return unknown(word);
                announce();
            }
        }
        return "ok";
    }

    @Override
    public List<Path> papers() {
        return tray.papers();
    }

    @Override
    public void connected() {
        watched = 0;
        ear.forget();
    }

    @Override
    public void arrived(byte[] bytes, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            ear.hear(bytes[i]);
            buffer.put(bytes[i]);
        }
    }

    /// A real-time command, at the moment when it arrives.
    private void obey(RealtimeEar.Order order, int which) throws InterruptedException {
        switch (order) {
            case STATUS -> {
                if (!wanting.contains("no-realtime")) answer((byte) state.realtime(which));
            }
            case CLEAR -> {
                buffer.clear();
                if (!wanting.contains("no-clear")) answer((byte) 0x37, (byte) 0x25, (byte) 0);
            }
            case RECOVER -> {
                state.say("cutter ok");
                if (which == 2) buffer.clear();
            }
        }
    }

    private void run() {
        try {
            while (true) {
                try {
                    machine.step();
                } catch (RxBuffer.Cleared _) {
                    clearings = buffer.clearings();
                    machine.reset();
                }
            }
        } catch (InterruptedException _) {
            // close() ends the engine
        }
    }

    @Override
    public int next() throws InterruptedException, RxBuffer.Cleared {
        return buffer.take(clearings);
    }

    @Override
    public void ready() throws InterruptedException, RxBuffer.Cleared {
        if (!wanting.contains("runs-dry")) state.awaitOnline(buffer, clearings);
    }

    @Override
    public void moved(int count) throws InterruptedException {
        rows.addAndGet(count);
        if (state.moved(count)) announce();
        if (speed > 0) Thread.sleep(count * 1000L / 8 / speed);
    }

    @Override
    public void cut(Paper paper) {
        cuts.incrementAndGet();
        paperOut(paper);
    }

    /// Cut off, or torn off by a person where there is no cutter.
    private void paperOut(Paper paper) {
        tray.take(paper);
    }

    @Override
    public void answer(byte... bytes) throws InterruptedException {
        if (!wanting.contains("mute")) outlet().send(bytes);
    }

    @Override
    public void watch(int mask) throws InterruptedException {
        watched = mask;
        announce();
    }

    private void announce() throws InterruptedException {
        if (watched != 0 && !wanting.contains("no-announcements")) answer(state.announcement());
    }

    @Override
    public String identity(int which) {
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
    public int rollBits() {
        return state.roll();
    }

    @Override
    public OptionalLong counter(int which) {
        if (wanting.contains("no-counters")) return OptionalLong.empty();
        long atService = which < 128 ? atService(which) : 0;
        return switch (which & 0x7F) {
            case 20 -> OptionalLong.of(rows.get() / 30 - atService);
            case 21 -> OptionalLong.of(rows.get() - atService);
            case 50 -> OptionalLong.of(cuts.get() - atService);
            case 70 -> OptionalLong.of(hours - atService);
            default -> OptionalLong.empty();
        };
    }

    private long atService(int which) {
        return services.getOrDefault(which, 0L);
    }

    @Override
    public void resetCounter(int which) {
        if (which < 128) counter(which + 128).ifPresent(now -> services.put(which, now));
    }

    @Override
    public boolean lacks(String command) {
        return wanting.contains("no-" + command);
    }

    @Override
    public void paperDone(byte[] id) throws InterruptedException {
        if (!wanting.contains("no-process-id")) tellPaper(id);
    }

    private synchronized void tellPaper(byte[] id) throws InterruptedException {
        var told = wanting.contains("old-id") ? idBefore : id;
        idBefore = id;
        answer((byte) 0x37, (byte) 0x22, told[0], told[1], told[2], told[3], (byte) 0);
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
