package org.openstm.device.sim.receipt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;

/// Stores papers: each as a PNG, and its printed text in a text file beside it. What was printed as
/// pictures only has no text, and no file of it.
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
            if (!paper.text().isBlank()) Files.writeString(folder.resolve(name + ".txt"), paper.text());
            papers.add(file);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    List<Path> paperFiles() {
        return List.copyOf(papers);
    }
}
