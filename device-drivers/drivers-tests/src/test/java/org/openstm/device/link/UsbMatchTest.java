package org.openstm.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A copy of the kernel's file tree in a folder: two readers of one make and one printer cable.
class UsbMatchTest {
    @TempDir
    Path sys;

    private UsbMatch match;

    @BeforeEach
    void plug() throws Exception {
        match = new UsbMatch(sys);
        plug("1-1", "1a86", "7523", "", "ttyUSB0");
        plug("1-2", "1a86", "7523", "", "ttyUSB1");
        plug("1-3", "04b8", "0202", "J4XF0012", "ttyACM0");
        Files.createDirectories(sys.resolve("class/tty/ttyS0"));
    }

    private void plug(String port, String vendor, String product, String serial, String node) throws Exception {
        var device = Files.createDirectories(sys.resolve("devices/usb1").resolve(port));
        Files.writeString(device.resolve("idVendor"), vendor + "\n");
        Files.writeString(device.resolve("idProduct"), product + "\n");
        if (!serial.isEmpty()) Files.writeString(device.resolve("serial"), serial + "\n");
        var port0 = Files.createDirectories(device.resolve(port + ":1.0").resolve(node));
        var known = Files.createDirectories(sys.resolve("class/tty").resolve(node));
        Files.createSymbolicLink(known.resolve("device"), port0);
    }

    private String find(String query) throws LinkLost {
        return match.find("tty", LinkAddress.parse("serial:usb?" + query));
    }

    @Test
    void a_device_is_found_by_its_make_its_number_or_its_place() throws Exception {
        assertEquals("ttyACM0", find("usb=04b8:0202"));
        assertEquals("ttyACM0", find("usb-serial=j4xf*"));
        assertEquals("ttyUSB1", find("usb=1a86:7523&usb-port=1-2"));
    }

    @Test
    void what_fits_two_or_none_is_refused() {
        var two = assertThrows(LinkLost.class, () -> find("usb=1a86:7523"));
        assertTrue(String.valueOf(two.getMessage()).contains("[ttyUSB0, ttyUSB1]"), two::getMessage);
        assertThrows(LinkLost.class, () -> find("usb=ffff:0001"));
        assertThrows(LinkLost.class, () -> find("usb=04b8:0202&usb-serial=.*"));
    }

    @Test
    void after_another_plug_it_is_found_under_its_new_name() throws Exception {
        Files.delete(sys.resolve("class/tty/ttyACM0/device"));
        Files.delete(sys.resolve("class/tty/ttyACM0"));
        plug("1-3", "04b8", "0202", "J4XF0012", "ttyACM7");
        assertEquals("ttyACM7", find("usb=04b8:0202"));
    }

    @Test
    void what_is_plugged_in_is_told_with_what_a_printer_says_of_itself() throws Exception {
        Files.writeString(
                sys.resolve("class/tty/ttyACM0/device/ieee1284_id"), "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;");
        assertEquals(
                java.util.Optional.of(new Plugged("04b8:0202", "J4XF0012", "EPSON", "TM-T88V")),
                match.plugged("tty", LinkAddress.parse("serial:usb?usb=04b8:0202")));
        assertTrue(
                match.plugged("tty", LinkAddress.parse("serial:/dev/no-such")).isEmpty());
    }
}
