package org.openstm.device.command;

import java.util.Optional;
import org.openstm.device.PrintOutcome;

/// Faults of prints. Only a print that certainly did not happen may be repeated.
final class PrintFaults {
    private PrintFaults() {}

    static <A> CommandFaults<A, PrintOutcome> ofPrint() {
        return new CommandFaults<>(
                outcome ->
                        outcome instanceof PrintOutcome.NotPrinted(var fault) ? Optional.of(fault) : Optional.empty(),
                (_, fault) -> new PrintOutcome.NotPrinted(fault),
                (_, fault) -> new PrintOutcome.Unknown(fault));
    }
}
