package org.openstm.device.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceEntry.Isolation;
import org.openstm.device.sim.HeapSearch;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Executes one command with personal data and then [Device#clear], in a process of its own; then searches
/// its heap and that of its host. The process gets the personal data only from the device, or in hexadecimal.
public final class Residue {
    private static final Duration STARTING = PatientOpening.PATIENCE.multipliedBy(2);
    private static final Duration COMMAND = Duration.ofSeconds(20);
    private static final Duration AGAIN = Duration.ofMillis(700);
    private static final String DONE = "done ";
    private static final String CLEARED = "cleared";
    private static final String ENDED = "ended";

    /// Results that say that the person was served; a device without persons only tells its status.
    private static final Set<String> SERVED = Set.of(
            IdCardReader.Reading.Card.class.getSimpleName(),
            ChipCardReader.Reading.SocialSecurity.class.getSimpleName(),
            BarcodeReader.Scan.Code.class.getSimpleName(),
            Camera.Picture.Taken.class.getSimpleName(),
            PrintOutcome.Printed.class.getSimpleName(),
            DeviceStatus.class.getSimpleName());

    interface Person {
        void comes() throws Exception;
    }

    private Residue() {}

    /// @param person lays, inserts or shows their document or code, and repeats that when nothing happens
    /// @return the retained data or the error; empty when nothing was kept
    static List<String> after(
            DeviceClass deviceClass, Rig rig, List<String> secrets, Person person, HeapSearch search, Path folder)
            throws Exception {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                Residue.class.getName(),
                deviceClass.text(),
                rig.driver().name(),
                rig.link().toString(),
                rig.hosted() ? "PROCESS" : "INSIDE"));
        for (var secret : secrets) words.add(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
        var errors = folder.resolve("residue.log");
        var child = new ProcessBuilder(words).redirectError(errors.toFile()).start();
        var said = new LinkedBlockingQueue<String>();
        Thread.ofPlatform().daemon().name("residue").start(() -> hear(child, said));
        try {
            var line = next(said, STARTING);
            for (; !line.startsWith(DONE); line = next(said, AGAIN)) {
                if (line.equals(ENDED)) return List.of("it ended before it was done: " + Files.readString(errors));
                person.comes();
            }
            if (!SERVED.contains(line.substring(DONE.length())))
                return List.of("nobody was served, so nothing could stay: " + line);
            if (!next(said, COMMAND).equals(CLEARED)) return List.of("it did not clear");
            return search.findInProcess(child.toHandle(), folder);
        } finally {
            child.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    private static void hear(Process child, BlockingQueue<String> said) {
        try (var lines = child.inputReader(UTF_8)) {
            lines.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException _) {
            // it was killed
        }
        said.add(ENDED);
    }

    private static String next(BlockingQueue<String> said, Duration patience) throws InterruptedException {
        var line = said.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return line == null ? "" : line;
    }

    /// @param words device class, driver, link, isolation, and for printers what they print, in hexadecimal
    public static void main(String[] words) throws Exception {
        var entry = new DeviceEntry(
                "residue",
                DeviceClass.named(words[0]),
                words[1],
                LinkAddress.parse(words[2]),
                Isolation.valueOf(words[3]));
        var driver = new BuiltInDrivers(ShortLived.hosts()).driverFor(entry);
        try (var device = PatientOpening.openDevice(driver, new DriverContext(entry.id(), entry.link()))) {
            System.out.println("begun");
            System.out.println(DONE + command(device, List.of(words).subList(4, words.length)));
            device.clear();
            System.out.println(CLEARED);
            // until it is killed, or its parent is gone
            var _ = System.in.read();
        }
    }

    /// In a method of its own: the caller's frame must not keep the result.
    private static String command(Device device, List<String> secrets) throws Exception {
        Object result = switch (device) {
            case IdCardReader reader -> reader.read(COMMAND);
            case ChipCardReader reader -> reader.read(COMMAND);
            case BarcodeReader scanner -> scanner.scan(COMMAND);
            case Camera camera -> camera.take(new Camera.Shot(100, 100), COMMAND);
            case ReceiptPrinter printer -> printer.print(slip(secrets), COMMAND);
            case DocumentPrinter printer -> printer.print(document(secrets), "kit", COMMAND, _ -> {});
            default -> device.status(COMMAND);
        };
        return result.getClass().getSimpleName();
    }

    private static Sheet slip(List<String> secrets) {
        var blocks = new ArrayList<Block>();
        for (var secret : secrets) blocks.add(new Block.Text(plain(secret), Style.BODY));
        blocks.add(new Block.Cut());
        return new Sheet("kit", Media.THERMAL_80, blocks);
    }

    private static byte[] document(List<String> secrets) throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage(PDRectangle.A4));
            var about = new PDDocumentInformation();
            about.setTitle(plain(secrets.getFirst()));
            document.setDocumentInformation(about);
            document.save(out);
            return out.toByteArray();
        }
    }

    private static String plain(String hexadecimal) {
        return new String(HexFormat.of().parseHex(hexadecimal), UTF_8);
    }
}
