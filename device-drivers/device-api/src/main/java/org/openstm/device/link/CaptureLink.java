package org.openstm.device.link;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A camera of this machine, through a program that writes the camera's stream to its standard output. It runs as a
/// child process: libraries that capture inside a JVM have crashed it (sarxos/webcam-capture#387, #473). The child
/// ends with its link, and with this process: by a request to the kernel, and by its closed pipe.
public final class CaptureLink implements Link {
    /// Path in Debian's v4l-utils.
    private static final String PROGRAM = "/usr/bin/v4l2-ctl";

    /// System property for another program, for tests.
    private static final String PROPERTY = "openstm.capture";

    /// Ends the program when the thread that started it ends (prctl(2), PR_SET_PDEATHSIG); part of util-linux,
    /// installed on each Debian.
    private static final List<String> LEASH = List.of("/usr/bin/setpriv", "--pdeathsig", "KILL");

    /// Approximate rate of USB 2.0.
    private static final int HIGH_SPEED = 40_000_000;

    private static final long LOOKING_MILLIS = 5;
    private static final int LONGEST_COMPLAINT = 120;

    private final LinkAddress address;
    private final Process child;
    private final InputStream seen;
    private final InputStream said;
    private final StringBuilder complaint = new StringBuilder();

    private CaptureLink(LinkAddress address, Process child) {
        this.address = address;
        this.child = child;
        this.seen = child.getInputStream();
        this.said = child.getErrorStream();
    }

    /// Whether the capture program is installed.
    public static boolean possible() {
        return Files.isExecutable(Path.of(program()));
    }

    private static String program() {
        return System.getProperty(PROPERTY, PROGRAM);
    }

    /// @throws LinkLost if the camera's node does not exist
    public static void find(LinkAddress address) throws LinkLost {
        if (!Files.exists(Path.of(address.target()))) throw new LinkLost(address + " is not there");
    }

    /// The child ends when the calling thread ends.
    static CaptureLink open(LinkAddress address) throws LinkLost {
        find(address);
        try {
            var child = new ProcessBuilder(command(address)).start();
            child.getOutputStream().close();
            return new CaptureLink(address, child);
        } catch (IOException missing) {
            throw new LinkLost(program() + " cannot be started: " + missing.getMessage(), missing);
        }
    }

    private static List<String> command(LinkAddress address) {
        var words = new java.util.ArrayList<String>();
        if (Files.isExecutable(Path.of(LEASH.getFirst()))) words.addAll(LEASH);
        words.addAll(List.of(
                program(),
                "--device=" + address.target(),
                "--set-fmt-video=width=" + address.number("width", 1920) + ",height=" + address.number("height", 1080)
                        + ",pixelformat=MJPG",
                "--stream-mmap=3",
                "--stream-to=-"));
        return words;
    }

    /// A child's pipe has no read timeout, so the available bytes are polled.
    @Override
    public int read(byte[] into, Deadline until) throws LinkLost, InterruptedException {
        try {
            while (true) {
                listen();
                int there = seen.available();
                if (there > 0) return seen.read(into, 0, Math.min(there, into.length));
                if (!child.isAlive() && seen.available() == 0) throw lost("ended" + complaint());
                if (until.over()) return 0;
                Thread.sleep(Math.clamp(until.millisLeft(), 1, LOOKING_MILLIS));
            }
        } catch (LinkLost lost) {
            throw lost;
        } catch (IOException broken) {
            throw lost("broke: " + broken.getMessage());
        }
    }

    /// Drains the error output; a child whose error pipe is full would block.
    private void listen() throws IOException {
        int there = said.available();
        if (there <= 0) return;
        var words = new String(said.readNBytes(Math.min(there, 4096)), StandardCharsets.US_ASCII);
        for (int i = 0; i < words.length() && complaint.length() < LONGEST_COMPLAINT; i++)
            complaint.append(words.charAt(i) < ' ' || words.charAt(i) > '~' ? ' ' : words.charAt(i));
    }

    private String complaint() throws IOException {
        listen();
        return complaint.isEmpty() ? "" : ": " + complaint.toString().strip();
    }

    private LinkLost lost(String how) {
        close();
        return new LinkLost(address + ": the program that captures " + how);
    }

    /// A camera receives no data.
    @Override
    public int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost {
        throw lost("takes no bytes");
    }

    @Override
    public int bytesPerSecond() {
        return HIGH_SPEED;
    }

    @Override
    public void close() {
        child.descendants().forEach(ProcessHandle::destroyForcibly);
        child.destroyForcibly();
        try {
            // a killed child is gone at once, unless the kernel's camera driver blocks; that is not waited for
            boolean _ = child.waitFor(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
