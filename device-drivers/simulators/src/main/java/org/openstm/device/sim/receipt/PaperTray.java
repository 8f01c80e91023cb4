package org.openstm.device.sim.receipt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;

/// Stores papers: each as a PNG and a text file of its printed text.
final class PaperTray {
    private final Path folder;
    private final List<Path> papers = new CopyOnWriteArrayList<>();

    PaperTray(Path folder) {
        this.folder = folder;
    }

    void addPaper(PrintedPaper paper) {
        try {
            Files.createDirectories(folder);
            var name = "paper-%04d".formatted(papers.size() + 1);
            var file = folder.resolve(name + ".png");
            ImageIO.write(paper.picture(), "png", file.toFile());
            Files.writeString(folder.resolve(name + ".txt"), paper.text());
            papers.add(file);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    List<Path> paperFiles() {
        return List.copyOf(papers);
    }
}
