package org.openstm.kiosk.central;

import java.util.List;

/// What a person did lately, for the order in which a terminal lays things out.
///
/// @param wanted false: the person wants the usual order, and nothing is told
/// @param services item ids of granted cases, newest first, each once
public record RecentServices(boolean wanted, List<String> services) {
    public RecentServices {
        services = List.copyOf(services);
    }

    @Override
    public String toString() {
        return "Lately[" + services.size() + "]";
    }
}
