package org.openstm.kiosk.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openstm.kiosk.reference.access.PostgresServer;

/// The whole province comes back after a day without central.
final class FleetBench implements Bench {
    private static final int PROVINCE = 1587;
    private static final int ONE_MACHINE = 50;
    private static final long SEED = 1587;

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public String says() {
        return PROVINCE + " terminals with two to five stored cases each come back in the window that central told"
                + " them, to two instances on one PostgreSQL, all on this machine; " + ONE_MACHINE
                + " to the embedded database, whose figures stand as baseline; each request is signed, each receipt"
                + " checked";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        var small = Fleet.embedded(Files.createDirectory(folder.resolve("embedded")), ONE_MACHINE, SEED)
                .run(1);
        System.err.println(small.words());
        var database = PostgresServer.emptyDatabase();
        var large = Fleet.onPostgres(Files.createDirectory(folder.resolve("postgres")), PROVINCE, database, SEED)
                .run(2);
        System.err.println(large.words());
        return List.of(
                Figure.atMost("fleet.drained", "s", large.seconds(), small.seconds(), 60),
                Figure.told("fleet.window", "s", large.window(), small.window()),
                Figure.told("fleet.submits", "/s", large.cases() / large.seconds(), small.cases() / small.seconds()),
                Figure.told("fleet.busiest-second", "/s", large.busiest(), small.busiest()),
                Figure.told(
                        "fleet.submit.p50",
                        "ms",
                        large.submits().median(),
                        small.submits().median()),
                Figure.atMost(
                        "fleet.submit.p99",
                        "ms",
                        large.submits().at(0.99),
                        small.submits().at(0.99),
                        500),
                Figure.told(
                        "fleet.centre-cpu",
                        "ms",
                        1000 * large.centralCpu() / large.cases(),
                        1000 * small.centralCpu() / small.cases()),
                Figure.told(
                        "fleet.terminals-cpu",
                        "ms",
                        1000 * large.ownCpu() / large.cases(),
                        1000 * small.ownCpu() / small.cases()),
                Figure.atMost("fleet.lost", "", large.lost(), small.lost(), 0),
                Figure.atMost("fleet.doubled", "", large.doubled(), small.doubled(), 0));
    }
}
