package org.openstm.kiosk.app.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.openstm.kiosk.catalog.load.KnownNames;
import org.openstm.kiosk.engine.ReceiptBuilder;
import org.openstm.print.Templates;

/// Names that an item may use and that are defined elsewhere, as far as this program knows them.
public final class ItemVocabulary {
    /// Slips of an accepted case. The outcome selects the others.
    public static final Set<String> SLIPS =
            Set.of("receipt/accepted", "receipt/life-proof", "receipt/one-stop", "receipt/paid");

    /// Values that the terminal adds once a case is paid.
    private static final Set<String> OF_A_PAYMENT = Set.of("paid", "paymentNumber");

    private ItemVocabulary() {}

    /// @param services folder of items, for what its central knows besides
    public static KnownNames knownNames(Optional<Path> services) {
        var names = new KnownNames(slipsWithGaps(), Set.of(), Set.of(), Map.of("", OF_A_PAYMENT));
        for (var central : ServiceLoader.load(CentralVocabulary.class))
            names = names.withNames(central.knownNames(services));
        return names;
    }

    private static Map<String, Set<String>> slipsWithGaps() {
        var slips = new HashMap<String, Set<String>>();
        for (var slip : SLIPS) {
            var gaps = Templates.shipped(slip).requiredTexts();
            gaps.removeAll(ReceiptBuilder.FILLED_FOR_EVERY_CASE);
            slips.put(slip, gaps);
        }
        return slips;
    }
}
