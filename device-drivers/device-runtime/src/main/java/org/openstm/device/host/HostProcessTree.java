package org.openstm.device.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A host and all processes that it started: its group and session, and each process that carries its mark,
/// including one that created a session of its own or lost its parent. A driver's helper process that is left
/// behind would keep the device's link open.
///
/// @param mark value in the environment of the host, inherited by all processes that it starts
/// @param leader the host's process id, which is also the id of its group and session
/// @param group control group, if there is one; no process escapes from it
record HostProcessTree(String mark, long leader, Optional<ControlGroup> group) {
    /// Name of the environment variable.
    static final String NAME = "OPENSTM_HOST";

    private static final Path PROCESSES = Path.of("/proc");
    private static final int ROUNDS = 100;
    private static final long LOOK_MILLIS = 10;

    /// Kills all of its processes but one, and repeats until none is left: a process that was just being started is
    /// found the next time.
    void killAllExcept(long spared) {
        boolean interrupted = false;
        group.ifPresent(ControlGroup::killMembers);
        for (int round = 0; round < ROUNDS; round++) {
            var left = findMembers(spared);
            if (left.isEmpty() && group.map(ControlGroup::removeIfEmpty).orElse(true)) break;
            left.forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private List<Long> findMembers(long spared) {
        var members = new ArrayList<Long>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (var process : all) {
                long number = Long.parseLong(process.getFileName().toString());
                if (number != spared && isMember(process)) members.add(number);
            }
        } catch (IOException _) {
            // no such file system: use only the kiosk's own data about the host
        }
        return members;
    }

    private boolean isMember(Path process) {
        try {
            var stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            // the process name before it may contain any character
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            boolean dead = fields[0].equals("Z") || fields[0].equals("X");
            if (dead) return false;
            if (Long.parseLong(fields[2]) == leader || Long.parseLong(fields[3]) == leader) return true;
            var environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + NAME + "=" + mark + "\0");
        } catch (IOException _) {
            return false; // gone meanwhile, or another user's
        }
    }
}
