package org.openstm.kiosk.reference;

class CounterOnPostgresTest extends CounterContract {
    @Override
    String database() {
        return PostgresServer.emptyDatabase();
    }
}
