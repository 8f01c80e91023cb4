package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// The files of cases as they stand in their table: sealed by the key of the case, bound to its
/// name and type.
final class Enclosures {
    private static final String ADD = "INSERT INTO file(tx_id, name, type, body) VALUES (?, ?, ?, ?)";
    private static final String OF_CASE = "SELECT name, type, body FROM file WHERE tx_id = ? ORDER BY name";

    /// A file as it stands in its row.
    record Kept(String name, String type, byte[] sealed) {
        Enclosure open(Keyring.CaseKey key, String txId) {
            return new Enclosure(name, type, key.open(sealed, context(txId, name, type)));
        }
    }

    private Enclosures() {}

    /// Refuses what is too much, before anything is promised.
    static void check(List<Enclosure> files) {
        long all = files.stream().mapToLong(file -> file.bytes().length).sum();
        if (all > Enclosure.MOST)
            throw new IllegalArgumentException(
                    "the files of a case have " + all + " bytes, at most " + Enclosure.MOST + " are kept");
        var names = new HashSet<String>();
        for (var file : files)
            if (!names.add(file.name()))
                throw new IllegalArgumentException("a case has two files with the name " + file.name());
    }

    static String context(String txId, String name, String type) {
        return "file.body|" + txId + "|" + name + "|" + type;
    }

    static List<Kept> sealed(Keyring.CaseKey key, String txId, List<Enclosure> files) {
        return files.stream()
                .map(file -> new Kept(
                        file.name(), file.type(), key.seal(file.bytes(), context(txId, file.name(), file.type()))))
                .toList();
    }

    /// Part of the change that promises the case.
    static void add(Writer.Sheet sheet, String txId, List<Kept> files) throws SQLException {
        for (var file : files) sheet.update(ADD, txId, file.name(), file.type(), file.sealed());
    }

    static List<Kept> of(Statements statements, String txId) throws SQLException {
        var query = statements.of(OF_CASE);
        query.setString(1, txId);
        var all = new ArrayList<Kept>();
        try (var row = query.executeQuery()) {
            while (row.next()) all.add(new Kept(row.getString(1), row.getString(2), row.getBytes(3)));
        }
        return all;
    }

    /// What the entry of a promise says: service, digest of the request, and each file by name and digest.
    static Map<String, String> words(String service, byte[] request, List<Enclosure> files) {
        var words = new HashMap<>(Map.of("service", service, "requestDigest", Chain.hex(Chain.sha256(request))));
        for (var file : files) words.put("file " + file.name(), Chain.hex(Chain.sha256(file.bytes())));
        return words;
    }
}
