package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

/// A device that its manager takes away from sessions, and gives back.
@Timeout(120)
class DeviceClaimsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private DeviceSimulator reader;
    private DeviceManager desk;

    @BeforeEach
    void open() throws Exception {
        reader = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
        var file = Files.writeString(folder.resolve("devices.yaml"), """
                devices:
                  - {id: reader-1, class: id-card-reader, driver: samv, link: "%s"}
                """.formatted(reader.link()));
        desk = DeviceManager.open(file, new BuiltInDrivers(ShortLived.hosts()), InstantSource.system());
        await(DeviceState.ONLINE);
    }

    @AfterEach
    void close() {
        desk.close();
        reader.close();
    }

    @LongTest(oneIn = 3)
    @Test
    void a_lent_device_is_its_makers_until_it_is_taken_back() throws Exception {
        var port = desk.findPort(IdCardReader.class).orElseThrow();
        assertTrue(desk.claims().lendDevice("reader-1", "a tool", SOON));
        var lent = desk.deviceViews().getFirst();
        assertTrue(lent.lent() && !lent.isServing());
        assertEquals("a tool", lent.claimedBy());
        // the tool opens the link itself, for longer than the interval of status queries, and is not disturbed
        var tool = BuiltInDrivers.driverNamed(DeviceClass.ID_CARD_READER, "samv");
        try (var device = tool.open(new DriverContext("tool", LinkAddress.parse(reader.link())))) {
            reader.runControlLine("lay zhao-wei");
            var refused = assertInstanceOf(Reading.Unreadable.class, port.read(SOON));
            assertEquals("device-lent", refused.fault().code());
            Thread.sleep(6000);
            assertInstanceOf(Reading.Card.class, ((IdCardReader) device).read(SOON));
            assertInstanceOf(
                    SwapOutcome.Refused.class,
                    desk.swaps()
                            .swapDevice(desk.findEntry("reader-1").orElseThrow(), "li", HealthLevel.INTERNAL, SOON));
            assertTrue(!desk.resetDevice("reader-1", "li"));
        }
        reader.runControlLine("lift");
        assertTrue(desk.claims().takeBackDevice("reader-1", "li"));
        assertTrue(!desk.claims().takeBackDevice("reader-1", "li"), "once");
        reader.runControlLine("lay zhao-wei");
        assertInstanceOf(Reading.Card.class, port.read(SOON));
    }

    @Test
    void who_claims_a_device_has_it_alone_until_the_claim_or_its_lease_ends() throws Exception {
        var port = desk.findPort(IdCardReader.class).orElseThrow();
        reader.runControlLine("lay zhao-wei");
        try (var claim = desk.claims()
                .claimDevice("reader-1", "li", Duration.ofMinutes(1))
                .orElseThrow()) {
            assertTrue(desk.claims().claimDevice("reader-1", "wang", SOON).isEmpty());
            var fault =
                    assertInstanceOf(Reading.Unreadable.class, port.read(SOON)).fault();
            assertEquals("device-claimed", fault.code());
            assertEquals(DeviceLifecycle.CLAIMED, desk.deviceViews().getFirst().lifecycle());
            assertInstanceOf(Reading.Card.class, claim.port(IdCardReader.class).read(SOON));
        }
        var lapsed = desk.claims()
                .claimDevice("reader-1", "li", Duration.ofMillis(50))
                .orElseThrow();
        Thread.sleep(100);
        assertTrue(!lapsed.isHeld());
        var ended = assertInstanceOf(
                        Reading.Unreadable.class,
                        lapsed.port(IdCardReader.class).read(SOON))
                .fault();
        assertEquals("sequence-error", ended.code());
        assertInstanceOf(Reading.NoCard.class, port.read(Duration.ofMillis(500)));
        assertEquals(
                1,
                desk.eventsAfter(0).stream()
                        .filter(event -> event.kind().equals("claim-expired"))
                        .count());
    }

    private DeviceState state() {
        return desk.deviceViews().getFirst().status().state();
    }

    private void await(DeviceState wanted) throws InterruptedException {
        for (int i = 0; i < 200 && state() != wanted; i++) Thread.sleep(100);
        assertEquals(wanted, state());
    }
}
