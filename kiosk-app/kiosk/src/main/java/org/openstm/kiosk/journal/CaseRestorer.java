package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.store.AttachmentTable;
import org.openstm.kiosk.journal.store.CaseKeyring;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.SealContext;
import org.openstm.kiosk.journal.store.StoredCaseReplica;

/// Restores cases of a lost journal, or of the replica, into a journal that does not have them.
final class CaseRestorer {
    private static final String LOST = "a lost journal";

    private CaseRestorer() {}

    /// Restores a stored case. Whether it was sent is unknown: recovery first queries central.
    ///
    /// @return false if it cannot be opened: then nothing was restored
    static boolean restoreCase(JournalWriter.JournalTransaction sheet, StoredCaseReplica.ReplicatedCase stored)
            throws SQLException {
        if (!insertCase(sheet, stored, true)) return false;
        String txId = stored.txId();
        sheet.executeUpdate(CaseJournal.MOVE, CaseState.SENDING.entryType().code(), 1, LOST, null, txId, 1);
        sheet.appendEntry(EntryType.SENDING, txId, Map.of("run", LOST));
        return true;
    }

    /// Restores a case that was to be sent only while its citizen waits. The lost end of the journal may have
    /// recorded that it was accepted, or that it was cancelled and the citizen knows: only a person can find
    /// out.
    static boolean handToStaff(JournalWriter.JournalTransaction sheet, StoredCaseReplica.ReplicatedCase stored)
            throws SQLException {
        if (!insertCase(sheet, stored, false)) return false;
        String txId = stored.txId();
        sheet.executeUpdate(CaseJournal.MOVE, CaseState.DEAD_LETTER.entryType().code(), 0, null, null, txId, 1);
        FindingJournal.insertFinding(sheet, txId, FindingKind.DEAD_LETTER.text());
        sheet.appendEntry(
                EntryType.DEAD_LETTER,
                txId,
                Map.of("why", "the end of the journal was lost: ask central what became of this case"));
        return true;
    }

    private static boolean insertCase(
            JournalWriter.JournalTransaction sheet, StoredCaseReplica.ReplicatedCase stored, boolean mayBeStored)
            throws SQLException {
        String txId = stored.txId();
        byte[] request;
        List<Attachment> files;
        Optional<CaseKeyring.CaseKey> opened = openCaseKey(sheet, stored);
        if (opened.isEmpty()) return false;
        try {
            request = opened.get().openBytes(stored.request(), SealContext.requestContext(txId));
            files = stored.files().stream()
                    .map(file -> file.openAttachment(opened.get(), txId))
                    .toList();
        } catch (InvalidSealException damaged) {
            return false;
        }
        var key = sheet.caseKeyring().adoptCaseKey(sheet.statements(), txId, stored.key(), sheet.nowMs());
        sheet.executeUpdate(
                CaseJournal.ADD_CASE,
                txId,
                stored.service(),
                stored.serviceVersion(),
                CaseState.INTENT.entryType().code(),
                stored.sessionId(),
                mayBeStored ? 1 : 0,
                stored.code(),
                key.sealBytes(request, SealContext.requestContext(txId)),
                stored.openedSeq(),
                stored.openedMs());
        AttachmentTable.insertAttachments(sheet, txId, AttachmentTable.sealAttachments(key, txId, files));
        sheet.appendEntry(EntryType.INTENT, txId, AttachmentTable.intentValues(stored.service(), request, files));
        return true;
    }

    private static Optional<CaseKeyring.CaseKey> openCaseKey(
            JournalWriter.JournalTransaction sheet, StoredCaseReplica.ReplicatedCase stored) {
        try {
            byte[] bytes = sheet.caseKeyring().unwrapCaseKey(stored.key(), stored.txId());
            return Optional.of(new CaseKeyring.CaseKey(CipherSuite.ofKey(bytes), bytes));
        } catch (InvalidSealException noKey) {
            return Optional.empty();
        }
    }
}
