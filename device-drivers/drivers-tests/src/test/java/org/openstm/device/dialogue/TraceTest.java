package org.openstm.device.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.DriverContext;

/// A trace for engineers: enough to find an error, without personal data.
@Timeout(60)
class TraceTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    @TempDir
    Path folder;

    @Test
    void a_reading_leaves_no_person_in_the_trace_and_the_trace_plays_again() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
                var reader = (IdCardReader) open(DeviceClass.ID_CARD_READER, "samv", traced(sim.link()))) {
            assertEquals(DeviceState.ONLINE, reader.status(SOON).state());
            sim.runControlLine("lay li-xiulan");
            var card = assertInstanceOf(Reading.Card.class, reader.read(SOON)).card();
            var trace = trace();
            for (var word : List.of(card.name(), card.number(), card.address()))
                assertFalse(trace.contains(HEX.formatHex(word.getBytes(StandardCharsets.UTF_16LE))), trace);
            assertTrue(trace.contains("< *"), trace);
            assertTrue(trace.contains("> AAAAAA96690003300132"), trace);
        }
        try (var again = open(DeviceClass.ID_CARD_READER, "samv", "replay:" + folder.resolve("device.trace"))) {
            assertEquals(DeviceState.ONLINE, again.status(SOON).state());
        }
    }

    @Test
    void a_full_trace_makes_room() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
                var reader = open(DeviceClass.ID_CARD_READER, "samv", traced(sim.link()) + "&trace-bytes=500")) {
            for (int i = 0; i < 60; i++) reader.status(SOON);
        }
        try (var files = Files.list(folder)) {
            var traces = files.filter(file -> file.getFileName().toString().startsWith("device.trace"))
                    .toList();
            assertEquals(5, traces.size());
            for (var file : traces) assertTrue(Files.size(file) < 900, file::toString);
        }
    }

    private String traced(String link) {
        return link + "?trace=" + folder;
    }

    private String trace() throws Exception {
        return Files.readString(folder.resolve("device.trace"));
    }

    private static org.openstm.device.Device open(DeviceClass deviceClass, String driver, String link)
            throws Exception {
        return BuiltInDrivers.driverNamed(deviceClass, driver)
                .open(new DriverContext("device", LinkAddress.parse(link)));
    }
}
