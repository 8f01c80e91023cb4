package org.openstm.kiosk.bench;

import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.openstm.kiosk.app.CentralProcess;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;

/// Terminals without screen and journal, each with a key and a signed line of its own, that come back after
/// a day without a central. What stored cases are to a terminal is here a list: the journal has its own
/// rigs.
final class Fleet {
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");
    private static final CaseSubject WANG = new CaseSubject("王德福", "530103194405120139", "resident");
    private static final int SHORT = 500;
    private static final int GREETING_AT_ONCE = 12;

    /// Of a hundred cases so many go out again although they were answered, as when the answer was lost.
    private static final int SENT_AGAIN_PERCENT = 5;

    /// @param seconds from the moment at which central listens again until the last terminal is empty
    /// @param window that central had told the terminals, seconds
    /// @param lost cases with a receipt that are not in the books as the receipt says
    /// @param centralCpu seconds of processor time of central's processes, without the database
    /// @param ownCpu that of the terminals, meanwhile
    /// @param doubled cases in the books more often than once, or that nobody sent, or answered in two ways
    record Outcome(
            int terminals,
            int cases,
            double seconds,
            double window,
            Samples submits,
            int busiest,
            double centralCpu,
            double ownCpu,
            int lost,
            int doubled) {
        String words() {
            return ("fleet: %d terminals, %d cases, window %.0f s: drained in %.1f s, %.0f submits/s (busiest second %d),"
                            + " submit p50 %.0f ms, p99 %.0f ms, processor %.1f s central, %.1f s terminals, lost %d,"
                            + " doubled %d")
                    .formatted(
                            terminals,
                            cases,
                            window,
                            seconds,
                            cases / seconds,
                            busiest,
                            submits.median(),
                            submits.at(0.99),
                            centralCpu,
                            ownCpu,
                            lost,
                            doubled);
        }
    }

    private record Case(String txId, byte[] body) {}

    private final class Terminal {
        final String id;
        final SigningKey key;
        final List<Case> stored = new ArrayList<>();
        final Random random;
        Duration window = Duration.ZERO;
        String evidence = "";

        Terminal(int n) {
            int branch = n / 5;
            this.id = "ST-%02d%02d-%02d".formatted(branch / 20 + 1, branch % 20 + 1, n % 5 + 1);
            this.key = SigningKey.loadOrCreate(folder.resolve(id + ".key"), id);
            this.random = new Random(seed * 31 + n);
        }

        HttpCentralClient line(int at) {
            return new HttpCentralClient(uris.get(at % uris.size()), id, key, keys);
        }

        /// Who stood there on the last day with a central.
        void identify(HttpCentralClient line) {
            evidence = Proofs.evidence(line, LI, WANG);
        }

        /// A day without central.
        void store(Instant now) {
            int cases = 2 + random.nextInt(4);
            var identity = new IdentityAssurance("L3", List.of("id-card", "staff-code"), evidence);
            for (int n = 0; n < cases; n++) {
                String txId = id + "-" + n;
                boolean wang = random.nextBoolean();
                stored.add(new Case(
                        txId,
                        SubmissionCodec.toBytes(new CaseSubmission(
                                txId,
                                wang ? "pension/old-age-allowance" : "pension/life-proof",
                                1,
                                wang ? WANG : LI,
                                identity,
                                Map.of("again", "yes"),
                                now.minusSeconds(random.nextInt(86_400)),
                                id,
                                true))));
            }
        }

        boolean beat(HttpCentralClient line, int queued) {
            var end = new HeartbeatRequest.JournalEnd(
                    0,
                    1,
                    Sha256.digestHex(id.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    java.util.Optional.empty());
            if (!(line.sendHeartbeat(new HeartbeatRequest(end, queued, 0, "fleet"))
                    instanceof CentralReply.Done<HeartbeatResponse>(var pulse))) return false;
            window = pulse.reconnectWindow();
            return true;
        }

        /// Comes back somewhere in the window, and hands in all that waited.
        void comeBack(int at) throws InterruptedException {
            Thread.sleep(random.nextLong(Math.max(1, window.toMillis())));
            try (var lines = new Lines(this, at)) {
                for (int tried = 0; !beat(lines.get(tried), stored.size()); tried++) pause(tried);
                for (var one : stored) deliver(lines, one);
            }
        }

        private void deliver(Lines lines, Case one) throws InterruptedException {
            boolean unknown = false;
            for (int tried = 0; ; tried++) {
                var line = lines.get(tried);
                if (unknown && line.queryReceipt(one.txId()) instanceof CentralReply.Done<CaseReceipt>(var known)) {
                    hear(one, known);
                    return;
                }
                long begun = System.nanoTime();
                var reply = line.submitCase(one.txId(), one.body());
                if (reply instanceof CentralReply.Done<CaseReceipt>(var receipt)) {
                    measured(begun);
                    hear(one, receipt);
                    if (random.nextInt(100) < SENT_AGAIN_PERCENT
                            && lines.get(1).submitCase(one.txId(), one.body())
                                    instanceof CentralReply.Done<CaseReceipt>(var again)) {
                        hear(one, again);
                    }
                    return;
                }
                unknown = reply instanceof CentralReply.NoAnswer<CaseReceipt>(var _, var _, var maybe) && maybe;
                pause(tried);
            }
        }

        private void pause(int tried) throws InterruptedException {
            Thread.sleep(random.nextLong(200L << Math.min(tried, 5)) + 1);
        }
    }

    /// To one instance, and to the other once it is needed.
    private final class Lines implements AutoCloseable {
        private final Terminal terminal;
        private final int first;
        private final Map<Integer, HttpCentralClient> open = new HashMap<>();

        Lines(Terminal terminal, int first) {
            this.terminal = terminal;
            this.first = first;
        }

        HttpCentralClient get(int tried) {
            return open.computeIfAbsent((first + tried) % uris.size(), terminal::line);
        }

        @Override
        public void close() {
            open.values().forEach(HttpCentralClient::close);
        }
    }

    private final Path folder;
    private final int terminals;
    private final List<String> arguments;
    private final String database;
    private final long seed;
    private final List<URI> uris = new ArrayList<>();
    private final CentralPublicKeys keys;
    private final Map<String, CaseReceipt> told = new ConcurrentHashMap<>();
    private final Map<Long, Integer> bySecond = new ConcurrentHashMap<>();
    private final Samples submits = new Samples();
    private int contradicted;

    /// @param database JDBC URL; where it is in `arguments` too central is given it, else it is central's own
    /// file
    Fleet(Path folder, int terminals, String database, List<String> arguments, long seed) {
        this.folder = folder;
        this.terminals = terminals;
        this.database = database;
        this.arguments = arguments;
        this.seed = seed;
        this.keys = CentralPublicKeys.trustOnFirstUse(folder.resolve("central-keys.json"));
    }

    static Fleet onPostgres(Path folder, int terminals, String database, long seed) {
        return new Fleet(
                folder,
                terminals,
                database,
                List.of("--data", folder.resolve("central").toString(), "--db", database),
                seed);
    }

    static Fleet embedded(Path folder, int terminals, long seed) {
        return new Fleet(
                folder,
                terminals,
                "jdbc:sqlite:" + folder.resolve("central").resolve("central.db"),
                List.of("--data", folder.resolve("central").toString()),
                seed);
    }

    /// @param instances of central
    Outcome run(int instances) throws Exception {
        var central = start(instances, List.of());
        try {
            central.forEach(c -> uris.add(c.uri()));
            var all = new ArrayList<Terminal>();
            for (int n = 0; n < terminals; n++) all.add(new Terminal(n));
            greet(all);
            greet(all); // the window now speaks of all of them
            identify(all);
            for (var one : central) one.close(); // SIGKILL: central is gone for a day
            for (var one : all) one.store(Instant.now());
            central = start(instances, uris.stream().map(URI::getPort).toList());
            double ownBefore = cpu(ProcessHandle.current());
            long back = System.nanoTime();
            each(all, terminals, (terminal, n) -> terminal.comeBack(n));
            double seconds = (System.nanoTime() - back) / 1e9;
            int cases = all.stream().mapToInt(t -> t.stored.size()).sum();
            double ownCpu = cpu(ProcessHandle.current()) - ownBefore;
            double centralCpu = central.stream()
                    .mapToDouble(c -> cpu(c.process().toHandle()))
                    .sum();
            return judged(cases, seconds, all.getFirst().window.toMillis() / 1e3, centralCpu, ownCpu);
        } finally {
            for (var one : central) one.close();
        }
    }

    private List<CentralProcess> start(int instances, List<Integer> ports) throws Exception {
        var all = new ArrayList<CentralProcess>();
        for (int n = 0; n < instances; n++)
            all.add(CentralProcess.start(folder, ports.isEmpty() ? 0 : ports.get(n), jvm(), arguments));
        return all;
    }

    /// A few seconds are over before the second compiler is of any use.
    private List<String> jvm() {
        return terminals < SHORT ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    }

    private void greet(List<Terminal> all) throws Exception {
        each(all, GREETING_AT_ONCE, (terminal, n) -> {
            try (var line = terminal.line(n)) {
                if (!terminal.beat(line, 0)) throw new IllegalStateException(terminal.id + " is not heard");
            }
        });
    }

    private void identify(List<Terminal> all) throws Exception {
        each(all, GREETING_AT_ONCE, (terminal, n) -> {
            try (var line = terminal.line(n)) {
                terminal.identify(line);
            }
        });
    }

    private interface Doing {
        void with(Terminal terminal, int n) throws InterruptedException;
    }

    private static void each(List<Terminal> all, int atOnce, Doing doing)
            throws InterruptedException, ExecutionException {
        var room = new Semaphore(atOnce);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new ArrayList<java.util.concurrent.Future<?>>();
            for (int n = 0; n < all.size(); n++) {
                int number = n;
                begun.add(threads.submit(() -> {
                    room.acquire();
                    try {
                        doing.with(all.get(number), number);
                    } finally {
                        room.release();
                    }
                    return true;
                }));
            }
            for (var one : begun) one.get();
        }
    }

    private static double cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    private synchronized void measured(long begun) {
        long now = System.nanoTime();
        submits.add((now - begun) / 1e6);
        bySecond.merge(now / 1_000_000_000, 1, Integer::sum);
    }

    private synchronized void hear(Case one, CaseReceipt receipt) {
        var before = told.putIfAbsent(one.txId(), receipt);
        if (before != null && !before.equals(receipt)) contradicted++;
    }

    /// The books against the receipts.
    private Outcome judged(int cases, double seconds, double window, double centralCpu, double ownCpu)
            throws SQLException {
        var kept = new HashMap<String, String>();
        int rows = 0;
        int numbers = 0;
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            try (var all = statement.executeQuery("SELECT tx_id, case_number FROM case_file")) {
                for (; all.next(); rows++) kept.put(all.getString(1), all.getString(2));
            }
            numbers = Math.toIntExact(kept.values().stream().distinct().count());
        }
        int lost = cases - told.size();
        for (var receipt : told.values()) if (!Objects.equals(kept.get(receipt.txId()), receipt.caseNumber())) lost++;
        int doubled = contradicted + rows - numbers + Math.max(0, rows - cases);
        int busiest = bySecond.values().stream().max(Integer::compare).orElse(0);
        return new Outcome(terminals, cases, seconds, window, submits, busiest, centralCpu, ownCpu, lost, doubled);
    }
}
