package org.openstm.kiosk.journal;

import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.PrintMark;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.NoteQueries;

/// Notes in the journal: events that belong to no case, such as a staff check or a verified document.
public final class JournalNotes {
    private final JournalWriter writer;
    private final NoteQueries queries;

    JournalNotes(JournalWriter writer, NoteQueries queries) {
        this.writer = writer;
        this.queries = queries;
    }

    /// Records other events, such as a staff check or a verified document.
    ///
    /// @return the entry, for a paper that refers to it
    public PrintMark addNote(String kind, String text) {
        return writer.commitChange(
                        transaction -> transaction.appendEntry(EntryType.NOTE, "", Map.of("kind", kind, "text", text)))
                .toPrintMark();
    }

    /// The last note of that kind; empty if there is none, or this journal no longer has it.
    public Optional<String> lastNote(String kind) {
        return queries.lastNote(kind);
    }
}
