package org.openstm.kiosk.reference;

import org.openstm.device.contract.LongTest;

@LongTest(oneIn = 3)
class CounterOnPostgresTest extends CounterContract {
    @Override
    String database() {
        return PostgresServer.emptyDatabase();
    }
}
