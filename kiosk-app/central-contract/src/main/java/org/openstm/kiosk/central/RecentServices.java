package org.openstm.kiosk.central;

import java.util.List;

/// Services that a person used recently, for the order in which a terminal shows items.
///
/// @param wanted false if the person wants the usual order; then no services are listed
/// @param services item ids of granted cases, newest first, each once
public record RecentServices(boolean wanted, List<String> services) {
    public RecentServices {
        services = List.copyOf(services);
    }

    @Override
    public String toString() {
        return "RecentServices[" + services.size() + "]";
    }
}
