package org.openstm.kiosk.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.app.window.KioskWindow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `stm rehearse`: starts a terminal with invented settings and data of its own, on a display that nobody sees, and
/// ends it. Java records meanwhile what a start loads, for the start-up cache. Nothing of this machine's terminal is
/// read, so nothing of a citizen can come into the cache.
@Command(
        name = "rehearse",
        footer = "%nExample: stm rehearse --data /tmp/rehearsal",
        description = "Starts a terminal on invented data and ends it, so that Java can record what a start loads.")
final class RehearseCommand implements Callable<Integer> {
    /// Pages that are made in advance are made after the first one is shown.
    private static final Duration AFTER_START = Duration.ofSeconds(10);

    /// Nobody listens there: the terminal starts as without a network. A demonstration needs no pairing.
    private static final String SETTINGS = """
            id: ST-0000-00
            title: {zh-CN: 预演, en: rehearsal}
            branch: {zh-CN: 预演, en: rehearsal}
            place: {zh-CN: 预演, en: rehearsal}
            issuer: {zh-CN: 预演, en: rehearsal}
            nearest: {zh-CN: 预演, en: rehearsal}
            window: {zh-CN: 预演, en: rehearsal}
            verifyBase: https://rehearsal.invalid/
            central: http://127.0.0.1:1/
            demo: true
            """;

    @Option(names = "--data", required = true, description = "Folder to create for its settings and data.")
    private Path data = Path.of("rehearsal");

    @Override
    public Integer call() throws IOException, InterruptedException {
        var config = Files.createDirectories(data.resolve("config"));
        Files.writeString(config.resolve("terminal.yaml"), SETTINGS);
        Files.writeString(config.resolve("devices.yaml"), "devices: []\n");
        KioskWindow.startToolkitEarly();
        var serves = new CountDownLatch(1);
        var stop = new CountDownLatch(1);
        Thread.ofVirtual().name("rehearsal").start(() -> stopAfterStart(serves, stop));
        new KioskWiring(
                        KioskSettings.readFolder(config),
                        config,
                        Files.createDirectories(data.resolve("data")),
                        Optional.empty(),
                        false,
                        _ -> serves.countDown())
                .run(stop, false);
        return ExitCodes.DONE;
    }

    private static void stopAfterStart(CountDownLatch serves, CountDownLatch stop) {
        try {
            serves.await();
            boolean _ = stop.await(AFTER_START.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        stop.countDown();
    }
}
