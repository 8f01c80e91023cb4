package org.openstm.kiosk.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.model.AnchorStatus;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.UnsentWork;
import org.openstm.kiosk.journal.model.VerificationResult;
import org.openstm.kiosk.journal.store.CaseQueries;
import org.openstm.kiosk.journal.store.ChainQueries;
import org.openstm.kiosk.journal.store.JournalReader;
import org.openstm.kiosk.journal.store.UnsentQueries;
import org.openstm.kiosk.journal.verify.FileQuarantine;
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

    /// Whether a kiosk's data folder holds a journal, or anything that is left of one.
    public static boolean hasJournal(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.startsWith("journal.")
                            || name.startsWith("stored.copy")
                            || name.equals(FileQuarantine.FOLDER));
        }
    }

    /// What a journal still has to hand over; nothing may write to it meanwhile. Whoever deletes journals asks this,
    /// so a doubt is an exception and never a zero.
    ///
    /// @throws JournalException if the journal cannot tell: it is damaged, was put aside, or is missing beside its
    ///     replica
    public static UnsentWork countUnsentWork(JournalLocation place) {
        var file = place.journalFile();
        var aside = place.folder().resolve(FileQuarantine.FOLDER);
        if (Files.exists(aside))
            throw new JournalException("a journal was put aside in " + aside + ", and may hold unsent cases", null);
        if (!Files.exists(file)) {
            if (Files.exists(place.secondCopy()))
                throw new JournalException("there is no " + file + ", but a second copy " + place.secondCopy(), null);
            return UnsentWork.NOTHING;
        }
        if (!Files.exists(place.secondCopy()))
            throw new JournalException("there is no second copy " + place.secondCopy() + " beside " + file, null);
        var found =
                JournalVerifier.verifyFile(file, null, ReplicaReconciler.lastKnownSequence(place.secondCopy(), file));
        if (!found.sound()) throw new JournalException("the journal is not sound: " + found.why(), null);
        return UnsentQueries.countUnsentWork(file);
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
