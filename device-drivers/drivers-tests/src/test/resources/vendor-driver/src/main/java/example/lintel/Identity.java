package example.lintel;

import java.util.Map;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;

/// The printer's identification: `ID Lintel;LT-80;SN 4711;FW 1.9`.
///
/// @param facts for staff
record Identity(Map<String, String> facts, Media media) {
    static Identity of(String answer) throws LinkLost {
        var parts = answer.split(";", -1);
        if (parts.length != 4 || !answer.startsWith("ID ") || !parts[2].startsWith("SN ") || !parts[3].startsWith("FW "))
            throw new LinkLost("this is no Lintel printer: it answers '" + answer + "'");
        var facts = Map.of(
                "maker", parts[0].substring(3),
                "model", parts[1],
                "serial", parts[2].substring(3),
                "firmware", parts[3].substring(3));
        return new Identity(facts, parts[1].equals("LT-58") ? Media.THERMAL_58 : Media.THERMAL_80);
    }
}
