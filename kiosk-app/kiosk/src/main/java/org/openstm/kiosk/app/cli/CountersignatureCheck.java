package org.openstm.kiosk.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.JournalCountersignature;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.model.AnchorStatus;

/// Verifies central's countersignature of a journal. A consistent hash chain
/// may still be an old copy, or another one than central has seen.
///
/// @param holds false if the countersignature is forged, or the journal differs from the countersigned one
/// @param words result in a sentence
public record CountersignatureCheck(boolean holds, String words) {
    /// Checks the countersignature in the file itself.
    ///
    /// @param keys central's keys, as the terminal has pinned them; without them the signature cannot be verified
    static CountersignatureCheck of(Path journal, Optional<Path> keys) {
        var found = JournalFiles.readAnchorStatus(journal);
        if (found.anchor().isEmpty())
            return new CountersignatureCheck(true, "never countersigned: all entries rest on the terminal's word");
        var note = found.anchor().get();
        JournalCountersignature said;
        try {
            said = JournalCountersignature.of(StrictJson.parse(note.note()));
        } catch (ContractViolationException broken) {
            return forgedResult("it cannot be read");
        }
        if (said.seq() != note.seq() || !said.hash().equals(note.hash()))
            return forgedResult("it speaks of another entry");
        if (!said.terminal().equals(JournalFiles.readTerminal(journal)))
            return forgedResult("it is another terminal's");
        if (keys.isEmpty() || !Files.exists(keys.get()))
            return compareWith(found, said, "not checked, for central's keys are not at hand (--central FILE): ");
        var believed = CentralPublicKeys.of(keys.get())
                .isSignedByCentral(
                        said.signature(), StrictJson.parse(note.note()).canonicalBytesWithout("signature"));
        return believed ? compareWith(found, said, "") : forgedResult("central has not signed it");
    }

    /// Compares with central's own record of this terminal. A terminal goes on after an export: what central has
    /// countersigned since cannot be in it.
    ///
    /// @param exportedAt when the terminal says, under its signature, that it made the export
    public static CountersignatureCheck of(Path journal, JournalCountersignature central, Instant exportedAt) {
        var found = anchorStatusAt(journal, central.seq());
        if (found.end() < central.seq() && central.at().isAfter(exportedAt))
            return new CountersignatureCheck(
                    true,
                    "central has countersigned entry " + central.seq() + " at " + central.at()
                            + ", after this export of " + exportedAt + ": its end, entry " + found.end()
                            + ", rests on the terminal's word until a newer export is opened");
        return compareWith(found, central, "");
    }

    /// Compares with central's own record of this terminal.
    static CountersignatureCheck of(Path journal, JournalCountersignature central) {
        return compareWith(anchorStatusAt(journal, central.seq()), central, "");
    }

    private static AnchorStatus anchorStatusAt(Path journal, long seq) {
        return JournalFiles.readAnchorStatus(journal, seq);
    }

    private static CountersignatureCheck compareWith(AnchorStatus file, JournalCountersignature said, String unsure) {
        if (file.end() < said.seq())
            return new CountersignatureCheck(
                    false,
                    "central has countersigned entry " + said.seq() + " at " + said.at()
                            + ", which this journal does not have: it is an old copy");
        boolean gone = file.hash().isEmpty() && said.seq() <= file.begin(); // deleted after its retention time
        if (!gone && !file.hash().equals(Optional.of(said.hash())))
            return new CountersignatureCheck(
                    false,
                    "entry " + said.seq() + " is another than central countersigned at " + said.at()
                            + ": the journal was forked");
        return new CountersignatureCheck(
                true,
                unsure + "countersigned up to " + said.seq() + " at " + said.at() + "; " + (file.end() - said.seq())
                        + " entries after that rest on the terminal's word");
    }

    private static CountersignatureCheck forgedResult(String why) {
        return new CountersignatureCheck(false, "the countersignature does not hold: " + why);
    }
}
