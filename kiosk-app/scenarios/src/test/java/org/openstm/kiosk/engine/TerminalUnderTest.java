package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.CodeReplayGuard;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.ime.ChineseInput;
import org.openstm.kiosk.ime.EngineLocations;
import org.openstm.kiosk.ime.InputMethodService;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.session.model.Session;

/// A terminal between a test's devices and the reference central: real journal, dispatcher, session loop and effects,
/// in one folder. [#in] begins its description; what a test does not say is as in a branch with a demonstration's
/// central.
final class TerminalUnderTest implements AutoCloseable {
    static final String TERMINAL = "ST-0412-03";
    static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    static final TerminalProfile HERE = new TerminalProfile(
            TERMINAL,
            LocalizedText.of("翠湖支行", "Cuihu"),
            LocalizedText.of("终端", "Terminal"),
            LocalizedText.of("示范省", "Shifan"),
            "https://zwfw.sf.example/v/",
            LocalizedText.NONE);

    private static final int TRIES = 3000;

    final ReferenceCentral central;
    final HttpCentralClient client;

    /// Way of a session's questions to central.
    final ChannelApi channels;

    final SessionLoop loop;
    final EffectRunner effects;
    private final Builder parts;
    private final CentralApi sender;
    private final @Nullable InputMethodService ownInput;
    private Journal journal;
    private OutboxDispatcher dispatch;
    private boolean journalOpen = true;

    /// Describes a terminal.
    static final class Builder {
        private final Path dir;
        private InstantSource clock = CLOCK;
        private InstantSource journalClock = CLOCK;
        private ReferenceCentral.@Nullable ExchangeListener witness;
        private UnaryOperator<CentralApi> senderLine = UnaryOperator.identity();
        private Function<HttpCentralClient, ChannelApi> channelLine = client -> client;
        private QueuePolicy queue = QueuePolicy.of(Duration.ofDays(4000), 200);
        private @Nullable Function<TerminalUnderTest, Session> session;
        private DeviceProvider devices = new FewDevices() {};
        private @Nullable ChineseInput input;
        private Consumer<String> inputTrouble = _ -> {};
        private TerminalProfile profile = HERE;
        private PersonChecker persons = PersonChecker.NOBODY;
        private Supplier<String> ids;
        private @Nullable PassageRecorder recorder;
        private Consumer<Session> screen = _ -> {};

        private Builder(Path dir) {
            this.dir = dir;
            var count = new AtomicInteger();
            this.ids = () -> "id-" + count.incrementAndGet();
        }

        /// Clock of central, journal and session.
        Builder clock(InstantSource value) {
            clock = value;
            journalClock = value;
            return this;
        }

        Builder journalClock(InstantSource value) {
            journalClock = value;
            return this;
        }

        /// Observes each exchange with central.
        Builder witness(ReferenceCentral.ExchangeListener value) {
            witness = value;
            return this;
        }

        /// Puts something between the dispatcher and central.
        Builder senderLine(UnaryOperator<CentralApi> value) {
            senderLine = value;
            return this;
        }

        /// Puts something between a session's questions and central.
        Builder channelLine(Function<HttpCentralClient, ChannelApi> value) {
            channelLine = value;
            return this;
        }

        Builder queue(QueuePolicy value) {
            queue = value;
            return this;
        }

        /// The first session, made when central, journal and dispatcher run; otherwise one of the shipped catalogue.
        Builder session(Function<TerminalUnderTest, Session> value) {
            session = value;
            return this;
        }

        Builder devices(DeviceProvider value) {
            devices = value;
            return this;
        }

        /// Instead of the program's own input method.
        Builder input(ChineseInput value) {
            input = value;
            return this;
        }

        Builder inputTrouble(Consumer<String> value) {
            inputTrouble = value;
            return this;
        }

        Builder profile(TerminalProfile value) {
            profile = value;
            return this;
        }

        Builder persons(PersonChecker value) {
            persons = value;
            return this;
        }

        Builder ids(Supplier<String> value) {
            ids = value;
            return this;
        }

        Builder recorder(PassageRecorder value) {
            recorder = value;
            return this;
        }

        /// Sees each state of the session, as the screen does.
        Builder screen(Consumer<Session> value) {
            screen = value;
            return this;
        }

        TerminalUnderTest start() {
            return new TerminalUnderTest(this);
        }
    }

    /// @param dir for the files of terminal and central
    static Builder in(Path dir) {
        return new Builder(dir);
    }

    private TerminalUnderTest(Builder parts) {
        this.parts = parts;
        var dir = parts.dir;
        var folder = dir.resolve("central");
        central = parts.witness == null
                ? ReferenceCentral.start(0, folder, parts.clock, true)
                : ReferenceCentral.start(0, folder, parts.clock, true, parts.witness);
        client = new HttpCentralClient(
                central.uri(),
                TERMINAL,
                SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), TERMINAL),
                CentralPublicKeys.trustOnFirstUse(dir.resolve("central-keys.json")));
        client.querySystems();
        sender = parts.senderLine.apply(client);
        channels = parts.channelLine.apply(client);
        journal = openJournal();
        dispatch = startDispatcher("run");
        var first = parts.session == null
                ? Session.initialSession(CatalogueFiles.loadShipped(), true, parts.clock.instant())
                : parts.session.apply(this);
        loop = new SessionLoop(first, parts.clock);
        if (parts.recorder != null) loop.setRecorder(parts.recorder);
        var chosen = parts.input;
        ownInput = chosen == null
                ? InputMethodService.open(EngineLocations.debianDefaults(dir.resolve("ime")), parts.inputTrouble)
                : null;
        effects = new EffectRunner(
                loop,
                journal,
                dispatch,
                channels,
                new AppCodeVerifier(TERMINAL, CodeReplayGuard.loadFrom(dir.resolve("codes.seen"))),
                parts.devices,
                chosen == null ? Objects.requireNonNull(ownInput) : chosen,
                (_, _, _) -> {},
                parts.profile,
                parts.persons,
                parts.ids,
                parts.clock);
        loop.start(parts.screen);
        effects.start();
    }

    private Journal openJournal() {
        return Journal.open(
                parts.dir.resolve("kiosk"),
                TERMINAL,
                FileKeyStore.openOrCreate(parts.dir.resolve("journal.key")),
                parts.journalClock);
    }

    private OutboxDispatcher startDispatcher(String run) {
        return OutboxDispatcher.start(journal, sender, RetryPolicy.forDemo(), parts.queue, run);
    }

    Journal journal() {
        return journal;
    }

    OutboxDispatcher dispatch() {
        return dispatch;
    }

    /// Closes journal and dispatcher and opens them again, as a restart does; the session goes on without them.
    void restartOutbox(String run) {
        dispatch.close();
        journal.close();
        journal = openJournal();
        dispatch = startDispatcher(run);
    }

    /// From now on nothing can be recorded.
    void closeJournal() {
        journal.close();
        journalOpen = false;
    }

    static void until(BooleanSupplier there) throws InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            if (there.getAsBoolean()) return;
            Thread.sleep(10);
        }
        fail("it did not happen in time");
    }

    @Override
    public void close() {
        loop.close();
        effects.close();
        if (ownInput != null) ownInput.close();
        dispatch.close();
        if (journalOpen) journal.close();
        client.close();
        central.close();
    }
}
