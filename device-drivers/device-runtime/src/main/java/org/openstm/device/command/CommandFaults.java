package org.openstm.device.command;

import java.util.Optional;
import java.util.function.Function;
import org.openstm.device.Fault;

/// How a command's results tell faults.
///
/// @param certain the fault in a result, if the device certainly did not do the work
/// @param notDone the result of a command that did not begin
/// @param unknown the result of a command that may have begun
public record CommandFaults<A, R>(
        Function<R, Optional<Fault>> certain, LostResult<A, R> notDone, LostResult<A, R> unknown) {

    /// Makes the result of a command that has none of the device.
    public interface LostResult<A, R> {
        R toResult(A argument, Fault fault);
    }

    /// Faults of a command whose result can be a failure, however it failed.
    static <A, R, F extends R> CommandFaults<A, R> failing(
            Class<F> failure, Function<F, Fault> faultOf, Function<Fault, R> toFailure) {
        return new CommandFaults<>(
                result -> failure.isInstance(result)
                        ? Optional.of(faultOf.apply(failure.cast(result)))
                        : Optional.empty(),
                (_, fault) -> toFailure.apply(fault),
                (_, fault) -> toFailure.apply(fault));
    }

    /// Faults of a command whose results hold no certain fault.
    static <A, R> CommandFaults<A, R> untold(LostResult<A, R> lost) {
        return new CommandFaults<>(_ -> Optional.empty(), lost, lost);
    }
}
