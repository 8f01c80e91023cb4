package org.openstm.device.driver.idcard.samv;

import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.IdCard;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// Find, select, read: one pass over the card. The newest address, which stands on the chip apart, is not asked for: no
/// form needs the address of a home, and what is not read cannot be left behind.
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
        var answer = reply.orElseThrow();
        var parsed = CardText.parse(answer.data(), sam);
        answer.forget();
        return switch (parsed) {
            case CardText.Parsed.Refused(var fault) -> new Outcome.Refused(fault);
            case CardText.Parsed.Sound(var card) -> new Outcome.Read(card);
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
}
