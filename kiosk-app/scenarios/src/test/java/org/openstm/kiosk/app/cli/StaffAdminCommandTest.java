package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.app.Main;

class StaffAdminCommandTest {
    private final StringWriter out = new StringWriter();

    private int pin(String typed) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        try {
            return Main.commandLine().setOut(new PrintWriter(out, true)).execute("staff", "pin");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void a_pin_from_a_pipe_becomes_what_stands_in_the_roster() {
        assertEquals(ExitCodes.DONE, pin("246810\n"));
        assertTrue(out.toString().strip().matches("pbkdf2:600000:[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+"), out.toString());
    }

    @Test
    void what_is_no_pin_is_refused() {
        assertEquals(ExitCodes.FAILED, pin("1234\n"));
        assertEquals(ExitCodes.FAILED, pin(""));
        assertEquals("", out.toString());
    }
}
