package org.openstm.device.driver.idcard.samv;

import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.IdCard;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// Find, select, read: one pass over the card. The newest address, which is stored separately on the chip, is not
/// requested: no form needs it, and data that are not read cannot be left behind.
final class CardCycle {
    sealed interface CycleOutcome {
        record Read(IdCard card) implements CycleOutcome {}

        record NoCard() implements CycleOutcome {}

        record Refused(Fault fault) implements CycleOutcome {}

        /// Start again with find.
        ///
        /// @param times number of such failures in a row that ends the cycle
        record Again(Fault fault, int times) implements CycleOutcome {}
    }

    private final SamvExchange exchange;

    CardCycle(SamvExchange exchange) {
        this.exchange = exchange;
    }

    CycleOutcome readOnce(String sam, Deadline end) throws LinkLost, InterruptedException {
        for (var command : new SamvCommand[] {SamvCommand.FIND, SamvCommand.SELECT}) {
            var reply = exchange.sendCommand(command, SamvExchange.ATTEMPTS, end);
            var stop = stopOutcome(command, reply);
            if (stop.isPresent()) return stop.get();
        }
        var reply = exchange.sendCommand(SamvCommand.READ, SamvExchange.ATTEMPTS, end);
        var stop = stopOutcome(SamvCommand.READ, reply);
        if (stop.isPresent()) return stop.get();
        var answer = reply.orElseThrow();
        var parsed = IdCardText.parse(answer.data(), sam);
        answer.wipeData();
        return switch (parsed) {
            case IdCardText.ParsedCard.Refused(var fault) -> new CycleOutcome.Refused(fault);
            case IdCardText.ParsedCard.Sound(var card) -> new CycleOutcome.Read(card);
        };
    }

    private Optional<CycleOutcome> stopOutcome(SamvCommand command, Optional<SamvReply> reply) {
        if (reply.isEmpty()) return Optional.of(new CycleOutcome.Again(exchange.silenceFault(command), 3));
        var status = reply.get().status();
        var fault = status.toFault(command, reply.get());
        return switch (status.nextStep()) {
            case GO_ON -> Optional.empty();
            case KEEP_LOOKING -> Optional.of(new CycleOutcome.NoCard());
            case ASK_AGAIN, FIND_AGAIN -> Optional.of(new CycleOutcome.Again(fault, 3));
            case FIND_ONCE_MORE -> Optional.of(new CycleOutcome.Again(fault, 2));
            case REFUSE -> Optional.of(new CycleOutcome.Refused(fault));
        };
    }
}
