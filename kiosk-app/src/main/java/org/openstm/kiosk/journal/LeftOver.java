package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.List;

/// What a journal that lost its end still tells, for the one that begins after it.
///
/// @param open cases that the second copy must have had when they were still open
/// @param online cases that were to be sent only while their citizens wait
/// @param findings that nobody had marked as seen
record LeftOver(long lastSeq, List<SecondCopy.Stored> open, List<SecondCopy.Stored> online, List<StaffNote> findings) {
    static final LeftOver NOTHING = new LeftOver(0, List.of(), List.of(), List.of());

    static LeftOver of(Statements statements, Keyring keyring, String terminal) throws SQLException {
        return new LeftOver(
                Writer.readHead(statements.connection()).seq(),
                StoredCases.open(statements),
                StoredCases.openOnline(statements),
                findings(new Shelf(statements, keyring, terminal)));
    }

    private static List<StaffNote> findings(Shelf shelf) {
        try {
            return shelf.findings();
        } catch (SealBroken unreadable) {
            return List.of(); // they lie in the file that is put aside
        }
    }
}
