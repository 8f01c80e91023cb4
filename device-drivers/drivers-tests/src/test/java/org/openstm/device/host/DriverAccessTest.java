package org.openstm.device.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;

/// What a confined driver may reach follows from its link alone.
class DriverAccessTest {
    @TempDir
    Path folder;

    private static DriverAccess access(String link) throws LinkLost {
        return DriverAccess.of(new DriverContext("slip-1", LinkAddress.parse(link)));
    }

    @ParameterizedTest
    @CsvSource({
        "serial:/dev/null?baud=9600, openstm-driver@dev-null.service",
        "usb:/dev/zero, openstm-driver@dev-zero.service",
        "evdev:/dev/full, openstm-driver@dev-full.service",
        "camera:/dev/random, openstm-driver@dev-random.service",
        "javapos:TP-80?prop.portName=/dev/null, openstm-driver@dev-null.service",
        "javapos:TP-80?node=/dev/zero, openstm-driver@dev-zero.service",
        "javapos:TP-80?prop.host=192.0.2.4, openstm-driver-net@slip\\x2d1.service",
        "pcsc:ACS ACR39U, openstm-driver-card@slip\\x2d1.service",
        "tcp://192.0.2.4:9100, openstm-driver-net@slip\\x2d1.service",
        "ipps://192.0.2.4/ipp/print, openstm-driver-net@slip\\x2d1.service",
        "ws://127.0.0.1, openstm-driver-net@slip\\x2d1.service",
        "replay:/tmp/a.trace, openstm-driver@slip\\x2d1.service"
    })
    void a_driver_gets_its_node_or_the_network_and_never_both(String link, String unit) throws LinkLost {
        assertEquals(unit, access(link).unit());
    }

    private static final Path PACKAGE = Path.of("../../scripts/debian/terminal/root/usr");

    /// What the kiosk starts is there, confined, and what polkit lets it start.
    @ParameterizedTest
    @ValueSource(strings = {"serial:/dev/null", "tcp://192.0.2.4:9100", "pcsc:ACS ACR39U"})
    void each_unit_is_in_the_package_and_polkit_allows_it(String link) throws Exception {
        var access = access(link);
        var units = PACKAGE.resolve("lib/systemd/system");
        assertTrue(Files.exists(units.resolve(access.template() + "@.service")), access.unit());
        assertEquals(
                PACKAGE.resolve("lib/openstm/driver-confinement.conf").toRealPath(),
                units.resolve(access.template() + "@.service.d/confinement.conf")
                        .toRealPath());
        var rule = Pattern.compile("/(\\^openstm-driver.*\\$)/")
                .matcher(Files.readString(PACKAGE.resolve("share/polkit-1/rules.d/50-openstm.rules")));
        assertTrue(rule.find());
        assertTrue(access.unit().matches(rule.group(1)), access.unit());
        for (var other : List.of("openstm-terminal.service", "openstm-driver.slice", "x-openstm-driver@a.service"))
            assertFalse(other.matches(rule.group(1)), other);
    }

    @Test
    void a_symbolic_link_is_resolved_and_the_driver_sees_the_node() throws Exception {
        var name = Files.createSymbolicLink(folder.resolve("reader"), Path.of("/dev/null"));
        var access = access("serial:" + name + "?baud=9600");
        assertEquals("openstm-driver@dev-null.service", access.unit());
        assertEquals(LinkAddress.parse("serial:/dev/null?baud=9600"), access.seen());
    }

    @Test
    void a_javapos_service_is_told_the_node_itself() throws Exception {
        var service = access("javapos:TP-80?prop.portName=/dev/./null&prop.baud=9600");
        assertEquals(LinkAddress.parse("javapos:TP-80?prop.portName=/dev/null&prop.baud=9600"), service.seen());
    }

    /// The kiosk's own files are no devices, and a path must not become another setting of the unit.
    @ParameterizedTest
    @ValueSource(strings = {"file", "od d", "a:b"})
    void what_is_no_node_below_dev_is_refused(String name) throws Exception {
        var file = Files.createFile(folder.resolve(name));
        var lost = assertThrows(LinkLost.class, () -> access("serial:" + file));
        assertEquals(
                "serial:" + file + " leads to " + file.toRealPath()
                        + ", which a driver on this terminal cannot be given",
                lost.getMessage());
    }

    @Test
    void a_node_that_is_not_there_is_a_lost_link() {
        assertThrows(LinkLost.class, () -> access("serial:/dev/openstm/serial-9-9"));
    }

    /// Words of systemd's own tool (`systemd-escape --path`, version 257).
    @ParameterizedTest
    @CsvSource({
        "/dev/ttyUSB0, dev-ttyUSB0",
        "/dev/usb/lp0, dev-usb-lp0",
        "/dev/input/event3, dev-input-event3",
        "/dev/openstm/serial-1-1.2, dev-openstm-serial\\x2d1\\x2d1.2",
        "slip-1, slip\\x2d1",
        "/dev/a b, dev-a\\x20b",
        ".hidden, \\x2ehidden"
    })
    void an_instance_is_spelt_as_systemd_spells_it(String name, String spelt) {
        assertEquals(spelt, DriverUnits.escape(name));
    }
}
