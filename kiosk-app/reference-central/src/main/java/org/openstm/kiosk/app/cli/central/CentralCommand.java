package org.openstm.kiosk.app.cli.central;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.reference.SunsetNotice;
import org.openstm.kiosk.reference.http.ListenAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm central`: the reference central alone, until the process is ended.
@Command(
        name = "central",
        footer = "%nExample: stm central --data data/central --tls --listen 0.0.0.0 --name central.example",
        description = "Runs the reference central; prints its address when it accepts connections.",
        subcommands = {
            PairCommand.class,
            PublishCommand.class,
            IssueCommand.class,
            KeyCommand.class,
            ExportOpenCommand.class,
            SupportOpenCommand.class
        })
public final class CentralCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8471", description = "Port to listen on, 0 for any free one.")
    private int port;

    @Option(names = "--data", defaultValue = "data/central", description = "Folder of its database file and key.")
    private Path data = Path.of("data", "central");

    @Option(names = "--db", paramLabel = "JDBC-URL", description = "A database other than the file in --data.")
    private @Nullable String database;

    @Option(
            names = "--demo",
            description = "Terminals need no pairing; allows outages and reading phone messages (never in a branch).")
    private boolean demo;

    @Option(
            names = "--services",
            paramLabel = "DIR",
            description = "Folder of a branch's own items, whose cases are accepted. For trying out an item.")
    private @Nullable Path services;

    @Option(names = "--tls", description = "TLS 1.3, a certificate for each terminal; staff pages use a second port.")
    private boolean tls;

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description = "Host name that terminals use; may be repeated. With --tls.")
    private List<String> names = new ArrayList<>(List.of());

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on; other machines need --tls. Default: ${DEFAULT-VALUE}")
    private InetAddress listen = InetAddress.getLoopbackAddress();

    @Option(
            names = "--sunset",
            paramLabel = "DATE",
            description = "Announces in every reply that this version of the contract ends on this day.")
    private @Nullable LocalDate sunset;

    @Override
    public Integer call() throws InterruptedException {
        var clock = InstantSource.system();
        Optional<ContractSunset> ending;
        try {
            ending = Optional.ofNullable(sunset).map(day -> SunsetNotice.createSunset(day, clock.instant()));
        } catch (IllegalArgumentException tooSoon) {
            spec.commandLine().getErr().println("stm: " + tooSoon.getMessage());
            return ExitCodes.USAGE;
        }
        return runCentral(clock, ending);
    }

    private int runCentral(InstantSource clock, Optional<ContractSunset> ending) throws InterruptedException {
        var central = ReferenceCentral.start(
                new ListenAddress(listen, port, tls, names),
                data,
                Optional.ofNullable(database),
                Optional.ofNullable(services),
                clock,
                demo,
                null);
        ending.ifPresent(central::announceSunset);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            central.close();
            ended.countDown();
        }));
        spec.commandLine().getOut().println(central.uri());
        spec.commandLine().getOut().flush();
        var err = spec.commandLine().getErr();
        if (demo) err.println("outages, phone and counts of cases: " + central.demoUri() + "/demo");
        if (tls) err.println("pages for your own people, on this machine: " + central.staffUri());
        central.authorityFingerprint()
                .ifPresent(print -> err.println("for terminal.yaml, optional: centralCa: " + print));
        err.flush();
        ended.await();
        return ExitCodes.DONE;
    }
}
