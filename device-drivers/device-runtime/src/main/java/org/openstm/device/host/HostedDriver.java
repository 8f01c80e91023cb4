package org.openstm.device.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Proxy of a driver that runs in a host.
record HostedDriver(DeviceClass deviceClass, String name, List<Path> classPath, HostSettings settings)
        implements Driver {
    /// Time limit for opening: a driver may probe a device that answers only half of the queries.
    private static final Duration OPENING = Duration.ofSeconds(10);

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var process = HostProcess.startHost(context, classPath, settings);
        var conversation = new HostClient(process);
        boolean opened = false;
        try {
            var device = HostedDevice.portOf(deviceClass, conversation, openInHost(conversation, process.context()));
            opened = true;
            return device;
        } finally {
            if (!opened) conversation.close();
        }
    }

    private HostPayload.OpenResult openInHost(HostClient conversation, DriverContext context)
            throws LinkLost, InterruptedException {
        var opening = new HostPayload.OpenRequest(deviceClass, name, context);
        return switch (conversation.sendCommand(HostCommand.OPEN, OPENING, opening)) {
            case HostClient.HostAnswer.Given<HostPayload.OpenResult>(var value) -> value;
            case HostClient.HostAnswer.Refused<HostPayload.OpenResult>(CompletionCode code, var why) -> {
                if (code == CompletionCode.INVALID_DATA) throw new IllegalArgumentException(why);
                if (code == CompletionCode.INTERNAL_ERROR) throw LinkLost.byDriver(why);
                throw new LinkLost(why);
            }
            case HostClient.HostAnswer.Lost<HostPayload.OpenResult>(var _, var fault) ->
                throw LinkLost.byDriver(fault.code() + " while opening: " + fault.detail());
        };
    }
}
