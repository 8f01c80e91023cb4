package org.openstm.kiosk.reference;

/// On the embedded database.
class CounterTest extends CounterContract {
    @Override
    String database() {
        return "jdbc:sqlite:" + dir.resolve("central.db");
    }
}
