package org.openstm.kiosk.app.cli.device;

import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.device.BankCard;
import org.openstm.device.ChipCardReader;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentKey;
import org.openstm.device.SocialSecurityCard;
import org.openstm.device.TravelDocument;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.spi.DriverContext;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.text.FaultText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm chip-card`: reads one card with a chip.
@Command(
        name = "chip-card",
        footer = "%nExample: stm chip-card read --link pcsc:ACS",
        description = "Reads social security cards, bank cards, passports and travel permits.",
        subcommands = {ChipCardCommand.ReadChipCard.class})
public final class ChipCardCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    /// Access key of a travel document's chip.
    static final class DocumentKeyOptions {
        @ArgGroup(exclusive = false)
        private @Nullable MrzOptions lines;

        @Option(names = "--can", required = true, description = "Six digits on the front of some cards")
        private @Nullable String can;

        DocumentKey toDocumentKey() {
            if (lines != null) return lines.toDocumentKey();
            return new DocumentKey.Access(can == null ? "" : can);
        }
    }

    /// The values of the document's machine-readable zone.
    static final class MrzOptions {
        @Option(
                names = "--document-number",
                required = true,
                description = "Opens a passport or travel permit, with the two dates that are printed in it")
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private String number;

        @Option(
                names = "--birth",
                required = true,
                paramLabel = "YYYY-MM-DD",
                description = "Day of birth as printed in the document")
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private LocalDate birth;

        @Option(
                names = "--expiry",
                required = true,
                paramLabel = "YYYY-MM-DD",
                description = "Last day on which the document is valid")
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private LocalDate expiry;

        DocumentKey toDocumentKey() {
            return new DocumentKey.Lines(number, birth, expiry);
        }
    }

    /// The chip's data, key by key; keys without a value are left out. The number of a bank card is masked.
    @Command(
            name = "read",
            footer = "%nExample: stm chip-card read --link pcsc:ACS --wait 10 --json",
            description = "Waits for a card and shows the data of its chip.")
    static final class ReadChipCard implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Option(
                names = "--link",
                required = true,
                converter = LinkConverter.class,
                description = "pcsc:READER, a regular expression that fits one reader's name; or ws://HOST")
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private LinkAddress link;

        @Option(names = "--driver", description = "Default: our driver for the link")
        private @Nullable String driver;

        @Mixin
        private ReadingOptions options = new ReadingOptions();

        @ArgGroup(exclusive = true)
        private @Nullable DocumentKeyOptions printed;

        @Override
        public Integer call() throws InterruptedException {
            // the caller has the card at hand, even when it is in the slot already
            var context = new DriverContext("reader", link.with("lying", "read"));
            var named = driver == null ? LinkConverter.driverFor(link, "pcsc") : driver;
            try (var reader = (ChipCardReader) BuiltInDrivers.driverNamed(DeviceClass.CHIP_CARD_READER, named)
                    .open(context)) {
                spec.commandLine().getErr().println("put the card in");
                return switch (readCard(reader, options.patience())) {
                    case Reading.SocialSecurity(var card) -> options.showFields(cardFields(card));
                    case Reading.Bank(var card) -> options.showFields(cardFields(card));
                    case Reading.Travel(var document) -> options.showFields(cardFields(document));
                    case Reading.NoCard() ->
                        options.reportFailure("no card was put in within " + options.seconds() + " s");
                    case Reading.CardPulled() -> options.reportFailure("the card was pulled while it was read");
                    case Reading.Unreadable(var fault) -> options.reportFailure(FaultText.of(fault));
                };
            } catch (LinkLost lost) {
                return options.reportFailure(FaultText.of(lost.fault()));
            }
        }

        private Reading readCard(ChipCardReader reader, Duration patience) throws InterruptedException {
            return printed == null ? reader.read(patience) : reader.readDocument(printed.toDocumentKey(), patience);
        }
    }

    private static Map<String, Object> cardFields(SocialSecurityCard card) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("kind", "social-security");
        fields.put("version", card.version());
        fields.put("cardNumber", card.number());
        fields.put("issuer", card.issuer());
        fields.put("issuedOn", card.issuedOn().toString());
        card.validTo().ifPresent(end -> fields.put("validTo", end.toString()));
        fields.put("complete", card.holder().isPresent());
        card.holder().ifPresent(holder -> {
            fields.put("name", holder.name());
            fields.put("number", holder.number());
            fields.put("sex", holder.sex());
            if (!holder.nation().isEmpty()) fields.put("nation", holder.nation());
            fields.put("birthDate", holder.birthDate().toString());
        });
        return fields;
    }

    private static Map<String, Object> cardFields(BankCard card) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("kind", "bank");
        fields.put("scheme", card.scheme());
        if (!card.label().isEmpty()) fields.put("label", card.label());
        fields.put("number", card.number());
        fields.put("expires", card.expires().toString());
        return fields;
    }

    private static Map<String, Object> cardFields(TravelDocument document) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("kind", "travel");
        fields.put("code", document.code());
        fields.put("issuer", document.issuer());
        fields.put("documentNumber", document.number());
        fields.put("surname", document.surname());
        fields.put("givenNames", document.givenNames());
        fields.put("nativeName", document.nativeName());
        fields.put("nationality", document.nationality());
        fields.put("sex", document.sex());
        fields.put("birthDate", document.birthDate().map(LocalDate::toString).orElse(""));
        fields.put("validTo", document.validTo().toString());
        fields.put("personalNumber", document.personalNumber());
        fields.put("trust", document.trust().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.put("chip", document.chip().name().toLowerCase(Locale.ROOT));
        fields.values().removeIf(""::equals);
        return fields;
    }
}
