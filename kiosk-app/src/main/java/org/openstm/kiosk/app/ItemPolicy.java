package org.openstm.kiosk.app;

import java.time.Duration;
import java.util.function.Supplier;
import org.openstm.kiosk.catalog.Catalog;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.Keeping;
import org.openstm.kiosk.dispatch.Policy;

/// What the catalogue says of waiting cases. An item that is gone from it keeps what the terminal allows.
record ItemPolicy(Supplier<Catalog> catalog) implements Policy {
    private static final Keeping TERMINAL = new Keeping(Duration.ofHours(Keeping.HOURS), Keeping.CASES);

    @Override
    public Duration longest(String service) {
        return of(service).longest();
    }

    @Override
    public int most(String service) {
        return of(service).most();
    }

    private Keeping of(String service) {
        return catalog.get().item(service).flatMap(Item::offline).orElse(TERMINAL);
    }
}
