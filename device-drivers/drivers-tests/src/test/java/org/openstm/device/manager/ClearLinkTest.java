package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.link.LinkAddress;

/// An unencrypted link must be accepted by a named person.
class ClearLinkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://192.168.7.5:9100",
                "ipp://printer.branch/ipp/print",
                "ws://10.0.0.9:5846/xfs4iot/v1.0/Printer1",
                "tcp://127.0.0.1.example:9100",
                "tcp://192.168.7.5:9100?clear=yes",
                "tcp://192.168.7.5:9100?clear=accepted-by-"
            })
    @DisplayName("a link in clear to another machine is refused until somebody has accepted it in writing")
    void a_link_in_clear_is_refused(String link) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> DevicesFile.requireAcceptedClearLink(LinkAddress.parse(link)));
        assertTrue(String.valueOf(refused.getMessage()).contains("clear=accepted-by-NAME"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1:9100",
                "tcp://localhost:9100",
                "ws://[::1]:5846/xfs4iot/v1.0/Printer1",
                "ipps://printer.branch/ipp/print?ca=/etc/openstm/printer.pem",
                "wss://10.0.0.9:5846/xfs4iot/v1.0/Printer1",
                "serial:/dev/ttyS0",
                "tcp://192.168.7.5:9100?clear=accepted-by-li.na"
            })
    void a_line_of_this_machine_by_tls_or_accepted_is_taken(String link) {
        DevicesFile.requireAcceptedClearLink(LinkAddress.parse(link));
    }

    @Test
    void who_accepted_it_is_told() {
        assertEquals(
                Optional.of("li.na"),
                LinkAddress.parse("tcp://192.168.7.5:9100?clear=accepted-by-li.na")
                        .clearAcceptedBy());
        assertFalse(LinkAddress.parse("tcp://127.0.0.1:9100").isClear());
    }
}
