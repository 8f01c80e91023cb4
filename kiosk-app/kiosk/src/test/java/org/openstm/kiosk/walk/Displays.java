package org.openstm.kiosk.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Virtual displays of the terminal's screen size. A walk moves the only pointer of its
/// display: walks that run at the same time need one each.
final class Displays implements AutoCloseable {
    private final List<Process> servers = new ArrayList<>();
    private final BlockingQueue<String> free;

    Displays(int many) {
        free = new ArrayBlockingQueue<>(many);
        for (int n = 0; n < many; n++) free.add(started());
    }

    private String started() {
        try {
            // it selects a free number and prints it
            var server = new ProcessBuilder(
                            "Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            servers.add(server);
            var said = new StringBuilder();
            for (int sign = server.getInputStream().read();
                    sign >= '0';
                    sign = server.getInputStream().read()) said.append((char) sign);
            if (said.isEmpty()) throw new IllegalStateException("Xvfb did not start; run scripts/setup");
            return ":" + said;
        } catch (IOException none) {
            throw new UncheckedIOException("Xvfb does not start; run scripts/setup", none);
        }
    }

    /// Waits for a free display.
    String take() throws InterruptedException {
        return free.take();
    }

    void giveBack(String display) {
        free.add(display);
    }

    @Override
    public void close() {
        servers.forEach(Process::destroy);
    }
}
