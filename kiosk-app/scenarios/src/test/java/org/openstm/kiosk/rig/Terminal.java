package org.openstm.kiosk.rig;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.driver.receipt.escpos.EscPosDriver;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.InterceptedCentral;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.dispatch.DispatchClock;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.engine.SessionDriver;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.RigDoor;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// A kiosk without a screen: the product's engine between the rig's journal, central and printer. It says each
/// thing that a citizen is told, when the session is told it. A [Flaw] is planted where the engine meets them.
final class Terminal implements AutoCloseable {
    /// The invented citizen of every case; whoever finds the name or the number in a file has found a leak.
    static final CaseSubject CITIZEN = new CaseSubject("王德福", "530103194405120139", "resident");

    private static final IdentifiedPerson VISITOR =
            new IdentifiedPerson(CITIZEN.name(), CITIZEN.number(), CITIZEN.layout(), "云岭", "");

    /// The day on which the invented citizens live.
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T06:32:00Z"));

    /// What the visit's evidence is kept in: a life of the terminal is shorter than a visit.
    static final String EVIDENCE = "rig-evidence";

    /// Stand at both ends of every slip, so that a line can be stopped between them.
    static final String HEAD = "RIG-SLIP-HEAD";

    private static final int QR = 160;
    private static final Pattern SEQUENCE = Pattern.compile("流水 0*(\\d+)");
    private static final Pattern DIGEST = Pattern.compile("存证 (\\w{4}) (\\w{4})");

    /// Which terminal it is and where it stands.
    ///
    /// @param printer link of the receipt printer
    record Place(String id, Path dir, URI central, String printer) {}

    private final Place place;
    private final Consumer<String> told;
    private final HttpCentralClient central;
    private final Journal journal;
    private final OutboxDispatcher dispatch;
    private final SessionDriver citizens;
    private final Set<String> toldInSession = ConcurrentHashMap.newKeySet();
    private volatile String txId = "";
    private volatile String effect = "";
    private final AtomicInteger copies = new AtomicInteger();
    private volatile Flaw flaw = Flaw.NONE;

    /// Begins a life of the terminal.
    ///
    /// @param run names this life; every other one had another name
    Terminal(Place place, String run, RigDoor.Disk disk, Consumer<String> told) {
        this(place, run, disk, told, pace(Duration.ofMillis(20), Duration.ofMillis(250)));
    }

    Terminal(Place place, String run, RigDoor.Disk disk, Consumer<String> told, RetryPolicy pace) {
        this.place = place;
        this.told = told;
        this.central = new HttpCentralClient(
                place.central(),
                place.id(),
                SigningKey.loadOrCreate(place.dir().resolve("kiosk-key.json"), place.id()),
                CentralPublicKeys.trustOnFirstUse(place.dir().resolve("central-keys.json")),
                new HttpCentralClient.CallTimeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10)),
                CLOCK);
        this.journal = RigDoor.open(
                place.dir(),
                place.id(),
                FileKeyStore.openOrCreate(place.dir().resolve("journal.key")),
                CLOCK,
                new JournalSeam(disk));
        this.dispatch = started(run, pace);
        this.citizens = SessionDriver.start(
                new SessionDriver.Parts(
                        RigCatalogue.ITEMS, place.dir(), journal, dispatch, new SlipPrinter(), this::nextEffect, CLOCK),
                this::hear);
    }

    private OutboxDispatcher started(String run, RetryPolicy pace) {
        var line = InterceptedCentral.around(
                central,
                (call, _, real) ->
                        call.equals("proveIdentity") ? new CentralReply.Done<>(keptEvidence()) : real.call());
        try {
            return OutboxDispatcher.start(journal, line, pace, QueuePolicy.of(Duration.ofDays(4000), 10_000), run);
        } catch (RuntimeException failed) {
            journal.close();
            central.close();
            throw failed;
        }
    }

    static RetryPolicy pace(Duration firstDelay, Duration pulse) {
        return new RetryPolicy(DispatchClock.system(), firstDelay, Duration.ofMillis(200), pulse, 10_000, 7);
    }

    /// From now on it makes this mistake.
    void plant(Flaw planted) {
        this.flaw = planted;
    }

    Journal journal() {
        return journal;
    }

    /// Returns when every case has its end and every rating is delivered.
    void settle() {
        Lives.await(
                "every case has its end", () -> journal.cases().unsettledCases().isEmpty());
        Lives.await(
                "all reports are delivered",
                () -> journal.outbox().pendingMessages().isEmpty());
    }

    /// One citizen from the idle screen to paper and rating.
    void serve(String id, boolean mayBeStored, boolean prints) throws InterruptedException {
        if (handInAndHear(id, mayBeStored)) {
            if (prints) citizens.takePapers();
            citizens.rate();
        }
        citizens.leave();
    }

    /// The part of it that ends with what the citizen is told.
    void handIn(String id, boolean mayBeStored) throws InterruptedException {
        boolean _ = handInAndHear(id, mayBeStored);
        citizens.leave();
    }

    /// @return false if nothing was kept
    private boolean handInAndHear(String id, boolean mayBeStored) throws InterruptedException {
        toldInSession.clear();
        // who applies signs; who only proves to be alive does not
        citizens.fillIn(VISITOR, RigCatalogue.item(mayBeStored, mayBeStored), strokes(id));
        copies.set(0);
        txId = id;
        return !(citizens.confirm(id) instanceof SessionState.Delivering(var _, CaseOutcome.NotSent none, var _)
                && none.machine());
    }

    /// Of one length for each case, and of another form.
    static List<SessionState.PenStroke> strokes(String id) {
        var points = new ArrayList<Integer>();
        for (int n = 0, rest = id.hashCode(); n < 8; n++, rest >>>= 4) {
            points.add(40 * n);
            points.add(100 + 10 * (rest & 15));
        }
        return List.of(new SessionState.PenStroke(points), new SessionState.PenStroke(List.of(0, 0, 300, 300)));
    }

    private String nextEffect() {
        effect = txId + "/" + copies.incrementAndGet();
        return effect;
    }

    /// Of the visit's card and staff check; a citizen waits until central has answered, for the rig is
    /// about what comes then.
    private String keptEvidence() {
        var kept = place.dir().resolve(EVIDENCE);
        try {
            if (!Files.exists(kept)) keep(kept, evidence());
            return Files.readString(kept);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Whole or not at all: a power cut would leave an empty file, and a case without evidence is refused.
    private static void keep(Path file, String text) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, text, CREATE, WRITE, TRUNCATE_EXISTING, SYNC);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private String evidence() {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                return Proofs.evidence(central, CITIZEN);
            } catch (Proofs.NoCentral away) {
                if (System.nanoTime() > until) throw away;
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    /// What the screen shows is what the citizen is told.
    private void hear(Session session) {
        for (String line : lines(session, effect)) tellOnce(line);
    }

    /// @param effect the last print of the session
    static List<String> lines(Session session, String effect) {
        return switch (session.at()) {
            case SessionState.Submitting(var _, var id) -> List.of("sending " + id);
            case SessionState.Paying(var _, var bill, var _) -> List.of("accepted " + bill.txId());
            case SessionState.Delivering(var _, var outcome, var _) -> List.of(words(outcome));
            case SessionState.Farewell farewell -> {
                var lines = new ArrayList<String>();
                if (!farewell.taken().isEmpty()) lines.add("printed " + effect);
                if (farewell.thanked()) lines.add("rated " + farewell.outcome().txId());
                yield lines;
            }
            default -> List.of();
        };
    }

    private void tellOnce(String line) {
        if (toldInSession.add(line)) told.accept(line);
    }

    private static String words(CaseOutcome outcome) {
        String id = outcome.txId();
        return switch (outcome) {
            case CaseOutcome.Accepted accepted -> "accepted " + id + " " + accepted.caseNumber();
            case CaseOutcome.Rejected refused -> "rejected " + id + " " + refused.code();
            case CaseOutcome.Stored _ -> "stored " + id;
            case CaseOutcome.Unknown _ -> "unknown " + id;
            case CaseOutcome.NotSent none -> (none.machine() ? "not-kept " : "not-sent ") + id;
            case CaseOutcome.PaymentUnknown _,
                    CaseOutcome.Undone _,
                    CaseOutcome.Transferred _,
                    CaseOutcome.QueryAnswered _ -> throw new IllegalStateException("no citizen of a rig asks for this");
        };
    }

    /// Sequence and hash of the entry that announced a paper, as they stand on it.
    static String marks(Sheet sheet) {
        var text = sheet.blocks().toString();
        var sequence = SEQUENCE.matcher(text);
        var digest = DIGEST.matcher(text);
        if (!sequence.find() || !digest.find()) throw new IllegalStateException("a slip without its marks");
        return sequence.group(1) + " " + digest.group(1) + digest.group(2);
    }

    /// Between the engine and the journal's disk.
    private final class JournalSeam implements RigDoor.Disk {
        private final RigDoor.Disk disk;

        JournalSeam(RigDoor.Disk disk) {
            this.disk = disk;
        }

        @Override
        public void opened(Connection connection) throws SQLException {
            disk.opened(connection);
        }

        @Override
        public void commit(String kind, Connection connection) throws SQLException {
            if (kind.equals("INTENT")) {
                if (flaw == Flaw.SENT_BEFORE_STORED) {
                    String id = citizens.submitting();
                    central.submitCase(id, citizens.submissionOf(id, keptEvidence()));
                }
                if (flaw == Flaw.TOLD_BEFORE_COMMITTED) citizens.tellTooEarly(citizens.submitting());
            }
            disk.commit(kind, connection);
        }
    }

    /// Between the engine and the printer's driver. Prints a short slip in place of the product's: what the engine
    /// printed is known by its marks.
    private final class SlipPrinter implements ReceiptPrinter {
        @Override
        public Media media() {
            return Media.THERMAL_80;
        }

        @Override
        public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
            tellOnce("begun " + effect + " " + marks(sheet));
            var outcome = printSlip(patience);
            if (flaw == Flaw.SECOND_PAPER) printSlip(patience);
            return outcome;
        }

        private PrintOutcome printSlip(Duration patience) throws InterruptedException {
            var address =
                    LinkAddress.parse(place.printer()).with("layout", "text").with("qr", "native");
            try (var printer = (ReceiptPrinter) new EscPosDriver().open(new DriverContext("slip-1", address))) {
                return printer.print(
                        new Sheet(
                                "rig",
                                Media.THERMAL_80,
                                List.of(
                                        new Block.Text(HEAD, Style.BODY),
                                        new Block.Qr(effect, QR, List.of()),
                                        new Block.Text("the end of the slip", Style.BODY),
                                        new Block.Cut())),
                        patience);
            } catch (LinkLost lost) {
                return new PrintOutcome.NotPrinted(lost.fault());
            }
        }

        @Override
        public DeviceStatus status(Duration patience) {
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        public void clear() {}

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        citizens.close();
        dispatch.close();
        journal.close();
        central.close();
    }
}
