package org.openstm.device.host;

import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.Device;
import org.openstm.device.DocumentKey;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.HealthLevel;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.print.Sheet;
import tools.jackson.databind.JsonNode;

/// What a host does: finds its driver, opens the device and calls its port.
final class Work {
    private static final Payload.Done DONE = new Payload.Done();

    /// A command that cannot be done as things are.
    private static final class Refusal extends Exception {
        private final CompletionCode code;

        Refusal(CompletionCode code, String why) {
            super(why);
            this.code = code;
        }
    }

    private volatile @Nullable Device device;

    /// Never throws: whatever a driver does ends as a completion.
    ///
    /// @param events takes what happens on the way
    @SuppressWarnings("CatchingUnchecked") // a driver's linkage error must not end the lane
    Message.Completion done(Message.Command command, Consumer<JsonNode> events) {
        if (Thread.currentThread().isInterrupted()) return ended(command, CompletionCode.CANCELED, "");
        try {
            return completion(command, command.name() == Verb.OPEN ? open(command) : call(command, events));
        } catch (InterruptedException _) {
            return ended(command, CompletionCode.CANCELED, "");
        } catch (Refusal refusal) {
            return ended(command, refusal.code, String.valueOf(refusal.getMessage()));
        } catch (Throwable bug) {
            return ended(command, CompletionCode.INTERNAL_ERROR, place(bug));
        }
    }

    static Message.Completion completion(Message.Command command, Object result) {
        return new Message.Completion(command.requestId(), CompletionCode.SUCCESS, "", Words.JSON.valueToTree(result));
    }

    private static Message.Completion ended(Message.Command command, CompletionCode code, String why) {
        return new Message.Completion(command.requestId(), code, why, Words.JSON.createObjectNode());
    }

    /// Kind and place only: an exception's message may quote a card.
    private static String place(Throwable bug) {
        var trace = bug.getStackTrace();
        return bug.getClass().getName() + (trace.length > 0 ? " at " + trace[0] : "");
    }

    private Payload.Opened open(Message.Command command) throws Refusal, InterruptedException {
        var opening = Words.JSON.treeToValue(command.payload(), Payload.Opening.class);
        try {
            var opened = driver(opening).open(opening.context());
            device = opened;
            return new Payload.Opened(
                    opened.capabilities(),
                    opened instanceof ReceiptPrinter printer ? Optional.of(printer.media()) : Optional.empty());
        } catch (LinkLost lost) {
            throw new Refusal(CompletionCode.DEVICE_NOT_READY, String.valueOf(lost.getMessage()));
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(CompletionCode.INVALID_DATA, String.valueOf(wrong.getMessage()));
        }
    }

    private static Driver driver(Payload.Opening opening) {
        return ServiceLoader.load(Driver.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(driver -> driver.deviceClass() == opening.deviceClass())
                .filter(driver -> driver.name().equals(opening.driver()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no driver " + opening.driver() + " for a "
                        + opening.deviceClass().text() + " on the host's class path"));
    }

    private Object call(Message.Command command, Consumer<JsonNode> events) throws Refusal, InterruptedException {
        var patience = Duration.ofMillis(command.timeout());
        return switch (command.name()) {
            case STATUS -> port(Device.class).status(patience);
            case CHECK_HEALTH -> port(Device.class).checkHealth(payload(command, HealthLevel.class), patience);
            case STATISTICS -> new Payload.Statistics(port(Device.class).statistics(patience));
            case CLEAR -> {
                port(Device.class).clear();
                yield DONE;
            }
            case RESET -> {
                port(Device.class).reset(patience);
                yield DONE;
            }
            case READ -> port(IdCardReader.class).read(patience);
            case PRESENCE -> port(IdCardReader.class).presence();
            case READ_CHIP -> port(ChipCardReader.class).read(patience);
            case READ_DOCUMENT ->
                port(ChipCardReader.class).readDocument(payload(command, DocumentKey.class), patience);
            case CHIP_PRESENCE -> port(ChipCardReader.class).presence();
            case SCAN -> port(BarcodeReader.class).scan(patience);
            case TAKE_PICTURE -> port(Camera.class).take(payload(command, Camera.Shot.class), patience);
            case SHOW_LIGHTS ->
                port(Lights.class).show(payload(command, Payload.Glowing.class).lights(), patience);
            case AWAIT_SENSOR -> {
                var awaited = payload(command, Payload.Awaited.class);
                yield port(Lights.class).await(awaited.sensor(), awaited.on(), patience);
            }
            case PRINT_SHEET -> port(ReceiptPrinter.class).print(payload(command, Sheet.class), patience);
            case PRINT_DOCUMENT -> {
                var document = payload(command, Payload.Document.class);
                yield port(DocumentPrinter.class)
                        .print(
                                document.pdf(),
                                document.job(),
                                patience,
                                progress -> events.accept(Words.JSON.valueToTree(progress)));
            }
            case OPEN, CLOSE, CANCEL -> throw new Refusal(CompletionCode.INVALID_COMMAND, "not for the lane");
        };
    }

    private static <P> P payload(Message.Command command, Class<P> type) {
        return Words.JSON.treeToValue(command.payload(), type);
    }

    private <P> P port(Class<P> type) throws Refusal {
        var there = device;
        if (there == null) throw new Refusal(CompletionCode.SEQUENCE_ERROR, "the device is not open");
        if (!type.isInstance(there))
            throw new Refusal(CompletionCode.UNSUPPORTED_COMMAND, "the device is no " + type.getSimpleName());
        return type.cast(there);
    }

    /// May be called while the lane hangs: closing frees what waits for a link.
    void close() {
        var there = device;
        if (there != null) there.close();
    }
}
