package org.openstm.device.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentKey;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A device whose driver runs in a host: each call is a command. A port's result after the loss of the host follows
/// the same rules as after the loss of the device: the outcome of a print that had begun is unknown.
abstract class HostedDevice implements Device {
    /// Time limit for calls without a patience argument.
    private static final Duration MOMENT = Duration.ofSeconds(3);

    private static final HostPayload.Done NOTHING = new HostPayload.Done();

    /// State of a command that was not completed.
    ///
    /// @param begun whether the driver may have done some of it
    private record CommandLoss(boolean begun, Fault fault) {
        PrintOutcome toPrintOutcome() {
            return begun ? new PrintOutcome.Unknown(fault) : new PrintOutcome.NotPrinted(fault);
        }

        DeviceStatus toDeviceStatus() {
            boolean gone = fault.is(FaultCode.LINK_LOST);
            return DeviceStatus.of(gone ? DeviceState.NO_DEVICE : DeviceState.HARDWARE_ERROR, fault);
        }
    }

    private final HostClient conversation;
    private final Map<String, String> capabilities;

    private HostedDevice(HostClient conversation, HostPayload.OpenResult opened) {
        this.conversation = conversation;
        this.capabilities = opened.capabilities();
    }

    static HostedDevice of(DeviceClass deviceClass, HostClient conversation, HostPayload.OpenResult opened)
            throws LinkLost {
        return switch (deviceClass) {
            case ID_CARD_READER -> new HostedIdCardReader(conversation, opened);
            case RECEIPT_PRINTER ->
                new HostedReceiptPrinter(
                        conversation,
                        opened,
                        opened.media().orElseThrow(() -> new LinkLost("the host named no paper")));
            case DOCUMENT_PRINTER -> new HostedDocumentPrinter(conversation, opened);
            case BARCODE_READER -> new HostedBarcodeReader(conversation, opened);
            case CHIP_CARD_READER -> new HostedChipCardReader(conversation, opened);
            case LIGHTS -> new HostedLights(conversation, opened);
            case CAMERA -> new HostedCamera(conversation, opened);
        };
    }

    private <R> R callHost(
            HostCommand verb, Duration patience, Object payload, Class<R> type, Function<CommandLoss, R> otherwise)
            throws InterruptedException {
        return callHost(verb, patience, payload, type, otherwise, _ -> {});
    }

    private <R> R callHost(
            HostCommand verb,
            Duration patience,
            Object payload,
            Class<R> type,
            Function<CommandLoss, R> otherwise,
            Consumer<JsonNode> events)
            throws InterruptedException {
        return switch (conversation.sendCommand(verb, patience, payload, type, events)) {
            case HostClient.HostAnswer.Given<R>(var value) -> value;
            case HostClient.HostAnswer.Lost<R>(boolean begun, var fault) ->
                otherwise.apply(new CommandLoss(begun, fault));
            case HostClient.HostAnswer.Refused<R>(CompletionCode code, var why) -> {
                // the state of the driver after a bug is unknown
                conversation.close();
                yield otherwise.apply(
                        new CommandLoss(true, FaultCode.DRIVER_BROKEN.fault(code + " at " + verb + ": " + why)));
            }
        };
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        return callHost(HostCommand.STATUS, patience, NOTHING, DeviceStatus.class, CommandLoss::toDeviceStatus);
    }

    @Override
    public Map<String, String> capabilities() {
        return capabilities;
    }

    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        return callHost(
                HostCommand.CHECK_HEALTH,
                patience,
                level,
                HealthReport.class,
                loss -> HealthReport.of(level, List.of(HealthReport.statusStep(loss.toDeviceStatus()))));
    }

    @Override
    public Map<String, Long> statistics(Duration patience) throws InterruptedException {
        return callHost(
                        HostCommand.STATISTICS,
                        patience,
                        NOTHING,
                        HostPayload.CountersResult.class,
                        _ -> new HostPayload.CountersResult(Map.of()))
                .counters();
    }

    @Override
    public void clear() throws InterruptedException {
        callHost(HostCommand.CLEAR, MOMENT, NOTHING, HostPayload.Done.class, _ -> NOTHING);
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        callHost(HostCommand.RESET, patience, NOTHING, HostPayload.Done.class, _ -> NOTHING);
    }

    @Override
    public void close() {
        conversation.close();
    }

    private static final class HostedIdCardReader extends HostedDevice implements IdCardReader {
        HostedIdCardReader(HostClient conversation, HostPayload.OpenResult opened) {
            super(conversation, opened);
        }

        @Override
        public Reading read(Duration patience) throws InterruptedException {
            return super.callHost(
                    HostCommand.READ, patience, NOTHING, Reading.class, loss -> new Reading.Unreadable(loss.fault()));
        }

        @Override
        public Presence presence() throws InterruptedException {
            return super.callHost(HostCommand.PRESENCE, MOMENT, NOTHING, Presence.class, _ -> Presence.UNKNOWN);
        }
    }

    private static final class HostedChipCardReader extends HostedDevice implements ChipCardReader {
        HostedChipCardReader(HostClient conversation, HostPayload.OpenResult opened) {
            super(conversation, opened);
        }

        @Override
        public Reading read(Duration patience) throws InterruptedException {
            return super.callHost(
                    HostCommand.READ_CHIP,
                    patience,
                    NOTHING,
                    Reading.class,
                    loss -> new Reading.Unreadable(loss.fault()));
        }

        @Override
        public Reading readDocument(DocumentKey key, Duration patience) throws InterruptedException {
            return super.callHost(
                    HostCommand.READ_DOCUMENT,
                    patience,
                    key,
                    Reading.class,
                    loss -> new Reading.Unreadable(loss.fault()));
        }

        @Override
        public Presence presence() throws InterruptedException {
            return super.callHost(HostCommand.CHIP_PRESENCE, MOMENT, NOTHING, Presence.class, _ -> Presence.UNKNOWN);
        }
    }

    private static final class HostedReceiptPrinter extends HostedDevice implements ReceiptPrinter {
        private final Media media;

        HostedReceiptPrinter(HostClient conversation, HostPayload.OpenResult opened, Media media) {
            super(conversation, opened);
            this.media = media;
        }

        @Override
        public Media media() {
            return media;
        }

        @Override
        public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
            return super.callHost(
                    HostCommand.PRINT_SHEET, patience, sheet, PrintOutcome.class, CommandLoss::toPrintOutcome);
        }
    }

    private static final class HostedDocumentPrinter extends HostedDevice implements DocumentPrinter {
        HostedDocumentPrinter(HostClient conversation, HostPayload.OpenResult opened) {
            super(conversation, opened);
        }

        @Override
        public PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
                throws InterruptedException {
            return super.callHost(
                    HostCommand.PRINT_DOCUMENT,
                    patience,
                    new HostPayload.DocumentJob(pdf, job),
                    PrintOutcome.class,
                    CommandLoss::toPrintOutcome,
                    event -> readProgress(event).ifPresent(progress));
        }

        /// An unreadable progress event is no reason to doubt the print.
        private static Optional<Progress> readProgress(JsonNode event) {
            try {
                return Optional.ofNullable(HostJson.JSON.treeToValue(event, Progress.class));
            } catch (JacksonException _) {
                return Optional.empty();
            }
        }
    }

    private static final class HostedBarcodeReader extends HostedDevice implements BarcodeReader {
        HostedBarcodeReader(HostClient conversation, HostPayload.OpenResult opened) {
            super(conversation, opened);
        }

        @Override
        public Scan scan(Duration patience) throws InterruptedException {
            return super.callHost(
                    HostCommand.SCAN, patience, NOTHING, Scan.class, loss -> new Scan.Failed(loss.fault()));
        }
    }

    private static final class HostedCamera extends HostedDevice implements Camera {
        HostedCamera(HostClient conversation, HostPayload.OpenResult opened) {
            super(conversation, opened);
        }

        @Override
        public Picture take(Shot wanted, Duration patience) throws InterruptedException {
            return super.callHost(
                    HostCommand.TAKE_PICTURE,
                    patience,
                    wanted,
                    Picture.class,
                    loss -> new Picture.Failed(loss.fault()));
        }
    }

    private static final class HostedLights extends HostedDevice implements Lights {
        HostedLights(HostClient conversation, HostPayload.OpenResult opened) {
            super(conversation, opened);
        }

        @Override
        public Lit show(Map<Light, Glow> glowing, Duration patience) throws InterruptedException {
            return super.callHost(
                    HostCommand.SHOW_LIGHTS,
                    patience,
                    new HostPayload.LightsRequest(glowing),
                    Lit.class,
                    loss -> new Lit.Failed(loss.fault()));
        }

        @Override
        public Watched await(Sensor sensor, boolean on, Duration patience) throws InterruptedException {
            return super.callHost(
                    HostCommand.AWAIT_SENSOR,
                    patience,
                    new HostPayload.SensorRequest(sensor, on),
                    Watched.class,
                    loss -> new Watched.Failed(loss.fault()));
        }
    }
}
