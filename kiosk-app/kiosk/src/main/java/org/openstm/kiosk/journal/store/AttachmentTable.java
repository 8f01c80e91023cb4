package org.openstm.kiosk.journal.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.journal.model.Attachment;

/// The attachments of cases in their table: sealed by the key of the case, bound to its name and type.
public final class AttachmentTable {
    private static final String ADD = "INSERT INTO file(tx_id, name, type, body) VALUES (?, ?, ?, ?)";
    private static final String OF_CASE = "SELECT name, type, body FROM file WHERE tx_id = ? ORDER BY name";

    /// An attachment as stored in its row.
    public record SealedAttachment(String name, String type, byte[] sealed) {
        public Attachment openAttachment(CaseKeyring.CaseKey key, String txId) {
            return new Attachment(name, type, key.openBytes(sealed, sealingContext(txId, name, type)));
        }
    }

    private AttachmentTable() {}

    /// Refuses too large attachments, before a case is recorded.
    public static void checkLimits(List<Attachment> files) {
        long all = files.stream().mapToLong(file -> file.bytes().length).sum();
        if (all > Attachment.MOST)
            throw new IllegalArgumentException(
                    "the files of a case have " + all + " bytes, at most " + Attachment.MOST + " are kept");
        var names = new HashSet<String>();
        for (var file : files)
            if (!names.add(file.name()))
                throw new IllegalArgumentException("a case has two files with the name " + file.name());
    }

    public static String sealingContext(String txId, String name, String type) {
        return "file.body|" + txId + "|" + name + "|" + type;
    }

    public static List<SealedAttachment> sealAttachments(CaseKeyring.CaseKey key, String txId, List<Attachment> files) {
        return files.stream()
                .map(file -> new SealedAttachment(
                        file.name(),
                        file.type(),
                        key.sealBytes(file.bytes(), sealingContext(txId, file.name(), file.type()))))
                .toList();
    }

    /// Part of the change that records the case.
    public static void insertAttachments(
            JournalWriter.JournalTransaction sheet, String txId, List<SealedAttachment> files) throws SQLException {
        for (var file : files) sheet.executeUpdate(ADD, txId, file.name(), file.type(), file.sealed());
    }

    static List<SealedAttachment> findAttachments(StatementCache statements, String txId) throws SQLException {
        var query = statements.prepareStatement(OF_CASE);
        query.setString(1, txId);
        var all = new ArrayList<SealedAttachment>();
        try (var row = query.executeQuery()) {
            while (row.next()) all.add(new SealedAttachment(row.getString(1), row.getString(2), row.getBytes(3)));
        }
        return all;
    }

    /// Body of the entry that records a case: service, digest of the request, and each attachment by name and
    /// digest.
    public static Map<String, String> intentValues(String service, byte[] request, List<Attachment> files) {
        var words =
                new HashMap<>(Map.of("service", service, "requestDigest", HashChain.toHex(HashChain.sha256(request))));
        for (var file : files) words.put("file " + file.name(), HashChain.toHex(HashChain.sha256(file.bytes())));
        return words;
    }
}
