package org.openstm.device.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Stands for a driver that works in a host.
record HostedDriver(DeviceClass deviceClass, String name, List<Path> classPath, HostSettings settings)
        implements Driver {
    /// A driver may probe a device that answers only half of the questions.
    private static final Duration OPENING = Duration.ofSeconds(10);

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var process = HostProcess.start(context.id(), classPath, settings);
        var conversation = new Conversation(process);
        boolean opened = false;
        try {
            var device = HostedDevice.of(deviceClass, conversation, opened(conversation, context));
            opened = true;
            return device;
        } finally {
            if (!opened) conversation.close();
        }
    }

    private Payload.Opened opened(Conversation conversation, DriverContext context)
            throws LinkLost, InterruptedException {
        var opening = new Payload.Opening(deviceClass, name, context);
        return switch (conversation.ask(Verb.OPEN, OPENING, opening, Payload.Opened.class)) {
            case Conversation.Answer.Given<Payload.Opened>(var value) -> value;
            case Conversation.Answer.Refused<Payload.Opened>(CompletionCode code, var why) -> {
                if (code == CompletionCode.INVALID_DATA) throw new IllegalArgumentException(why);
                if (code == CompletionCode.INTERNAL_ERROR) throw LinkLost.byDriver(why);
                throw new LinkLost(why);
            }
            case Conversation.Answer.Lost<Payload.Opened>(var _, var fault) ->
                throw LinkLost.byDriver(fault.code() + " while opening: " + fault.detail());
        };
    }
}
