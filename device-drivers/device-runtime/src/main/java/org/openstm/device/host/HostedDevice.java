package org.openstm.device.host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceStatus;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.command.CommandTarget;
import org.openstm.device.command.CommandTimes;
import org.openstm.device.command.CommonCommands;
import org.openstm.device.command.PortCommand;
import org.openstm.device.command.PortTable;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A device whose driver runs in a host: each call is a command. A port's result after the loss of the host follows
/// the same rules as after the loss of the device: the outcome of a print that had begun is unknown.
record HostedDevice(DeviceClass deviceClass, HostClient conversation, HostPayload.OpenResult opened)
        implements CommandTarget {

    /// The port of the opened device.
    static Device portOf(DeviceClass deviceClass, HostClient conversation, HostPayload.OpenResult opened)
            throws LinkLost {
        if (deviceClass == DeviceClass.RECEIPT_PRINTER && opened.media().isEmpty())
            throw new LinkLost("the host named no paper");
        return PortTable.portOf(deviceClass).proxyFor(new HostedDevice(deviceClass, conversation, opened));
    }

    @Override
    public <P extends Device, A, R> R callPort(
            PortCommand<P, A, R> command, A argument, Duration patience, Consumer<Object> events)
            throws InterruptedException {
        var answer = conversation.sendCommand(
                HostCommand.of(command),
                patience,
                argument,
                event -> readEvent(event, command.event()).ifPresent(events));
        return switch (answer) {
            case HostClient.HostAnswer.Given<R>(var value) -> value;
            case HostClient.HostAnswer.Lost<R>(boolean begun, var fault) ->
                (begun ? command.faults().unknown() : command.faults().notDone()).toResult(argument, fault);
            case HostClient.HostAnswer.Refused<R>(CompletionCode code, var why) -> {
                // the state of the driver after a bug is unknown
                conversation.close();
                yield command.faults()
                        .unknown()
                        .toResult(argument, FaultCode.DRIVER_BROKEN.fault(code + " at " + command.name() + ": " + why));
            }
        };
    }

    /// An unreadable event is no reason to doubt the result.
    private static Optional<Object> readEvent(JsonNode event, Class<?> type) {
        try {
            return Optional.ofNullable(HostJson.JSON.treeToValue(event, type));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    @Override
    public Media media() {
        return opened.media().orElseThrow();
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        return callPort(CommonCommands.STATUS, patience);
    }

    @Override
    public Map<String, String> capabilities() {
        return opened.capabilities();
    }

    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        return callPort(CommonCommands.CHECK_HEALTH, level, patience);
    }

    @Override
    public Map<String, Long> statistics(Duration patience) throws InterruptedException {
        return callPort(CommonCommands.STATISTICS, patience).counters();
    }

    @Override
    public void clear() throws InterruptedException {
        callPort(CommonCommands.CLEAR, CommandTimes.MOMENT);
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        callPort(CommonCommands.RESET, patience);
    }

    @Override
    public void close() {
        conversation.close();
    }
}
