package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.link.LinkAddress;

/// Comments in `devices.yaml` survive a swap.
class DevicesFileEditorTest {
    private static final String WRITTEN = """
            # yaml-language-server: $schema=devices.schema.json
            # 翠湖支行 3 号机

            devices:
              # ticket 4711: was replaced in May
              - {id: slip-1,  class: receipt-printer,  driver: escpos, link: "tcp://127.0.0.1:9100"}   # by the door
              - id: reader-1
                class: id-card-reader
                driver: samv # the old one
                link: 'serial:/dev/ttyS0?baud=115200'   # "RS232" ‑ cable 2
                isolation: process
              - {id: laser-1, class: document-printer, driver: ipp, link: ipp://127.0.0.1/ipp/print}
            # end
            """;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("devices.yaml");
    }

    private List<DeviceEntry> read() {
        return DevicesFile.readEntries(file(), new BuiltInDrivers());
    }

    private static DeviceEntry other(DeviceEntry entry, String driver, String link) {
        return new DeviceEntry(entry.id(), entry.deviceClass(), driver, LinkAddress.parse(link), entry.isolation());
    }

    @Test
    void a_swap_changes_its_own_values_and_nothing_else() throws IOException {
        Files.writeString(file(), WRITTEN);
        var entries = new ArrayList<>(read());
        entries.set(0, other(entries.get(0), "javapos", "javapos:TP-80?prop.portName=/dev/ttyS1"));
        entries.set(1, other(entries.get(1), "samv", "serial:/dev/ttyS1?baud=9600"));
        entries.set(2, other(entries.get(2), "ipp", "ipp://127.0.0.1/printers/A4"));
        DevicesFile.writeEntries(file(), entries);
        assertEquals(
                WRITTEN.replace("escpos", "javapos")
                        .replace("tcp://127.0.0.1:9100", "javapos:TP-80?prop.portName=/dev/ttyS1")
                        .replace("'serial:/dev/ttyS0?baud=115200'", "\"serial:/dev/ttyS1?baud=9600\"")
                        .replace("ipp://127.0.0.1/ipp/print", "\"ipp://127.0.0.1/printers/A4\""),
                Files.readString(file()));
        assertEquals(entries, read());
        DevicesFile.writeEntries(file(), read());
        assertEquals(entries, read());
    }

    @Test
    void what_cannot_be_said_in_place_is_written_anew_below_the_head() throws IOException {
        Files.writeString(file(), WRITTEN);
        var entries = read().subList(0, 1);
        DevicesFile.writeEntries(file(), entries);
        assertEquals(entries, read());
        assertTrue(Files.readString(file()).startsWith("# yaml-language-server: $schema=devices.schema.json\n"));
    }
}
