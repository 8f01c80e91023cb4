package org.openstm.kiosk.reference;

/// With the embedded database.
class CentralRouterTest extends CentralRouterContract {
    @Override
    String database() {
        return "jdbc:sqlite:" + dir.resolve("central.db");
    }
}
