package org.openstm.kiosk.app.cli.device;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.IdCard;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.spi.DriverContext;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.text.FaultText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm id-card`: reads one identity card.
@Command(
        name = "id-card",
        footer = "%nExample: stm id-card read --link serial:/dev/ttyUSB0?baud=115200",
        description = "Reads identity cards.",
        subcommands = {IdCardCommand.ReadIdCard.class})
public final class IdCardCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    /// The chip's data, key by key; keys without a value are left out.
    @Command(
            name = "read",
            footer = "%nExample: stm id-card read --link serial:/dev/ttyUSB0?baud=115200 --json",
            description = "Waits for a card and shows the data of its chip.")
    static final class ReadIdCard implements Callable<Integer> {
        private static final Duration ASKING = Duration.ofSeconds(3);

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Option(
                names = "--link",
                required = true,
                converter = LinkConverter.class,
                description = "tcp://HOST:PORT or serial:/dev/ttyS0?baud=115200")
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private LinkAddress link;

        @Option(names = "--driver", defaultValue = "samv", description = "Default: ${DEFAULT-VALUE}")
        private String driver = "samv";

        @Mixin
        private ReadingOptions options = new ReadingOptions();

        @Override
        public Integer call() throws InterruptedException {
            try (var reader = (IdCardReader) BuiltInDrivers.driverNamed(DeviceClass.ID_CARD_READER, driver)
                    .open(new DriverContext("reader", link))) {
                spec.commandLine().getErr().println("lay the card on the reader");
                var reading = reader.read(options.patience());
                var unfit = findReaderFault(reader, reading);
                if (unfit.isPresent()) return options.reportFailure(FaultText.of(unfit.get()));
                return switch (reading) {
                    case Reading.Card(var card) -> options.showFields(cardFields(card));
                    case Reading.NoCard() ->
                        options.reportFailure("no card was laid down within " + options.seconds() + " s");
                    case Reading.Unreadable(var fault) -> options.reportFailure(FaultText.of(fault));
                };
            } catch (LinkLost lost) {
                return options.reportFailure(FaultText.of(lost.fault()));
            }
        }

        /// A reader that is not authorised, or not ours, may still read: its data are not
        /// trusted. Queried after the card, so that a recorded trace replays whether it was queried
        /// then or not.
        private static Optional<Fault> findReaderFault(IdCardReader reader, Reading reading)
                throws InterruptedException {
            if (reading instanceof Reading.Unreadable) return Optional.empty();
            var status = reader.status(ASKING);
            boolean tells = status.state() != DeviceState.NO_DEVICE && status.state() != DeviceState.UNKNOWN;
            return tells && !status.usable() ? status.faults().stream().findFirst() : Optional.empty();
        }
    }

    private static Map<String, Object> cardFields(IdCard card) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("layout", card.layout().text());
        putIfPresent(fields, "name", card.name());
        putIfPresent(fields, "foreignName", card.foreignName());
        fields.put("sex", card.sex());
        putIfPresent(fields, "nation", card.nation());
        putIfPresent(fields, "country", card.country());
        fields.put("birthDate", card.birthDate().toString());
        putIfPresent(fields, "address", card.address());
        putIfPresent(fields, "number", card.number());
        putIfPresent(fields, "authority", card.authority());
        fields.put("validFrom", card.validFrom().toString());
        fields.put("validTo", card.validTo().map(Object::toString).orElse("长期"));
        putIfPresent(fields, "permitNumber", card.permitNumber());
        if (card.issueCount() > 0) fields.put("issueCount", card.issueCount());
        putIfPresent(fields, "sam", card.reader());
        return fields;
    }

    private static void putIfPresent(Map<String, Object> fields, String key, String value) {
        if (!value.isBlank()) fields.put(key, value);
    }
}
