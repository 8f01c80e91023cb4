package org.openstm.kiosk.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Answers of a kiosk as text for people.
class ReportTextTest {
    @Test
    void what_has_parts_is_told_part_by_part() {
        var status = """
                {"terminal":"ST-0412-03","lineUp":true,"queued":0,"journal":{"disk":"works","room":true},
                 "devices":[{"id":"slip-1","state":"online","faults":[]},{"id":"reader-1","state":"no-device",
                 "faults":[{"code":"link-lost"}]}],"findings":[],"none":null}""";
        assertEquals("""
                terminal: ST-0412-03
                lineUp: true
                queued: 0
                journal:
                  disk: works
                  room: true
                devices:
                  slip-1  online
                  reader-1  no-device  faults [{"code":"link-lost"}]
                findings: none
                none:""", ReportText.toLines(status).replaceAll(" +\n", "\n").stripTrailing());
    }
}
