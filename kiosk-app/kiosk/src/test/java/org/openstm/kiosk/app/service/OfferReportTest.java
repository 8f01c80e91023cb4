package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.TerminalEvent;

class OfferReportTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:32:00Z");
    private static final Session FIRST = Session.initialSession(CatalogueFiles.loadShipped(), true, NOW);

    private static Session after(SessionEvent event) {
        return SessionStateMachine.nextStep(FIRST, event, NOW).next();
    }

    @Test
    void what_a_broken_printer_closes_is_told_with_its_reason_and_nothing_else() {
        var printerless = after(new TerminalEvent.EnvironmentChanged(
                new ServiceEnvironment(true, Set.of(), Set.of("document-printer"), Set.of(), false, false)));
        var documents = FIRST.catalog().items().stream()
                .filter(item -> item.papers().document())
                .count();
        var offer = OfferReport.of(printerless);
        assertTrue(offer.open());
        assertEquals(documents, offer.closed().size());
        assertTrue(offer.closed().stream().allMatch(one -> one.why().equals("printer")), offer.toString());
        assertEquals(FIRST.catalog().items().size(), offer.offered());
    }

    @Test
    void out_of_service_is_told() {
        assertFalse(OfferReport.of(after(new TerminalEvent.TerminalClosed("out.locked")))
                .open());
    }
}
