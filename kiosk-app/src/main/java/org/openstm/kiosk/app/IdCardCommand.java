package org.openstm.kiosk.app;

import java.io.PrintWriter;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `stm id-card`: reads one identity card.
@Command(
        name = "id-card",
        footer = "%nExample: stm id-card read --link serial:/dev/ttyUSB0?baud=115200",
        description = "Reads identity cards.",
        subcommands = {IdCardCommand.Read.class})
final class IdCardCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE;
    }

    /// What the chip says, key by key; keys without a value are left out.
    @Command(
            name = "read",
            footer = "%nExample: stm id-card read --link serial:/dev/ttyUSB0?baud=115200 --json",
            description = "Waits for a card and shows what its chip says.")
    static final class Read implements Callable<Integer> {
        private static final Duration ASKING = Duration.ofSeconds(3);

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Option(
                names = "--link",
                required = true,
                converter = LinkArgument.class,
                description = "tcp://HOST:PORT or serial:/dev/ttyS0?baud=115200")
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private LinkAddress link;

        @Option(names = "--driver", defaultValue = "samv", description = "Default: ${DEFAULT-VALUE}")
        private String driver = "samv";

        @Option(
                names = "--wait",
                paramLabel = "SECONDS",
                defaultValue = "10",
                description = "Default: ${DEFAULT-VALUE}")
        private double wait = 10;

        @Option(names = "--json", description = "The card as JSON on standard output.")
        private boolean json;

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter err = spec.commandLine().getErr();
            try (var reader = (IdCardReader) BuiltInDrivers.driverNamed(DeviceClass.ID_CARD_READER, driver)
                    .open(new DriverContext("reader", link))) {
                err.println("lay the card on the reader");
                var reading = reader.read(Duration.ofMillis(Math.round(wait * 1000)));
                var unfit = unfit(reader, reading);
                if (unfit.isPresent()) {
                    err.println("stm: " + Words.of(unfit.get()));
                    return Exit.FAILED;
                }
                return switch (reading) {
                    case Reading.Card(var card) -> {
                        show(fields(card));
                        yield Exit.DONE;
                    }
                    case Reading.NoCard() -> {
                        err.println("stm: no card was laid down within " + wait + " s");
                        yield Exit.FAILED;
                    }
                    case Reading.Unreadable(var fault) -> {
                        err.println("stm: " + Words.of(fault));
                        yield Exit.FAILED;
                    }
                };
            } catch (LinkLost lost) {
                err.println("stm: " + Words.of(lost.fault()));
                return Exit.FAILED;
            }
        }

        /// A reader that is not authorised, or not ours, may read on all the same: what it says is not
        /// believed. Asked behind the card, so that a trace of a reading plays back whether it was asked
        /// then or not.
        private static Optional<Fault> unfit(IdCardReader reader, Reading reading) throws InterruptedException {
            if (reading instanceof Reading.Unreadable) return Optional.empty();
            var status = reader.status(ASKING);
            boolean tells = status.state() != DeviceState.NO_DEVICE && status.state() != DeviceState.UNKNOWN;
            return tells && !status.usable() ? status.faults().stream().findFirst() : Optional.empty();
        }

        private void show(Map<String, Object> fields) {
            var out = spec.commandLine().getOut();
            if (json) out.println(new JsonMapper().writeValueAsString(fields));
            else fields.forEach((key, value) -> out.println(key + ": " + value));
            out.flush();
        }
    }

    private static Map<String, Object> fields(IdCard card) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("layout", card.layout().text());
        put(fields, "name", card.name());
        put(fields, "foreignName", card.foreignName());
        fields.put("sex", card.sex());
        put(fields, "nation", card.nation());
        put(fields, "country", card.country());
        fields.put("birthDate", card.birthDate().toString());
        put(fields, "address", card.address());
        put(fields, "number", card.number());
        put(fields, "authority", card.authority());
        fields.put("validFrom", card.validFrom().toString());
        fields.put("validTo", card.validTo().map(Object::toString).orElse("长期"));
        put(fields, "permitNumber", card.permitNumber());
        if (card.issueCount() > 0) fields.put("issueCount", card.issueCount());
        put(fields, "sam", card.reader());
        return fields;
    }

    private static void put(Map<String, Object> fields, String key, String value) {
        if (!value.isBlank()) fields.put(key, value);
    }
}
