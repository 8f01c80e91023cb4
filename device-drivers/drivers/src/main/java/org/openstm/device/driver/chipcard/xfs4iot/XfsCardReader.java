package org.openstm.device.driver.chipcard.xfs4iot;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentKey;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.chipcard.CardSlotReader;
import org.openstm.device.driver.xfs4iot.XfsServiceClient;
import org.openstm.device.driver.xfs4iot.XfsStatus;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// A card reader behind an XFS4IoT service: its status comes from the service, its cards are read as in any reader.
final class XfsCardReader implements ChipCardReader {
    private static final Duration ASKING = Duration.ofMillis(800);

    private final XfsServiceClient service;
    private final XfsCardSlot slot;
    private final CardSlotReader chips;

    XfsCardReader(XfsServiceClient service, XfsCardSlot slot, CardSlotReader chips) {
        this.service = service;
        this.slot = slot;
        this.chips = chips;
    }

    /// Method of reading an accepted card.
    private interface CardRead {
        Reading readCard() throws InterruptedException;
    }

    @Override
    public Reading read(Duration patience) throws InterruptedException {
        return readAdmitted(() -> chips.read(patience), patience);
    }

    @Override
    public Reading readDocument(DocumentKey key, Duration patience) throws InterruptedException {
        return readAdmitted(() -> chips.readDocument(key, patience), patience);
    }

    private Reading readAdmitted(CardRead way, Duration patience) throws InterruptedException {
        try {
            var fault = statusFault(service.queryStatus(Deadline.in(patience).orSooner(Deadline.in(ASKING))));
            if (fault.isPresent()) return new Reading.Unreadable(fault.get());
            slot.setCardsWanted(true);
            var reading = way.readCard();
            boolean taken = !(reading instanceof Reading.NoCard || reading instanceof Reading.CardPulled);
            slot.setCardsWanted(false);
            if (taken) slot.giveCardBack();
            return reading;
        } catch (LinkLost lost) {
            return new Reading.Unreadable(lost.fault());
        } finally {
            slot.setCardsWanted(false);
        }
    }

    private static Optional<Fault> statusFault(XfsStatus condition) {
        if (condition.isSilent()) return Optional.of(FaultCode.NO_ANSWER.fault("the reader's service does not answer"));
        var fault = condition.findFault(FaultCode.DEVICE_OFFLINE, FaultCode.DEVICE_HARDWARE_ERROR);
        boolean jammed = condition
                .payload()
                .path("cardReader")
                .path("media")
                .asString("")
                .equals("jammed");
        return fault.isEmpty() && jammed
                ? Optional.of(FaultCode.CARD_JAMMED.fault("the service says that a card is jammed"))
                : fault;
    }

    @Override
    public Presence presence() throws InterruptedException {
        return chips.presence();
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            var condition = service.queryStatus(Deadline.in(patience).orSooner(Deadline.in(ASKING)));
            var fault = statusFault(condition);
            var facts = service.deviceIdentity();
            if (fault.isEmpty()) return withIdentity(chips.status(patience), facts);
            boolean stopped = condition.state() == DeviceState.ONLINE || condition.state() == DeviceState.DEVICE_BUSY;
            return new DeviceStatus(
                    stopped ? DeviceState.HARDWARE_ERROR : condition.state(), List.of(fault.get()), facts);
        } catch (LinkLost lost) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault());
        }
    }

    private static DeviceStatus withIdentity(DeviceStatus card, Map<String, String> identity) {
        var facts = new HashMap<>(identity);
        facts.putAll(card.facts());
        return new DeviceStatus(card.state(), card.faults(), facts);
    }

    @Override
    public Map<String, String> capabilities() {
        var all = new HashMap<>(chips.capabilities());
        all.put("gives-back", slot.isHolding() ? "yes" : "no");
        return Map.copyOf(all);
    }

    @Override
    public void clear() throws InterruptedException {
        chips.clear();
        try {
            slot.giveForgottenCardBack();
        } catch (LinkLost _) {
            // the next command reports it
        }
    }

    /// Resets the device; a motorised reader ejects its card.
    @Override
    public void reset(Duration patience) throws InterruptedException {
        try {
            slot.resetReader(Deadline.in(patience));
        } catch (LinkLost _) {
            // the next command reports it
        }
    }

    @Override
    public void close() {
        chips.close();
    }
}
