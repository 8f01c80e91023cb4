package org.openstm.kiosk.rig;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.driver.receipt.escpos.EscPosDriver;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.dispatch.DispatchClock;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.RigDoor;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// A kiosk without a screen: the real journal, dispatch, HTTP client and printer driver, used in the order
/// in which the engine uses them. It says each thing that a citizen would be told, when the citizen would
/// be told it.
final class Terminal implements AutoCloseable {
    /// The invented citizen of every case; whoever finds the name or the number in a file has found a leak.
    static final CaseSubject CITIZEN = new CaseSubject("王德福", "530103194405120139", "resident");

    /// The day on which the invented citizens live.
    static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");

    /// What the visit's evidence is kept in: a life of the terminal is shorter than a visit.
    static final String EVIDENCE = "rig-evidence";

    /// Stand at both ends of every slip, so that a line can be stopped between them.
    static final String HEAD = "RIG-SLIP-HEAD";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SLIP = Duration.ofSeconds(20);
    private static final int QR = 160;

    /// Which terminal it is and where it stands.
    ///
    /// @param printer link of the receipt printer
    record Place(String id, Path dir, URI central, String printer) {}

    private final Place place;
    private final String run;
    private final Consumer<String> told;
    private final HttpCentralClient central;
    private final Journal journal;
    private final OutboxDispatcher dispatch;
    private Flaw flaw = Flaw.NONE;

    /// Begins a life of the terminal.
    ///
    /// @param run names this life; every other one had another name
    Terminal(Place place, String run, RigDoor.Disk disk, Consumer<String> told) {
        this(place, run, disk, told, pace(Duration.ofMillis(20), Duration.ofMillis(250)));
    }

    Terminal(Place place, String run, RigDoor.Disk disk, Consumer<String> told, RetryPolicy pace) {
        this.place = place;
        this.run = run;
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
                place.dir(), place.id(), FileKeyStore.openOrCreate(place.dir().resolve("journal.key")), CLOCK, disk);
        this.dispatch = started(run, pace);
    }

    private OutboxDispatcher started(String run, RetryPolicy pace) {
        try {
            return OutboxDispatcher.start(journal, central, pace, QueuePolicy.of(Duration.ofDays(4000), 10_000), run);
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
    void plant(Flaw flaw) {
        this.flaw = flaw;
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

    /// One citizen from promise to paper and rating.
    void serve(String txId, boolean mayBeStored, boolean prints) throws InterruptedException {
        if (!handIn(txId, mayBeStored)) return;
        if (prints && !print(txId, 1)) print(txId, 2); // staff looked into the slot and put in a new roll
        dispatch.postRating(txId, 5, List.of());
        told.accept("rated " + txId);
    }

    /// The part of it that ends with what the citizen is told.
    ///
    /// @return false if nothing was kept
    boolean handIn(String txId, boolean mayBeStored) throws InterruptedException {
        if (!promise(txId, mayBeStored)) return false;
        hear(txId, dispatch.submitCase(txId, PATIENCE));
        return true;
    }

    /// Of the visit's card and staff check; a citizen waits until central has answered, for the rig is
    /// about what comes then.
    private IdentityAssurance identity() {
        var kept = place.dir().resolve(EVIDENCE);
        try {
            if (!Files.exists(kept)) keep(kept, evidence());
            return new IdentityAssurance("L3", List.of("id-card", "staff-code"), Files.readString(kept));
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

    private boolean promise(String txId, boolean mayBeStored) {
        // who applies signs; who only proves to be alive does not
        var files =
                mayBeStored ? List.of(new Attachment("signature", "image/png", strokes(txId))) : List.<Attachment>of();
        byte[] body = SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                mayBeStored ? "pension/old-age-allowance" : "pension/life-proof",
                3,
                CITIZEN,
                identity(),
                Map.of("again", "yes"),
                CLOCK.instant(),
                place.id(),
                mayBeStored,
                files.stream()
                        .map(f -> FileReference.of(f.name(), f.type(), f.bytes()))
                        .toList()));
        if (flaw == Flaw.SENT_BEFORE_STORED) central.submitCase(txId, body);
        if (flaw == Flaw.TOLD_BEFORE_COMMITTED) told.accept("promised " + txId);
        try {
            journal.cases()
                    .recordIntent(
                            txId,
                            mayBeStored ? "pension/old-age-allowance" : "pension/life-proof",
                            3,
                            "s-" + run,
                            mayBeStored,
                            body,
                            VerificationCode.of(txId),
                            files);
        } catch (RuntimeException notKept) {
            told.accept("not-kept " + txId + " " + notKept + " " + notKept.getCause());
            return false;
        }
        told.accept("promised " + txId);
        return true;
    }

    /// A file that begins like a picture; central looks no deeper.
    private static byte[] strokes(String txId) {
        byte[] begin = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        byte[] rest = ("strokes of " + txId).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(begin.length + rest.length)
                .put(begin)
                .put(rest)
                .array();
    }

    private void hear(String txId, SubmissionResult fate) {
        told.accept(
                switch (fate) {
                    case SubmissionResult.Accepted(var receipt) -> "accepted " + txId + " " + receipt.caseNumber();
                    case SubmissionResult.Rejected refused -> "rejected " + txId + " " + refused.code();
                    case SubmissionResult.Stored _ -> "stored " + txId;
                    case SubmissionResult.Unknown _ -> "unknown " + txId;
                    case SubmissionResult.NotSent _ -> "not-sent " + txId;
                });
    }

    /// As the engine's press does: begun, printed, ended.
    ///
    /// @return false if this copy certainly did not come out
    private boolean print(String txId, int copy) throws InterruptedException {
        String effect = txId + "/" + copy;
        var mark = journal.prints().recordPrintBegun(txId, effect, "SLIP rig", copy);
        told.accept("begun " + effect + " " + mark.sequence() + " " + mark.evidence());
        var outcome = paper(effect);
        if (flaw == Flaw.SECOND_PAPER) paper(effect);
        switch (outcome) {
            case PrintOutcome.Printed(var proof, var evidence) ->
                journal.prints().recordPrintEnded(effect, PrintResult.PROVED, proof + " " + evidence);
            case PrintOutcome.NotPrinted(var fault) ->
                journal.prints().recordPrintEnded(effect, PrintResult.NOT_PRINTED, fault.code());
            case PrintOutcome.Unknown(var fault) ->
                journal.prints().recordPrintEnded(effect, PrintResult.UNKNOWN, fault.code());
        }
        if (outcome instanceof PrintOutcome.Printed) told.accept("printed " + effect);
        return !(outcome instanceof PrintOutcome.NotPrinted);
    }

    private PrintOutcome paper(String effect) throws InterruptedException {
        var address = LinkAddress.parse(place.printer()).with("layout", "text").with("qr", "native");
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
                    SLIP);
        } catch (LinkLost lost) {
            return new PrintOutcome.NotPrinted(lost.fault());
        }
    }

    @Override
    public void close() {
        dispatch.close();
        journal.close();
        central.close();
    }
}
