package org.openstm.kiosk.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
    @Test
    void a_child_reads_no_java_objects_either_and_gets_no_debugger_and_no_other_property() {
        var own = List.of(
                "-XX:+DisableAttachMechanism",
                "-Djdk.serialFilter=!*",
                "-Xrunjdwp:transport=dt_socket",
                "-agentlib:jdwp=server=y",
                "-Dorg.sqlite.lib.path=/usr/lib/openstm/lib",
                "-Djava.io.tmpdir=/tmp/mine");
        assertEquals(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+DisableAttachMechanism",
                        "-Djdk.serialFilter=!*",
                        "-Dorg.sqlite.lib.path=/usr/lib/openstm/lib"),
                ChildProcess.inheritedJvmOptions(own));
    }
}
