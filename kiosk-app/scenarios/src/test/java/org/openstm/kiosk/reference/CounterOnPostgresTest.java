package org.openstm.kiosk.reference;

import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.reference.access.PostgresServer;

@LongTest(oneIn = 3)
class CounterOnPostgresTest extends CentralRouterContract {
    @Override
    String database() {
        return PostgresServer.emptyDatabase();
    }
}
