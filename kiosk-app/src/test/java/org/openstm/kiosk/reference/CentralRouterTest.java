package org.openstm.kiosk.reference;

/// On the embedded database.
class CentralRouterTest extends CentralRouterContract {
    @Override
    String database() {
        return "jdbc:sqlite:" + dir.resolve("central.db");
    }
}
