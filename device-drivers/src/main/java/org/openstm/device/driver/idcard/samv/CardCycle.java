package org.openstm.device.driver.idcard.samv;

import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.IdCard;
import org.openstm.device.IdCard.Layout;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// Find, select, read, newest address: one pass over the card.
final class CardCycle {
    sealed interface Outcome {
        record Read(IdCard card) implements Outcome {}

        record NoCard() implements Outcome {}

        record Refused(Fault fault) implements Outcome {}

        /// Start from find.
        ///
        /// @param times with so many in a row it is over
        record Again(Fault fault, int times) implements Outcome {}
    }

    private final Exchange exchange;

    CardCycle(Exchange exchange) {
        this.exchange = exchange;
    }

    Outcome once(String sam, Deadline end) throws LinkLost, InterruptedException {
        for (var command : new Command[] {Command.FIND, Command.SELECT}) {
            var reply = exchange.ask(command, Exchange.ATTEMPTS, end);
            var stop = stopped(command, reply);
            if (stop.isPresent()) return stop.get();
        }
        var reply = exchange.ask(Command.READ, Exchange.ATTEMPTS, end);
        var stop = stopped(Command.READ, reply);
        if (stop.isPresent()) return stop.get();
        return switch (CardText.parse(reply.orElseThrow().data(), sam)) {
            case CardText.Parsed.Refused(var fault) -> new Outcome.Refused(fault);
            case CardText.Parsed.Sound(var card) -> withNewestAddress(card, end);
        };
    }

    private Optional<Outcome> stopped(Command command, Optional<Reply> reply) {
        if (reply.isEmpty()) return Optional.of(new Outcome.Again(exchange.silence(command), 3));
        var status = reply.get().status();
        var fault = status.fault(command, reply.get());
        return switch (status.then()) {
            case GO_ON -> Optional.empty();
            case KEEP_LOOKING -> Optional.of(new Outcome.NoCard());
            case ASK_AGAIN, FIND_AGAIN -> Optional.of(new Outcome.Again(fault, 3));
            case FIND_ONCE_MORE -> Optional.of(new Outcome.Again(fault, 2));
            case REFUSE -> Optional.of(new Outcome.Refused(fault));
        };
    }

    /// A newer address replaces the one that the card was made with. A reader that does not know the question leaves
    /// the printed one, which is what the eye sees on the card too.
    private Outcome withNewestAddress(IdCard card, Deadline end) throws LinkLost, InterruptedException {
        if (card.layout() != Layout.RESIDENT && card.layout() != Layout.HK_MACAO_TAIWAN) return new Outcome.Read(card);
        var reply = exchange.ask(Command.ADDRESS, 2, end);
        if (reply.isEmpty() || reply.get().status() != SamStatus.OK) return new Outcome.Read(card);
        var newest = CardText.appendedAddress(reply.get().data());
        return new Outcome.Read(newest.map(address -> moved(card, address)).orElse(card));
    }

    private static IdCard moved(IdCard card, String address) {
        return new IdCard(
                card.layout(),
                card.name(),
                card.foreignName(),
                card.sex(),
                card.nation(),
                card.country(),
                card.birthDate(),
                address,
                card.number(),
                card.authority(),
                card.validFrom(),
                card.validTo(),
                card.permitNumber(),
                card.issueCount(),
                card.reader());
    }
}
