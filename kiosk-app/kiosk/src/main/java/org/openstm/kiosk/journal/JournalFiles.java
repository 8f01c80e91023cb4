package org.openstm.kiosk.journal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.model.AnchorStatus;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.VerificationResult;
import org.openstm.kiosk.journal.store.CaseQueries;
import org.openstm.kiosk.journal.store.ChainQueries;
import org.openstm.kiosk.journal.store.JournalReader;
import org.openstm.kiosk.journal.verify.JournalVerifier;
import org.openstm.kiosk.journal.verify.JournalViewer;

/// Reads a journal file of any terminal, which need not be in use: its terminal, its cases and entries, and
/// whether it is intact.
public final class JournalFiles {
    private JournalFiles() {}

    /// Every case of a file in the order in which they were opened, with its request; empty where the person
    /// was deleted.
    public static void forEachCase(Path file, JournalKeyStore keys, BiConsumer<JournalCase, Optional<byte[]>> each) {
        try (var reader = JournalReader.of(file, keys)) {
            var queries = new CaseQueries(reader);
            for (var one : queries.allCases()) each.accept(one, queries.findRequest(one.txId()));
        }
    }

    /// The terminal to which a journal file belongs.
    public static String readTerminal(Path file) {
        return JournalReader.readTerminal(file);
    }

    /// Verifies a whole file, with the key or without. A replica beside it shows whether the end is missing.
    public static VerificationResult verifyFile(Path file, @Nullable JournalKeyStore keys) {
        // before the file itself: a running kiosk continues to write both
        long known = ReplicaReconciler.lastKnownSequence(file.resolveSibling("stored.copy"), file);
        return JournalVerifier.verifyFile(file, keys, known);
    }

    /// Lists the entries of a file, one masked line each; returns empty if it could be read to the end.
    public static Optional<String> showEntries(Path file, @Nullable JournalKeyStore keys, Consumer<String> lines) {
        return JournalViewer.showEntries(file, keys, lines);
    }

    /// How far a file was countersigned; does not check its chain.
    public static AnchorStatus readAnchorStatus(Path file) {
        return ChainQueries.readAnchorStatus(file, OptionalLong.empty());
    }

    /// The same with the hash of an entry that another party has seen.
    public static AnchorStatus readAnchorStatus(Path file, long seq) {
        return ChainQueries.readAnchorStatus(file, OptionalLong.of(seq));
    }
}
