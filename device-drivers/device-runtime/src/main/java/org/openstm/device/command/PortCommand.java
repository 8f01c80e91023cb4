package org.openstm.device.command;

import java.time.Duration;
import java.util.function.Consumer;
import org.openstm.device.Device;

/// A command of a port: one of its methods, as it is sent, executed and answered.
///
/// @param name name on the wire; never changes
/// @param argument the method's arguments without the patience, as one value; sent as JSON
/// @param result sent as JSON
/// @param event what the method reports before its result; [Nothing] for most
/// @param times how long it may take
/// @param faults its results without the device's answer
public record PortCommand<P extends Device, A, R>(
        String name,
        Class<P> port,
        Class<A> argument,
        Class<R> result,
        Class<?> event,
        CommandTimes times,
        CommandFaults<A, R> faults,
        PortCall<P, A, R> call) {

    /// Calls the port's method.
    public interface PortCall<P, A, R> {
        /// @param events receives events before the result, on this thread
        R callPort(P port, A argument, Duration patience, Consumer<Object> events) throws InterruptedException;
    }

    /// A command without events.
    PortCommand(
            String name,
            Class<P> port,
            Class<A> argument,
            Class<R> result,
            CommandTimes times,
            CommandFaults<A, R> faults,
            PortCall<P, A, R> call) {
        this(name, port, argument, result, Nothing.class, times, faults, call);
    }

    /// Executes this command.
    ///
    /// @throws ClassCastException if the device is of another class
    public R execute(Device device, A argument, Duration patience, Consumer<Object> events)
            throws InterruptedException {
        return call.callPort(port.cast(device), argument, patience, events);
    }
}
