package org.openstm.device.command;

import java.time.Duration;
import java.util.function.Consumer;
import org.openstm.device.Device;
import org.openstm.print.Media;

/// Where the commands of a port go: a device of the manager, or one in a host. It has what all devices have; the
/// rest of a port is made of [#callPort] by the proxy of its class.
public interface CommandTarget extends Device {
    /// Sends a command and waits for its result.
    ///
    /// @param events receives events before the result, on this thread
    <P extends Device, A, R> R callPort(
            PortCommand<P, A, R> command, A argument, Duration patience, Consumer<Object> events)
            throws InterruptedException;

    default <P extends Device, A, R> R callPort(PortCommand<P, A, R> command, A argument, Duration patience)
            throws InterruptedException {
        return callPort(command, argument, patience, _ -> {});
    }

    default <P extends Device, R> R callPort(PortCommand<P, Nothing, R> command, Duration patience)
            throws InterruptedException {
        return callPort(command, Nothing.NOTHING, patience);
    }

    /// The paper of a receipt printer, which is known without a command.
    Media media();
}
