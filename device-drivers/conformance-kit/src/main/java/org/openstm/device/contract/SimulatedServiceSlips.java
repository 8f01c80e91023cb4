package org.openstm.device.contract;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.print.Sheet;

/// A simulated XFS4IoT service of a receipt printer, and the papers that it cut off.
public final class SimulatedServiceSlips extends SimulatedRig implements ReceiptRig {
    private final String language;

    /// @param language as in the link's settings
    public SimulatedServiceSlips(String driver, Way way, String language, Path folder) throws IOException {
        super(DeviceClass.RECEIPT_PRINTER, driver, way, "ws://127.0.0.1:0", folder);
        this.language = language;
    }

    @Override
    public LinkAddress link() {
        return super.link().with("language", language);
    }

    @Override
    public void slow() {
        say("speed 3");
    }

    @Override
    public List<BufferedImage> papers() throws IOException {
        var papers = new ArrayList<BufferedImage>();
        for (var file : simulator().printedPapers()) papers.add(ImageIO.read(file.toFile()));
        return papers;
    }

    /// Every paper is a picture; the code on it is read.
    @Override
    public Optional<BufferedImage> reference(Sheet sheet, Map<String, String> capabilities) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> claims() {
        return Map.of(
                "media", "thermal-80",
                "prints-by", language.equals("none") ? "form" : language,
                "cutter", "full",
                "reset", "yes");
    }

    @Override
    public void garbage() {
        say("garbage");
    }

    /// A service cannot report a cover or a cutter.
    @Override
    public Set<Trouble> withoutAWord() {
        return Set.of(Trouble.COVER_OPEN, Trouble.CUTTER_STUCK);
    }

    @Override
    Map<Trouble, String> words() {
        var words = new EnumMap<Trouble, String>(Trouble.class);
        words.put(Trouble.PAPER_LOW, "paper low");
        words.put(Trouble.PAPER_OUT, "paper out");
        words.put(Trouble.PAPER_JAM, "paper jammed");
        words.put(Trouble.BROKEN, "device hardwareError");
        words.put(Trouble.OFFLINE, "device offline");
        words.put(Trouble.OBSTRUCTED, "device userError");
        words.put(Trouble.TAMPERED, "device potentialFraud");
        words.put(Trouble.WITHOUT_POWER, "device powerOff");
        return words;
    }

    @Override
    List<String> cure() {
        return List.of("well");
    }
}
