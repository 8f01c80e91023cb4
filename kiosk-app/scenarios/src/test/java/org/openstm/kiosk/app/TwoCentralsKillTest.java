package org.openstm.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.reference.access.PostgresServer;

/// Two `stm central` on one PostgreSQL, and SIGKILL of one after the other in the middle of submissions.
@LongTest(oneIn = 3)
class TwoCentralsKillTest {
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");
    private static final int TERMINALS = 4;
    private static final int KILLS = 4;

    @TempDir
    Path dir;

    private final Map<String, CaseReceipt> told = new ConcurrentHashMap<>();

    @Test
    void instances_killed_in_turn_lose_nothing_and_open_no_case_twice() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        String database = PostgresServer.emptyDatabase();
        var arguments = List.of("--data", dir.resolve("central").toString(), "--db", database);
        var centrals =
                new CentralProcess[] {CentralProcess.start(dir, 0, arguments), CentralProcess.start(dir, 0, arguments)};
        var uris = List.of(centrals[0].uri(), centrals[1].uri());
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var working = java.util.stream.IntStream.range(0, TERMINALS)
                    .mapToObj(n -> threads.submit(() -> work(n, uris, stop)))
                    .toList();
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(150 + random.nextInt(250));
                centrals[kill % 2].kill();
                centrals[kill % 2] =
                        CentralProcess.start(dir, uris.get(kill % 2).getPort(), arguments);
            }
            stop.set(true);
            int cases = 0;
            for (var one : working) cases += one.get();
            assertEquals(cases, told.size());
            assertTrue(cases > TERMINALS * KILLS, cases + " cases, seed " + seed);
            try (var connection = DriverManager.getConnection(database);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT COUNT(*), COUNT(DISTINCT case_number) FROM case_file")) {
                rows.next();
                assertEquals(cases, rows.getInt(1), "at central, seed " + seed);
                assertEquals(cases, rows.getInt(2), "numbers, seed " + seed);
            }
        } finally {
            stop.set(true);
            for (var central : centrals) central.close();
        }
    }

    /// One terminal: it sends every case until it has its receipt, to any instance that answers.
    private int work(int n, List<URI> uris, AtomicBoolean stop) throws InterruptedException {
        String terminal = "ST-0500-0" + n;
        var key = SigningKey.loadOrCreate(dir.resolve(terminal + ".key"), terminal);
        var keys = CentralPublicKeys.trustOnFirstUse(dir.resolve(terminal + ".central"));
        try (var one = new HttpCentralClient(uris.get(0), terminal, key, keys);
                var other = new HttpCentralClient(uris.get(1), terminal, key, keys)) {
            var lines = List.of(one, other);
            int made = 0;
            var identity = proven(lines);
            for (; !stop.get(); made++) {
                String txId = terminal + "-" + made;
                byte[] body = body(terminal, txId, identity);
                for (int tried = made; !told.containsKey(txId); tried++) {
                    if (lines.get(tried % 2).submitCase(txId, body)
                            instanceof CentralReply.Done<CaseReceipt>(var receipt)) {
                        told.put(txId, receipt);
                        // and the other instance returns the same
                        if (lines.get((tried + 1) % 2).queryReceipt(txId)
                                instanceof CentralReply.Done<CaseReceipt>(var again)) assertEquals(receipt, again);
                    } else Thread.sleep(20);
                }
            }
            return made;
        }
    }

    /// Instances are killed meanwhile: the next one answers.
    private static IdentityAssurance proven(List<HttpCentralClient> lines) throws InterruptedException {
        for (int tried = 0; ; tried++) {
            try {
                return Proofs.identity(lines.get(tried % 2), LI);
            } catch (Proofs.NoCentral away) {
                if (tried > 500) throw away;
                Thread.sleep(20);
            }
        }
    }

    private static byte[] body(String terminal, String txId, IdentityAssurance identity) {
        return SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                "pension/life-proof",
                1,
                LI,
                identity,
                Map.of("again", "yes"),
                Instant.parse("2026-11-24T06:32:00Z"),
                terminal,
                true));
    }
}
