package org.openstm.device.sim.document;

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
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.sim.link.WiredSimulator;

/// A document printer that supports IPP 2.0 and writes its pages as PNG.
public final class DocumentPrinterSim implements DeviceSimulator, DocumentPrintQueue.PrintEngine {
    private static final String WORDS =
            "media-empty [after-pages N] | media-needed | media-low | jam | door-open | toner-empty | toner-low"
                    + " | tray-full | offline | ok | slow | fast | page-millis N | abort | errors | busy | refuse | garbage | stall SECONDS"
                    + " | formats pdf|pwg|both | raster sgray_8|srgb_8|black_1 DPI | papers | jobs | unplug | plug | help";
    private static final Set<String> WANTING = Set.of("media-empty-warning", "media-needed-warning");
    private static final int LARGEST = 64 << 20;
    private static final String PDF = "application/pdf";
    private static final String PWG = "image/pwg-raster";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final DocumentPrintQueue queue;
    private final Set<String> reasons = new TreeSet<>();
    private volatile boolean plugged = true;
    private volatile boolean accepting = true;
    private volatile boolean abort;

    /// Jobs end completed, with errors.
    private volatile boolean errors;

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
        this.queue = new DocumentPrintQueue(this, outDir);
    }

    /// @param link `tcp://127.0.0.1:PORT` or `ipp://127.0.0.1:PORT/...`, 0 = any free port
    public static DeviceSimulator start(String link, Path outDir) throws IOException {
        var digits = link.replaceFirst("^(tcp|ipp)://[^:/]*:([0-9]+).*$", "$2");
        if (digits.equals(link)) throw new IllegalArgumentException("a document printer listens on ipp://127.0.0.1:0");
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(digits));
        var sim = new DocumentPrinterSim(HttpServer.create(address, 16), outDir);
        sim.server.setExecutor(sim.threads);
        sim.server.createContext("/", sim::handleExchange);
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
    public List<Path> printedPapers() {
        return queue.printedPapers();
    }

    @Override
    public synchronized String runControlLine(String line) {
        var said = line.strip().split("\\s+", -1);
        try {
            switch (said[0]) {
                case "help" -> {
                    return "ok " + WORDS;
                }
                case "papers" -> {
                    return "ok " + queue.printedPapers().size();
                }
                case "jobs" -> {
                    return "ok " + queue.openJobCount();
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
                case "ok" -> resetFaults();
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
                case "errors" -> errors = true;
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
                    return WiredSimulator.unknownWordError(line);
                }
            }
            return "ok";
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
            return "error: " + wrong.getMessage();
        }
    }

    private void resetFaults() {
        reasons.clear();
        accepting = true;
        abort = errors = busy = refuse = garbage = false;
        emptyAfter = -1;
    }

    private void handleExchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            while (System.nanoTime() - heldUntil < 0) Thread.sleep(20);
            var body = exchange.getRequestBody().readNBytes(LARGEST);
            if (!plugged) return;
            var answer = garbage
                    ? new byte[] {2, 0, 0, 0, 0, 0, 0, 1, 4, 0x44, (byte) 0xFF, (byte) 0xFF, 1}
                    : answerRequest(body);
            exchange.getResponseHeaders().set("Content-Type", "application/ipp");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] answerRequest(byte[] body) throws IOException {
        var request = IppServerCodec.parseRequest(body);
        return switch (request.operation()) {
            case 0x000B -> describePrinter(request);
            case 0x0004 ->
                IppServerCodec.newAnswer(refuse ? 0x0400 : 0, request.id()).toBytes();
            case 0x0002 -> acceptJob(request);
            case 0x0009 -> describeJob(request);
            case 0x0008 -> cancelJob(request);
            default -> IppServerCodec.newAnswer(0x0501, request.id()).toBytes();
        };
    }

    private byte[] acceptJob(IppServerCodec.ParsedRequest request) {
        if (busy) return IppServerCodec.newAnswer(0x0507, request.id()).toBytes();
        var format = request.attributes().getOrDefault("document-format", "application/octet-stream");
        boolean guess = format.equals("application/octet-stream") && formats.contains(PDF);
        if (!guess && !formats.contains(format))
            return IppServerCodec.newAnswer(0x040A, request.id()).toBytes();
        var job = queue.addJob(request.document());
        return IppServerCodec.newAnswer(0, request.id())
                .addGroup(2)
                .addNumbers(0x21, "job-id", job.number)
                .addNumbers(0x23, "job-state", job.state)
                .toBytes();
    }

    private byte[] describeJob(IppServerCodec.ParsedRequest request) {
        var job = queue.findJob(Integer.parseInt(request.attributes().getOrDefault("job-id", "0")));
        if (job == null) return IppServerCodec.newAnswer(0x0406, request.id()).toBytes();
        var reason = switch (job.state) {
            case DocumentPrintQueue.COMPLETED -> errors ? "job-completed-with-errors" : "job-completed-successfully";
            case DocumentPrintQueue.ABORTED -> "aborted-by-system";
            case DocumentPrintQueue.CANCELED -> "job-canceled-by-user";
            case DocumentPrintQueue.STOPPED -> "printer-stopped";
            default -> "job-printing";
        };
        return IppServerCodec.newAnswer(0, request.id())
                .addGroup(2)
                .addNumbers(0x23, "job-state", job.state)
                .addText(0x44, "job-state-reasons", reason)
                .addNumbers(0x21, "job-impressions-completed", job.pages)
                .toBytes();
    }

    private byte[] cancelJob(IppServerCodec.ParsedRequest request) {
        var job = queue.findJob(Integer.parseInt(request.attributes().getOrDefault("job-id", "0")));
        if (job == null) return IppServerCodec.newAnswer(0x0406, request.id()).toBytes();
        queue.cancelJob(job);
        return IppServerCodec.newAnswer(0, request.id()).toBytes();
    }

    private byte[] describePrinter(IppServerCodec.ParsedRequest request) {
        var now = currentReasons();
        return IppServerCodec.newAnswer(0, request.id())
                .addGroup(4)
                .addNumbers(0x23, "printer-state", isStopped() ? 5 : queue.isBusy() ? 4 : 3)
                .addText(
                        0x44,
                        "printer-state-reasons",
                        now.isEmpty() ? new String[] {"none"} : now.toArray(String[]::new))
                .addBoolean("printer-is-accepting-jobs", accepting)
                .addText(0x41, "printer-make-and-model", "OpenSTM SIM-A4")
                .addText(0x41, "printer-firmware-string-version", "1.00")
                .addText(0x49, "document-format-supported", offeredFormats())
                .addResolution("pwg-raster-document-resolution-supported", rasterDpi)
                .addText(0x44, "pwg-raster-document-type-supported", rasterType)
                .addNumbers(0x23, "operations-supported", 0x0002, 0x0004, 0x0008, 0x0009, 0x000B)
                .addText(0x44, "media-supported", "iso_a4_210x297mm")
                .addText(0x44, "sides-supported", "one-sided")
                .toBytes();
    }

    /// Formats on offer; a printer that draws PDF also detects the format of unnamed data.
    private String[] offeredFormats() {
        var offered = new ArrayList<>(formats);
        if (offered.contains(PDF)) offered.add("application/octet-stream");
        return offered.toArray(String[]::new);
    }

    private synchronized List<String> currentReasons() {
        return List.copyOf(reasons);
    }

    @Override
    public synchronized boolean isStopped() {
        return reasons.stream().anyMatch(reason -> !reason.endsWith("-warning"));
    }

    @Override
    public synchronized boolean isWaitingForPaper() {
        return reasons.containsAll(WANTING);
    }

    @Override
    public long millisPerPage() {
        return pageMillis;
    }

    @Override
    public boolean isAborting() {
        return abort;
    }

    @Override
    public synchronized void onPageDone() {
        if (emptyAfter > 0 && --emptyAfter == 0) reasons.add("media-empty-error");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        queue.close();
    }
}
