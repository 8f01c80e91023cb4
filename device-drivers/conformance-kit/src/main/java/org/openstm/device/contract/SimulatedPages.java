package org.openstm.device.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;

/// A simulated IPP printer and its pages.
public final class SimulatedPages extends SimulatedRig implements DocumentRig {
    private final Path folder;

    public SimulatedPages(String driver, Way way, Path folder) throws IOException {
        super(DeviceClass.DOCUMENT_PRINTER, driver, way, folder);
        this.folder = folder;
    }

    /// Its bytes go through a library of its own.
    @Override
    public boolean traced() {
        return false;
    }

    @Override
    public void slow() {
        say("page-millis 2500");
    }

    @Override
    public void garbage() {
        say("garbage");
    }

    @Override
    public List<byte[]> documents() throws IOException {
        try (var files = Files.list(folder)) {
            var documents = new ArrayList<byte[]>();
            for (var file : files.filter(one -> one.toString().endsWith(".pdf"))
                    .sorted()
                    .toList()) documents.add(Files.readAllBytes(file));
            return documents;
        }
    }

    @Override
    public int pages() {
        return simulator().printedPapers().size();
    }

    @Override
    public Map<String, String> claims() {
        return Map.of("formats", "application/pdf", "sides", "one-sided", "media", "iso_a4_210x297mm");
    }

    @Override
    Map<Trouble, String> words() {
        var words = new EnumMap<Trouble, String>(Trouble.class);
        words.put(Trouble.PAPER_LOW, "media-low");
        words.put(Trouble.PAPER_OUT, "media-empty");
        words.put(Trouble.PAPER_JAM, "jam");
        words.put(Trouble.COVER_OPEN, "door-open");
        words.put(Trouble.TONER_LOW, "toner-low");
        words.put(Trouble.TONER_OUT, "toner-empty");
        words.put(Trouble.TRAY_FULL, "tray-full");
        words.put(Trouble.OFFLINE, "offline");
        return words;
    }

    @Override
    List<String> cure() {
        return List.of("ok", "page-millis 50");
    }
}
