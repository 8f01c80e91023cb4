package org.openstm.device.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A control group of a host (cgroup v2), where this process may create one: under systemd with `Delegate=yes`, or
/// as root. A process started in it cannot leave it by changing its environment, session or parent.
record ControlGroup(Path folder) {
    private static final String PREFIX = "openstm-host-";

    /// Mount points of version 2, alone or beside version 1.
    private static final Path[] ROOTS = {Path.of("/sys/fs/cgroup/unified"), Path.of("/sys/fs/cgroup")};

    /// @return empty where none can be created
    static Optional<ControlGroup> createFor(long process, String mark) {
        try {
            var parent = ownGroup();
            if (parent.isEmpty() || !Files.isWritable(parent.get().resolve("cgroup.procs"))) return Optional.empty();
            removeLeftGroups(parent.get());
            var group = new ControlGroup(Files.createDirectory(parent.get().resolve(PREFIX + mark)));
            Files.writeString(group.folder.resolve("cgroup.procs"), Long.toString(process));
            return Optional.of(group);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<Path> ownGroup() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/cgroup")))
            if (line.startsWith("0::/"))
                for (var root : ROOTS)
                    if (Files.exists(root.resolve("cgroup.controllers")))
                        return Optional.of(root.resolve(line.substring("0::/".length())));
        return Optional.empty();
    }

    /// Removes groups that a killed kiosk left behind.
    private static void removeLeftGroups(Path parent) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var each : left) new ControlGroup(each).removeIfEmpty();
        }
    }

    /// Kills all members. Kernels before 5.14 lack this function.
    void killMembers() {
        try {
            var word = folder.resolve("cgroup.kill");
            if (Files.exists(word)) Files.writeString(word, "1");
        } catch (IOException _) {
            // it was removed already
        }
    }

    /// @return whether it was removed; it stays while it has members
    boolean removeIfEmpty() {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
