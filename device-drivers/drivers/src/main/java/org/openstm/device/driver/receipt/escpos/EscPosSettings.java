package org.openstm.device.driver.receipt.escpos;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openstm.print.Media;
import org.openstm.print.render.EscPosProfile;
import org.openstm.print.render.EscPosProfile.CutKind;
import org.openstm.print.render.EscPosProfile.Hanzi;
import org.openstm.print.render.EscPosProfile.OutputMode;

/// Settings of the link, completed by the profile that it names; values missing in both are probed.
///
/// @param profile `profile=NAME`
/// @param media loaded paper (`media=thermal-58`)
/// @param layout `picture`, `text` or `auto`
/// @param hanzi `none`, `gb2312`, `gb18030` or `auto`
/// @param qr `native`, `raster` or `auto`
/// @param cut `partial`, `full` (for a full cut) or `none` (for printers without a cutter)
/// @param graphics `picture=graphics` for printers that accept pictures by `GS ( L` only
/// @param status how it reports its state
/// @param processId `on`, `auto`, or `off` for printers that print the command as text
/// @param presenter `presenter=on` where a bit of the roll sensor means the presenter
record EscPosSettings(
        Optional<PrinterProfile> profile,
        Media media,
        String layout,
        String hanzi,
        String qr,
        CutKind cut,
        boolean graphics,
        StatusMode status,
        String processId,
        boolean presenter) {
    static final String PROFILE = "profile";

    /// From this rate on, a sheet as a picture is transmitted faster than paper moves.
    private static final int FAST_LINE = 46_080;

    enum StatusMode {
        /// Queried by `DLE EOT`; a printer that does not answer may not support it.
        AUTO,
        /// Known to answer `DLE EOT`; silence is a fault.
        DLE_EOT,
        /// Supports only `GS a`.
        ASB,
        /// Reports nothing: it is never queried, and its prints are never proved.
        NONE
    }

    /// @throws IllegalArgumentException if a setting is invalid, or the profile cannot be used
    static EscPosSettings of(Map<String, String> link) {
        var profile = Optional.ofNullable(link.get(PROFILE)).map(PrinterProfile::profileNamed);
        var said = new HashMap<>(profile.map(PrinterProfile::settings).orElse(Map.of()));
        said.putAll(link);
        return new EscPosSettings(
                profile,
                Media.named(said.getOrDefault("media", Media.THERMAL_80.name())),
                choiceSetting(said, "layout", "auto", "picture", "text"),
                choiceSetting(said, "hanzi", "auto", "none", "gb2312", "gb18030"),
                choiceSetting(said, "qr", "auto", "native", "raster"),
                CutKind.valueOf(toConstantName(choiceSetting(said, "cut", "partial", "full", "none"))),
                choiceSetting(said, "picture", "raster", "graphics").equals("graphics"),
                StatusMode.valueOf(toConstantName(choiceSetting(said, "status", "auto", "dle-eot", "asb", "none"))),
                choiceSetting(said, "process-id", "auto", "on", "off"),
                choiceSetting(said, "presenter", "off", "on").equals("on"));
    }

    private static String choiceSetting(Map<String, String> said, String name, String... words) {
        var word = said.getOrDefault(name, words[0]);
        for (var known : words) if (known.equals(word)) return word;
        throw new IllegalArgumentException(
                name + " of a receipt printer is " + String.join(", ", words) + ", not " + word);
    }

    private static String toConstantName(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String toWord(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether this printer is known to answer, so that silence is a fault.
    boolean isAnswerRequired() {
        return status == StatusMode.DLE_EOT || status == StatusMode.ASB;
    }

    boolean isSilent() {
        return status == StatusMode.NONE;
    }

    /// Whether to request a process id; for a printer that was not probed yet, it is tried.
    boolean asksProcessId(PrinterProbe probe) {
        return processId.equals("on") || (processId.equals("auto") && (probe.processId() || !probe.asked()));
    }

    /// Capabilities of this printer; before probing, only the configured ones.
    Map<String, String> capabilities(PrinterProbe probe, int bytesPerSecond) {
        var rendering = renderingProfile(probe, bytesPerSecond);
        var all = new HashMap<String, String>();
        all.put("media", media.name());
        all.put("cutter", toWord(cut));
        all.put("layout", toWord(rendering.layout()));
        profile.ifPresent(known -> {
            all.put(PROFILE, known.name());
            all.put("support", known.support());
        });
        if (probe.asked() || !hanzi.equals("auto")) all.put("charset", toWord(rendering.hanzi()));
        if (probe.asked() || !qr.equals("auto")) all.put("qr", rendering.nativeQr() ? "native" : "raster");
        if (!probe.asked()) return all;
        all.put("process-id", asksProcessId(probe) && probe.processId() ? "yes" : "no");
        all.put("barrier", probe.barrier() ? "yes" : "no");
        if (profile.isEmpty())
            PrinterProfile.findByModel(probe.identity().getOrDefault("model", ""))
                    .ifPresent(fitting -> all.put("profile-proposed", fitting.name()));
        return all;
    }

    EscPosProfile renderingProfile(PrinterProbe probe, int bytesPerSecond) {
        boolean fast = bytesPerSecond >= FAST_LINE;
        return new EscPosProfile(
                media,
                hanzi.equals("auto") ? probe.supportedHanzi() : Hanzi.valueOf(toConstantName(hanzi)),
                qr.equals("auto") ? !probe.identity().isEmpty() : qr.equals("native"),
                layout.equals("picture") || (layout.equals("auto") && fast) ? OutputMode.PICTURE : OutputMode.TEXT,
                cut,
                graphics);
    }
}
