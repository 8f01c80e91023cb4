package example.mallet;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.openstm.device.HealthReport.Step;

/// Attempts on what a driver must not reach.
final class Attacks {
    private Attacks() {}

    /// Something to try; returns what it got.
    interface Attempt {
        String run() throws Exception;
    }

    static Step attempt(String name, Attempt attempt) {
        try {
            return new Step(name, false, "SUCCEEDED: " + attempt.run());
        } catch (Throwable refused) {
            return new Step(name, true, refused.getClass().getSimpleName() + ": " + refused.getMessage());
        }
    }

    static List<Step> files() {
        var steps = new ArrayList<Step>();
        for (var file : List.of(
                "/etc/openstm/terminal.yaml",
                "/etc/openstm/staff.yaml",
                "/var/lib/openstm/journal.key",
                "/var/lib/openstm/journal.db",
                "/var/lib/openstm/terminal.key",
                "/run/openstm/xauthority",
                "/etc/shadow"))
            steps.add(attempt("read " + file, () -> Files.readAllBytes(Path.of(file)).length + " bytes"));
        for (var folder : List.of("/var/lib/openstm", "/etc/openstm"))
            steps.add(attempt("list " + folder, () -> {
                try (var files = Files.list(Path.of(folder))) {
                    var seen = files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("drivers"))
                            .toList();
                    if (seen.isEmpty()) throw new IOException("nothing in it");
                    return seen.toString();
                }
            }));
        for (var file : List.of("/usr/lib/openstm/launch", "/etc/openstm/new", "/var/lib/openstm/drivers/new"))
            steps.add(attempt("write " + file, () -> {
                Files.writeString(Path.of(file), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return "written";
            }));
        return steps;
    }

    static List<Step> network(int port) {
        return List.of(
                attempt("connect by TCP", () -> {
                    try (var channel = SocketChannel.open()) {
                        channel.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
                        return "connected to " + port;
                    }
                }),
                attempt("listen on TCP", () -> {
                    try (var server = new ServerSocket(0)) {
                        return "listens on " + server.getLocalPort();
                    }
                }),
                attempt("send by UDP", () -> {
                    try (var socket = new DatagramSocket()) {
                        return "bound to " + socket.getLocalPort();
                    }
                }));
    }

    static List<Step> sockets() {
        var steps = new ArrayList<Step>();
        for (var path : List.of(
                "/tmp/.X11-unix/X0",
                "/run/dbus/system_bus_socket",
                "/run/systemd/private",
                "/run/systemd/journal/socket",
                "/var/lib/openstm/control.sock"))
            steps.add(attempt("connect to " + path, () -> {
                try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                    return "connected: " + channel.isConnected();
                }
            }));
        return steps;
    }

    static List<Step> processes(int kiosk) {
        return List.of(
                attempt("see other processes", () -> {
                    long own = ProcessHandle.current().pid();
                    var others = ProcessHandle.allProcesses()
                            .filter(process -> process.pid() != own)
                            .toList();
                    if (others.isEmpty()) throw new IOException("none is in sight");
                    return others.toString();
                }),
                attempt("kill the kiosk", () -> call("kill -KILL " + kiosk)),
                attempt("kill the kiosk's group", () -> call("kill -KILL -" + kiosk)),
                attempt("read the kiosk's memory", () -> {
                    try (var memory = FileChannel.open(Path.of("/proc/" + kiosk + "/mem"))) {
                        return "open: " + memory.isOpen();
                    }
                }),
                attempt("read the kiosk's environment", () -> Files.readString(Path.of("/proc/" + kiosk + "/environ"))));
    }

    static String call(String line) throws Exception {
        var process = new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true).start();
        var answer = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) throw new IOException(answer);
        return answer;
    }

    /// Attaches to a process as a debugger would.
    @SuppressWarnings("restricted")
    static Step trace(int kiosk) {
        return attempt("trace the kiosk", () -> {
            var linker = Linker.nativeLinker();
            var ptrace = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("ptrace"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG));
            int attach = 16;
            try {
                long result = (long) ptrace.invokeExact((long) attach, kiosk, 0L, 0L);
                // the process must be killed before this line
                return "came back with " + result;
            } catch (Throwable odd) {
                return "came back with " + odd;
            }
        });
    }

    static List<Step> nodes(String own, String other) {
        var steps = new ArrayList<Step>();
        // the counter-check: its own device is in reach
        try (var node = FileChannel.open(Path.of(own), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            steps.add(new Step("open its own node", node.isOpen(), own));
        } catch (IOException missing) {
            steps.add(new Step("open its own node", false, missing.toString()));
        }
        for (var path : List.of(other, "/dev/mem", "/dev/kmsg", "/dev/input/event0", "/dev/vda"))
            steps.add(attempt("open " + path, () -> {
                try (var node = FileChannel.open(Path.of(path))) {
                    return "open: " + node.isOpen();
                }
            }));
        steps.add(attempt("make a node", () -> call("mknod /tmp/node c 1 8 && head -c 1 /tmp/node")));
        return steps;
    }
}
