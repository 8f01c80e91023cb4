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
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A device whose driver works in a host: each call is a command. What a port says when its host is
/// gone is as true as what it says of the device: after a print that had begun nobody knows.
abstract class HostedDevice implements Device {
    /// Calls that take no patience are questions of a moment.
    private static final Duration MOMENT = Duration.ofSeconds(3);

    private static final Payload.Done NOTHING = new Payload.Done();

    /// What is known when a command was not completed.
    ///
    /// @param begun whether the driver may have done some of it
    private record Loss(boolean begun, Fault fault) {
        PrintOutcome ofPaper() {
            return begun ? new PrintOutcome.Unknown(fault) : new PrintOutcome.NotPrinted(fault);
        }

        DeviceStatus status() {
            boolean gone = fault.code().equals(LinkLost.CODE);
            return DeviceStatus.of(gone ? DeviceState.NO_DEVICE : DeviceState.HARDWARE_ERROR, fault);
        }
    }

    private final Conversation conversation;
    private final Map<String, String> capabilities;

    private HostedDevice(Conversation conversation, Payload.Opened opened) {
        this.conversation = conversation;
        this.capabilities = opened.capabilities();
    }

    static HostedDevice of(DeviceClass deviceClass, Conversation conversation, Payload.Opened opened) throws LinkLost {
        return switch (deviceClass) {
            case ID_CARD_READER -> new IdCards(conversation, opened);
            case RECEIPT_PRINTER ->
                new Receipts(
                        conversation,
                        opened,
                        opened.media().orElseThrow(() -> new LinkLost("the host named no paper")));
            case DOCUMENT_PRINTER -> new Documents(conversation, opened);
            case BARCODE_READER -> new Barcodes(conversation, opened);
            case CHIP_CARD_READER -> new ChipCards(conversation, opened);
            case LIGHTS -> new Lamps(conversation, opened);
            case CAMERA -> new Cameras(conversation, opened);
        };
    }

    private <R> R ask(Verb verb, Duration patience, Object payload, Class<R> type, Function<Loss, R> otherwise)
            throws InterruptedException {
        return ask(verb, patience, payload, type, otherwise, _ -> {});
    }

    private <R> R ask(
            Verb verb,
            Duration patience,
            Object payload,
            Class<R> type,
            Function<Loss, R> otherwise,
            Consumer<JsonNode> events)
            throws InterruptedException {
        return switch (conversation.ask(verb, patience, payload, type, events)) {
            case Conversation.Answer.Given<R>(var value) -> value;
            case Conversation.Answer.Lost<R>(boolean begun, var fault) -> otherwise.apply(new Loss(begun, fault));
            case Conversation.Answer.Refused<R>(CompletionCode code, var why) -> {
                // nobody knows in which state a bug left the driver
                conversation.close();
                yield otherwise.apply(new Loss(
                        true, new Fault("driver-broken", WhoActs.ENGINEER, code + " at " + verb + ": " + why)));
            }
        };
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        return ask(Verb.STATUS, patience, NOTHING, DeviceStatus.class, Loss::status);
    }

    @Override
    public Map<String, String> capabilities() {
        return capabilities;
    }

    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        return ask(
                Verb.CHECK_HEALTH,
                patience,
                level,
                HealthReport.class,
                loss -> HealthReport.of(level, List.of(HealthReport.statusStep(loss.status()))));
    }

    @Override
    public Map<String, Long> statistics(Duration patience) throws InterruptedException {
        return ask(Verb.STATISTICS, patience, NOTHING, Payload.Statistics.class, _ -> new Payload.Statistics(Map.of()))
                .counters();
    }

    @Override
    public void clear() throws InterruptedException {
        ask(Verb.CLEAR, MOMENT, NOTHING, Payload.Done.class, _ -> NOTHING);
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        ask(Verb.RESET, patience, NOTHING, Payload.Done.class, _ -> NOTHING);
    }

    @Override
    public void close() {
        conversation.close();
    }

    private static final class IdCards extends HostedDevice implements IdCardReader {
        IdCards(Conversation conversation, Payload.Opened opened) {
            super(conversation, opened);
        }

        @Override
        public Reading read(Duration patience) throws InterruptedException {
            return super.ask(Verb.READ, patience, NOTHING, Reading.class, loss -> new Reading.Unreadable(loss.fault()));
        }

        @Override
        public Presence presence() throws InterruptedException {
            return super.ask(Verb.PRESENCE, MOMENT, NOTHING, Presence.class, _ -> Presence.UNKNOWN);
        }
    }

    private static final class ChipCards extends HostedDevice implements ChipCardReader {
        ChipCards(Conversation conversation, Payload.Opened opened) {
            super(conversation, opened);
        }

        @Override
        public Reading read(Duration patience) throws InterruptedException {
            return super.ask(
                    Verb.READ_CHIP, patience, NOTHING, Reading.class, loss -> new Reading.Unreadable(loss.fault()));
        }

        @Override
        public Reading readDocument(DocumentKey key, Duration patience) throws InterruptedException {
            return super.ask(
                    Verb.READ_DOCUMENT, patience, key, Reading.class, loss -> new Reading.Unreadable(loss.fault()));
        }

        @Override
        public Presence presence() throws InterruptedException {
            return super.ask(Verb.CHIP_PRESENCE, MOMENT, NOTHING, Presence.class, _ -> Presence.UNKNOWN);
        }
    }

    private static final class Receipts extends HostedDevice implements ReceiptPrinter {
        private final Media media;

        Receipts(Conversation conversation, Payload.Opened opened, Media media) {
            super(conversation, opened);
            this.media = media;
        }

        @Override
        public Media media() {
            return media;
        }

        @Override
        public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
            return super.ask(Verb.PRINT_SHEET, patience, sheet, PrintOutcome.class, Loss::ofPaper);
        }
    }

    private static final class Documents extends HostedDevice implements DocumentPrinter {
        Documents(Conversation conversation, Payload.Opened opened) {
            super(conversation, opened);
        }

        @Override
        public PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
                throws InterruptedException {
            return super.ask(
                    Verb.PRINT_DOCUMENT,
                    patience,
                    new Payload.Document(pdf, job),
                    PrintOutcome.class,
                    Loss::ofPaper,
                    event -> told(event).ifPresent(progress));
        }

        /// Progress that cannot be read is no reason to doubt the paper.
        private static Optional<Progress> told(JsonNode event) {
            try {
                return Optional.ofNullable(Words.JSON.treeToValue(event, Progress.class));
            } catch (JacksonException _) {
                return Optional.empty();
            }
        }
    }

    private static final class Barcodes extends HostedDevice implements BarcodeReader {
        Barcodes(Conversation conversation, Payload.Opened opened) {
            super(conversation, opened);
        }

        @Override
        public Scan scan(Duration patience) throws InterruptedException {
            return super.ask(Verb.SCAN, patience, NOTHING, Scan.class, loss -> new Scan.Failed(loss.fault()));
        }
    }

    private static final class Cameras extends HostedDevice implements Camera {
        Cameras(Conversation conversation, Payload.Opened opened) {
            super(conversation, opened);
        }

        @Override
        public Picture take(Shot wanted, Duration patience) throws InterruptedException {
            return super.ask(
                    Verb.TAKE_PICTURE, patience, wanted, Picture.class, loss -> new Picture.Failed(loss.fault()));
        }
    }

    private static final class Lamps extends HostedDevice implements Lights {
        Lamps(Conversation conversation, Payload.Opened opened) {
            super(conversation, opened);
        }

        @Override
        public Lit show(Map<Light, Glow> glowing, Duration patience) throws InterruptedException {
            return super.ask(
                    Verb.SHOW_LIGHTS,
                    patience,
                    new Payload.Glowing(glowing),
                    Lit.class,
                    loss -> new Lit.Failed(loss.fault()));
        }

        @Override
        public Watched await(Sensor sensor, boolean on, Duration patience) throws InterruptedException {
            return super.ask(
                    Verb.AWAIT_SENSOR,
                    patience,
                    new Payload.Awaited(sensor, on),
                    Watched.class,
                    loss -> new Watched.Failed(loss.fault()));
        }
    }
}
