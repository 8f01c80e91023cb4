package org.openstm.kiosk.app.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.JournalException;

/// Exports the whole journal to a file that an engineer carries to central. The file gets its name only
/// after the journal has recorded the engineer and the file's hash.
///
/// @param data folder with central's keys
/// @param signer the terminal's key
public record JournalExporter(Journal journal, Path data, SigningKey signer) {
    /// @param by the person who carries it
    public Map<String, Object> writeExport(Path to, String by, Instant at) {
        try {
            return exportJournal(to, by, at);
        } catch (IOException
                | UncheckedIOException
                | IllegalStateException
                | JournalException
                | InvalidSealException broken) {
            return Map.of("outcome", "refused", "says", String.valueOf(broken.getMessage()));
        }
    }

    private Map<String, Object> exportJournal(Path to, String by, Instant at) throws IOException {
        var folder = to.toAbsolutePath().getParent();
        if (Files.exists(to)) throw new IllegalStateException(to + " is there already: name another file");
        if (folder == null || !Files.isDirectory(folder))
            throw new IllegalStateException(folder + " is no folder: is the medium there?");
        var keys = data.resolve("central.keys");
        if (!Files.exists(keys))
            throw new IllegalStateException("this terminal was never enrolled at central, so there is no key to"
                    + " encrypt with: pair it first");
        var part = to.resolveSibling(to.getFileName() + ".part");
        try (var copy = journal.maintenance().makeSnapshot()) {
            var words = new LinkedHashMap<String, Object>();
            words.put("terminal", journal.terminal());
            words.put("seq", copy.chainEnd().seq());
            words.put("head", copy.chainEnd().hash());
            words.put("at", at);
            words.put("by", by);
            words.put("key", copy.keyText());
            var content = new ExportFile.Content(words, "journal.db", copy.file());
            var sha256 = ExportFile.writeExport(part, content, CentralPublicKeys.of(keys), signer, at);
            journal.maintenance().recordExport(copy, sha256, by);
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
            return exportReport(
                    journal.terminal(),
                    to,
                    copy.chainEnd().seq(),
                    copy.chainEnd().hash(),
                    sha256);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Map<String, Object> exportReport(String terminal, Path to, long seq, String head, String sha256) {
        var told = new LinkedHashMap<String, Object>();
        told.put("outcome", "exported");
        told.put("terminal", terminal);
        told.put("file", to.toAbsolutePath().toString());
        told.put("seq", seq);
        told.put("head", head);
        told.put("sha256", sha256);
        told.put("qr", "openstm:export?terminal=" + terminal + "&seq=" + seq + "&head=" + head + "&sha256=" + sha256);
        return told;
    }
}
