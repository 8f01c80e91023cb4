package org.openstm.device.driver.receipt.escpos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstm.print.Media;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads the two files of printers: the data of escpos-printer-db, and our own corrections to it.
final class PrinterProfileFiles {
    private static final int USUAL_DPI = 203;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// One printer of the database; unknown values are absent.
    ///
    /// @param columns letters per line in the first font
    /// @param features by the database's names
    record ListedPrinter(
            String vendor,
            String name,
            @Nullable Integer dots,
            @Nullable Integer dpi,
            int columns,
            Set<String> features) {}

    /// Our own data for one printer, in the database or not.
    record KnownPrinter(
            @Nullable String maker,
            @Nullable String model,
            @Nullable String support,
            String source,
            Map<String, String> settings) {}

    private PrinterProfileFiles() {}

    static SortedMap<String, PrinterProfile> readProfiles() {
        var listed = readFile("escpos-printer-db.yaml", new TypeReference<LinkedHashMap<String, ListedPrinter>>() {});
        var known = readFile("profiles.yaml", new TypeReference<LinkedHashMap<String, KnownPrinter>>() {});
        var all = new TreeMap<String, PrinterProfile>(String.CASE_INSENSITIVE_ORDER);
        listed.forEach((name, printer) -> all.put(name, toProfile(name, printer)));
        known.forEach((name, more) -> all.put(name, mergeKnown(name, more, Optional.ofNullable(all.get(name)))));
        return Collections.unmodifiableSortedMap(all);
    }

    private static <T> T readFile(String name, TypeReference<T> shape) {
        try (InputStream in = PrinterProfileFiles.class.getResourceAsStream(name)) {
            return YAML.readValue(Objects.requireNonNull(in, name), shape);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static PrinterProfile toProfile(String name, ListedPrinter printer) {
        var refused = refusalReason(printer);
        var settings = refused.isEmpty() ? toSettings(printer) : Map.<String, String>of();
        return new PrinterProfile(
                name, printer.vendor(), printer.name(), "untested", "escpos-printer-db", settings, refused);
    }

    private static PrinterProfile mergeKnown(String name, KnownPrinter more, Optional<PrinterProfile> before) {
        var settings = new HashMap<>(before.map(PrinterProfile::settings).orElse(Map.of()));
        settings.putAll(more.settings());
        return new PrinterProfile(
                name,
                more.maker() == null ? before.orElseThrow().maker() : more.maker(),
                more.model() == null ? before.orElseThrow().model() : more.model(),
                more.support() == null ? "untested" : more.support(),
                more.source(),
                settings,
                before.flatMap(PrinterProfile::refused));
    }

    private static Optional<String> refusalReason(ListedPrinter printer) {
        var has = printer.features();
        if (has.contains("starCommands"))
            return Optional.of(
                    "it is driven by Star's own commands, which this driver does not speak;"
                            + " an engineer may switch it to ESC/POS and then name profile=default, or connect another printer");
        if (!has.contains("bitImageRaster") && !has.contains("graphics"))
            return Optional.of(
                    "it prints no raster pictures, which a slip needs; an engineer must connect another printer");
        return Optional.empty();
    }

    private static Map<String, String> toSettings(ListedPrinter printer) {
        var has = printer.features();
        var settings = new HashMap<String, String>();
        settings.put(
                "media", Media.roll(widthDots(printer), dotsPerInch(printer)).name());
        settings.put("cut", has.contains("paperPartCut") ? "partial" : has.contains("paperFullCut") ? "full" : "none");
        settings.put("picture", has.contains("bitImageRaster") ? "raster" : "graphics");
        // the command is trusted only for a printer that also reports its identity: the database inherits it
        // broadly
        if (!has.contains("qrCode")) settings.put("qr", "raster");
        // columns are counted in letters of 12 dots
        if (widthDots(printer) / 12 != printer.columns()) settings.put("layout", "picture");
        return settings;
    }

    /// The database's width is sometimes that of the paper. It is used if letters of 12 or 13 dots fill it; else
    /// the width of a full line of letters is certain.
    private static int widthDots(ListedPrinter printer) {
        var dots = printer.dots();
        return dots != null && (dots / 12 == printer.columns() || dots / 13 == printer.columns())
                ? dots
                : printer.columns() * 12;
    }

    private static int dotsPerInch(ListedPrinter printer) {
        var dpi = printer.dpi();
        return dpi == null ? USUAL_DPI : dpi;
    }
}
