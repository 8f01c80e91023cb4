package org.openstm.kiosk.scenario;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.walk.TestBed;
import org.openstm.kiosk.walk.TestBedConfig;
import org.openstm.kiosk.walk.TestBedJvmOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm demo`: the kiosk in a window, and beside it the bench with cards, codes and faults.
@Command(
        name = "demo",
        footer = "%nExample: stm demo --out target/demo",
        description = "Opens the demonstration: the kiosk in a window and a bench beside it.")
public final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--out", defaultValue = "target/demo", description = "Folder for papers and data.")
    private Path out = Path.of("target", "demo");

    @Override
    public Integer call() throws InterruptedException {
        var stop = new CountDownLatch(1);
        try (var testBed = new TestBed(out, TestBedJvmOptions.USUAL, true, TestBedConfig.NEW)) {
            testBed.open();
            spec.commandLine().getErr().println("The kiosk and its bench are open; close either window to end.");
            try (var bench = BenchWindow.open(testBed, WalkLauncher.newRunner(testBed, _ -> {}), stop)) {
                while (testBed.isKioskAlive() && !stop.await(1, TimeUnit.SECONDS)) bench.showNewPapers();
            }
        }
        return ExitCodes.DONE;
    }
}
