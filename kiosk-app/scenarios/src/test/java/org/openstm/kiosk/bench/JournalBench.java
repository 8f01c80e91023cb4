package org.openstm.kiosk.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.reference.ReferenceCentral;

/// A case promised to the disk, against the least that such a promise can cost: an append and its force.
final class JournalBench implements Bench {
    private static final int ROUNDS = 1500;
    private static final int WARMING = 500;
    private static final int BODY = 700;
    private static final int QUEUE = 200;
    private static final int ENTRIES = Integer.getInteger("bench.entries", 100_000);

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String says() {
        return "Journal.intend of a request of " + BODY
                + " bytes (write-ahead log, synchronous=FULL), over a raw append"
                + " and force(false) of as many bytes as the commit really writes, and of the request alone; a case that"
                + " may be stored, and so stands in the second copy too, over two of them; in turns, "
                + ROUNDS + " each. Then a journal of " + ENTRIES
                + " entries: opened and recovered after a kill, verified. Then " + QUEUE
                + " stored cases handed to a central on this machine, beside a client without a journal";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        var figures = new ArrayList<Figure>();
        commits(folder.resolve("commits"), figures);
        large(folder.resolve("large"), figures);
        drain(Files.createDirectories(folder.resolve("drain")), figures);
        return figures;
    }

    /// A day's queue when the line is back, to a real central on this machine; beside it the same requests from a
    /// client that keeps nothing.
    private static void drain(Path folder, List<Figure> figures) throws Exception {
        var keys = FileKeyStore.openOrCreate(folder.resolve("journal.key"));
        try (var central = ReferenceCentral.start(0, folder.resolve("central"), InstantSource.system(), true);
                var client = new HttpCentralClient(
                        central.uri(),
                        "ST-BENCH",
                        SigningKey.loadOrCreate(folder.resolve("kiosk-key.json"), "ST-BENCH"),
                        CentralPublicKeys.trustOnFirstUse(folder.resolve("central-keys.json")));
                var journal = Journal.open(folder.resolve("kiosk"), "ST-BENCH", keys, InstantSource.system())) {
            for (int n = 0; n < QUEUE; n++) submitted(client, "warm-" + n);
            long begun = System.nanoTime();
            for (int n = 0; n < QUEUE; n++) submitted(client, "bare-" + n);
            double bare = (System.nanoTime() - begun) / 1e9;
            for (int n = 0; n < QUEUE; n++) {
                String id = "queue-" + n;
                journal.cases()
                        .recordIntent(
                                id,
                                "pension/life-proof",
                                1,
                                "s",
                                true,
                                SubmissionCodec.toBytes(submission(id)),
                                VerificationCode.of(id));
            }
            begun = System.nanoTime();
            try (var _ = OutboxDispatcher.start(
                    journal, client, RetryPolicy.forBranch(), QueuePolicy.of(Duration.ofDays(3), QUEUE), "bench")) {
                while (!journal.cases().unsettledCases().isEmpty()) Thread.sleep(5);
            }
            double ours = (System.nanoTime() - begun) / 1e9;
            figures.add(Figure.told("journal.drain", "/s", QUEUE / ours, QUEUE / bare));
        }
    }

    private static void submitted(HttpCentralClient client, String id) {
        if (!(client.submitCase(id, SubmissionCodec.toBytes(submission(id))) instanceof CentralReply.Done<CaseReceipt>))
            throw new IllegalStateException("central did not take " + id);
    }

    private static CaseSubmission submission(String id) {
        return new CaseSubmission(
                id,
                "pension/life-proof",
                1,
                new CaseSubject("李秀兰", "530102195503080028", "resident"),
                new IdentityAssurance("L3", List.of("id-card", "staff-code")),
                Map.of("again", "yes"),
                Instant.now(),
                "ST-BENCH",
                true);
    }

    private static void commits(Path folder, List<Figure> figures) throws IOException {
        var keys = FileKeyStore.openOrCreate(folder.resolve("journal.key"));
        var online = new Samples();
        var stored = new Samples();
        var small = new Samples();
        var one = new Samples();
        var two = new Samples();
        try (var journal = Journal.open(folder, "ST-BENCH", keys, InstantSource.system());
                var request = raw(folder.resolve("request.bin"));
                var bytes = raw(folder.resolve("bytes.bin"))) {
            long before = written();
            for (int n = 0; n < WARMING; n++) intend(journal, "warm-" + n, false);
            int perCommit = (int) ((written() - before) / WARMING);
            for (int n = 0; n < ROUNDS; n++) {
                String id = "t-" + n;
                online.add(micros(() -> intend(journal, id, false)));
                stored.add(micros(() -> intend(journal, "s-" + id, true)));
                small.add(micros(() -> append(request, BODY)));
                one.add(micros(() -> append(bytes, perCommit)));
                two.add(micros(() -> {
                    append(bytes, perCommit);
                    append(request, BODY);
                }));
            }
            figures.add(Figure.ratio("journal.intend.p50", "us", online.median(), one.median(), 1.5));
            figures.add(Figure.ratio("journal.intend.stored.p50", "us", stored.median(), two.median(), 1.5));
            figures.add(Figure.told("journal.intend.over-request.p50", "us", online.median(), small.median()));
            figures.add(Figure.told("journal.intend.p99", "us", online.at(0.99), one.at(0.99)));
            figures.add(Figure.told("journal.intend.stored.p99", "us", stored.at(0.99), two.at(0.99)));
            figures.add(Figure.told("journal.intend.bytes", "B", perCommit, BODY));
        }
    }

    /// Four entries a case; central has countersigned up to a day's work before the end.
    private static void large(Path folder, List<Figure> figures) throws IOException {
        var keys = FileKeyStore.openOrCreate(folder.resolve("journal.key"));
        var killed = Files.createDirectories(folder.resolve("killed"));
        try (var journal = Journal.open(folder, "ST-BENCH", keys, InstantSource.system())) {
            int cases = ENTRIES / 4;
            for (int n = 0; n < cases; n++) {
                intend(journal, "t-" + n, false);
                var sending = journal.cases()
                        .recordSending(journal.cases().findCase("t-" + n).orElseThrow(), "run")
                        .orElseThrow();
                if (n < cases - 5) journal.cases().recordAccepted(sending, new byte[BODY]);
                if (n < cases - 5) journal.notes().addNote("bench", "an entry of no case");
                if (n == cases - 200) anchor(journal);
            }
            for (String part : List.of("journal.db", "journal.db-wal", "stored.copy"))
                Files.copy(folder.resolve(part), killed.resolve(part));
        }
        long begun = System.nanoTime();
        try (var journal = Journal.open(killed, "ST-BENCH", keys, InstantSource.system())) {
            journal.recovery().recoverAfterStop("bench");
        }
        figures.add(Figure.atMost("journal.recovery", "ms", (System.nanoTime() - begun) / 1e6, Double.NaN, 1000));
        var file = folder.resolve("journal.db");
        begun = System.nanoTime();
        var found = JournalFiles.verifyFile(file, keys);
        double whole = (System.nanoTime() - begun) / 1e9;
        if (!found.sound()) throw new IllegalStateException(found.toString());
        figures.add(Figure.told("journal.verify.rate", "/s", found.entries() / whole, Double.NaN));
        figures.add(Figure.told("journal.file", "MB", Files.size(file) / 1e6, Double.NaN));
    }

    private static void anchor(Journal journal) {
        var end = journal.chain().chainEnd();
        journal.chain().recordAnchor(new JournalAnchor(end.seq(), end.hash(), new byte[] {1}));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double micros(Work work) throws IOException {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e3;
    }

    private static void intend(Journal journal, String id, boolean mayBeStored) {
        journal.cases().recordIntent(id, "pension/life-proof", 1, "s", mayBeStored, new byte[BODY], "ABCDEFGHJKLM");
    }

    private static FileChannel raw(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void append(FileChannel file, int bytes) throws IOException {
        file.write(ByteBuffer.allocate(bytes));
        file.force(false);
    }

    /// What this process has handed to the kernel so far.
    private static long written() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("wchar:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
