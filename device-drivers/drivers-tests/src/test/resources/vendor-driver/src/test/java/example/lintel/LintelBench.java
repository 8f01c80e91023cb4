package example.lintel;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.ReceiptRig;
import org.openstm.device.contract.Trouble;
import org.openstm.device.host.HostSettings;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.Driver;
import org.openstm.print.Sheet;

/// The driver in a process of its own, as in a terminal, and an LT-80 on a real socket: one client at a time, one
/// line after the other, implemented from the protocol and independent of the driver.
final class LintelBench implements ReceiptRig {
    private static final long SLOW_PAPER = Duration.ofSeconds(30).toNanos();

    private static final Map<Trouble, String> WORDS = Map.of(
            Trouble.PAPER_LOW, "LOW",
            Trouble.PAPER_OUT, "PAPER",
            Trouble.COVER_OPEN, "COVER",
            Trouble.CUTTER_STUCK, "CUTTER",
            Trouble.OFFLINE, "OFF");

    private final List<BufferedImage> papers = new ArrayList<>();
    private final int port;
    private volatile ServerSocket server;
    private volatile Socket client = new Socket();
    private volatile String state = "OK";
    private volatile boolean slow;
    private volatile boolean garbage;
    private volatile long silentUntil = System.nanoTime();

    LintelBench() throws IOException {
        server = listen(0);
        port = server.getLocalPort();
    }

    private ServerSocket listen(int at) throws IOException {
        var fresh = new ServerSocket(at, 8, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("LT-80").start(() -> serve(fresh));
        return fresh;
    }

    private void serve(ServerSocket from) {
        while (!from.isClosed()) {
            try (var accepted = from.accept()) {
                client = accepted;
                talk(accepted);
            } catch (IOException hungUp) {
                // or unplugged
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    private void talk(Socket host) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
        var job = new ArrayList<String>();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            while (System.nanoTime() - silentUntil < 0) Thread.sleep(10);
            var words = line.split(" ", 2);
            switch (words[0]) {
                case "?ID" -> answer(host, "ID Lintel;LT-80;SN 4711;FW 1.9");
                case "?ST" -> answer(host, "ST " + state);
                case "J" -> job.clear();
                case "E" -> answer(host, print(job, words[1]));
                default -> job.add(line);
            }
        }
    }

    private String print(List<String> job, String number) throws InterruptedException {
        if (blocked()) return "NO " + number + " " + state;
        long begun = System.nanoTime();
        while (slow && System.nanoTime() - begun < SLOW_PAPER) {
            Thread.sleep(10);
            if (blocked()) return "PART " + number + " " + state;
        }
        while (System.nanoTime() - silentUntil < 0) Thread.sleep(10);
        synchronized (papers) {
            papers.add(drawn(job));
        }
        return "OK " + number;
    }

    private boolean blocked() {
        return !state.equals("OK") && !state.equals("LOW");
    }

    private void answer(Socket host, String line) throws IOException {
        var said = garbage ? "\u0007#" + Integer.toHexString(line.hashCode()) : line;
        host.getOutputStream().write((said + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static BufferedImage drawn(List<String> job) {
        var paper = new BufferedImage(576, 40 + 240 * job.size(), BufferedImage.TYPE_BYTE_GRAY);
        var pen = paper.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, paper.getWidth(), paper.getHeight());
        pen.setColor(Color.BLACK);
        int top = 20;
        for (var line : job) {
            if (line.startsWith("Q ")) code(line.substring(2), paper, top);
            else if (line.length() > 2) pen.drawString(line.substring(2), 20, top + 20);
            top += line.startsWith("Q ") ? 240 : 24;
        }
        pen.dispose();
        return paper;
    }

    private static void code(String content, BufferedImage paper, int top) {
        try {
            var dots = new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 220, 220);
            for (int y = 0; y < dots.getHeight(); y++)
                for (int x = 0; x < dots.getWidth(); x++) if (dots.get(x, y)) paper.setRGB(170 + x, top + y, 0);
        } catch (WriterException tooLong) {
            throw new IllegalStateException(tooLong);
        }
    }

    @Override
    public Driver driver() {
        return Hosts.driver(DeviceClass.RECEIPT_PRINTER, "lintel", List.of(), HostSettings.standard());
    }

    @Override
    public boolean hosted() {
        return true;
    }

    @Override
    public LinkAddress link() {
        return LinkAddress.parse("tcp://127.0.0.1:" + port);
    }

    @Override
    public Map<String, String> claims() {
        return Map.of("media", "thermal-80", "qr", "native", "cutter", "yes", "process-id", "yes");
    }

    @Override
    public void unplug() {
        close();
    }

    @Override
    public void plug() {
        try {
            server = listen(port);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    @Override
    public void stopReading(Duration time) {
        silentUntil = System.nanoTime() + time.toNanos();
    }

    @Override
    public void garbage() {
        garbage = true;
    }

    @Override
    public Set<Trouble> troubles() {
        return WORDS.keySet();
    }

    @Override
    public void cause(Trouble trouble) {
        state = WORDS.get(trouble);
    }

    @Override
    public void heal() {
        state = "OK";
        slow = false;
        garbage = false;
    }

    @Override
    public void slow() {
        slow = true;
    }

    @Override
    public List<BufferedImage> papers() {
        synchronized (papers) {
            return List.copyOf(papers);
        }
    }

    /// There is no independent implementation of this protocol.
    @Override
    public Optional<BufferedImage> reference(Sheet sheet, Map<String, String> capabilities) {
        return Optional.empty();
    }

    @Override
    public void close() {
        try (var line = client;
                var socket = server) {
            // both end; no request is answered any more
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
