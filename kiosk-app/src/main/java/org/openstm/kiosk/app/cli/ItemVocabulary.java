package org.openstm.kiosk.app.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.load.KnownNames;
import org.openstm.kiosk.reference.demo.ReferenceNames;

/// Names that an item may use and that are defined elsewhere, as far as this program knows them.
public final class ItemVocabulary {
    /// Slips of an accepted case. The outcome selects the others.
    static final Set<String> SLIPS =
            Set.of("receipt/accepted", "receipt/life-proof", "receipt/one-stop", "receipt/paid");

    /// Values that the terminal adds once a case is paid.
    private static final Set<String> OF_A_PAYMENT = Set.of("paid", "paymentNumber");

    private ItemVocabulary() {}

    /// @param services folder of items, for the `demo.yaml` beside it
    public static KnownNames knownNames(Optional<Path> services) {
        var names = ReferenceNames.of(services);
        var values = new HashMap<String, Set<String>>(names.values());
        values.put("", OF_A_PAYMENT);
        return new KnownNames(SLIPS, names.lists(), names.systems(), Map.copyOf(values));
    }
}
