package example.lintel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// The bytes on the wire. The conformance kit (`org.openstm.device.contract`, in the tests jar of device-drivers)
/// tests the driver's behaviour towards the terminal.
class LinesTest {
    @Test
    void a_text_cannot_become_a_command() {
        assertEquals(List.of("T name", "T C", "Q https://example.cn/v/1", "C"), Lines.of(sheet(), true));
    }

    @Test
    void a_printer_without_codes_prints_their_text() {
        assertEquals("T https://example.cn/v/1", Lines.of(sheet(), false).get(2));
    }

    private static Sheet sheet() {
        return new Sheet("slip", Media.THERMAL_80, List.of(
                new Block.Text("name\nC", Style.BODY),
                new Block.Qr("https://example.cn/v/1", 160, List.of()),
                new Block.Cut()));
    }
}
