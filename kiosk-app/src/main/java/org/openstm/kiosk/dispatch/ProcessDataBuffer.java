package org.openstm.kiosk.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Passage;
import org.openstm.kiosk.central.PassageApi;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.central.Wire;
import org.openstm.kiosk.central.WireBroken;

/// Process data until the centre has it: a file of one passage a line. It is statistics and no
/// evidence: a power cut may take the last line, and when the line is long down the oldest go.
public final class ProcessDataBuffer {
    private static final System.Logger LOG = System.getLogger(ProcessDataBuffer.class.getName());
    static final int MOST = 5_000;

    private final Path file;

    public ProcessDataBuffer(Path folder) {
        this.file = folder.resolve("passages.ndjson");
    }

    /// Waits for the disk, and while others are being sent.
    public synchronized void addRecord(Passage passage) {
        try {
            var line = new String(Json.canonical(Wire.tree(passage)), StandardCharsets.UTF_8);
            // the break comes first: behind a line that a power cut tore, the next one stands by itself
            Files.writeString(file, "\n" + line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            LOG.log(System.Logger.Level.WARNING, "a passage was not kept: " + full.getMessage());
        }
    }

    /// Sends what there is until the centre does not answer.
    public synchronized void sendRecords(PassageApi centre) {
        var waiting = readRecords();
        while (!waiting.isEmpty()) {
            var some = waiting.subList(0, Math.min(PassageApi.MOST, waiting.size()));
            // refused is heard, too: the same words would be refused for ever
            if (centre.tell(List.copyOf(some)) instanceof Reply.NoAnswer<Integer>) break;
            some.clear();
            writeRecords(waiting);
        }
        if (waiting.size() > MOST) writeRecords(waiting.subList(waiting.size() - MOST, waiting.size()));
    }

    private List<Passage> readRecords() {
        var all = new ArrayList<Passage>();
        if (!Files.exists(file)) return all;
        try {
            for (var line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                try {
                    if (!line.isBlank()) all.add(Wire.passage(Json.parse(line.getBytes(StandardCharsets.UTF_8))));
                } catch (WireBroken torn) {
                    LOG.log(System.Logger.Level.INFO, "a torn line of process data is left out");
                }
            }
            return all;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void writeRecords(List<Passage> passages) {
        var text = new StringBuilder();
        for (var passage : passages)
            text.append(new String(Json.canonical(Wire.tree(passage)), StandardCharsets.UTF_8))
                    .append('\n');
        try {
            var next = file.resolveSibling("passages.next");
            Files.writeString(next, text.toString());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
