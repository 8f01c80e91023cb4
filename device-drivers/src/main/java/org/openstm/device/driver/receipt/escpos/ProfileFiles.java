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

/// The two files of printers: what escpos-printer-db says, and over it what we know better.
final class ProfileFiles {
    private static final int USUAL_DPI = 203;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// One printer of the database; what it does not know is absent.
    ///
    /// @param columns letters of the first font in a line
    /// @param features by the database's names
    record Listed(
            String vendor,
            String name,
            @Nullable Integer dots,
            @Nullable Integer dpi,
            int columns,
            Set<String> features) {}

    /// What we know of one printer, of the database or not.
    record Known(
            @Nullable String maker,
            @Nullable String model,
            @Nullable String support,
            String source,
            Map<String, String> settings) {}

    private ProfileFiles() {}

    static SortedMap<String, PrinterProfile> read() {
        var listed = file("escpos-printer-db.yaml", new TypeReference<LinkedHashMap<String, Listed>>() {});
        var known = file("profiles.yaml", new TypeReference<LinkedHashMap<String, Known>>() {});
        var all = new TreeMap<String, PrinterProfile>(String.CASE_INSENSITIVE_ORDER);
        listed.forEach((name, printer) -> all.put(name, profile(name, printer)));
        known.forEach((name, more) -> all.put(name, more(name, more, Optional.ofNullable(all.get(name)))));
        return Collections.unmodifiableSortedMap(all);
    }

    private static <T> T file(String name, TypeReference<T> shape) {
        try (InputStream in = ProfileFiles.class.getResourceAsStream(name)) {
            return YAML.readValue(Objects.requireNonNull(in, name), shape);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static PrinterProfile profile(String name, Listed printer) {
        var refused = refused(printer);
        var settings = refused.isEmpty() ? settings(printer) : Map.<String, String>of();
        return new PrinterProfile(
                name, printer.vendor(), printer.name(), "untested", "escpos-printer-db", settings, refused);
    }

    private static PrinterProfile more(String name, Known more, Optional<PrinterProfile> before) {
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

    private static Optional<String> refused(Listed printer) {
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

    private static Map<String, String> settings(Listed printer) {
        var has = printer.features();
        var settings = new HashMap<String, String>();
        settings.put("media", Media.roll(width(printer), dpi(printer)).name());
        settings.put("cut", has.contains("paperPartCut") ? "partial" : has.contains("paperFullCut") ? "full" : "none");
        settings.put("picture", has.contains("bitImageRaster") ? "raster" : "graphics");
        // that it has the command is believed only of one that also tells who it is: the database inherits it broadly
        if (!has.contains("qrCode")) settings.put("qr", "raster");
        // lines are counted in letters of 12 dots
        if (width(printer) / 12 != printer.columns()) settings.put("layout", "picture");
        return settings;
    }

    /// The database's width is sometimes that of the paper. It is believed if letters of 12 or 13 dots fill it; else
    /// what the letters of a line need is surely there.
    private static int width(Listed printer) {
        var dots = printer.dots();
        return dots != null && (dots / 12 == printer.columns() || dots / 13 == printer.columns())
                ? dots
                : printer.columns() * 12;
    }

    private static int dpi(Listed printer) {
        var dpi = printer.dpi();
        return dpi == null ? USUAL_DPI : dpi;
    }
}
