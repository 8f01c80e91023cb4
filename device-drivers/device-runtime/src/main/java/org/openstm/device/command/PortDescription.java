package org.openstm.device.command;

import java.util.List;
import java.util.function.Function;
import org.openstm.device.Device;

/// The port of a device class.
///
/// @param createProxy makes a port whose methods are sent to a target
public record PortDescription<P extends Device>(
        Class<P> port, Function<CommandTarget, P> createProxy, List<PortCommand<P, ?, ?>> commands) {
    public P proxyFor(CommandTarget target) {
        return createProxy.apply(target);
    }
}
