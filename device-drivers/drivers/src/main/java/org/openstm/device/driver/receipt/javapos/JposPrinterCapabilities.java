package org.openstm.device.driver.receipt.javapos;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jpos.JposConst;
import jpos.JposException;
import jpos.POSPrinter;
import jpos.POSPrinterConst;
import org.openstm.device.driver.javapos.UnfitService;
import org.openstm.print.Media;
import org.openstm.print.render.SheetSegments;

/// Capabilities of a printer, by the service's `Cap` properties and by the properties that can be set.
///
/// @param pictures whether it prints pictures; else all output is characters
/// @param text whether blocks are sent as characters if the printer has all of them
/// @param charset character set for Chinese: `gb18030`, `gbk`, `unicode` or `none`
/// @param cut `partial`, `full` or `none`
/// @param async whether the service queues output and reports its completion; else the call returns on completion
/// @param transaction whether a sheet can be printed as one transaction
/// @param power how it reports power: `none`, `standard` (off and offline are one) or `advanced`
/// @param sensors of `cover`, `end`, `near-end`
/// @param linesToCut from the head to the cutter
/// @param selfTest whether the service checks its own health
record JposPrinterCapabilities(
        Media media,
        boolean pictures,
        boolean text,
        String charset,
        String cut,
        boolean async,
        boolean transaction,
        String power,
        List<String> sensors,
        int linesToCut,
        boolean selfTest,
        Map<String, String> identity) {
    /// From this version on, bitmaps are passed in memory. Earlier versions use files, and a receipt must not be
    /// written to a disk.
    private static final int MEMORY_BITMAPS = 1_010_000;

    private static final int CELL_DOTS = 12;
    private static final int FEWEST_COLUMNS = 24;
    private static final int MOST_LINES = 20;

    /// Default where the service does not report it: rather too far than through the last line.
    private static final int TO_CUTTER = 5;

    private static final Map<String, String> CHINESE = Map.of("54936", "gb18030", "936", "gbk", "997", "unicode");

    JposPrinterCapabilities {
        sensors = List.copyOf(sensors);
        identity = Map.copyOf(identity);
    }

    /// @throws UnfitService if it cannot print without risk of loss
    static JposPrinterCapabilities probePrinter(POSPrinter printer, JposPrinterSettings settings) throws JposException {
        if (!printer.getCapRecPresent()) throw new UnfitService("the service has no receipt station");
        boolean text = settings.layout().equals("text");
        boolean pictures = printer.getCapRecBitmap() && printer.getDeviceServiceVersion() >= MEMORY_BITMAPS;
        if (!pictures && !text)
            throw new UnfitService(
                    "the service prints no pictures from memory (CapRecBitmap, JavaPOS 1.10): with layout=text"
                            + " it prints words only, a code as its text and a character that it has not as "
                            + SheetSegments.MISSING);
        var media = settings.media().isPresent() ? settings.media().get() : readMedia(printer);
        var charset = chooseCharset(printer, text);
        if (text && charset.equals("none"))
            throw new UnfitService("the service has no Chinese characters"
                    + (pictures ? ": leave layout=text away" : " and prints no pictures: it cannot print slips"));
        if (text) media = fitColumns(printer, media, pictures);
        return new JposPrinterCapabilities(
                media,
                pictures,
                text,
                charset,
                chooseCut(printer, settings),
                enableAsync(printer),
                askOrElse(false, printer::getCapTransaction),
                powerReporting(printer),
                readSensors(printer),
                Math.clamp(askOrElse(TO_CUTTER, printer::getRecLinesToPaperCut), 0, MOST_LINES),
                hasSelfTest(printer),
                readIdentity(printer));
    }

    private interface CapabilityQuestion<R> {
        R askService() throws JposException;
    }

    /// Reads a property, or the default if the service refuses it, is too old for it, fails, or returns nothing. It
    /// may print well all the same.
    private static <R> R askOrElse(R without, CapabilityQuestion<R> question) throws JposException {
        try {
            return Objects.requireNonNullElse(question.askService(), without);
        } catch (JposException no) {
            int code = no.getErrorCode();
            boolean missing = code == JposConst.JPOS_E_ILLEGAL
                    || code == JposConst.JPOS_E_NOSERVICE
                    || no.getOrigException() instanceof RuntimeException;
            if (missing) return without;
            throw no;
        }
    }

    /// Enables asynchronous output; a service without it refuses, or only pretends.
    private static boolean enableAsync(POSPrinter printer) throws JposException {
        return askOrElse(false, () -> {
            printer.setAsyncMode(true);
            return printer.getAsyncMode();
        });
    }

    private static int lineWidth(POSPrinter printer, int mapMode) throws JposException {
        return askOrElse(0, () -> {
            printer.setMapMode(mapMode);
            return printer.getRecLineWidth();
        });
    }

    private static Media readMedia(POSPrinter printer) throws JposException {
        int hundredths = lineWidth(printer, POSPrinterConst.PTR_MM_METRIC);
        int dots = lineWidth(printer, POSPrinterConst.PTR_MM_DOTS);
        if (dots <= 0) throw new UnfitService("the service does not tell how wide a line is: name the paper by media");
        // converts hundredths of a millimetre to dots per inch
        int perInch = hundredths > 0 ? Math.round(dots * 2540f / hundredths) : 203;
        try {
            return Media.named("roll-" + dots + "-" + perInch);
        } catch (IllegalArgumentException odd) {
            throw new UnfitService("the service reports a line of " + dots + " dots: name the paper by media", odd);
        }
    }

    private static String chooseCharset(POSPrinter printer, boolean wanted) throws JposException {
        var offered = Arrays.asList(askOrElse("", printer::getCharacterSetList).split("\\s*,\\s*"));
        for (var number : List.of("54936", "936", "997")) {
            if (!offered.contains(number)) continue;
            if (wanted) printer.setCharacterSet(Integer.parseInt(number));
            return CHINESE.getOrDefault(number, "none");
        }
        return "none";
    }

    /// Beside pictures the letters must fill the paper; letters alone may leave a margin.
    private static Media fitColumns(POSPrinter printer, Media media, boolean pictures) throws JposException {
        int wanted = media.widthDots() / CELL_DOTS;
        int columns = askOrElse(0, () -> {
            printer.setRecLineChars(wanted);
            return printer.getRecLineChars();
        });
        if (columns >= wanted) return media;
        if (pictures)
            throw new UnfitService(
                    "the service sets no line of " + wanted + " characters on this paper: leave layout=text away");
        columns = columns > 0 ? columns : askOrElse(0, printer::getRecLineChars);
        if (columns < FEWEST_COLUMNS)
            throw new UnfitService("the service sets lines of " + columns + " characters: too few for a slip");
        return Media.roll(Math.min(columns, wanted) * CELL_DOTS, media.dotsPerInch());
    }

    private static String chooseCut(POSPrinter printer, JposPrinterSettings settings) throws JposException {
        if (!askOrElse(false, printer::getCapRecPapercut)) return "none";
        return settings.cut().equals("auto") ? "partial" : settings.cut();
    }

    private static String powerReporting(POSPrinter printer) {
        try {
            return switch (printer.getCapPowerReporting()) {
                case JposConst.JPOS_PR_STANDARD -> "standard";
                case JposConst.JPOS_PR_ADVANCED -> "advanced";
                default -> "none";
            };
        } catch (JposException _) {
            return "none";
        }
    }

    private static List<String> readSensors(POSPrinter printer) throws JposException {
        var sensors = new ArrayList<String>();
        if (askOrElse(false, printer::getCapCoverSensor)) sensors.add("cover");
        if (askOrElse(false, printer::getCapRecEmptySensor)) sensors.add("end");
        if (askOrElse(false, printer::getCapRecNearEndSensor)) sensors.add("near-end");
        return sensors;
    }

    private static boolean hasSelfTest(POSPrinter printer) {
        try {
            printer.checkHealth(JposConst.JPOS_CH_INTERNAL);
            return true;
        } catch (JposException no) {
            return no.getErrorCode() != JposConst.JPOS_E_ILLEGAL;
        }
    }

    private static Map<String, String> readIdentity(POSPrinter printer) throws JposException {
        var identity = new HashMap<String, String>();
        identity.put("model", askOrElse("", printer::getPhysicalDeviceName));
        identity.put("service", askOrElse("", printer::getDeviceServiceDescription));
        int version = printer.getDeviceServiceVersion();
        identity.put("service-version", version / 1_000_000 + "." + version / 1000 % 1000 + "." + version % 1000);
        return identity;
    }

    JposPrinterCapabilities withoutTransactions() {
        return new JposPrinterCapabilities(
                media, pictures, text, charset, cut, async, false, power, sensors, linesToCut, selfTest, identity);
    }

    boolean hasSensor(String sensor) {
        return sensors.contains(sensor);
    }

    /// Whether the printer has every character of a text.
    boolean isPrintable(String words) {
        if (!text) return false;
        var known = charset.equals("gb18030") ? Charset.forName("GB18030") : Charset.forName("GBK");
        return StandardCharsets.US_ASCII.newEncoder().canEncode(words)
                || known.newEncoder().canEncode(words);
    }

    Map<String, String> toCapabilities() {
        var told = new HashMap<String, String>();
        told.put("media", media.name());
        told.put("layout", text ? "text" : "picture");
        told.put("charset", charset);
        told.put("cutter", cut);
        told.put("transaction", transaction ? "yes" : "no");
        told.put("power", power);
        told.put("sensors", sensors.isEmpty() ? "none" : String.join(" ", sensors));
        // reported only if missing: most have them
        if (!pictures) told.put("pictures", "no");
        return Map.copyOf(told);
    }
}
