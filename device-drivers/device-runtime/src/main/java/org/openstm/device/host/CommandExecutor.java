package org.openstm.device.host;

import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.command.PortCommand;
import org.openstm.device.command.PortTable;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import tools.jackson.databind.JsonNode;

/// Executes commands in a host: finds the driver, opens the device and calls its port.
final class CommandExecutor {
    /// A command that is not possible in the current state.
    private static final class CommandRefusal extends Exception {
        private final CompletionCode code;

        CommandRefusal(CompletionCode code, String why) {
            super(why);
            this.code = code;
        }
    }

    private final Function<HostPayload.OpenRequest, Driver> drivers;
    private volatile @Nullable Device device;

    /// Takes the drivers from the host's class path.
    CommandExecutor() {
        this(CommandExecutor::findDriver);
    }

    /// @param drivers finds the wanted driver, or throws an [IllegalArgumentException]
    CommandExecutor(Function<HostPayload.OpenRequest, Driver> drivers) {
        this.drivers = drivers;
    }

    /// Never throws: any failure of a driver becomes a completion.
    ///
    /// @param events receives events before the completion
    @SuppressWarnings("CatchingUnchecked") // a driver's linkage error must not end the thread
    HostMessage.Completion executeCommand(HostMessage.Command command, Consumer<JsonNode> events) {
        if (Thread.currentThread().isInterrupted()) return toFailedCompletion(command, CompletionCode.CANCELED, "");
        try {
            return toCompletion(
                    command, HostCommand.OPEN.isNameOf(command) ? openDevice(command) : executeNamed(command, events));
        } catch (InterruptedException _) {
            return toFailedCompletion(command, CompletionCode.CANCELED, "");
        } catch (CommandRefusal refusal) {
            return toFailedCompletion(command, refusal.code, String.valueOf(refusal.getMessage()));
        } catch (Throwable bug) {
            return toFailedCompletion(command, CompletionCode.INTERNAL_ERROR, bugLocation(bug));
        }
    }

    static HostMessage.Completion toCompletion(HostMessage.Command command, Object result) {
        return new HostMessage.Completion(
                command.requestId(), CompletionCode.SUCCESS, "", HostJson.JSON.valueToTree(result));
    }

    private static HostMessage.Completion toFailedCompletion(
            HostMessage.Command command, CompletionCode code, String why) {
        return new HostMessage.Completion(command.requestId(), code, why, HostJson.JSON.createObjectNode());
    }

    /// Kind and place only: an exception's message may quote a card.
    private static String bugLocation(Throwable bug) {
        var trace = bug.getStackTrace();
        return bug.getClass().getName() + (trace.length > 0 ? " at " + trace[0] : "");
    }

    private HostPayload.OpenResult openDevice(HostMessage.Command command) throws CommandRefusal, InterruptedException {
        var opening = HostJson.JSON.treeToValue(command.payload(), HostPayload.OpenRequest.class);
        try {
            var opened = drivers.apply(opening).open(opening.context());
            device = opened;
            return new HostPayload.OpenResult(
                    opened.capabilities(),
                    opened instanceof ReceiptPrinter printer ? Optional.of(printer.media()) : Optional.empty());
        } catch (LinkLost lost) {
            throw new CommandRefusal(CompletionCode.DEVICE_NOT_READY, String.valueOf(lost.getMessage()));
        } catch (IllegalArgumentException wrong) {
            throw new CommandRefusal(CompletionCode.INVALID_DATA, String.valueOf(wrong.getMessage()));
        }
    }

    private static Driver findDriver(HostPayload.OpenRequest opening) {
        return driversOf(opening.deviceClass())
                .filter(driver -> driver.name().equals(opening.driver()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no driver " + opening.driver() + " for a "
                        + opening.deviceClass().text() + " on the host's class path (there is: "
                        + driversOf(opening.deviceClass())
                                .map(Driver::name)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ")"));
    }

    /// Lazy: a host makes no driver after the one that it wants.
    private static Stream<Driver> driversOf(DeviceClass deviceClass) {
        return ServiceLoader.load(Driver.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(driver -> driver.deviceClass() == deviceClass);
    }

    private Object executeNamed(HostMessage.Command command, Consumer<JsonNode> events)
            throws CommandRefusal, InterruptedException {
        var wanted = PortTable.commandNamed(command.name());
        if (wanted.isEmpty()) throw new CommandRefusal(CompletionCode.INVALID_COMMAND, "not for the device");
        return callPort(wanted.get(), command, events);
    }

    private <P extends Device, A, R> R callPort(
            PortCommand<P, A, R> wanted, HostMessage.Command command, Consumer<JsonNode> events)
            throws CommandRefusal, InterruptedException {
        return wanted.execute(
                openPort(wanted.port()),
                HostJson.JSON.treeToValue(command.payload(), wanted.argument()),
                Duration.ofMillis(command.timeout()),
                event -> events.accept(HostJson.JSON.valueToTree(event)));
    }

    private <P> P openPort(Class<P> type) throws CommandRefusal {
        var there = device;
        if (there == null) throw new CommandRefusal(CompletionCode.SEQUENCE_ERROR, "the device is not open");
        if (!type.isInstance(there))
            throw new CommandRefusal(CompletionCode.UNSUPPORTED_COMMAND, "the device is no " + type.getSimpleName());
        return type.cast(there);
    }

    /// May be called while the device's thread hangs: closing frees calls that wait for a link.
    void close() {
        var there = device;
        if (there != null) there.close();
    }
}
