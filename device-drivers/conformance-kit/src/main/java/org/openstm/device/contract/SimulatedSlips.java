package org.openstm.device.contract;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.render.EscPosProfile;
import org.openstm.print.render.EscPosRenderer;

/// A simulated ESC/POS printer and the papers that it cut off.
public final class SimulatedSlips extends SimulatedRig implements ReceiptRig {
    /// Drawing one takes longer than a check.
    private static final Map<List<Record>, BufferedImage> REFERENCES = new ConcurrentHashMap<>();

    public SimulatedSlips(String driver, Way way, Path folder) throws IOException {
        super(DeviceClass.RECEIPT_PRINTER, driver, way, folder);
    }

    @Override
    public void slow() {
        say("speed 8");
    }

    @Override
    public List<BufferedImage> papers() throws IOException {
        var papers = new ArrayList<BufferedImage>();
        for (var file : simulator().printedPapers()) papers.add(ImageIO.read(file.toFile()));
        return papers;
    }

    @Override
    public Optional<BufferedImage> reference(Sheet sheet, Map<String, String> capabilities) {
        var profile = new EscPosProfile(
                Media.named(said("media", capabilities)),
                EscPosProfile.Hanzi.valueOf(said("charset", capabilities).toUpperCase(Locale.ROOT)),
                said("qr", capabilities).equals("native"),
                EscPosProfile.OutputMode.valueOf(said("layout", capabilities).toUpperCase(Locale.ROOT)),
                said("cutter", capabilities).equals("partial"));
        return Optional.of(REFERENCES.computeIfAbsent(
                List.of(sheet, profile),
                _ -> SimulatorFactory.renderEscPos(EscPosRenderer.toEscPos(sheet, profile))
                        .paper()));
    }

    private static String said(String name, Map<String, String> capabilities) {
        return capabilities.getOrDefault(name, "");
    }

    @Override
    public Map<String, String> claims() {
        return Map.of(
                "media", "thermal-80",
                "charset", "gb18030",
                "qr", "native",
                "cutter", "partial",
                "process-id", "yes",
                "barrier", "yes",
                // a picture takes too long on a slow line
                "layout", way() == Way.PTY ? "text" : "picture");
    }

    @Override
    Map<Trouble, String> words() {
        var words = new EnumMap<Trouble, String>(Trouble.class);
        words.put(Trouble.PAPER_LOW, "paper near");
        words.put(Trouble.PAPER_OUT, "paper out");
        words.put(Trouble.COVER_OPEN, "cover open");
        words.put(Trouble.CUTTER_STUCK, "cutter jam");
        words.put(Trouble.MECHANICAL_ERROR, "mechanical");
        words.put(Trouble.HEAD_HOT, "hot");
        words.put(Trouble.BROKEN, "broken");
        words.put(Trouble.FED_BY_BUTTON, "button");
        words.put(Trouble.OFFLINE, "force 1 1A");
        return words;
    }

    @Override
    List<String> cure() {
        return List.of("well", "speed 0", "line none");
    }
}
