package org.openstm.device.driver.chipcard.xfs4iot;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openstm.device.driver.xfs4iot.Answer;
import org.openstm.device.driver.xfs4iot.Command;
import org.openstm.device.driver.xfs4iot.Condition;
import org.openstm.device.driver.xfs4iot.Service;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import tools.jackson.databind.node.ObjectNode;

/// The slot of a reader behind a service. A reader that takes cards in by itself (a motor, a latch) is asked to while
/// somebody waits for one, and to give it back afterwards.
final class ServiceSlot implements CardSlot {
    private static final long LOOKING_MILLIS = 400;
    private static final long BRIEF_MILLIS = 200;
    private static final Duration HUNG_AFTER = Duration.ofSeconds(30);
    private static final Set<String> HOLDING = Set.of("motor", "latchedDip");
    private static final Set<String> UNPOWERED = Set.of("poweredOff", "noCard");
    private static final int SHORTEST_ANSWER = 2;
    private static final int LONGEST_ANSWER = 65_538;

    private final Service service;
    private final AtomicBoolean removed;
    private final boolean holds;
    private final List<Protocol> protocols;
    private Protocol protocol = Protocol.T0;
    private boolean wanted;

    /// The command that lets a card in, 0 when there is none.
    private int inviting;

    private boolean powered;

    /// What is at the entry was given back and is not taken yet. At first nobody knows whose it is: that is nobody's,
    /// too, and never taken in again.
    private boolean givenBack = true;

    private Deadline hung = Deadline.in(HUNG_AFTER);

    ServiceSlot(Service service, AtomicBoolean removed) {
        this.service = service;
        this.removed = removed;
        var can = service.capabilities("cardReader");
        this.holds = HOLDING.contains(can.path("type").asString(""));
        this.protocols = Protocol.offered(can.path("chipProtocols"));
    }

    /// Whether a card does not come out again by itself.
    boolean holds() {
        return holds;
    }

    /// Whether cards are let in from now on.
    void want(boolean on) {
        wanted = on;
        if (!on && inviting > 0) service.cancel(inviting);
    }

    @Override
    public Look look() throws LinkLost, InterruptedException {
        var condition = service.condition(Deadline.inMillis(LOOKING_MILLIS));
        if (inviting > 0 && service.end(inviting).isPresent()) inviting = 0;
        if (condition.silent()) return Look.HUNG;
        if (service.busy()) return hung.over() ? Look.HUNG : Look.BUSY;
        hung = Deadline.in(HUNG_AFTER);
        if (removed.get() || media(condition).equals("notPresent")) givenBack = false;
        boolean in = in(condition);
        if (!in) removed.set(true);
        if (powered && UNPOWERED.contains(chip(condition))) removed.set(true);
        if (!in && holds && wanted && inviting == 0) invite();
        return in ? Look.CARD : Look.EMPTY;
    }

    private static String media(Condition condition) {
        return condition.payload().path("cardReader").path("media").asString("");
    }

    private static String chip(Condition condition) {
        return condition.payload().path("cardReader").path("chipPower").asString("");
    }

    /// A card that a motor gave back waits at the entry until it is taken; one that waits there to be let in is not in.
    private boolean in(Condition condition) {
        return switch (media(condition)) {
            case "present", "latched", "jammed" -> true;
            case "entering" -> givenBack;
            case "notPresent" -> false;
            default ->
                !chip(condition).isEmpty()
                        && !chip(condition).equals("noCard")
                        && !chip(condition).equals("unknown");
        };
    }

    private void invite() throws LinkLost, InterruptedException {
        inviting = service.begin(
                "CardReader.ReadRawData", Command.content().put("chip", true), Deadline.inMillis(BRIEF_MILLIS));
    }

    /// What a motor or a latch holds comes out again.
    void giveBack() throws LinkLost, InterruptedException {
        if (!holds) return;
        powered = false;
        removed.set(false);
        givenBack = true;
        var payload = Command.content().put("from", "transport").put("to", "exit");
        var _ = ask("CardReader.Move", payload, Deadline.inMillis(BRIEF_MILLIS * 10));
    }

    /// The chip loses its power; a card that stays in is still the same.
    void reset(Deadline until) throws LinkLost, InterruptedException {
        if (!service.takes("CardReader.Reset")) return;
        powered = false;
        givenBack = true;
        var _ = ask("CardReader.Reset", Command.content().put("to", holds ? "exit" : "currentPosition"), until);
    }

    /// What came in when nobody waited any more.
    void giveBackForgotten() throws LinkLost, InterruptedException {
        if (!holds) return;
        var media = media(service.condition(Deadline.inMillis(LOOKING_MILLIS)));
        if (media.equals("present") || media.equals("latched")) giveBack();
    }

    @Override
    public String reader() {
        return service.address();
    }

    @Override
    public void power(Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        removed.set(false);
        var answer = done(ask("CardReader.ChipPower", Command.content().put("chipPower", "cold"), until));
        protocol = Protocol.of(answer.bytes("chipData").orElse(new byte[0]), protocols);
        powered = true;
    }

    @Override
    public byte[] transmit(byte[] command, Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        var payload = Command.content()
                .put("chipProtocol", protocol.word())
                .put("chipData", Command.base64(protocol.sent(command)));
        var answer =
                done(ask("CardReader.ChipIO", payload, until)).bytes("chipData").orElse(new byte[0]);
        if (answer.length < SHORTEST_ANSWER || answer.length > LONGEST_ANSWER)
            throw new CardTrouble(CardTrouble.Kind.MUTE, "the service handed over no answer of a card");
        return answer;
    }

    private Answer ask(String command, ObjectNode payload, Deadline until) throws LinkLost, InterruptedException {
        return service.ask(command, payload, Duration.ofMillis(Math.max(1, until.millisLeft())), true, until);
    }

    private static Answer.Completed done(Answer answer) throws CardTrouble {
        return switch (answer) {
            case Answer.Completed done when done.success() -> done;
            case Answer.Completed done -> throw new CardTrouble(kind(done), "the service says " + done.why());
            case Answer.Refused(var status) ->
                throw new CardTrouble(CardTrouble.Kind.MUTE, "the service refused the command: " + status);
            case Answer.Silent _ -> throw new CardTrouble(CardTrouble.Kind.LATE, "the card does not answer in time");
        };
    }

    private static CardTrouble.Kind kind(Answer.Completed done) {
        if (done.error().equals("noMedia")) return CardTrouble.Kind.PULLED;
        return done.code().equals("timeOut") ? CardTrouble.Kind.LATE : CardTrouble.Kind.MUTE;
    }

    @Override
    public boolean sameCard() {
        return !removed.get();
    }

    /// The chip stays powered: taking its power could tell a card that was pulled from one that was not.
    @Override
    public void release() {
        powered = false;
    }

    @Override
    public void close() {
        service.close();
    }
}
