package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.device.DeviceClass;

/// The fault codes by which the kit knows a trouble.
class TroubleTest {
    @Test
    void a_scanner_that_is_off_line_is_a_device_and_need_not_call_itself_a_printer() {
        assertEquals(Set.of("printer-offline", "device-offline"), Trouble.OFFLINE.codesFor(DeviceClass.BARCODE_READER));
        assertEquals(Set.of("printer-offline"), Trouble.OFFLINE.codesFor(DeviceClass.RECEIPT_PRINTER));
        assertEquals(Set.of("cover-open"), Trouble.COVER_OPEN.codesFor(DeviceClass.BARCODE_READER));
    }
}
