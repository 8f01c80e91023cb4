package org.openstm.kiosk.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.Damaged;
import org.openstm.kiosk.journal.model.InvalidSealException;

/// Whoever can write to the disk and has no key moves a sealed value to another place: another column,
/// another name, another case. It opens nowhere but where it was sealed for.
class MovedSealTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    private static final List<String> CASES = List.of("t-1", "t-2");

    @TempDir
    Path dir;

    private Journal journal;
    private Connection disk;

    private interface Reading {
        Object read(Journal journal);
    }

    /// A column of one row that holds a sealed value.
    private record Place(String name, String select, String update, Reading reading) {
        static Place of(String name, String table, String column, String where, Reading reading) {
            return new Place(
                    name,
                    "SELECT " + column + " FROM " + table + " WHERE " + where,
                    "UPDATE " + table + " SET " + column + " = ? WHERE " + where,
                    reading);
        }
    }

    @BeforeEach
    void two_cases_of_every_kind_of_value() throws SQLException {
        journal = Journal.open(
                dir.resolve("kiosk"), "ST-0412-03", FileKeyStore.openOrCreate(dir.resolve("journal.key")), CLOCK);
        for (var txId : CASES) {
            var files = List.of(
                    new Attachment("signature", "image/png", utf8("one picture")),
                    new Attachment("deed", "image/png", utf8("one picture")));
            var open = journal.cases()
                    .recordIntent(txId, "pension/life-proof", 1, "s-1", true, utf8("request"), "ABCDEFGHJKLM", files);
            var sending = journal.cases().recordSending(open, "run").orElseThrow();
            var _ = journal.cases().recordAccepted(sending, utf8("receipt")).orElseThrow();
            for (var kind : List.of("rating", "paper")) journal.outbox().postMessage(txId, kind, utf8("message"));
        }
        disk = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("kiosk/journal.db"));
        Damaged.dropGuards(disk);
    }

    @AfterEach
    void close() throws SQLException {
        disk.close();
        journal.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Place> places() {
        var all = new ArrayList<Place>();
        for (var txId : CASES) {
            var row = "tx_id = '" + txId + "'";
            all.add(Place.of(txId + " request", "tx", "req", row, j -> j.cases().caseRequest(txId)));
            all.add(Place.of(
                    txId + " receipt",
                    "tx",
                    "receipt",
                    row,
                    j -> j.cases().findCase(txId).orElseThrow().receipt()));
            for (var name : List.of("signature", "deed"))
                all.add(Place.of(
                        txId + " file " + name,
                        "file",
                        "body",
                        row + " AND name = '" + name + "'",
                        j -> j.cases().caseAttachments(txId)));
            for (var kind : List.of("rating", "paper"))
                all.add(Place.of(
                        txId + " message " + kind,
                        "outbox",
                        "body",
                        row + " AND op = '" + kind + "'",
                        j -> j.outbox().pendingMessages()));
        }
        return all;
    }

    @Test
    void a_sealed_value_opens_in_its_own_place_only() throws SQLException {
        var places = places();
        for (var place : places) place.reading().read(journal);
        int moved = 0;
        for (var to : places) {
            byte[] own = valueAt(to);
            for (var from : places) {
                if (from.equals(to)) continue;
                put(to, valueAt(from));
                assertThrows(
                        InvalidSealException.class,
                        () -> to.reading().read(journal),
                        from.name() + " opened as " + to.name());
                moved++;
            }
            put(to, own);
            to.reading().read(journal);
        }
        assertEquals(places.size() * (places.size() - 1), moved);
        assertTrue(moved > 100);
    }

    private byte[] valueAt(Place place) throws SQLException {
        try (var statement = disk.createStatement();
                var rows = statement.executeQuery(place.select())) {
            assertTrue(rows.next(), place.name());
            return rows.getBytes(1);
        }
    }

    private void put(Place place, byte[] value) throws SQLException {
        try (var statement = disk.prepareStatement(place.update())) {
            statement.setBytes(1, value);
            assertEquals(1, statement.executeUpdate(), place.name());
        }
    }
}
