package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.reference.ReferenceCentral;

/// `stm central key`, step by step.
class KeyCommandTest {
    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int key(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new java.util.ArrayList<>(java.util.List.of("central", "key"));
        all.addAll(java.util.List.of(words));
        all.addAll(java.util.List.of("--data", dir.toString()));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void the_steps_say_which_key_signs_and_what_comes_next() {
        ReferenceCentral.start(0, dir, InstantSource.system(), true).close();
        assertEquals(ExitCodes.DONE, key("show"), err::toString);
        assertEquals("central: signs\n", out.toString());
        assertEquals(ExitCodes.FAILED, key("change"));
        assertEquals("stm: no key is announced: stm central key announce does that\n", err.toString());
        assertEquals(ExitCodes.DONE, key("announce"), err::toString);
        assertEquals("central: signs\ncentral-2: announced\n", out.toString());
        assertTrue(err.toString().contains("key set 1: 0 of 0 terminals have it"), err.toString());
        assertEquals(ExitCodes.USAGE, key("change", "--days", "6"));
        assertEquals(ExitCodes.DONE, key("change", "--days", "7"), err::toString);
        assertTrue(out.toString().matches("central-2: signs\ncentral: counts until \\S+Z\n"), out.toString());
        assertTrue(err.toString().contains("start every instance of central anew"), err.toString());
        assertEquals(ExitCodes.DONE, key("retire"), err::toString);
        assertEquals("central-2: signs\n", out.toString());
    }
}
