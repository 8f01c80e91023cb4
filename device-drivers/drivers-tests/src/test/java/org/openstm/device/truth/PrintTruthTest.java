package org.openstm.device.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.DeviceClass;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Seeds;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Print outcomes compared with the simulator's papers: never "printed" without the paper, never "not printed" with
/// it, and never twice. Each receipt has its own code, which is read from the paper's picture.
@Timeout(240)
@LongTest(oneIn = 6)
class PrintTruthTest {
    private static final int SLIPS = 3;

    /// Random faults during printing; each is repaired after a while or stays.
    private static final List<String> SCRIPTS = List.of(
            "at 0 speed 0",
            "after-bytes 2000 paper out\nat 4 paper full",
            "after-bytes 1 paper out after-lines 6",
            "after-bytes 3000 cover open\nat 3 cover close",
            "after-bytes 2500 cutter jam",
            "after-bytes 1500 broken",
            "after-bytes 1200 stall 2",
            "after-bytes 900 stall 9",
            "after-bytes 2200 line drop",
            "after-bytes 2200 unplug\nat 5 plug",
            "at 0 line corrupt 0.05",
            "at 0 line corrupt 0.4",
            "at 0 line split 3",
            "at 0 line twice 1",
            "at 0 line late 900",
            "at 0 line late 120",
            "between 0 2 line garbage 64\nbetween 0 2 line garbage 7",
            "at 0 mute",
            "at 0 runs-dry\nafter-bytes 2000 paper out\nat 4 paper full",
            "at 0 runs-dry\nafter-bytes 2500 broken",
            "after-bytes 2000 old-id",
            "at 0 no-process-id",
            "at 0 no-process-id\nat 0 no-barrier",
            "at 0 no-process-id\nat 0 no-barrier\nafter-bytes 2000 paper out",
            "at 0 no-identity\nat 0 no-clear\nafter-bytes 1800 paper out",
            "at 0 buffer 200\nat 0 speed 150",
            "at 0 buffer 200\nafter-bytes 2000 hot\nat 3 cool");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"picture", "text"})
    void what_is_said_of_a_print_is_what_the_paper_shows(String layout) throws Exception {
        long seed = Seeds.next();
        var said = new TreeMap<String, Integer>();
        var runs = new ArrayList<Thread>();
        var lies = new ArrayList<String>();
        for (int i = 0; i < SCRIPTS.size(); i++) {
            int number = i;
            runs.add(Thread.ofPlatform().start(() -> run(layout, number, seed, said, lies)));
        }
        for (var run : runs) run.join();
        System.out.println(layout + ": " + said);
        assertEquals(List.of(), lies);
        assertEquals(
                SCRIPTS.size() * SLIPS, said.values().stream().mapToInt(n -> n).sum());
        assertTrue(said.getOrDefault("Printed", 0) > SLIPS * 5, said::toString);
    }

    private void run(String layout, int number, long seed, Map<String, Integer> said, List<String> lies) {
        var out = folder.resolve(layout + number);
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", out);
                var desk = DeviceManager.open(
                        List.of(new DeviceEntry(
                                "slip-1",
                                DeviceClass.RECEIPT_PRINTER,
                                "escpos",
                                LinkAddress.parse(sim.link() + "?layout=" + layout))),
                        Duration.ofSeconds(1))) {
            sim.runControlLine("line seed " + seed);
            var script = new ArrayList<>(List.of("seed " + seed));
            SCRIPTS.get(number).lines().map(line -> sooner(layout, line)).forEach(script::add);
            var playing = SimulatorFactory.playScript(sim, script);
            var printer = desk.findPort(ReceiptPrinter.class).orElseThrow();
            for (int n = 0; n < SLIPS; n++) {
                var code = layout + "-" + number + "-" + n;
                var outcome = printer.print(slip(code), Duration.ofSeconds(14));
                // data still in the printer are printed after the repair
                for (var repair : List.of("paper full", "cover close", "cutter ok", "cool", "plug"))
                    sim.runControlLine(repair);
                Thread.sleep(700);
                judge(SCRIPTS.get(number) + " " + code, outcome, times(sim.printedPapers(), code), said, lies);
            }
            playing.interrupt();
        } catch (Exception bug) {
            synchronized (lies) {
                lies.add(SCRIPTS.get(number) + ": " + bug);
            }
        }
    }

    /// A receipt as characters is much shorter than as a picture.
    private static String sooner(String layout, String line) {
        return layout.equals("text")
                ? Pattern.compile("(?<=after-bytes )[0-9]+")
                        .matcher(line)
                        .replaceAll(bytes -> "" + Integer.parseInt(bytes.group()) / 5)
                : line;
    }

    private static void judge(
            String what, PrintOutcome outcome, long papers, Map<String, Integer> said, List<String> lies) {
        boolean true0 = switch (outcome) {
            case PrintOutcome.Printed _ -> papers == 1;
            case PrintOutcome.NotPrinted _ -> papers == 0;
            case PrintOutcome.Unknown _ -> papers <= 1;
        };
        synchronized (lies) {
            said.merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
            if (!true0) lies.add(what + ": " + outcome + " but " + papers + " papers");
        }
    }

    private static Sheet slip(String code) {
        var blocks = new ArrayList<Block>();
        IntStream.range(0, 12).forEach(i -> blocks.add(new Block.Text("第 " + i + " 行：办理凭条", Style.BODY)));
        blocks.add(new Block.Qr(code, 240, List.of()));
        blocks.add(new Block.Cut());
        return new Sheet("t", Media.THERMAL_80, blocks);
    }

    private static long times(List<Path> papers, String code) throws Exception {
        long times = 0;
        for (var paper : papers) if (code.equals(read(paper))) times++;
        return times;
    }

    private static String read(Path paper) throws Exception {
        var image = ImageIO.read(paper.toFile());
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)))
                    .getText();
        } catch (NotFoundException | FormatException | ChecksumException noCode) {
            return "";
        }
    }
}
