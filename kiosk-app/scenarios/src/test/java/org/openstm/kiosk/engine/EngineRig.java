package org.openstm.kiosk.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.InterceptedCentral;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.ime.ChineseInput;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// The product's engine between a test's devices and the reference central: real journal, dispatcher and
/// loop. It records what is asked of central and can hold an answer back.
final class EngineRig implements AutoCloseable {
    static final String TERMINAL = "ST-0412-03";
    static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    static final String LIFE_PROOF = "pension/life-proof";
    static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    static final IdentifiedPerson ZHAO = new IdentifiedPerson("赵伟", "530112199008150018", "resident", "云岭", "");
    static final TerminalProfile HERE = TerminalUnderTest.HERE;

    /// The calls to central by their names, in order.
    final List<String> calls = new CopyOnWriteArrayList<>();

    /// Calls that were interrupted while the test held their answer back.
    final List<String> interrupted = new CopyOnWriteArrayList<>();

    final List<IdentityClaim> claims = new CopyOnWriteArrayList<>();
    final RecordingInput input = new RecordingInput();
    final ReferenceCentral central;
    final Journal journal;
    final OutboxDispatcher dispatch;
    final SessionLoop loop;
    final EffectRunner effects;
    private final TerminalUnderTest terminal;
    private final AtomicBoolean breaks = new AtomicBoolean();
    private final Semaphore answers = new Semaphore(0);
    private volatile String held = "";

    EngineRig(Path dir, DeviceProvider devices) {
        terminal = TerminalUnderTest.in(dir)
                .senderLine(this::recorded)
                .devices(devices)
                .input(input)
                .persons((officer, _) -> new PersonChecker.PersonCheckResult.Confirmed(officer))
                .screen(_ -> {
                    if (breaks.getAndSet(false)) throw new IllegalStateException("a bug");
                })
                .start();
        central = terminal.central;
        journal = terminal.journal();
        dispatch = terminal.dispatch();
        loop = terminal.loop;
        effects = terminal.effects;
    }

    private CentralApi recorded(CentralApi client) {
        return InterceptedCentral.around(client, (call, given, real) -> {
            calls.add(call);
            if (call.equals("proveIdentity")) claims.add((IdentityClaim) given[0]);
            if (call.equals(held) && !release(call))
                return new CentralReply.NoAnswer<>(NoAnswerReason.INTERRUPTED, "interrupted", true);
            return real.call();
        });
    }

    private boolean release(String call) {
        try {
            answers.acquire();
            return true;
        } catch (InterruptedException leaving) {
            interrupted.add(call);
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// From now on this call waits until [#releaseAnswers].
    void holdAnswersTo(String call) {
        held = call;
    }

    void releaseAnswers() {
        held = "";
        answers.release(100);
    }

    void touch(SessionEvent.TouchEvent... events) throws InterruptedException {
        for (var event : events) loop.postTouch(event);
        loop.awaitIdle();
    }

    void post(SessionEvent event) throws InterruptedException {
        loop.postEvent(loop.session().number(), event);
        loop.awaitIdle();
    }

    /// Up to the page with the answers of a life proof.
    void identify(IdentifiedPerson person) throws InterruptedException {
        touch(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(LIFE_PROOF),
                new SessionEvent.BeginItem(LIFE_PROOF),
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree());
        post(new SessionEvent.CardRead(person));
    }

    /// Up to the page where the case can be confirmed.
    void check(IdentifiedPerson person) throws InterruptedException {
        identify(person);
        touch(new SessionEvent.CheckByMatch());
        post(new SessionEvent.PersonMatched(true));
        until(() -> loop.session().at() instanceof SessionState.Confirming);
    }

    void leave() throws InterruptedException {
        touch(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        loop.postEvent(new SessionEvent.CardPresence(false));
        loop.awaitIdle();
    }

    /// The session ends as when the program fails to draw a page.
    void breakDown() throws InterruptedException {
        long number = loop.session().number();
        breaks.set(true);
        touch(new SessionEvent.SwitchLarge());
        until(() -> loop.session().number() > number);
    }

    /// From now on nothing can be recorded.
    void closeJournal() {
        terminal.closeJournal();
    }

    static void until(BooleanSupplier there) throws InterruptedException {
        TerminalUnderTest.until(there);
    }

    /// Records how often it forgot.
    static final class RecordingInput implements ChineseInput {
        final AtomicInteger forgotten = new AtomicInteger();

        @Override
        public void readPinyin(String letters, Consumer<PinyinReading> told) {
            told.accept(new PinyinReading("", List.of()));
        }

        @Override
        public void chooseCandidate(String letters, int candidate, Consumer<ChosenCandidate> told) {
            told.accept(new ChosenCandidate("", letters));
        }

        @Override
        public void recogniseStrokes(List<List<Integer>> strokes, int edge, Consumer<List<String>> told) {
            told.accept(List.of());
        }

        @Override
        public void forgetInput() {
            forgotten.incrementAndGet();
        }

        @Override
        public Set<String> unavailableMethods() {
            return Set.of();
        }
    }

    @Override
    public void close() {
        releaseAnswers();
        terminal.close();
    }
}
