package org.openstm.device.link;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;
import org.jspecify.annotations.Nullable;
import org.openstm.device.link.CardTrouble.Kind;

/// A slot of a PC/SC reader. The calls of `javax.smartcardio` ignore interrupts, so the slot makes all of them on
/// one thread of its own, and a waiting caller can leave. After a restart of `pcscd` this process never reaches it
/// again (the JDK keeps one context for good): the slot is lost then, and only another process can open it.
final class PcscSlot implements CardSlot {
    private static final int STATUS = 2;
    private static final long SLICE_MILLIS = 50;
    private static final long RETRY_MILLIS = 200;
    private static final int POWER_TRIES = 5;
    private static final String UNPOWERED = "SCARD_W_UNPOWERED_CARD";
    private static final Duration LOOKING = Duration.ofSeconds(1);

    /// How long an abandoned command may continue.
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /// How much later than the failed command a reader notices that a card was removed.
    private static final long NOTICING_MILLIS = 800;

    private static final Pattern CODE = Pattern.compile("SCARD_[A-Z_]+");
    private static final Set<String> LOST = Set.of(
            "SCARD_E_NO_SERVICE",
            "SCARD_F_COMM_ERROR",
            "SCARD_E_SERVICE_STOPPED",
            "SCARD_E_INVALID_HANDLE",
            "SCARD_E_NO_READERS_AVAILABLE",
            "SCARD_E_UNKNOWN_READER",
            "SCARD_E_READER_UNAVAILABLE",
            "SCARD_F_INTERNAL_ERROR");
    private static final Set<String> PULLED = Set.of("SCARD_W_REMOVED_CARD", "SCARD_E_NO_SMARTCARD");

    private final CardTerminal terminal;
    private final ExecutorService hand;
    private volatile boolean closed;
    private @Nullable Future<?> running;
    private Deadline hungAt = Deadline.inMillis(0);

    /// Used by the slot's thread only.
    private @Nullable Card card;

    PcscSlot(CardTerminal terminal, ExecutorService hand) {
        this.terminal = terminal;
        this.hand = hand;
    }

    /// @throws IllegalArgumentException if the target is no regular expression
    static CardSlot open(LinkAddress address, Deadline until) throws LinkLost, InterruptedException {
        var wanted = Pattern.compile(address.target());
        PcscDaemon.at(address.setting("socket", ""));
        while (true) {
            try {
                var terminal = only(wanted);
                return new PcscSlot(
                        terminal,
                        Executors.newSingleThreadExecutor(Thread.ofPlatform()
                                .daemon()
                                .name("pcsc " + terminal.getName())
                                .factory()));
            } catch (LinkLost notYet) {
                if (until.millisLeft() < RETRY_MILLIS) throw notYet;
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private static CardTerminal only(Pattern wanted) throws LinkLost {
        try {
            var all = TerminalFactory.getInstance("PC/SC", null).terminals().list();
            var fitting = all.stream()
                    .filter(terminal -> wanted.matcher(terminal.getName()).find())
                    .toList();
            if (fitting.size() == 1) return fitting.getFirst();
            var names = all.stream().map(CardTerminal::getName).toList();
            throw new LinkLost(
                    fitting.isEmpty()
                            ? "no reader fits " + wanted + ", there is " + names
                            : wanted + " fits more than one reader of " + names);
        } catch (NoSuchAlgorithmException noService) {
            throw new LinkLost(
                    "pcscd does not let this program in: it does not run, or no polkit rule allows this user",
                    noService);
        } catch (CardException broken) {
            throw new LinkLost("pcscd: " + code(broken), broken);
        }
    }

    @Override
    public String reader() {
        return terminal.getName();
    }

    @Override
    public Look look() throws LinkLost, InterruptedException {
        var before = running;
        if (before != null && !before.isDone()) return hungAt.over() ? Look.HUNG : Look.BUSY;
        try {
            return call(terminal::isCardPresent, Deadline.in(LOOKING)) ? Look.CARD : Look.EMPTY;
        } catch (CardTrouble trouble) {
            return trouble.kind() == Kind.PULLED ? Look.EMPTY : Look.BUSY;
        }
    }

    @Override
    public void power(Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        talk(
                () -> {
                    drop();
                    card = connectPowered();
                    return true;
                },
                until);
    }

    /// pcscd takes the power from a card that nobody has used for some seconds, and refuses a connection in that
    /// moment; the next one powers the card again.
    private Card connectPowered() throws CardException, InterruptedException {
        for (int tried = 1; ; tried++)
            try {
                return terminal.connect("*");
            } catch (CardException refused) {
                if (tried == POWER_TRIES || !code(refused).equals(UNPOWERED)) throw refused;
                Thread.sleep(SLICE_MILLIS);
            }
    }

    @Override
    public byte[] transmit(byte[] command, Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        return talk(
                () -> {
                    var there = card;
                    if (there == null) throw new CardNotPresentException("no card is powered");
                    var answer = ByteBuffer.allocate(65_544);
                    int count = there.getBasicChannel().transmit(ByteBuffer.wrap(command), answer);
                    if (count < STATUS) throw new CardException("SCARD_E_NOT_TRANSACTED");
                    var bytes = new byte[count];
                    answer.flip().get(bytes);
                    return bytes;
                },
                until);
    }

    /// Connecting again returns the existing connection, unless its card was removed in the meantime.
    @Override
    public boolean sameCard() throws LinkLost, InterruptedException {
        try {
            return call(
                    () -> {
                        var held = card;
                        if (held == null || !terminal.isCardPresent()) return false;
                        var now = terminal.connect("*");
                        if (now.equals(held)) return true;
                        now.disconnect(false);
                        return false;
                    },
                    Deadline.in(LOOKING));
        } catch (CardTrouble trouble) {
            return trouble.kind() == Kind.LATE;
        }
    }

    @Override
    public void release() {
        try {
            hand.execute(this::drop);
        } catch (RejectedExecutionException _) {
            // closing releases it, too
        }
    }

    private void drop() {
        var there = card;
        card = null;
        if (there == null) return;
        try {
            there.disconnect(true);
        } catch (CardException _) {
            // it is gone
        }
    }

    /// Runs a call to the card itself; when the caller gives up, the card is released.
    private <R> R talk(Callable<R> work, Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        boolean done = false;
        try {
            var result = call(work, until);
            done = true;
            return result;
        } finally {
            if (!done) release();
        }
    }

    private <R> R call(Callable<R> work, Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        try {
            var task = hand.submit(() -> made(work));
            running = task;
            hungAt = Deadline.in(LONGEST);
            return awaited(task, until);
        } catch (RejectedExecutionException | CancellationException _) {
            throw new LinkLost("closed");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof LinkLost lost) throw lost;
            if (failed.getCause() instanceof CardTrouble trouble) throw trouble;
            throw new IllegalStateException(failed.getCause());
        }
    }

    private <R> R awaited(Future<R> task, Deadline until)
            throws ExecutionException, LinkLost, CardTrouble, InterruptedException {
        while (!closed) {
            try {
                return task.get(Math.min(SLICE_MILLIS, until.millisLeft()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (!until.over()) continue;
                throw new CardTrouble(Kind.LATE, "the card did not answer in time");
            }
        }
        throw new LinkLost("closed");
    }

    /// Runs on the slot's thread.
    private <R> R made(Callable<R> work) throws Exception {
        try {
            return work.call();
        } catch (CardNotPresentException gone) {
            throw new CardTrouble(Kind.PULLED, code(gone));
        } catch (CardException failed) {
            var code = code(failed);
            if (LOST.contains(code)) throw new LinkLost("pcscd: " + code, failed);
            if (PULLED.contains(code) || emptySoon()) throw new CardTrouble(Kind.PULLED, code);
            throw new CardTrouble(Kind.MUTE, code);
        } catch (IllegalStateException disconnected) {
            throw new CardTrouble(Kind.PULLED, String.valueOf(disconnected.getMessage()));
        } catch (IllegalArgumentException noApdu) {
            throw new CardTrouble(Kind.MUTE, "the card answered with something that is no answer");
        }
    }

    private boolean emptySoon() throws LinkLost, InterruptedException {
        var until = Deadline.inMillis(NOTICING_MILLIS);
        try {
            while (terminal.isCardPresent()) {
                if (until.over()) return false;
                Thread.sleep(SLICE_MILLIS);
            }
            return true;
        } catch (CardException failed) {
            throw new LinkLost("pcscd: " + code(failed), failed);
        }
    }

    private static String code(Exception failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            Matcher code = CODE.matcher(String.valueOf(each.getMessage()));
            if (code.find()) return code.group();
        }
        return String.valueOf(failed.getMessage());
    }

    /// A running command ends by itself; then its thread ends.
    @Override
    public void close() {
        closed = true;
        release();
        hand.shutdown();
    }
}
