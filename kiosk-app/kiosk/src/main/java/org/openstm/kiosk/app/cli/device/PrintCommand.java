package org.openstm.kiosk.app.cli.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.driver.receipt.escpos.PrinterProfile;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.spi.DriverContext;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.text.FaultText;
import org.openstm.print.Fields;
import org.openstm.print.Sheet;
import org.openstm.print.Templates;
import org.openstm.print.render.EscPosProfile;
import org.openstm.print.render.EscPosProfile.Hanzi;
import org.openstm.print.render.EscPosProfile.OutputMode;
import org.openstm.print.render.EscPosRenderer;
import org.openstm.print.render.PdfRenderer;
import org.openstm.print.render.PictureRenderer;
import org.openstm.print.render.PlainTextRenderer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `stm print`: fills a template and prints it, or writes it to a file.
@Command(
        name = "print",
        footer = "%nExample: stm print receipt/accepted --example --to tcp://192.0.2.10:9100",
        description = {
            "Fills a template and prints it or writes it to a file.",
            "Exit 0 only with proof that the paper came out, 1 if it certainly did not, 3 if the result is unknown."
        })
public final class PrintCommand implements Callable<Integer> {
    /// Generic printers, for files only.
    private static final List<String> FILE_PROFILES = List.of("picture", "text-gb18030", "text-gb2312", "text-none");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TEMPLATE", description = "For example receipt/accepted")
    private String template = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "DATA.json", description = "Texts by name; lists are tables.")
    private @Nullable Path data;

    @Option(names = "--example", description = "Uses the template's example; without --to, prints it as JSON.")
    private boolean example;

    @Option(
            names = "--to",
            paramLabel = "LINK|FILE",
            description = "tcp://, serial:, usb:, ipp://, ws:// or a file ending in png, pdf, txt, escpos")
    private @Nullable String target;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = {
                "Name of the receipt printer, as listed by stm device profiles.",
                "For escpos files also picture, text-gb18030, text-gb2312, text-none; picture where nothing is said."
            })
    private @Nullable String profile;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60", description = "Default: ${DEFAULT-VALUE}")
    private double wait = 60;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var paper = Templates.shipped(template);
        if (target == null) {
            if (!example) return reportUsageError("name the target: --to LINK or FILE");
            spec.commandLine().getOut().println(toJson(paper.example()));
            spec.commandLine().getOut().flush();
            return ExitCodes.DONE;
        }
        if (data == null && !example) return reportUsageError("name a file with the data, or use --example");
        var sheet = paper.fill(data == null ? paper.example() : readFields(data));
        boolean printer = target.matches("(tcp|serial|usb|ipps?|wss?):.*");
        var hindrance = profileHindrance(target, printer);
        if (!hindrance.isEmpty()) return reportUsageError(hindrance);
        if (!printer) return writeSheet(sheet, target);
        var link = new LinkConverter().convert(target);
        return printSheet(sheet, profile == null ? link : link.with("profile", profile));
    }

    /// Why no such profile can be used, or empty.
    private String profileHindrance(String to, boolean printer) {
        if (profile == null || (!printer && FILE_PROFILES.contains(profile))) return "";
        if (to.startsWith("ipp:")) return "--profile is for receipt printers, and " + to + " is a document printer";
        if (to.startsWith("ws")) return "--profile is for ESC/POS, and " + to + " is a service";
        try {
            PrinterProfile.profileNamed(profile);
            return "";
        } catch (IllegalArgumentException none) {
            return String.valueOf(none.getMessage());
        }
    }

    private int reportUsageError(String why) {
        spec.commandLine().getErr().println("stm: " + why);
        return ExitCodes.USAGE;
    }

    private int printSheet(Sheet sheet, LinkAddress address) throws IOException, InterruptedException {
        var patience = Duration.ofMillis(Math.round(wait * 1000));
        boolean document = address.scheme().equals("ipp") || address.scheme().equals("ipps");
        var driver = document
                ? BuiltInDrivers.driverNamed(DeviceClass.DOCUMENT_PRINTER, "ipp")
                : BuiltInDrivers.driverNamed(DeviceClass.RECEIPT_PRINTER, LinkConverter.driverFor(address, "escpos"));
        try (var device = driver.open(new DriverContext("printer", address))) {
            return reportOutcome(
                    device instanceof DocumentPrinter printer
                            ? printer.print(
                                    PdfRenderer.toPdf(sheet),
                                    sheet.title(),
                                    patience,
                                    progress -> printLine(progress.pages() + " pages " + progress.waitingFor()))
                            : ((ReceiptPrinter) device).print(sheet, patience));
        } catch (LinkLost lost) {
            return reportOutcome(new PrintOutcome.NotPrinted(lost.fault()));
        }
    }

    private int reportOutcome(PrintOutcome outcome) {
        return switch (outcome) {
            case PrintOutcome.Printed(var proof, var evidence) -> {
                printLine("printed (" + proof + ": " + evidence + ")");
                yield ExitCodes.DONE;
            }
            case PrintOutcome.NotPrinted(var fault) -> {
                printLine("stm: not printed: " + FaultText.of(fault));
                yield ExitCodes.FAILED;
            }
            case PrintOutcome.Unknown(var fault) -> {
                printLine("stm: it is unknown whether it was printed: " + FaultText.of(fault));
                yield ExitCodes.UNKNOWN;
            }
        };
    }

    private void printLine(String line) {
        spec.commandLine().getErr().println(line);
    }

    private int writeSheet(Sheet sheet, String file) throws IOException {
        var path = Path.of(file);
        switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "png" -> writePages(sheet, file);
            case "pdf" -> Files.write(path, PdfRenderer.toPdf(sheet));
            case "txt" -> Files.writeString(path, PlainTextRenderer.toPlainText(sheet));
            case "escpos" -> Files.write(path, EscPosRenderer.toEscPos(sheet, renderingProfile(sheet)));
            default -> {
                return reportUsageError(
                        "a file ends in png, pdf, txt or escpos, a link begins with tcp:, serial:, usb:, ipp:, ipps:,"
                                + " ws: or wss:");
            }
        }
        return ExitCodes.DONE;
    }

    private static void writePages(Sheet sheet, String first) throws IOException {
        var pages = PictureRenderer.toPictures(sheet);
        for (int i = 0; i < pages.size(); i++) {
            var name = i == 0 ? first : first.replaceFirst("\\.png$", "-" + (i + 1) + ".png");
            try (var file = Files.newOutputStream(Path.of(name))) { // ImageIO prints a trace where it cannot open one
                ImageIO.write(pages.get(i), "png", file);
            }
        }
    }

    private EscPosProfile renderingProfile(Sheet sheet) {
        return switch (profile == null ? "picture" : profile) {
            case "picture" -> new EscPosProfile(sheet.media(), Hanzi.NONE, false, OutputMode.PICTURE, true);
            case "text-none" -> new EscPosProfile(sheet.media(), Hanzi.NONE, true, OutputMode.TEXT, true);
            case "text-gb2312" -> new EscPosProfile(sheet.media(), Hanzi.GB2312, true, OutputMode.TEXT, true);
            case "text-gb18030" -> new EscPosProfile(sheet.media(), Hanzi.GB18030, true, OutputMode.TEXT, true);
            case String name -> PrinterProfile.profileNamed(name).renderingProfile();
        };
    }

    private static Fields readFields(Path file) {
        var texts = new LinkedHashMap<String, String>();
        var tables = new LinkedHashMap<String, List<Map<String, String>>>();
        for (var entry : new JsonMapper().readTree(file.toFile()).properties()) {
            if (entry.getValue().isArray())
                tables.put(
                        entry.getKey(),
                        entry.getValue()
                                .valueStream()
                                .map(PrintCommand::readRow)
                                .toList());
            else texts.put(entry.getKey(), entry.getValue().asString());
        }
        return new Fields(texts, tables);
    }

    private static Map<String, String> readRow(JsonNode node) {
        var row = new LinkedHashMap<String, String>();
        for (var entry : node.properties())
            row.put(entry.getKey(), entry.getValue().asString());
        return row;
    }

    private static String toJson(Fields fields) {
        var all = new LinkedHashMap<String, Object>(new java.util.TreeMap<>(fields.texts()));
        all.putAll(fields.tables());
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }
}
