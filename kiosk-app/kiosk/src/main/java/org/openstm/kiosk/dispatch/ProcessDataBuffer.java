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
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ProcessDataApi;
import org.openstm.kiosk.central.codec.TerminalReportCodec;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;

/// Keeps process data in a file, one record per line, until central has it. It is statistics and not evidence:
/// a power failure may lose the last line, and during a long outage the oldest are dropped.
public final class ProcessDataBuffer {
    private static final System.Logger LOG = System.getLogger(ProcessDataBuffer.class.getName());
    static final int MOST = 5_000;

    private final Path file;

    public ProcessDataBuffer(Path folder) {
        this.file = folder.resolve("passages.ndjson");
    }

    /// Blocks for the disk, and while a transfer is running.
    public synchronized void addRecord(ProcessDataRecord passage) {
        try {
            var line = new String(
                    StrictJson.toCanonicalBytes(TerminalReportCodec.toJsonTree(passage)), StandardCharsets.UTF_8);
            // the line break comes first, so that a line torn by a power failure does not spoil this one
            Files.writeString(file, "\n" + line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            LOG.log(System.Logger.Level.WARNING, "a process data record was not stored: " + full.getMessage());
        }
    }

    /// Sends all records, until central does not answer.
    public synchronized void sendRecords(ProcessDataApi central) {
        var waiting = readRecords();
        while (!waiting.isEmpty()) {
            var some = waiting.subList(0, Math.min(ProcessDataApi.MOST, waiting.size()));
            // a refusal is an answer, too: the same records would always be refused
            if (central.reportProcessData(List.copyOf(some)) instanceof CentralReply.NoAnswer<Integer>) break;
            some.clear();
            writeRecords(waiting);
        }
        if (waiting.size() > MOST) writeRecords(waiting.subList(waiting.size() - MOST, waiting.size()));
    }

    private List<ProcessDataRecord> readRecords() {
        var all = new ArrayList<ProcessDataRecord>();
        if (!Files.exists(file)) return all;
        try {
            for (var line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                try {
                    if (!line.isBlank())
                        all.add(TerminalReportCodec.parseProcessDataRecord(
                                StrictJson.parse(line.getBytes(StandardCharsets.UTF_8))));
                } catch (ContractViolationException torn) {
                    LOG.log(System.Logger.Level.INFO, "a torn line of process data was skipped");
                }
            }
            return all;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void writeRecords(List<ProcessDataRecord> passages) {
        var text = new StringBuilder();
        for (var passage : passages)
            text.append(new String(
                            StrictJson.toCanonicalBytes(TerminalReportCodec.toJsonTree(passage)),
                            StandardCharsets.UTF_8))
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
