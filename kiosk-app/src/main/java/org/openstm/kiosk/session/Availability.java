package org.openstm.kiosk.session;

import java.util.Optional;
import org.openstm.kiosk.catalog.Item;

/// Whether an item can be done now, computed from what works (R9).
public final class Availability {
    /// The payment system's name among the systems.
    private static final String PAYMENT = "payment";

    private Availability() {}

    /// @return key of the reason why not; empty when it can be done
    public static Optional<String> closed(Item item, World world) {
        if (item.makesCase() && world.diskFull()) return Optional.of("closed.disk");
        if (item.legalTime() && world.clockWrong()) return Optional.of("closed.clock");
        boolean cut = !world.lineUp() || world.down().contains(item.system());
        if (cut && !item.storable()) return Optional.of(world.lineUp() ? "closed.system" : "closed.line");
        if (item.fee().isPresent() && world.down().contains(PAYMENT)) return Optional.of("closed.payment");
        if (cut && world.full().contains(item.id())) return Optional.of("closed.queue");
        if (item.level() != Item.Level.L0 && world.broken().contains("id-card-reader"))
            return Optional.of("closed.reader");
        if (item.papers().document() && world.broken().contains("document-printer"))
            return Optional.of("closed.printer");
        return Optional.empty();
    }
}
