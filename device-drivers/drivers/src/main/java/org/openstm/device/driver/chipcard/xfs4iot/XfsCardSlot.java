package org.openstm.device.driver.chipcard.xfs4iot;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openstm.device.driver.xfs4iot.XfsAnswer;
import org.openstm.device.driver.xfs4iot.XfsCommand;
import org.openstm.device.driver.xfs4iot.XfsServiceClient;
import org.openstm.device.driver.xfs4iot.XfsStatus;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import tools.jackson.databind.node.ObjectNode;

/// The slot of a reader behind a service. A reader that accepts cards actively (a motor, a latch) is asked to do so
/// during a wait, and to return the card afterwards.
final class XfsCardSlot implements CardSlot {
    private static final long LOOKING_MILLIS = 400;
    private static final long BRIEF_MILLIS = 200;
    private static final Duration HUNG_AFTER = Duration.ofSeconds(30);
    private static final Set<String> HOLDING = Set.of("motor", "latchedDip");
    private static final Set<String> UNPOWERED = Set.of("poweredOff", "noCard");
    private static final int SHORTEST_ANSWER = 2;
    private static final int LONGEST_ANSWER = 65_538;

    private final XfsServiceClient service;
    private final AtomicBoolean removed;
    private final boolean holds;
    private final List<ChipProtocol> protocols;
    private ChipProtocol protocol = ChipProtocol.T0;
    private boolean wanted;

    /// Id of the command that accepts a card, 0 when there is none.
    private int inviting;

    private boolean powered;

    /// The card at the entry was returned and not taken yet. At the start its owner is unknown, so it is treated
    /// the same and never accepted again.
    private boolean givenBack = true;

    private Deadline hung = Deadline.in(HUNG_AFTER);

    XfsCardSlot(XfsServiceClient service, AtomicBoolean removed) {
        this.service = service;
        this.removed = removed;
        var can = service.interfaceCapabilities("cardReader");
        this.holds = HOLDING.contains(can.path("type").asString(""));
        this.protocols = ChipProtocol.offeredProtocols(can.path("chipProtocols"));
    }

    /// Whether the reader holds the card until it is told to return it.
    boolean isHolding() {
        return holds;
    }

    /// Sets whether cards are accepted from now on.
    void setCardsWanted(boolean on) {
        wanted = on;
        if (!on && inviting > 0) service.cancelCommand(inviting);
    }

    @Override
    public Look look() throws LinkLost, InterruptedException {
        var condition = service.queryStatus(Deadline.inMillis(LOOKING_MILLIS));
        if (inviting > 0 && service.pollEnd(inviting).isPresent()) inviting = 0;
        if (condition.isSilent()) return Look.HUNG;
        if (service.isBusy()) return hung.over() ? Look.HUNG : Look.BUSY;
        hung = Deadline.in(HUNG_AFTER);
        if (removed.get() || mediaState(condition).equals("notPresent")) givenBack = false;
        boolean in = isCardIn(condition);
        if (!in) removed.set(true);
        if (powered && UNPOWERED.contains(chipState(condition))) removed.set(true);
        if (!in && holds && wanted && inviting == 0) inviteCard();
        return in ? Look.CARD : Look.EMPTY;
    }

    private static String mediaState(XfsStatus condition) {
        return condition.payload().path("cardReader").path("media").asString("");
    }

    private static String chipState(XfsStatus condition) {
        return condition.payload().path("cardReader").path("chipPower").asString("");
    }

    /// A card returned by a motorised reader waits at the entry until it is taken; one that waits there to be
    /// accepted is not in.
    private boolean isCardIn(XfsStatus condition) {
        return switch (mediaState(condition)) {
            case "present", "latched", "jammed" -> true;
            case "entering" -> givenBack;
            case "notPresent" -> false;
            default ->
                !chipState(condition).isEmpty()
                        && !chipState(condition).equals("noCard")
                        && !chipState(condition).equals("unknown");
        };
    }

    private void inviteCard() throws LinkLost, InterruptedException {
        inviting = service.beginCommand(
                "CardReader.ReadRawData", XfsCommand.emptyPayload().put("chip", true), Deadline.inMillis(BRIEF_MILLIS));
    }

    /// Returns a card that a motor or a latch holds.
    void giveCardBack() throws LinkLost, InterruptedException {
        if (!holds) return;
        powered = false;
        removed.set(false);
        givenBack = true;
        var payload = XfsCommand.emptyPayload().put("from", "transport").put("to", "exit");
        var _ = sendCommand("CardReader.Move", payload, Deadline.inMillis(BRIEF_MILLIS * 10));
    }

    /// Powers the chip off; a card that stays in is still the same.
    void resetReader(Deadline until) throws LinkLost, InterruptedException {
        if (!service.hasCommand("CardReader.Reset")) return;
        powered = false;
        givenBack = true;
        var _ = sendCommand(
                "CardReader.Reset", XfsCommand.emptyPayload().put("to", holds ? "exit" : "currentPosition"), until);
    }

    /// Returns a card that was accepted after the wait had ended.
    void giveForgottenCardBack() throws LinkLost, InterruptedException {
        if (!holds) return;
        var media = mediaState(service.queryStatus(Deadline.inMillis(LOOKING_MILLIS)));
        if (media.equals("present") || media.equals("latched")) giveCardBack();
    }

    @Override
    public String reader() {
        return service.address();
    }

    @Override
    public void power(Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        removed.set(false);
        var answer = requireCompleted(
                sendCommand("CardReader.ChipPower", XfsCommand.emptyPayload().put("chipPower", "cold"), until));
        protocol = ChipProtocol.of(answer.bytesOf("chipData").orElse(new byte[0]), protocols);
        powered = true;
    }

    @Override
    public byte[] transmit(byte[] command, Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        var payload = XfsCommand.emptyPayload()
                .put("chipProtocol", protocol.wireText())
                .put("chipData", XfsCommand.toBase64(protocol.toSentCommand(command)));
        var answer = requireCompleted(sendCommand("CardReader.ChipIO", payload, until))
                .bytesOf("chipData")
                .orElse(new byte[0]);
        if (answer.length < SHORTEST_ANSWER || answer.length > LONGEST_ANSWER)
            throw new CardTrouble(CardTrouble.Kind.MUTE, "the service handed over no answer of a card");
        return answer;
    }

    private XfsAnswer sendCommand(String command, ObjectNode payload, Deadline until)
            throws LinkLost, InterruptedException {
        return service.sendCommand(command, payload, Duration.ofMillis(Math.max(1, until.millisLeft())), true, until);
    }

    private static XfsAnswer.Completed requireCompleted(XfsAnswer answer) throws CardTrouble {
        return switch (answer) {
            case XfsAnswer.Completed done when done.isSuccess() -> done;
            case XfsAnswer.Completed done ->
                throw new CardTrouble(troubleKind(done), "the service says " + done.reasonText());
            case XfsAnswer.Refused(var status) ->
                throw new CardTrouble(CardTrouble.Kind.MUTE, "the service refused the command: " + status);
            case XfsAnswer.Silent _ -> throw new CardTrouble(CardTrouble.Kind.LATE, "the card does not answer in time");
        };
    }

    private static CardTrouble.Kind troubleKind(XfsAnswer.Completed done) {
        if (done.error().equals("noMedia")) return CardTrouble.Kind.PULLED;
        return done.code().equals("timeOut") ? CardTrouble.Kind.LATE : CardTrouble.Kind.MUTE;
    }

    @Override
    public boolean sameCard() {
        return !removed.get();
    }

    /// Keeps the chip powered: after powering it off, a removed card might look like one that stayed.
    @Override
    public void release() {
        powered = false;
    }

    @Override
    public void close() {
        service.close();
    }
}
