package org.openstm.kiosk.engine;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openstm.device.ReceiptPrinter;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.central.crypto.CodeReplayGuard;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// Takes citizens through the product's session loop, state machine and effect runner by touches, without a
/// screen and at the speed of a fault rig. Journal, dispatcher, central and printer are the rig's; the order in
/// which they are used is the engine's.
public final class SessionDriver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RATING = Duration.ofMillis(500);
    private static final String OFFICER = "0417";

    private static final ChannelApi NO_CHANNELS = (ChannelApi) Proxy.newProxyInstance(
            ChannelApi.class.getClassLoader(), new Class<?>[] {ChannelApi.class}, (_, method, _) -> {
                throw new IllegalStateException("no citizen of a rig asks for " + method.getName());
            });

    /// @param dir folder of the terminal
    /// @param printIds gives each print its identity
    public record Parts(
            ItemCatalogue catalog,
            Path dir,
            Journal journal,
            OutboxDispatcher dispatch,
            ReceiptPrinter printer,
            Supplier<String> printIds,
            InstantSource clock) {}

    private final Parts parts;
    private final SessionLoop loop;
    private final EffectRunner effects;
    private final Consumer<Session> screen;
    private final boolean ownThread;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final IdentityEvidence proofs;
    private int cleared;
    private boolean breaks;

    private SessionDriver(Parts parts, Consumer<Session> screen, boolean ownThread) {
        this.parts = parts;
        this.screen = screen;
        this.ownThread = ownThread;
        this.proofs = new IdentityEvidence(parts.dispatch().queryClient());
        this.loop = new SessionLoop(
                Session.initialSession(parts.catalog(), true, parts.clock().instant()), parts.clock());
        this.effects = new EffectRunner(
                loop,
                parts.journal(),
                parts.dispatch(),
                NO_CHANNELS,
                new AppCodeVerifier(
                        parts.journal().terminal(),
                        CodeReplayGuard.loadFrom(parts.dir().resolve("codes.seen"))),
                new Devices(),
                new EngineRig.RecordingInput(),
                (_, _, _) -> {},
                new TerminalProfile(
                        parts.journal().terminal(),
                        TerminalUnderTest.HERE.branch(),
                        TerminalUnderTest.HERE.title(),
                        TerminalUnderTest.HERE.issuer(),
                        TerminalUnderTest.HERE.verifyBase(),
                        LocalizedText.NONE),
                (officer, _) -> new PersonChecker.PersonCheckResult.Confirmed(officer),
                parts.printIds(),
                parts.clock());
        loop.start(this::show);
        if (ownThread) loop.setEffectHandler(this::queueEffects);
        else effects.start();
    }

    /// Effects run on the engine's own threads, as in the product.
    ///
    /// @param screen receives every new state, on the loop's thread
    public static SessionDriver start(Parts parts, Consumer<Session> screen) {
        return new SessionDriver(parts, screen, false);
    }

    /// The effects of a step run in the engine's order on the thread that touches, so that a simulation decides who
    /// is next; it serves one session. What the product waits for in real time is left out: the
    /// later outcome of an unknown case, staff who were called, and payments.
    public static SessionDriver startOnCallersThread(Parts parts, Consumer<Session> screen) {
        return new SessionDriver(parts, screen, true);
    }

    private final class Devices implements FewDevices {
        @Override
        public Optional<ReceiptPrinter> receiptPrinter() {
            return Optional.of(parts.printer());
        }

        @Override
        public void clear() {
            synchronized (SessionDriver.this) {
                cleared++;
                SessionDriver.this.notifyAll();
            }
        }
    }

    private void show(Session session) {
        synchronized (this) {
            notifyAll();
            if (breaks) {
                breaks = false;
                throw new IllegalStateException("a visit that got stuck is given up");
            }
        }
        screen.accept(session);
    }

    private void queueEffects(Session session, List<SessionEffect> decided) {
        var own = decided.stream().filter(SessionDriver::isForCaller).toList();
        if (!own.isEmpty()) waiting.add(() -> effects.performInOrder(session, own, proofs));
    }

    private static boolean isForCaller(SessionEffect effect) {
        return !(effect instanceof SessionEffect.AwaitOutcome
                || effect instanceof SessionEffect.CallStaff
                || effect instanceof SessionEffect.StartPayment
                || effect instanceof SessionEffect.RepeatPayment
                || effect instanceof SessionEffect.WithdrawPayment);
    }

    public SessionState state() {
        return loop.session().at();
    }

    /// Returns when the touches, and in a simulation what follows from them, are done.
    public void touch(SessionEvent.TouchEvent... events) throws InterruptedException {
        for (var event : events) loop.postTouch(event);
        settle();
    }

    private void post(SessionEvent event) throws InterruptedException {
        loop.postEvent(loop.session().number(), event);
        settle();
    }

    private void settle() throws InterruptedException {
        loop.awaitIdle();
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
            loop.awaitIdle();
        }
    }

    /// @throws IllegalStateException when the session stays elsewhere
    private SessionState until(String what, Predicate<SessionState> there) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (this) {
            while (!there.test(state())) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || ownThread)
                    throw new IllegalStateException("the session stays at " + loop.session() + ", without " + what);
                wait(left);
            }
        }
        return state();
    }

    /// From the idle screen to the page where the case can be confirmed.
    ///
    /// @param signature strokes, for an item that is signed
    public void fillIn(IdentifiedPerson person, String item, List<SessionState.PenStroke> signature)
            throws InterruptedException {
        giveUpStuckSession();
        touch(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(item),
                new SessionEvent.BeginItem(item),
                new SessionEvent.Agree());
        post(new SessionEvent.CardRead(person));
        post(new SessionEvent.CardPresence(false));
        touch(new SessionEvent.CheckByStaff());
        for (var digit : (OFFICER + "123456").split("")) loop.postTouch(new SessionEvent.PressKey(digit));
        touch(new SessionEvent.GoOn());
        until("the first page", at -> at instanceof SessionState.Filling);
        touch(new SessionEvent.PickOption("yes"), new SessionEvent.GoOn());
        until("the check page", at -> at instanceof SessionState.Confirming);
        if (!((SessionState.Confirming) state()).road().item().signed()) return;
        var pen = new ArrayList<SessionEvent.TouchEvent>(List.of(new SessionEvent.GoToSigning()));
        signature.forEach(stroke -> pen.add(new SessionEvent.DrawSignature(stroke)));
        pen.add(new SessionEvent.TickRead());
        touch(pen.toArray(SessionEvent.TouchEvent[]::new));
    }

    /// Stores and sends the case; returns the state in which the citizen sees its outcome, or is to pay.
    public SessionState confirm(String txId) throws InterruptedException {
        touch(new SessionEvent.ConfirmCase(txId));
        return until("an outcome", at -> at instanceof SessionState.Delivering || at instanceof SessionState.Paying);
    }

    /// The case was paid, or the citizen did not pay.
    public void tellOutcome(CaseOutcome outcome) throws InterruptedException {
        post(new SessionEvent.OutcomeKnown(outcome));
    }

    /// Takes the papers; one that certainly did not come out is tried once more.
    public void takePapers() throws InterruptedException {
        touch(new SessionEvent.PrintPapers());
        if (awaitPapers() instanceof SessionState.DeliveryStage.PrintTrouble trouble && !trouble.unknown()) {
            touch(new SessionEvent.TryAgain());
            awaitPapers();
        }
        if (state() instanceof SessionState.Delivering) touch(new SessionEvent.ContinueWithoutPaper());
        until("the farewell", at -> at instanceof SessionState.Farewell);
    }

    private Object awaitPapers() throws InterruptedException {
        var at = until(
                "an end of the print",
                here -> here instanceof SessionState.Farewell
                        || here
                                instanceof
                                SessionState.Delivering(var _, var _, SessionState.DeliveryStage.PrintTrouble _));
        return at instanceof SessionState.Delivering delivering ? delivering.handing() : at;
    }

    /// Gives the best grade, where one is asked for, and waits until it is recorded.
    public void rate() throws InterruptedException {
        if (state() instanceof SessionState.Delivering) touch(new SessionEvent.FinishVisit());
        if (!(state() instanceof SessionState.Farewell farewell)) return;
        touch(new SessionEvent.GiveGrade(5));
        if (ownThread || !((SessionState.Farewell) state()).thanked()) return;
        String txId = farewell.outcome().txId();
        // a broken journal records none
        for (long end = System.nanoTime() + RATING.toNanos(); System.nanoTime() < end && !isRated(txId); )
            Thread.sleep(1);
    }

    private boolean isRated(String txId) {
        return parts.journal().cases().caseEntries(txId).stream()
                .anyMatch(entry -> entry.kind().equals("MESSAGE_POSTED"));
    }

    /// Ends the session, and returns when its data is wiped.
    public void leave() throws InterruptedException {
        int before = cleared();
        for (int page = 0; page < 2 && !(state() instanceof SessionState.Idle); page++)
            touch(new SessionEvent.FinishVisit());
        until("the idle screen", at -> at instanceof SessionState.Idle);
        awaitCleared(before);
    }

    /// As when the program cannot draw a page: the product ends such a session.
    private void giveUpStuckSession() throws InterruptedException {
        if (state() instanceof SessionState.Idle) return;
        int before = cleared();
        synchronized (this) {
            breaks = true;
        }
        touch(new SessionEvent.SwitchLarge());
        until("the idle screen", at -> at instanceof SessionState.Idle);
        awaitCleared(before);
    }

    private synchronized int cleared() {
        return cleared;
    }

    private synchronized void awaitCleared(int before) throws InterruptedException {
        while (!ownThread && cleared == before) wait();
    }

    /// What the engine is about to send, for a rig that plants a request that leaves too early.
    public byte[] submissionOf(String txId, String evidence) {
        var road = loop.session().findApplication().orElseThrow();
        var files = road.signature().isEmpty()
                ? List.<FileReference>of()
                : List.of(FileReference.of(
                        SignatureImage.NAME, SignatureImage.TYPE, SignatureImage.toPng(road.signature())));
        return SubmissionCodec.toBytes(WireMapper.toSubmission(
                txId,
                road,
                evidence,
                parts.clock().instant(),
                parts.journal().terminal(),
                false,
                files,
                loop.session().catalog().number()));
    }

    /// The case that is being submitted; empty where there is none.
    public String submitting() {
        return state() instanceof SessionState.Submitting(var _, var txId) ? txId : "";
    }

    /// Shows the citizen a case as sent, whatever the engine knows, for a rig that plants a lie. Returns when it is
    /// shown.
    public void tellTooEarly(String txId) {
        loop.postEvent(new SessionEvent.OutcomeKnown(new CaseOutcome.Unknown(txId, VerificationCode.of(txId))));
        try {
            loop.awaitIdle();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        effects.close();
        loop.close();
    }
}
