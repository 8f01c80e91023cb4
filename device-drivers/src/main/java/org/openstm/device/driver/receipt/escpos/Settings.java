package org.openstm.device.driver.receipt.escpos;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.openstm.device.link.LinkAddress;
import org.openstm.print.Media;
import org.openstm.print.render.EscPosProfile;
import org.openstm.print.render.EscPosProfile.Hanzi;
import org.openstm.print.render.EscPosProfile.Layout;

/// What the link says about the printer; what it leaves open is probed.
///
/// @param media loaded paper (`media=thermal-58`)
/// @param layout `picture`, `text` or `auto`
/// @param hanzi `none`, `gb2312`, `gb18030` or `auto`
/// @param qr `native`, `raster` or `auto`
/// @param partialCut `cut=full` for printers that shall cut through
/// @param processId `process-id=off` for printers that print the command as text
/// @param presenter `presenter=on` where a bit of the roll sensor means the presenter
record Settings(
        Media media, String layout, String hanzi, String qr, boolean partialCut, boolean processId, boolean presenter) {
    /// From this rate on a whole sheet as a picture goes out faster than paper moves.
    private static final int FAST_LINE = 46_080;

    static Settings of(LinkAddress address) {
        return new Settings(
                Media.named(address.setting("media", Media.THERMAL_80.name())),
                oneOf(address, "layout", "auto", "picture", "text"),
                oneOf(address, "hanzi", "auto", "none", "gb2312", "gb18030"),
                oneOf(address, "qr", "auto", "native", "raster"),
                oneOf(address, "cut", "partial", "full").equals("partial"),
                oneOf(address, "process-id", "on", "off").equals("on"),
                oneOf(address, "presenter", "off", "on").equals("on"));
    }

    private static String oneOf(LinkAddress address, String name, String... words) {
        var said = address.setting(name, words[0]);
        for (var word : words) if (word.equals(said)) return word;
        throw new IllegalArgumentException(name + " of a receipt printer is " + String.join(", ", words));
    }

    /// What this printer can do and what it cannot; of one that could not be asked yet, only what was set up.
    Map<String, String> capabilities(Probe probe, int bytesPerSecond) {
        var profile = profile(probe, bytesPerSecond);
        var all = new HashMap<String, String>();
        all.put("media", media.name());
        all.put("cutter", partialCut ? "partial" : "full");
        all.put("layout", profile.layout().name().toLowerCase(Locale.ROOT));
        if (!probe.asked()) return all;
        all.put("charset", profile.hanzi().name().toLowerCase(Locale.ROOT));
        all.put("qr", profile.nativeQr() ? "native" : "raster");
        all.put("process-id", processId && probe.processId() ? "yes" : "no");
        all.put("barrier", probe.barrier() ? "yes" : "no");
        return all;
    }

    EscPosProfile profile(Probe probe, int bytesPerSecond) {
        boolean fast = bytesPerSecond >= FAST_LINE;
        return new EscPosProfile(
                media,
                hanzi.equals("auto") ? probe.hanzi() : Hanzi.valueOf(hanzi.toUpperCase(Locale.ROOT)),
                qr.equals("auto") ? !probe.identity().isEmpty() : qr.equals("native"),
                layout.equals("picture") || (layout.equals("auto") && fast) ? Layout.PICTURE : Layout.TEXT,
                partialCut);
    }
}
