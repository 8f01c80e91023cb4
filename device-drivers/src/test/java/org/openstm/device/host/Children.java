package org.openstm.device.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The hosts that this process has, told apart by the device's name.
public final class Children {
    private Children() {}

    public static List<ProcessHandle> of(String id) {
        return of(ProcessHandle.current(), id);
    }

    static List<ProcessHandle> of(ProcessHandle parent, String id) {
        return parent.children().filter(child -> serves(child, id)).toList();
    }

    private static boolean serves(ProcessHandle child, String id) {
        try {
            return Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"))
                    .contains("host-" + id + "-");
        } catch (IOException _) {
            return false;
        }
    }

    static ProcessHandle only(String id) {
        var all = of(id);
        if (all.size() != 1) throw new AssertionError(all.size() + " hosts of " + id);
        return all.getFirst();
    }

    /// SIGKILL, as the kernel does it when memory runs out.
    public static void kill(String id) {
        only(id).destroyForcibly();
    }

    /// SIGSTOP or SIGCONT.
    static void signal(String id, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(only(id).pid()))
                .start()
                .waitFor();
    }

    static void awaitNone(String id) throws InterruptedException {
        for (int i = 0; i < 200 && !of(id).isEmpty(); i++) Thread.sleep(50);
        if (!of(id).isEmpty()) throw new AssertionError("a host of " + id + " is left");
    }
}
