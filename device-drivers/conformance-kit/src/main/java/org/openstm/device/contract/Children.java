package org.openstm.device.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The hosts of this process, distinguished by the device's name.
public final class Children {
    private Children() {}

    public static List<ProcessHandle> of(String id) {
        return of(ProcessHandle.current(), id);
    }

    public static List<ProcessHandle> of(ProcessHandle parent, String id) {
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

    public static ProcessHandle only(String id) {
        var all = of(id);
        if (all.size() != 1) throw new AssertionError(all.size() + " hosts of " + id);
        return all.getFirst();
    }

    /// SIGKILL, as sent by the kernel when memory runs out.
    public static void kill(String id) {
        only(id).destroyForcibly();
    }

    /// SIGSTOP. On a busy machine its threads stop one by one; returns after the last one.
    public static void stop(String id) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(only(id).pid()))
                .start()
                .waitFor();
        for (int i = 0; i < 200 && !stopped(only(id).pid()); i++) Thread.sleep(20);
        if (!stopped(only(id).pid())) throw new AssertionError("the host of " + id + " does not stop");
    }

    private static boolean stopped(long pid) throws IOException {
        try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (var thread : threads)
                if (!Files.readString(thread.resolve("status")).contains("State:\tT")) return false;
            return true;
        }
    }

    public static void awaitNone(String id) throws InterruptedException {
        for (int i = 0; i < 200 && !of(id).isEmpty(); i++) Thread.sleep(50);
        if (!of(id).isEmpty()) throw new AssertionError("a host of " + id + " is left");
    }
}
