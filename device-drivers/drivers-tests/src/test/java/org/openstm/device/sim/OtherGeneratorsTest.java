package org.openstm.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.github.anastaciocintra.escpos.EscPos;
import com.github.anastaciocintra.escpos.EscPos.CharacterCodeTable;
import com.github.anastaciocintra.escpos.EscPosConst.Justification;
import com.github.anastaciocintra.escpos.Style;
import com.github.anastaciocintra.escpos.Style.ColorMode;
import com.github.anastaciocintra.escpos.Style.FontName;
import com.github.anastaciocintra.escpos.Style.FontSize;
import com.github.anastaciocintra.escpos.Style.Underline;
import com.github.anastaciocintra.escpos.barcode.BarCode;
import com.github.anastaciocintra.escpos.barcode.QRCode;
import com.github.anastaciocintra.escpos.image.BitImageWrapper;
import com.github.anastaciocintra.escpos.image.BitonalThreshold;
import com.github.anastaciocintra.escpos.image.CoffeeImageImpl;
import com.github.anastaciocintra.escpos.image.EscPosImage;
import com.github.anastaciocintra.escpos.image.GraphicsImageWrapper;
import com.github.anastaciocintra.escpos.image.ImageWrapperInterface;
import com.github.anastaciocintra.escpos.image.RasterBitImageWrapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.Seeds;
import org.openstm.device.driver.barcode.image.CodeImageReader;

/// The output of independent generators is printed with the same words. Neither side knows the other's code: theirs
/// writes the bytes, the simulator interprets them.
class OtherGeneratorsTest {
    private static final Style PLAIN = new Style();
    private static final int COLUMNS = 48;
    private static final List<FontSize> WIDTHS = List.of(FontSize._1, FontSize._2, FontSize._3, FontSize._4);

    /// escpos-coffee, and its input.
    private static final class Coffee implements AutoCloseable {
        private final EscPos printer;
        private final List<String> words = new ArrayList<>();

        Coffee(OutputStream out) throws IOException {
            printer = new EscPos(out);
            printer.initializePrinter();
        }

        void chinese() throws IOException {
            printer.write(0x1C).write('&');
            printer.setCharsetName("GB18030");
        }

        void western(CharacterCodeTable table) throws IOException {
            printer.write(0x1C).write('.');
            printer.setCharacterCodeTable(table);
        }

        void line(Style style, String text) throws IOException {
            printer.writeLF(style, text);
            words.addAll(split(text));
        }

        /// Cells with a start position in dots.
        void row(Map<Integer, String> cells) throws IOException {
            for (var cell :
                    cells.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
                printer.write(0x1B).write('$').write(cell.getKey() & 0xFF).write(cell.getKey() >> 8);
                printer.write(PLAIN, cell.getValue());
                words.addAll(split(cell.getValue()));
            }
            printer.feed(1);
        }

        void qr(String content) throws IOException {
            printer.write(new QRCode().setSize(4).setJustification(Justification.Center), content);
            words.addAll(List.of("QR", content));
        }

        void barcode(String content) throws IOException {
            printer.write(new BarCode(), content);
            words.addAll(List.of("BARCODE", content));
        }

        void picture(ImageWrapperInterface<?> how) throws IOException {
            var image = new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB);
            var pen = image.createGraphics();
            pen.setColor(Color.WHITE);
            pen.fillOval(5, 5, 90, 40);
            pen.dispose();
            printer.write(how, new EscPosImage(new CoffeeImageImpl(image), new BitonalThreshold(127)));
        }

        void cut() throws IOException {
            printer.feed(3).cut(EscPos.CutMode.PART);
        }

        @Override
        public void close() throws IOException {
            printer.close();
        }
    }

    private interface Receipt {
        void print(Coffee coffee) throws IOException;
    }

    private static final List<Receipt> RECEIPTS = List.of(
            coffee -> {
                coffee.line(
                        style(FontSize._2, FontSize._2)
                                .setJustification(Justification.Center)
                                .setBold(true),
                        "Branch receipt");
                coffee.line(PLAIN, "2026-11-24 08:30  No. 0412");
                coffee.line(new Style().setUnderline(Underline.TwoDotThick), "Pension record");
                coffee.row(Map.of(0, "Copy of proof", 300, "2", 420, "3.00"));
                coffee.line(PLAIN, "%-30s%18s".formatted("Total", "15.50"));
                coffee.line(style(FontSize._1, FontSize._2).setJustification(Justification.Right), "thank you");
                coffee.cut();
            },
            coffee -> {
                coffee.chinese();
                coffee.line(style(FontSize._2, FontSize._2).setJustification(Justification.Center), "养老金待遇");
                coffee.line(new Style().setBold(true), "姓名：杨䶮 㐂 𠮷 阿依古丽·买买提 ABC 123");
                coffee.row(Map.of(0, "参保证明", 240, "两份", 420, "3.00"));
                coffee.qr("https://example.invalid/v/1");
                coffee.line(new Style().setColorMode(ColorMode.WhiteOnBlack), "请妥善保管");
                coffee.cut();
            },
            coffee -> {
                coffee.western(CharacterCodeTable.CP858_Euro);
                coffee.line(style(FontSize._1, FontSize._1), "Café Crème 12,50 €");
                coffee.western(CharacterCodeTable.CP852_Latin2);
                coffee.line(style(FontSize._2, FontSize._1), "Žižkov Łódź");
                coffee.western(CharacterCodeTable.CP866_Cyrillic_2);
                coffee.line(style(FontSize._1, FontSize._2), "Жук и лев");
                coffee.chinese();
                coffee.line(PLAIN, "又是中文");
                coffee.cut();
            },
            coffee -> {
                coffee.line(PLAIN, "before");
                coffee.picture(new RasterBitImageWrapper());
                coffee.line(PLAIN, "between raster and columns");
                coffee.picture(new BitImageWrapper());
                coffee.line(PLAIN, "between columns and graphics");
                coffee.picture(new GraphicsImageWrapper().setJustification(Justification.Right));
                coffee.barcode("ABC1234");
                coffee.line(new Style().setFontName(FontName.Font_B), "after");
                coffee.cut();
            });

    @Test
    void what_another_library_prints_on_a_real_line_comes_out_with_its_words(@TempDir Path folder) throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            for (var receipt : RECEIPTS) {
                List<String> words;
                int paper = sim.printedPapers().size() + 1;
                var port = URI.create(sim.link()).getPort();
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                        var coffee = new Coffee(socket.getOutputStream())) {
                    receipt.print(coffee);
                    words = coffee.words;
                    for (int i = 0; i < 500 && sim.printedPapers().size() < paper; i++) Thread.sleep(20);
                }
                assertEquals(paper, sim.printedPapers().size());
                assertEquals(words, split(Files.readString(folder.resolve("paper-%04d.txt".formatted(paper)))));
            }
            assertEquals("ok {}", sim.runControlLine("unknown"));
        }
    }

    @Test
    void any_words_in_any_style_come_out_as_they_went_in() throws Exception {
        long seed = Seeds.next();
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var bytes = new ByteArrayOutputStream();
        List<String> words;
        try (var coffee = new Coffee(bytes)) {
            for (int line = 0; line < 300; line++) {
                var letters = letters(coffee, random);
                int times = random.nextInt(WIDTHS.size());
                coffee.line(style(WIDTHS.get(times), random), text(letters, COLUMNS / (times + 1), random));
                if (random.nextInt(40) == 0) coffee.cut();
            }
            coffee.cut();
            words = coffee.words;
        }
        var printed = SimulatorFactory.renderEscPos(bytes.toByteArray());
        assertEquals(words, split(printed.text()), () -> "rig.seed=" + seed);
        assertEquals(Map.of(), printed.unknown());
    }

    /// Switches to Chinese or to one of the code tables, and returns the characters that can be printed there.
    private static List<String> letters(Coffee coffee, RandomGenerator random) throws IOException {
        if (random.nextBoolean()) {
            coffee.chinese();
            return random.ints(40, 0x3400, 0x9FA6)
                    .filter(c -> c < 0x4DB6 || c >= 0x4E00)
                    .mapToObj(Character::toString)
                    .toList();
        }
        var tables = List.of(
                CharacterCodeTable.CP437_USA_Standard_Europe,
                CharacterCodeTable.CP858_Euro,
                CharacterCodeTable.WPC1252,
                CharacterCodeTable.CP852_Latin2,
                CharacterCodeTable.CP866_Cyrillic_2,
                CharacterCodeTable.WCP1253_Greek);
        var table = tables.get(random.nextInt(tables.size()));
        coffee.western(table);
        var encoder = Charset.forName(table.charsetName).newEncoder();
        return IntStream.concat(IntStream.rangeClosed('!', '~'), IntStream.range(0xC0, 0x460))
                .filter(c -> encoder.canEncode((char) c))
                .mapToObj(Character::toString)
                .toList();
    }

    /// @param room number of narrow characters in a line; a Chinese one takes two
    private static String text(List<String> letters, int room, RandomGenerator random) {
        var text = new StringBuilder();
        for (int left = room; left > 1; left -= 2)
            text.append(random.nextInt(5) == 0 ? " " : letters.get(random.nextInt(letters.size())));
        return text.toString();
    }

    private static Style style(FontSize wide, FontSize tall) {
        return new Style().setFontSize(wide, tall);
    }

    private static Style style(FontSize wide, RandomGenerator random) {
        return style(wide, one(FontSize.values(), random))
                .setBold(random.nextBoolean())
                .setUnderline(one(Underline.values(), random))
                .setColorMode(one(ColorMode.values(), random))
                .setFontName(one(FontName.values(), random))
                .setJustification(one(Justification.values(), random));
    }

    private static <T> T one(T[] of, RandomGenerator random) {
        return of[random.nextInt(of.length)];
    }

    /// One of them draws the code as a picture, the others let the printer do it.
    @ParameterizedTest
    @CsvSource({
        "receiptline-latin, RL1, ''",
        "receiptline-chinese, RL1, ''",
        "receipt-printer-encoder, POS1, ''",
        "node-thermal-printer, NTP1, 1B 42"
    })
    void bytes_of_other_generators_give_the_words_that_were_asked_for(String name, String code, String skipped)
            throws Exception {
        var printed = SimulatorFactory.renderEscPos(resource(name + ".escpos"));
        assertEquals(
                split(new String(resource(name + ".txt"), StandardCharsets.UTF_8)),
                split(printed.text().replace("─", "")));
        assertEquals(skipped, String.join(", ", printed.unknown().keySet()));
        var withoutBars = SimulatorFactory.renderEscPos(withoutBars(resource(name + ".escpos")));
        assertEquals(
                "https://example.invalid/v/" + code,
                assertInstanceOf(Scan.Code.class, CodeImageReader.readCode(withoutBars.paper()))
                        .text());
    }

    /// Two of them place a bar code directly beside the QR code, without its quiet zone: it is left out here.
    private static byte[] withoutBars(byte[] bytes) {
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] != 0x1D || bytes[i + 1] != 'k') continue;
            int end = i + 4 + (bytes[i + 3] & 0xFF);
            if (bytes[i + 2] < 65) for (end = i + 3; bytes[end++] != 0; ) {}
            var left = Arrays.copyOf(bytes, bytes.length - (end - i));
            System.arraycopy(bytes, end, left, i, bytes.length - end);
            return left;
        }
        return bytes;
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(OtherGeneratorsTest.class.getResourceAsStream("generators/" + name))) {
            return in.readAllBytes();
        }
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toList());
    }
}
