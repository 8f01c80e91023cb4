package org.openstm.kiosk.bench;

import com.github.anastaciocintra.escpos.EscPos;
import com.github.anastaciocintra.escpos.EscPosConst;
import com.github.anastaciocintra.escpos.Style;
import com.github.anastaciocintra.escpos.barcode.QRCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.HealthLevel;
import org.openstm.device.IdCardReader;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.host.HostSettings;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.SwapOutcome;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// The device layer against what one would have without it.
final class DevicesBench implements Bench {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int WARMING = 1000;
    private static final int QUESTIONS = 400;
    private static final int CARDS = 60;

    /// With no newer address the module only says so.
    private static final int ADDRESS_ANSWER = 11;

    private static final int RECEIPTS = 200;
    private static final int SWAPS = 10;
    private static final int STARTS = 7;
    private static final int CYCLES = Integer.getInteger("bench.cycles", 100);

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public String says() {
        return "a card and a reader's state asked on a pty at 11,520 bytes a second, over the same questions to a plain"
                + " file on the same pty (" + CARDS + " cards, " + QUESTIONS + " states, each after " + WARMING
                + " states to warm up); receipts a second, each with proof, over a general ESC/POS library that"
                + " asks nothing (" + RECEIPTS
                + " different receipts each, after as many to warm up); a swap; the start of a driver host; "
                + CYCLES + " losses of each kind";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        var figures = new ArrayList<Figure>();
        roundTrip(folder.resolve("pty"), figures);
        receipts(folder.resolve("receipts"), figures);
        swaps(folder.resolve("swaps"), figures);
        starts(folder.resolve("starts"), figures);
        losses(folder.resolve("losses"), figures);
        return figures;
    }

    private static DriverContext context(String link) {
        return new DriverContext("bench", LinkAddress.parse(link));
    }

    private static Device hosted(DeviceClass deviceClass, String driver, String link) throws Exception {
        return Hosts.driver(deviceClass, driver, List.of(), HostSettings.standard())
                .open(context(link));
    }

    private static void roundTrip(Path folder, List<Figure> figures) throws Exception {
        Files.createDirectories(folder);
        try (var sim =
                SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "pty:" + folder.resolve("line"), folder)) {
            sim.runControlLine("pace 11520"); // as fast as a line of 115,200 baud is
            var plain = new Trips();
            try (var file = new RandomAccessFile(folder.resolve("line").toFile(), "rw")) {
                plain.take(sim, () -> ask(file, STATUS, 11), () -> card(file));
            }
            var inside = new Trips();
            try (var reader = (IdCardReader) BuiltInDrivers.driverNamed(DeviceClass.ID_CARD_READER, "samv")
                    .open(context(sim.link()))) {
                inside.take(sim, () -> ask(reader), () -> card(reader));
            }
            var hosted = new Trips();
            try (var reader = (IdCardReader) hosted(DeviceClass.ID_CARD_READER, "samv", sim.link())) {
                hosted.take(sim, () -> ask(reader), () -> card(reader));
            }
            figures.add(inside.cards("devices.card.inside.p50", plain));
            figures.add(hosted.cards("devices.card.hosted.p50", plain));
            figures.add(inside.states("devices.state.inside.p50", plain));
            figures.add(hosted.states("devices.state.hosted.p50", plain));
        }
    }

    private interface Question {
        void ask() throws Exception;
    }

    /// One at a time on the line: the simulator answers the same questions to a file and to the driver.
    private static final class Trips {
        private final Samples states = new Samples();
        private final Samples cards = new Samples();

        void take(DeviceSimulator sim, Question state, Question card) throws Exception {
            for (int i = 0; i < WARMING; i++) state.ask();
            for (int i = 0; i < QUESTIONS; i++) states.add(millis(state));
            for (int i = 0; i < CARDS; i++) {
                sim.runControlLine("lift");
                sim.runControlLine("lay li-xiulan");
                cards.add(millis(card));
            }
        }

        private static double millis(Question question) throws Exception {
            long begun = System.nanoTime();
            question.ask();
            return (System.nanoTime() - begun) / 1e6;
        }

        Figure cards(String name, Trips plain) {
            return Figure.ratio(name, "ms", cards.median(), plain.cards.median(), 1.05);
        }

        Figure states(String name, Trips plain) {
            return Figure.ratio(name, "ms", states.median(), plain.states.median(), 1.05);
        }
    }

    private static final byte[] STATUS = question(0x11, 0xFF);

    /// A frame of GA 467 with a command of two bytes.
    private static byte[] question(int command, int parameter) {
        return new byte[] {
            (byte) 0xAA,
            (byte) 0xAA,
            (byte) 0xAA,
            (byte) 0x96,
            0x69,
            0,
            3,
            (byte) command,
            (byte) parameter,
            (byte) (3 ^ command ^ parameter)
        };
    }

    private static void ask(RandomAccessFile line, byte[] question, int answerBytes) throws IOException {
        line.write(question);
        var answer = new byte[answerBytes];
        // a line that is set to wait for nothing says -1 until something is there
        for (int count = 0; count < answer.length; )
            count += Math.max(0, line.read(answer, count, answer.length - count));
    }

    /// Find, select and read, and then whether it still lies there, as the driver does.
    private static void card(RandomAccessFile line) throws IOException {
        ask(line, question(0x20, 0x01), 11 + 4);
        ask(line, question(0x20, 0x02), 11 + 8);
        ask(line, question(0x30, 0x01), 11 + 4 + 256 + 1024);
        ask(line, question(0x30, 0x03), ADDRESS_ANSWER);
    }

    private static void ask(Device reader) throws InterruptedException {
        if (!reader.status(SOON).usable()) throw new IllegalStateException("the reader does not answer");
    }

    private static void card(IdCardReader reader) throws InterruptedException {
        if (!(reader.read(SOON) instanceof IdCardReader.Reading.Card))
            throw new IllegalStateException("the card was not read");
    }

    private static void receipts(Path folder, List<Figure> figures) throws Exception {
        double theirs;
        double ours;
        double hosted;
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            coffee(sim, 0, RECEIPTS);
            theirs = coffee(sim, RECEIPTS, RECEIPTS);
            try (var printer = (ReceiptPrinter) BuiltInDrivers.driverNamed(DeviceClass.RECEIPT_PRINTER, "escpos")
                    .open(context(sim.link() + "?layout=text"))) {
                print(printer, 0, RECEIPTS);
                ours = print(printer, RECEIPTS, RECEIPTS);
            }
            try (var printer =
                    (ReceiptPrinter) hosted(DeviceClass.RECEIPT_PRINTER, "escpos", sim.link() + "?layout=text")) {
                print(printer, 0, RECEIPTS);
                hosted = print(printer, RECEIPTS, RECEIPTS);
            }
        }
        figures.add(Figure.ratio("devices.receipt.inside", "ms", ours, theirs, 1));
        figures.add(Figure.ratio("devices.receipt.hosted", "ms", hosted, theirs, 1));
    }

    private static double print(ReceiptPrinter printer, int from, int count) throws InterruptedException {
        long begun = System.nanoTime();
        for (int i = from; i < from + count; i++) {
            var outcome = printer.print(receipt(i), SOON);
            if (!(outcome instanceof PrintOutcome.Printed)) throw new IllegalStateException(outcome.toString());
        }
        return (System.nanoTime() - begun) / 1e6 / count;
    }

    private static Sheet receipt(int number) {
        var body = org.openstm.print.Style.BODY;
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Text("Receipt " + number, body));
        for (int i = 0; i < 20; i++) blocks.add(new Block.Text("Line " + i + " of receipt " + number, body));
        blocks.add(new Block.Qr("https://example.invalid/v/" + number, 240, List.of()));
        blocks.add(new Block.Cut());
        return new Sheet("bench", Media.THERMAL_80, blocks);
    }

    /// The other library sends and knows nothing; the clock stops when the paper is there.
    private static double coffee(DeviceSimulator sim, int from, int count) throws Exception {
        int before = sim.printedPapers().size();
        long begun = System.nanoTime();
        for (int i = from; i < from + count; i++) {
            try (var socket = new Socket(
                            InetAddress.getLoopbackAddress(),
                            URI.create(sim.link()).getPort());
                    var printer = new EscPos(socket.getOutputStream())) {
                printer.initializePrinter();
                printer.writeLF(new Style().setBold(true), "Receipt " + i);
                for (int line = 0; line < 20; line++) printer.writeLF("Line " + line + " of receipt " + i);
                printer.write(
                        new QRCode().setSize(8).setJustification(EscPosConst.Justification.Center),
                        "https://example.invalid/v/" + i);
                printer.feed(3).cut(EscPos.CutMode.FULL);
            }
            while (sim.printedPapers().size() < before + i - from + 1) Thread.sleep(1);
        }
        return (System.nanoTime() - begun) / 1e6 / count;
    }

    private static void swaps(Path folder, List<Figure> figures) throws Exception {
        var took = new Samples();
        try (var first = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder);
                var second = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder);
                var desk = DeviceManager.open(List.of(entry(first)), Duration.ofSeconds(5))) {
            desk.findPort(ReceiptPrinter.class).orElseThrow().status(SOON);
            for (int i = 0; i < SWAPS; i++) {
                var outcome = desk.swaps()
                        .swapDevice(entry(i % 2 == 0 ? second : first), "bench", HealthLevel.INTERNAL, SOON);
                if (!(outcome instanceof SwapOutcome.Swapped swapped))
                    throw new IllegalStateException(outcome.toString());
                took.add(swapped.took().toNanos() / 1e6);
            }
        }
        figures.add(Figure.told("devices.swap.p50", "ms", took.median(), Double.NaN));
    }

    private static DeviceEntry entry(DeviceSimulator sim) {
        return new DeviceEntry(
                "slip-1",
                DeviceClass.RECEIPT_PRINTER,
                "escpos",
                LinkAddress.parse(sim.link()),
                DeviceEntry.Isolation.PROCESS);
    }

    private static void starts(Path folder, List<Figure> figures) throws Exception {
        var inside = new Samples();
        var hosted = new Samples();
        double memory = 0;
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            for (int i = 0; i < STARTS; i++) {
                long begun = System.nanoTime();
                BuiltInDrivers.driverNamed(DeviceClass.ID_CARD_READER, "samv")
                        .open(context(sim.link()))
                        .close();
                long opened = System.nanoTime();
                try (var device = hosted(DeviceClass.ID_CARD_READER, "samv", sim.link())) {
                    hosted.add((System.nanoTime() - opened) / 1e6);
                    inside.add((opened - begun) / 1e6);
                    device.status(SOON);
                    memory = Math.max(memory, anonymous());
                }
            }
        }
        figures.add(Figure.told("devices.host.start.p50", "ms", hosted.median(), inside.median()));
        figures.add(Figure.told("devices.host.rss-anon", "MB", memory, Double.NaN));
    }

    /// Of the children of this process together: there is one.
    private static double anonymous() throws IOException {
        double all = 0;
        for (var child : ProcessHandle.current().children().toList())
            for (var line : Files.readAllLines(Path.of("/proc/" + child.pid() + "/status")))
                if (line.startsWith("RssAnon:")) all += Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
        return all;
    }

    /// Lost in each state and found again, as often as in a bad year.
    private static void losses(Path folder, List<Figure> figures) throws Exception {
        for (var line : Losses.run(CYCLES, folder)) {
            var words = line.split(" ", 2);
            if (words[0].equals("left"))
                figures.add(
                        Figure.atMost("devices.lost.left-over", "", words[1].equals("nothing") ? 0 : 1, Double.NaN, 0));
            else figures.add(Figure.told("devices.lost." + words[0], "ms", Double.parseDouble(words[1]), Double.NaN));
        }
    }
}
