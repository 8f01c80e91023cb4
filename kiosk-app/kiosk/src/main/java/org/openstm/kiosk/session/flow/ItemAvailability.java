package org.openstm.kiosk.session.flow;

import java.util.Optional;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemRelease;
import org.openstm.kiosk.form.PageCondition;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;

/// Whether an item is available now, computed from the state of devices and systems.
public final class ItemAvailability {
    /// The payment system's name among the systems.
    private static final String PAYMENT = "payment";

    /// Reasons given by the catalogue.
    public static final String WITHDRAWN = "closed.withdrawn";

    public static final String ELSEWHERE = "closed.elsewhere";
    public static final String HOURS = "closed.hours";

    private ItemAvailability() {}

    /// Checks whether the item may be started now.
    ///
    /// @return text key of the reason; empty when it is available
    public static Optional<String> findClosedReason(Item item, Session session) {
        return findCatalogueReason(item, session)
                .or(() -> findClosedReason(item, session.world()))
                .or(() -> tooLate(item, session));
    }

    /// Whether the case could only be stored here and its deadline may pass meanwhile.
    static Optional<String> tooLate(Item item, Session session) {
        boolean late = item.isStorable() && !item.isStorable(session.today());
        return late && cut(item, session.world()) ? Optional.of("closed.deadline") : Optional.empty();
    }

    private static boolean cut(Item item, ServiceEnvironment world) {
        return !world.lineUp() || item.backSystems().stream().anyMatch(world.down()::contains);
    }

    /// Checks the catalogue's own limits. An application started in time may be completed.
    private static Optional<String> findCatalogueReason(Item item, Session session) {
        for (var part : item.parts()) {
            var why = findCatalogueReason(part, session);
            if (why.isPresent()) return why;
        }
        if (item.release().state() == ItemRelease.ReleaseState.WITHDRAWN) return Optional.of(WITHDRAWN);
        if (!session.catalog().isOffered(item)) return Optional.of(ELSEWHERE);
        return item.hours().isOpenAt(session.localTime()) ? Optional.empty() : Optional.of(HOURS);
    }

    /// Whether a mandatory picture can neither be taken nor brought later.
    private static boolean lacksCamera(Item item, ServiceEnvironment world) {
        return item.pages().stream()
                .filter(page -> page.when() instanceof PageCondition.Always)
                .flatMap(page -> page.fields().stream())
                .anyMatch(field -> field.kind().isPicture() && !field.later() && !world.takesPictures(field.kind()));
    }

    /// Checks devices and systems.
    ///
    /// @return as above
    public static Optional<String> findClosedReason(Item item, ServiceEnvironment world) {
        if (item.makesCase() && world.diskFull()) return Optional.of("closed.disk");
        if (item.legalTime() && world.clockWrong()) return Optional.of("closed.clock");
        boolean cut = cut(item, world);
        if (cut && !item.isStorable()) return Optional.of(world.lineUp() ? "closed.system" : "closed.line");
        if (item.fee().isPresent() && world.down().contains(PAYMENT)) return Optional.of("closed.payment");
        if (cut && world.full().contains(item.id())) return Optional.of("closed.queue");
        if (item.level() != Item.AssuranceLevel.L0 && !world.readsCards() && !world.takesPhones())
            return Optional.of("closed.reader");
        if (item.papers().document() && world.broken().contains("document-printer"))
            return Optional.of("closed.printer");
        if (lacksCamera(item, world)) return Optional.of("closed.camera");
        return Optional.empty();
    }
}
