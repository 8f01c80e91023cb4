package org.openstm.kiosk.journal;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.journal.model.ChainEnd;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.store.ChainQueries;
import org.openstm.kiosk.journal.store.JournalWriter;

/// The hash chain over all entries, and how far central has countersigned it.
public final class ChainJournal {
    private static final String SET_ANCHOR = """
            INSERT INTO anchor(one, seq, hash, note, at_ms) VALUES (1, ?, ?, ?, ?)
            ON CONFLICT(one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, note = excluded.note,
              at_ms = excluded.at_ms
            """;

    private final JournalWriter writer;
    private final ChainQueries queries;

    ChainJournal(JournalWriter writer, ChainQueries queries) {
        this.writer = writer;
        this.queries = queries;
    }

    /// The end of the chain.
    public ChainEnd chainEnd() {
        return queries.chainEnd();
    }

    /// The hash at the end of the chain, hex, for a witness.
    public String headHash() {
        return queries.headHash();
    }

    /// The sequence after which this journal begins: 0, or more after old entries were deleted or a loss.
    public long startSequence() {
        return queries.startSequence();
    }

    /// The hash of an entry, hex; empty if this journal does not contain it.
    public Optional<String> findEntryHash(long seq) {
        return queries.findEntryHash(seq);
    }

    /// The end of the chain, for central to countersign; empty when nothing was added since the last time.
    public Optional<ChainEnd> findEndToCountersign() {
        var end = queries.chainEnd();
        // the entry of the last countersignature itself needs none
        boolean news =
                queries.latestAnchor().map(last -> end.seq() > last.seq() + 1).orElse(true);
        return news ? Optional.of(end) : Optional.empty();
    }

    /// Central's last countersignature.
    public Optional<JournalAnchor> latestAnchor() {
        return queries.latestAnchor();
    }

    /// Central has countersigned the journal up to here.
    public void recordAnchor(JournalAnchor anchor) {
        writer.commitChange(transaction -> {
            transaction.executeUpdate(
                    SET_ANCHOR,
                    anchor.seq(),
                    HexFormat.of().parseHex(anchor.hash()),
                    anchor.note(),
                    transaction.nowMs());
            return transaction.appendEntry(
                    EntryType.ANCHORED, "", Map.of("seq", Long.toString(anchor.seq()), "hash", anchor.hash()));
        });
    }
}
