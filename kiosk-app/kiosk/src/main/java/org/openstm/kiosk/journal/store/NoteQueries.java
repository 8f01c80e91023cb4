package org.openstm.kiosk.journal.store;

import java.util.Optional;
import org.openstm.kiosk.journal.model.EntryType;

/// Notes that belong to no case.
public final class NoteQueries {
    private static final String NOTES = """
            SELECT seq, kind, body FROM journal WHERE kind = ? AND tx_id = '' ORDER BY seq DESC
            """;

    private final JournalReader reader;

    public NoteQueries(JournalReader reader) {
        this.reader = reader;
    }

    public Optional<String> lastNote(String kind) {
        return reader.readAlone((statements, _) -> {
            var statement = statements.prepareStatement(NOTES);
            statement.setInt(1, EntryType.NOTE.code());
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var words = reader.entryValues("", row.getBytes(3), row.getLong(1), row.getInt(2));
                    if (kind.equals(words.get("kind"))) return Optional.ofNullable(words.get("text"));
                }
                return Optional.empty();
            }
        });
    }
}
