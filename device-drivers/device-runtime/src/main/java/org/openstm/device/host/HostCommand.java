package org.openstm.device.host;

import java.time.Duration;
import org.openstm.device.command.Nothing;
import org.openstm.device.command.PortCommand;

/// A command as the terminal sends it: one of the port, or one of these to the host itself.
///
/// @param extraPatience the time that it may take beyond its patience
record HostCommand<R>(String name, Duration extraPatience, Class<R> result) {
    static final HostCommand<HostPayload.OpenResult> OPEN =
            new HostCommand<>("Common.Open", Duration.ZERO, HostPayload.OpenResult.class);

    static final HostCommand<Nothing> CLOSE = new HostCommand<>("Common.Close", Duration.ZERO, Nothing.class);

    static final HostCommand<Nothing> CANCEL = new HostCommand<>("Common.Cancel", Duration.ZERO, Nothing.class);

    static <R> HostCommand<R> of(PortCommand<?, ?, R> command) {
        return new HostCommand<>(command.name(), command.times().total(), command.result());
    }

    boolean isNameOf(HostMessage.Command command) {
        return command.name().equals(name);
    }
}
