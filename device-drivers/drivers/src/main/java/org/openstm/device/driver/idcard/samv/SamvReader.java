package org.openstm.device.driver.idcard.samv;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.IdCard;
import org.openstm.device.IdCardReader;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// An identity card reader on one link.
final class SamvReader implements IdCardReader {
    private static final Duration FINISHING = Duration.ofSeconds(3);
    private static final long POLL_MILLIS = 300;
    private static final int CYCLES = 3;
    private static final String LAYOUTS =
            Stream.of(IdCard.Layout.values()).map(IdCard.Layout::text).collect(Collectors.joining(" "));

    private final Link link;
    private final String pinned;
    private final SamvExchange exchange;
    private final CardCycle cycle;
    private Optional<String> sam = Optional.empty();
    private boolean asked;
    private boolean readOnce;

    /// The module was reset: the card of the last good read no longer answers as selected.
    private boolean deselected;

    /// @param pinned module number configured for this terminal, or empty
    SamvReader(Link link, String pinned) {
        this.link = link;
        this.pinned = pinned;
        this.exchange = new SamvExchange(link);
        this.cycle = new CardCycle(exchange);
    }

    /// Reads the module's number. If the module does not answer, it is asked again when the number is needed.
    void readSamId() throws LinkLost, InterruptedException {
        querySamId(1, Deadline.in(FINISHING));
    }

    @Override
    public Map<String, String> capabilities() {
        var all = new HashMap<String, String>();
        sam.ifPresent(number -> all.put("sam", number));
        all.put("layouts", LAYOUTS);
        all.put("presence", "yes");
        return all;
    }

    @Override
    public Reading read(Duration patience) throws InterruptedException {
        var wait = Deadline.in(patience);
        try {
            var stranger = foreignModuleFault(wait.plus(FINISHING));
            if (stranger.isPresent()) return new Reading.Unreadable(stranger.get());
            if (readOnce && !awaitLifted(wait)) return new Reading.NoCard();
            readOnce = false;
            return waitForCard(wait, wait.plus(FINISHING));
        } catch (LinkLost lost) {
            return new Reading.Unreadable(lost.fault());
        }
    }

    private Reading waitForCard(Deadline wait, Deadline end) throws LinkLost, InterruptedException {
        int failed = 0;
        while (true) {
            var next = Deadline.inMillis(POLL_MILLIS);
            switch (cycle.readOnce(sam.orElse(""), end)) {
                case CardCycle.CycleOutcome.Read(var card) -> {
                    readOnce = true;
                    deselected = false;
                    return new Reading.Card(card);
                }
                case CardCycle.CycleOutcome.Refused(var fault) -> {
                    return new Reading.Unreadable(fault);
                }
                case CardCycle.CycleOutcome.Again(var fault, var times) -> {
                    if (++failed >= Math.min(times, CYCLES) || end.over()) return new Reading.Unreadable(fault);
                }
                case CardCycle.CycleOutcome.NoCard() -> {
                    failed = 0;
                    if (wait.over()) return new Reading.NoCard();
                    Thread.sleep(next.orSooner(wait).millisLeft());
                }
            }
        }
    }

    private boolean awaitLifted(Deadline wait) throws LinkLost, InterruptedException {
        while (true) {
            var next = Deadline.inMillis(POLL_MILLIS);
            if (presenceOfReadCard() != Presence.CARD) return true;
            if (wait.over()) return false;
            Thread.sleep(next.orSooner(wait).millisLeft());
        }
    }

    @Override
    public Presence presence() throws InterruptedException {
        if (!readOnce) return Presence.NO_CARD;
        try {
            var presence = presenceOfReadCard();
            if (presence == Presence.NO_CARD) readOnce = false;
            return presence;
        } catch (LinkLost _) {
            return Presence.UNKNOWN;
        }
    }

    /// Tests the presence of the card that was read: it stays selected until it is lifted, and still answers with
    /// its newest address, which is not kept.
    private Presence presenceOfReadCard() throws LinkLost, InterruptedException {
        if (deselected) return presenceOfAnyCard();
        var reply = exchange.sendCommand(SamvCommand.ADDRESS, 2, Deadline.in(FINISHING));
        if (reply.isEmpty()) return Presence.UNKNOWN;
        reply.get().wipeData();
        return switch (reply.get().status()) {
            case OK, NOTHING_THERE -> Presence.CARD;
            default -> Presence.NO_CARD;
        };
    }

    /// After a reset, the card that was read is found like a new one: it counts as the old one until the reader was
    /// empty once.
    private Presence presenceOfAnyCard() throws LinkLost, InterruptedException {
        var reply = exchange.sendCommand(SamvCommand.FIND, 2, Deadline.in(FINISHING));
        if (reply.isEmpty()) return Presence.UNKNOWN;
        if (reply.get().status() != SamStatus.NO_CARD) return Presence.CARD;
        deselected = false;
        return Presence.NO_CARD;
    }

    /// Asks for the module's number once per link. A reader that does not answer is refused only where a number is
    /// configured.
    private Optional<Fault> foreignModuleFault(Deadline end) throws LinkLost, InterruptedException {
        if (!asked) {
            querySamId(SamvExchange.ATTEMPTS, end);
            asked = sam.isPresent() || pinned.isEmpty();
        }
        if (pinned.isEmpty() || sam.equals(Optional.of(pinned))) return Optional.empty();
        return Optional.of(
                FaultCode.READER_NOT_OURS.fault("the reader is " + sam.orElse("nameless") + ", set up was " + pinned));
    }

    private void querySamId(int attempts, Deadline end) throws LinkLost, InterruptedException {
        sam = exchange.sendCommand(SamvCommand.SAM_ID, attempts, end)
                .filter(reply -> reply.status() == SamStatus.OK)
                .map(reply -> SamId.toText(reply.data()));
        asked = sam.isPresent();
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        try {
            var reply = exchange.sendCommand(SamvCommand.STATUS, 2, until);
            if (reply.isEmpty()) return DeviceStatus.of(DeviceState.UNKNOWN, exchange.silenceFault(SamvCommand.STATUS));
            if (reply.get().status() != SamStatus.OK)
                return DeviceStatus.of(
                        DeviceState.HARDWARE_ERROR, reply.get().status().toFault(SamvCommand.STATUS, reply.get()));
            var stranger = foreignModuleFault(until);
            return new DeviceStatus(
                    stranger.isPresent() ? DeviceState.POTENTIAL_FRAUD : DeviceState.ONLINE,
                    stranger.map(List::of).orElse(List.of()),
                    sam.map(id -> Map.of("sam", id)).orElse(Map.of()));
        } catch (LinkLost lost) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault());
        }
    }

    /// The external check reads the number of the security module: a reader without one cannot read a card.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var steps = new ArrayList<HealthReport.Step>();
        steps.add(HealthReport.statusStep(status(patience)));
        if (level != HealthLevel.INTERNAL) steps.add(moduleStep(until));
        if (level == HealthLevel.INTERACTIVE) steps.add(laidCardStep(read(Duration.ofMillis(until.millisLeft() / 2))));
        return HealthReport.of(level, steps);
    }

    /// Reports that a card can be read, without its data.
    private static HealthReport.Step laidCardStep(Reading reading) {
        return new HealthReport.Step(
                "lay-a-card",
                reading instanceof Reading.Card,
                switch (reading) {
                    case Reading.Card(var card) -> "read, " + card.layout().text();
                    case Reading.NoCard() -> "no card was laid";
                    case Reading.Unreadable(var fault) -> fault.code();
                });
    }

    private HealthReport.Step moduleStep(Deadline until) throws InterruptedException {
        try {
            querySamId(SamvExchange.ATTEMPTS, until);
            boolean ours = sam.isPresent() && (pinned.isEmpty() || sam.equals(Optional.of(pinned)));
            return new HealthReport.Step("security-module", ours, sam.orElse("it does not tell its number"));
        } catch (LinkLost lost) {
            return new HealthReport.Step("security-module", false, lost.fault().detail());
        }
    }

    /// Keeps no data of the card: each answer is wiped once it was parsed. Remembers that the card was read until
    /// it is lifted, otherwise the next citizen would be identified by the last one's forgotten card.
    @Override
    public void clear() {
        exchange.wipeBuffers();
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        deselected = readOnce;
        asked = false;
        try {
            var _ = exchange.sendCommand(SamvCommand.RESET, 1, Deadline.in(patience));
        } catch (LinkLost _) {
            // the next command reports it
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
