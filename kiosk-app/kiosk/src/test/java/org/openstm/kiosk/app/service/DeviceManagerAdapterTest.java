package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openstm.device.DeviceClass;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;

class DeviceManagerAdapterTest {
    @Test
    void what_was_never_installed_serves_as_little_as_what_is_broken() {
        var clock = InstantSource.system();
        try (var desk = DeviceManager.open(List.of(), Duration.ofHours(1));
                var loop = new SessionLoop(
                        Session.initialSession(CatalogueFiles.loadShipped(), true, clock.instant()), clock)) {
            var broken = new DeviceManagerAdapter(desk, loop).brokenClasses();
            var installable = List.of(DeviceClass.values()).stream()
                    .filter(each -> each != DeviceClass.LIGHTS && each != DeviceClass.CAMERA)
                    .map(DeviceClass::text)
                    .collect(Collectors.toSet());
            assertTrue(broken.containsAll(installable), broken::toString);
            var world = new ServiceEnvironment(true, Set.of(), broken, Set.of(), false, false);
            var catalog = CatalogueFiles.loadShipped();
            assertEquals(
                    Optional.of("closed.reader"),
                    ItemAvailability.findClosedReason(
                            catalog.findItem("pension/life-proof").orElseThrow(), world));
            var noPrinter = new ServiceEnvironment(
                    true, Set.of(), Set.of(DeviceClass.DOCUMENT_PRINTER.text()), Set.of(), false, false);
            assertEquals(
                    Optional.of("closed.printer"),
                    ItemAvailability.findClosedReason(
                            catalog.findItem("tax/income-record").orElseThrow(), noPrinter));
        }
    }
}
