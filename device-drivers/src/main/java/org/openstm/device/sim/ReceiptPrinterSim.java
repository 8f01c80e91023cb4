package org.openstm.device.sim;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.openstm.device.DeviceClass;

/// A receipt printer that speaks ESC/POS. One thread receives and obeys real-time commands on arrival, wherever they
/// stand; another works through the buffer and blackens paper. Each cut makes a PNG.
final class ReceiptPrinterSim extends WiredSimulator implements PrinterBody {
    private static final Set<String> SILENCES =
            Set.of("mute", "no-process-id", "no-barrier", "no-announcements", "no-identity", "no-clear", "no-counters");

    private final Path outDir;
    private final PrinterState state = new PrinterState();
    private final RxBuffer buffer = new RxBuffer();
    private final PaperRoll roll = new PaperRoll(576);
    private final EscPosMachine machine = new EscPosMachine(this, roll);
    private final RealtimeEar ear = new RealtimeEar(this::obey);
    private final Thread engine =
            Thread.ofPlatform().daemon().name("sim printer engine").unstarted(this::run);
    private final List<Path> papers = new CopyOnWriteArrayList<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private volatile int clearings;
    private volatile int watched;
    private volatile int speed;
    private volatile long hours;
    private final Map<Integer, Long> services = new ConcurrentHashMap<>();
    private volatile String charset = "CHINA GB18030";
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong cuts = new AtomicLong();

    ReceiptPrinterSim(String link, Path outDir) throws IOException {
        super(link);
        this.outDir = outDir;
        engine.start();
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    @Override
    String words() {
        return PrinterState.WORDS + " | "
                + String.join(" | ", SILENCES.stream().sorted().toList())
                + " | talk | speed MM-PER-SECOND | buffer BYTES | width DOTS | charset TEXT | hours N | papers | meter | unknown";
    }

    @Override
    String act(String word, String rest) throws InterruptedException {
        if (SILENCES.contains(word)) {
            silent.add(word);
            return "ok";
        }
        switch (word) {
            case "talk" -> silent.clear();
            case "speed" -> speed = Integer.parseInt(rest);
            case "buffer" -> buffer.resize(Integer.parseInt(rest));
            case "width" -> {
                roll.load(Integer.parseInt(rest));
                machine.reset();
            }
            case "charset" -> charset = rest;
            case "hours" -> hours = Long.parseLong(rest);
            case "papers" -> {
                return "ok " + papers.size();
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
        return List.copyOf(papers);
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
            case STATUS -> answer((byte) state.realtime(which));
            case CLEAR -> {
                buffer.clear();
                if (!silent.contains("no-clear")) answer((byte) 0x37, (byte) 0x25, (byte) 0);
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
        state.awaitOnline(buffer, clearings);
    }

    @Override
    public void moved(int count) throws InterruptedException {
        rows.addAndGet(count);
        if (state.moved(count)) announce();
        if (speed > 0) Thread.sleep(count * 1000L / 8 / speed);
    }

    @Override
    public void cut(BufferedImage paper) throws InterruptedException {
        long number = cuts.incrementAndGet();
        try {
            Files.createDirectories(outDir);
            var file = outDir.resolve("paper-%04d.png".formatted(number));
            ImageIO.write(paper, "png", file.toFile());
            papers.add(file);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public void answer(byte... bytes) throws InterruptedException {
        if (!silent.contains("mute")) outlet().send(bytes);
    }

    @Override
    public void watch(int mask) throws InterruptedException {
        watched = mask;
        announce();
    }

    private void announce() throws InterruptedException {
        if (watched != 0 && !silent.contains("no-announcements")) answer(state.announcement());
    }

    @Override
    public String identity(int which) {
        if (silent.contains("no-identity")) return "";
        return switch (which) {
            case 65 -> "1.00 SIM";
            case 66 -> "OPENSTM";
            case 67 -> "SIM-80";
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
        if (silent.contains("no-counters")) return OptionalLong.empty();
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
    public boolean answersProcessId() {
        return !silent.contains("no-process-id");
    }

    @Override
    public boolean answersBarrier() {
        return !silent.contains("no-barrier");
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
