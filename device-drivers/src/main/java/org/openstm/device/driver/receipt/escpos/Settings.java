package org.openstm.device.driver.receipt.escpos;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openstm.print.Media;
import org.openstm.print.render.EscPosProfile;
import org.openstm.print.render.EscPosProfile.Cut;
import org.openstm.print.render.EscPosProfile.Hanzi;
import org.openstm.print.render.EscPosProfile.Layout;

/// What the link says about the printer, and behind it the profile that it names; what both leave open is probed.
///
/// @param profile `profile=NAME`
/// @param media loaded paper (`media=thermal-58`)
/// @param layout `picture`, `text` or `auto`
/// @param hanzi `none`, `gb2312`, `gb18030` or `auto`
/// @param qr `native`, `raster` or `auto`
/// @param cut `partial`, `full` (for printers that shall cut through) or `none` (for those without a cutter)
/// @param graphics `picture=graphics` for printers that take pictures by `GS ( L` only
/// @param status how it tells its state
/// @param processId `on`, `auto`, or `off` for printers that print the command as text
/// @param presenter `presenter=on` where a bit of the roll sensor means the presenter
record Settings(
        Optional<PrinterProfile> profile,
        Media media,
        String layout,
        String hanzi,
        String qr,
        Cut cut,
        boolean graphics,
        Status status,
        String processId,
        boolean presenter) {
    static final String PROFILE = "profile";

    /// From this rate on a whole sheet as a picture goes out faster than paper moves.
    private static final int FAST_LINE = 46_080;

    enum Status {
        /// Asked by `DLE EOT`; one that does not answer may be one that cannot.
        AUTO,
        /// Known to answer `DLE EOT`; one that does not is in trouble.
        DLE_EOT,
        /// Knows only `GS a`.
        ASB,
        /// Tells nothing: it is never asked, and no paper of it is ever proved.
        NONE
    }

    /// @throws IllegalArgumentException if a setting makes no sense, or the profile cannot be used
    static Settings of(Map<String, String> link) {
        var profile = Optional.ofNullable(link.get(PROFILE)).map(PrinterProfile::named);
        var said = new HashMap<>(profile.map(PrinterProfile::settings).orElse(Map.of()));
        said.putAll(link);
        return new Settings(
                profile,
                Media.named(said.getOrDefault("media", Media.THERMAL_80.name())),
                oneOf(said, "layout", "auto", "picture", "text"),
                oneOf(said, "hanzi", "auto", "none", "gb2312", "gb18030"),
                oneOf(said, "qr", "auto", "native", "raster"),
                Cut.valueOf(constant(oneOf(said, "cut", "partial", "full", "none"))),
                oneOf(said, "picture", "raster", "graphics").equals("graphics"),
                Status.valueOf(constant(oneOf(said, "status", "auto", "dle-eot", "asb", "none"))),
                oneOf(said, "process-id", "auto", "on", "off"),
                oneOf(said, "presenter", "off", "on").equals("on"));
    }

    private static String oneOf(Map<String, String> said, String name, String... words) {
        var word = said.getOrDefault(name, words[0]);
        for (var known : words) if (known.equals(word)) return word;
        throw new IllegalArgumentException(
                name + " of a receipt printer is " + String.join(", ", words) + ", not " + word);
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether this printer is known to answer, so that silence means trouble.
    boolean mustAnswer() {
        return status == Status.DLE_EOT || status == Status.ASB;
    }

    boolean tellsNothing() {
        return status == Status.NONE;
    }

    /// Whether to ask for the word that a paper is out; of one that could not be probed yet, it is tried.
    boolean asksProcessId(Probe probe) {
        return processId.equals("on") || (processId.equals("auto") && (probe.processId() || !probe.asked()));
    }

    /// What this printer can do and what it cannot; of one that could not be asked yet, only what was set up.
    Map<String, String> capabilities(Probe probe, int bytesPerSecond) {
        var rendering = profile(probe, bytesPerSecond);
        var all = new HashMap<String, String>();
        all.put("media", media.name());
        all.put("cutter", word(cut));
        all.put("layout", word(rendering.layout()));
        profile.ifPresent(known -> {
            all.put(PROFILE, known.name());
            all.put("support", known.support());
        });
        if (probe.asked() || !hanzi.equals("auto")) all.put("charset", word(rendering.hanzi()));
        if (probe.asked() || !qr.equals("auto")) all.put("qr", rendering.nativeQr() ? "native" : "raster");
        if (!probe.asked()) return all;
        all.put("process-id", asksProcessId(probe) && probe.processId() ? "yes" : "no");
        all.put("barrier", probe.barrier() ? "yes" : "no");
        if (profile.isEmpty())
            PrinterProfile.ofModel(probe.identity().getOrDefault("model", ""))
                    .ifPresent(fitting -> all.put("profile-proposed", fitting.name()));
        return all;
    }

    EscPosProfile profile(Probe probe, int bytesPerSecond) {
        boolean fast = bytesPerSecond >= FAST_LINE;
        return new EscPosProfile(
                media,
                hanzi.equals("auto") ? probe.hanzi() : Hanzi.valueOf(constant(hanzi)),
                qr.equals("auto") ? !probe.identity().isEmpty() : qr.equals("native"),
                layout.equals("picture") || (layout.equals("auto") && fast) ? Layout.PICTURE : Layout.TEXT,
                cut,
                graphics);
    }
}
