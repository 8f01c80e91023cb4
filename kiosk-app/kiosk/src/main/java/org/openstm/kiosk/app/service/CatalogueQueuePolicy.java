package org.openstm.kiosk.app.service;

import java.time.Duration;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.OfflineStoragePolicy;
import org.openstm.kiosk.dispatch.QueuePolicy;

/// The catalogue's limits for waiting cases. A promise made under the previous catalogue is kept when the
/// current one is stricter; an item that is in neither gets the terminal's own limits.
///
/// @param catalog catalogue in force
/// @param before previous catalogue
public record CatalogueQueuePolicy(Supplier<ItemCatalogue> catalog, Supplier<ItemCatalogue> before)
        implements QueuePolicy {
    private static final OfflineStoragePolicy TERMINAL =
            new OfflineStoragePolicy(Duration.ofHours(OfflineStoragePolicy.HOURS), OfflineStoragePolicy.CASES);

    @Override
    public Duration maximumWait(String service) {
        return queueRules(service)
                .map(OfflineStoragePolicy::longest)
                .max(Comparator.naturalOrder())
                .orElse(TERMINAL.longest());
    }

    @Override
    public int maximumCases(String service) {
        return queueRules(service)
                .map(OfflineStoragePolicy::most)
                .max(Comparator.naturalOrder())
                .orElse(TERMINAL.most());
    }

    private Stream<OfflineStoragePolicy> queueRules(String service) {
        return Stream.of(catalog, before).flatMap(from -> from.get().findItem(service).flatMap(Item::offline).stream());
    }
}
