package org.openstm.kiosk.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.reference.ReferenceCentral;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm central`: the reference central alone, until the process is ended.
@Command(
        name = "central",
        description = "Runs the reference central; prints its address when it listens.",
        subcommands = {PairCommand.class, ExportOpenCommand.class})
final class CentralCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8471", description = "Port to listen on, 0 for any free one.")
    private int port;

    @Option(names = "--data", defaultValue = "data/central", description = "Folder of its database file and key.")
    private Path data = Path.of("data", "central");

    @Option(names = "--db", paramLabel = "JDBC-URL", description = "Another database than the file in --data.")
    private @Nullable String database;

    @Option(
            names = "--demo",
            description = "Terminals register themselves; outages can be made and the phone read (never in a branch).")
    private boolean demo;

    @Override
    public Integer call() throws InterruptedException {
        var clock = InstantSource.system();
        var central = database == null
                ? ReferenceCentral.start(port, data, clock, demo)
                : ReferenceCentral.start(port, data, database, clock, demo);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            central.close();
            ended.countDown();
        }));
        spec.commandLine().getOut().println(central.uri());
        spec.commandLine().getOut().flush();
        if (demo) {
            spec.commandLine().getErr().println("outages, phone and counts of cases: " + central.demoUri() + "/demo");
            spec.commandLine().getErr().flush();
        }
        ended.await();
        return Exit.DONE;
    }
}
