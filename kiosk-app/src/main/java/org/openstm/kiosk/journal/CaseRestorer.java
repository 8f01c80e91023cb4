package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts cases of a lost journal, or of the second copy, into a journal that does not have them.
final class CaseRestorer {
    private static final String LOST = "a lost journal";

    private CaseRestorer() {}

    /// A stored case. Nobody knows whether it was sent: recovery asks the centre before anything else.
    ///
    /// @return false if it cannot be opened: nothing was restored then
    static boolean restore(Writer.Sheet sheet, SecondCopy.Stored stored) throws SQLException {
        if (!put(sheet, stored, true)) return false;
        String txId = stored.txId();
        sheet.update(Journal.MOVE, CaseState.SENDING.kind().code(), 1, LOST, null, txId, 1);
        sheet.append(Kind.SENDING, txId, Map.of("run", LOST));
        return true;
    }

    /// A case that was only to be sent while its citizen waits. The lost end of the journal may have told that it
    /// was accepted, or that it was given up and the citizen knows: only a person can find out.
    static boolean handToStaff(Writer.Sheet sheet, SecondCopy.Stored stored) throws SQLException {
        if (!put(sheet, stored, false)) return false;
        String txId = stored.txId();
        sheet.update(Journal.MOVE, CaseState.DEAD_LETTER.kind().code(), 0, null, null, txId, 1);
        sheet.update(Journal.ADD_FINDING, sheet.nextSeq(), txId, "dead-letter");
        sheet.append(
                Kind.DEAD_LETTER,
                txId,
                Map.of("why", "the end of the journal was lost: ask the centre what became of this case"));
        return true;
    }

    private static boolean put(Writer.Sheet sheet, SecondCopy.Stored stored, boolean mayBeStored) throws SQLException {
        String txId = stored.txId();
        byte[] request;
        List<Enclosure> files;
        Optional<Keyring.CaseKey> opened = open(sheet, stored);
        if (opened.isEmpty()) return false;
        try {
            request = opened.get().open(stored.request(), Shelf.requestContext(txId));
            files = stored.files().stream()
                    .map(file -> file.open(opened.get(), txId))
                    .toList();
        } catch (SealBroken damaged) {
            return false;
        }
        var key = sheet.keyring().adopt(sheet.statements(), txId, stored.key(), sheet.nowMs());
        sheet.update(
                Journal.ADD_CASE,
                txId,
                stored.service(),
                stored.serviceVersion(),
                CaseState.INTENT.kind().code(),
                stored.sessionId(),
                mayBeStored ? 1 : 0,
                stored.code(),
                key.seal(request, Shelf.requestContext(txId)),
                stored.openedSeq(),
                stored.openedMs());
        Enclosures.add(sheet, txId, Enclosures.sealed(key, txId, files));
        sheet.append(Kind.INTENT, txId, Enclosures.words(stored.service(), request, files));
        return true;
    }

    private static Optional<Keyring.CaseKey> open(Writer.Sheet sheet, SecondCopy.Stored stored) {
        try {
            byte[] bytes = sheet.keyring().open(stored.key(), stored.txId());
            return Optional.of(new Keyring.CaseKey(Suite.withKeyOf(bytes), bytes));
        } catch (SealBroken noKey) {
            return Optional.empty();
        }
    }
}
