package org.openstm.device.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openstm.device.DeviceClass;

/// A document printer that speaks IPP 2.0 and shows its pages as PNG.
final class DocumentPrinterSim implements Simulator, PrintQueue.Engine {
    private static final String WORDS =
            "media-empty [after-pages N] | media-needed | media-low | jam | door-open | toner-empty | toner-low"
                    + " | tray-full | offline | ok | slow | fast | page-millis N | abort | busy | refuse | garbage | stall SECONDS"
                    + " | formats pdf|pwg|both | raster sgray_8|srgb_8|black_1 DPI | papers | unplug | plug | help";
    private static final Set<String> WANTING = Set.of("media-empty-warning", "media-needed-warning");
    private static final int LARGEST = 64 << 20;
    private static final String PDF = "application/pdf";
    private static final String PWG = "image/pwg-raster";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PrintQueue queue;
    private final Set<String> reasons = new TreeSet<>();
    private volatile boolean plugged = true;
    private volatile boolean accepting = true;
    private volatile boolean abort;
    private volatile boolean busy;
    private volatile boolean refuse;
    private volatile boolean garbage;
    private volatile long pageMillis = 100;
    private volatile long heldUntil = System.nanoTime();
    private volatile List<String> formats = List.of(PDF);
    private volatile String rasterType = "sgray_8";
    private volatile int rasterDpi = 300;
    private int emptyAfter = -1;

    private DocumentPrinterSim(HttpServer server, Path outDir) {
        this.server = server;
        this.queue = new PrintQueue(this, outDir);
    }

    /// @param link `tcp://127.0.0.1:PORT` or `ipp://127.0.0.1:PORT/...`, 0 = any free port
    static Simulator start(String link, Path outDir) throws IOException {
        var digits = link.replaceFirst("^(tcp|ipp)://[^:/]*:([0-9]+).*$", "$2");
        if (digits.equals(link)) throw new IllegalArgumentException("a document printer listens on ipp://127.0.0.1:0");
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(digits));
        var sim = new DocumentPrinterSim(HttpServer.create(address, 16), outDir);
        sim.server.setExecutor(sim.threads);
        sim.server.createContext("/", sim::handle);
        sim.queue.start();
        sim.server.start();
        return sim;
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.DOCUMENT_PRINTER;
    }

    @Override
    public String link() {
        return "ipp://127.0.0.1:" + server.getAddress().getPort() + "/ipp/print";
    }

    @Override
    public List<Path> papers() {
        return queue.papers();
    }

    @Override
    public synchronized String say(String line) {
        var said = line.strip().split("\\s+", -1);
        try {
            switch (said[0]) {
                case "help" -> {
                    return "ok " + WORDS;
                }
                case "papers" -> {
                    return "ok " + queue.papers().size();
                }
                case "media-empty" -> {
                    if (said.length > 2) emptyAfter = Integer.parseInt(said[2]);
                    else reasons.add("media-empty-error");
                }
                case "media-needed" -> reasons.addAll(WANTING);
                case "media-low" -> reasons.add("media-low-warning");
                case "jam" -> reasons.add("media-jam-error");
                case "door-open" -> reasons.add("door-open-error");
                case "toner-empty" -> reasons.add("toner-empty-error");
                case "toner-low" -> reasons.add("toner-low-warning");
                case "tray-full" -> reasons.add("output-area-full-error");
                case "offline" -> {
                    reasons.add("shutdown");
                    accepting = false;
                }
                case "ok" -> heal();
                case "slow" -> pageMillis = 3000;
                case "fast" -> pageMillis = 0;
                case "page-millis" -> pageMillis = Long.parseLong(said[1]);
                case "formats" ->
                    formats = said[1].equals("both") ? List.of(PDF, PWG) : List.of(said[1].equals("pwg") ? PWG : PDF);
                case "raster" -> {
                    rasterType = said[1];
                    rasterDpi = Integer.parseInt(said[2]);
                }
                case "abort" -> abort = true;
                case "busy" -> busy = true;
                case "refuse" -> refuse = true;
                case "garbage" -> garbage = true;
                case "stall" ->
                    heldUntil = System.nanoTime()
                            + Duration.ofMillis(Math.round(Double.parseDouble(said[1]) * 1000))
                                    .toNanos();
                case "unplug" -> plugged = false;
                case "plug" -> plugged = true;
                default -> {
                    return WiredSimulator.unknown(line);
                }
            }
            return "ok";
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
            return "error: " + wrong.getMessage();
        }
    }

    private void heal() {
        reasons.clear();
        accepting = true;
        abort = busy = refuse = garbage = false;
        emptyAfter = -1;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            while (System.nanoTime() - heldUntil < 0) Thread.sleep(20);
            var body = exchange.getRequestBody().readNBytes(LARGEST);
            if (!plugged) return;
            var answer =
                    garbage ? new byte[] {2, 0, 0, 0, 0, 0, 0, 1, 4, 0x44, (byte) 0xFF, (byte) 0xFF, 1} : answer(body);
            exchange.getResponseHeaders().set("Content-Type", "application/ipp");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] answer(byte[] body) throws IOException {
        var request = IppWire.read(body);
        return switch (request.operation()) {
            case 0x000B -> printer(request);
            case 0x0004 -> IppWire.answer(refuse ? 0x0400 : 0, request.id()).end();
            case 0x0002 -> print(request);
            case 0x0009 -> job(request);
            case 0x0008 -> cancel(request);
            default -> IppWire.answer(0x0501, request.id()).end();
        };
    }

    private byte[] print(IppWire.Request request) {
        if (busy) return IppWire.answer(0x0507, request.id()).end();
        var format = request.attributes().getOrDefault("document-format", "application/octet-stream");
        boolean guess = format.equals("application/octet-stream") && formats.contains(PDF);
        if (!guess && !formats.contains(format))
            return IppWire.answer(0x040A, request.id()).end();
        var job = queue.add(request.document());
        return IppWire.answer(0, request.id())
                .group(2)
                .number(0x21, "job-id", job.number)
                .number(0x23, "job-state", job.state)
                .end();
    }

    private byte[] job(IppWire.Request request) {
        var job = queue.find(Integer.parseInt(request.attributes().getOrDefault("job-id", "0")));
        if (job == null) return IppWire.answer(0x0406, request.id()).end();
        var reason = switch (job.state) {
            case PrintQueue.COMPLETED -> "job-completed-successfully";
            case PrintQueue.ABORTED -> "aborted-by-system";
            case PrintQueue.CANCELED -> "job-canceled-by-user";
            case PrintQueue.STOPPED -> "printer-stopped";
            default -> "job-printing";
        };
        return IppWire.answer(0, request.id())
                .group(2)
                .number(0x23, "job-state", job.state)
                .text(0x44, "job-state-reasons", reason)
                .number(0x21, "job-impressions-completed", job.pages)
                .end();
    }

    private byte[] cancel(IppWire.Request request) {
        var job = queue.find(Integer.parseInt(request.attributes().getOrDefault("job-id", "0")));
        if (job == null) return IppWire.answer(0x0406, request.id()).end();
        queue.cancel(job);
        return IppWire.answer(0, request.id()).end();
    }

    private byte[] printer(IppWire.Request request) {
        var now = reasonsNow();
        return IppWire.answer(0, request.id())
                .group(4)
                .number(0x23, "printer-state", stopped() ? 5 : queue.busy() ? 4 : 3)
                .text(0x44, "printer-state-reasons", now.isEmpty() ? new String[] {"none"} : now.toArray(String[]::new))
                .yes("printer-is-accepting-jobs", accepting)
                .text(0x41, "printer-make-and-model", "OpenSTM SIM-A4")
                .text(0x41, "printer-firmware-string-version", "1.00")
                .text(0x49, "document-format-supported", offered())
                .resolution("pwg-raster-document-resolution-supported", rasterDpi)
                .text(0x44, "pwg-raster-document-type-supported", rasterType)
                .number(0x23, "operations-supported", 0x0002, 0x0004, 0x0008, 0x0009, 0x000B)
                .text(0x44, "media-supported", "iso_a4_210x297mm")
                .text(0x44, "sides-supported", "one-sided")
                .end();
    }

    /// Whoever draws PDF looks into what comes without a name, too.
    private String[] offered() {
        var offered = new ArrayList<>(formats);
        if (offered.contains(PDF)) offered.add("application/octet-stream");
        return offered.toArray(String[]::new);
    }

    private synchronized List<String> reasonsNow() {
        return List.copyOf(reasons);
    }

    @Override
    public synchronized boolean stopped() {
        return reasons.stream().anyMatch(reason -> !reason.endsWith("-warning"));
    }

    @Override
    public synchronized boolean starved() {
        return reasons.containsAll(WANTING);
    }

    @Override
    public long pageMillis() {
        return pageMillis;
    }

    @Override
    public boolean abort() {
        return abort;
    }

    @Override
    public synchronized void pageDone() {
        if (emptyAfter > 0 && --emptyAfter == 0) reasons.add("media-empty-error");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        queue.close();
    }
}
