package org.openstm.device.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.BankCard;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.Camera.Picture;
import org.openstm.device.Camera.Shot;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentKey;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.IdCard;
import org.openstm.device.IdCardReader.Presence;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.PrintOutcome;
import org.openstm.device.SocialSecurityCard;
import org.openstm.device.TravelDocument;
import org.openstm.device.WhoActs;
import org.openstm.device.command.CommonCommands;
import org.openstm.device.command.Nothing;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import tools.jackson.core.JacksonException;

class HostJsonTest {
    private static final Fault FAULT = new Fault("paper-out", WhoActs.STAFF, "no paper");
    private static final DeviceStatus STATUS =
            new DeviceStatus(DeviceState.OFFLINE, List.of(FAULT), Map.of("paper", "out"));

    static List<Object> values() {
        return List.of(
                new Reading.NoCard(),
                new Reading.Unreadable(FAULT),
                new Reading.Card(card(Optional.empty())),
                new Reading.Card(card(Optional.of(LocalDate.of(2040, 1, 10)))),
                Presence.UNKNOWN,
                new ChipCardReader.Reading.NoCard(),
                new ChipCardReader.Reading.CardPulled(),
                new ChipCardReader.Reading.Unreadable(FAULT),
                new ChipCardReader.Reading.Bank(
                        new BankCard("unionpay-debit", "PBOC DEBIT", "621234******1232", YearMonth.of(2030, 12))),
                new ChipCardReader.Reading.SocialSecurity(social(Optional.empty())),
                new ChipCardReader.Reading.SocialSecurity(social(Optional.of(new SocialSecurityCard.Holder(
                        "李秀兰", "530102195503080028", 2, "01", LocalDate.of(1955, 3, 8))))),
                new ChipCardReader.Reading.Travel(new TravelDocument(
                        "PO",
                        "CHN",
                        "EA1204120",
                        "LI",
                        "XIULAN",
                        "李秀兰",
                        "CHN",
                        2,
                        Optional.of(LocalDate.of(1955, 3, 8)),
                        LocalDate.of(2033, 6, 11),
                        "",
                        TravelDocument.Trust.NO_CSCA,
                        TravelDocument.Chip.UNPROVEN)),
                new DocumentKey.Lines("EA1204120", LocalDate.of(1955, 3, 8), LocalDate.of(2033, 6, 11)),
                new DocumentKey.Access("412777"),
                ChipCardReader.Presence.UNKNOWN,
                new PrintOutcome.Printed("process-id", "0412"),
                new PrintOutcome.NotPrinted(FAULT),
                new PrintOutcome.Unknown(FAULT),
                new Scan.Code("\u0000 ]Q1 示范 𠮷 \"", "qr-code"),
                new Scan.Nothing(),
                new Scan.Failed(FAULT),
                new Picture.TooBlurred(3),
                new Picture.TooDark(),
                new Picture.TooBright(),
                new Picture.Blank(),
                new Picture.TooSmall(640, 480),
                new Picture.Failed(FAULT),
                new Shot(1600, 1200),
                STATUS,
                HealthReport.of(HealthLevel.EXTERNAL, List.of(HealthReport.statusStep(STATUS))),
                new DocumentPrinter.Progress(2, "paper-out"),
                new Nothing(),
                new CommonCommands.Counters(Map.of("lines-fed", 1L << 40)),
                new HostPayload.OpenResult(Map.of("charset", "CHINA GB18030"), Optional.of(Media.THERMAL_58)),
                new HostPayload.OpenResult(Map.of(), Optional.empty()),
                new HostPayload.OpenRequest(
                        DeviceClass.ID_CARD_READER,
                        "samv",
                        new DriverContext("reader-1", LinkAddress.parse("serial:/dev/ttyS0?baud=115200&sam=a%26b"))));
    }

    private static SocialSecurityCard social(Optional<SocialSecurityCard.Holder> holder) {
        return new SocialSecurityCard(
                "2.00", "A41200017", "5301", LocalDate.of(2019, 3, 1), Optional.of(LocalDate.of(2039, 3, 1)), holder);
    }

    static IdCard card(Optional<LocalDate> validTo) {
        return new IdCard(
                IdCard.Layout.RESIDENT,
                "李秀兰",
                "",
                2,
                "01",
                "",
                LocalDate.of(1955, 3, 8),
                "示范省云岭市翠湖区文化巷12号",
                "530102195503080028",
                "云岭市公安局翠湖分局",
                LocalDate.of(2015, 6, 12),
                validTo,
                "",
                0,
                "05.01");
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_value_comes_out_of_the_wire_as_it_went_in(Object value) {
        var type = value instanceof Enum<?> || value.getClass().getInterfaces().length == 0
                ? value.getClass()
                : value.getClass().getInterfaces()[0];
        var wire = HostJson.JSON.writeValueAsBytes(HostJson.JSON.valueToTree(value));
        assertEquals(value, HostJson.JSON.readValue(wire, type));
    }

    @Test
    void a_sheet_comes_out_of_the_wire_as_it_went_in() {
        var wire = HostJson.JSON.writeValueAsString(Sheets.ALL_KINDS);
        var sheet = HostJson.JSON.readValue(wire, Sheet.class);
        // a picture's bits are an array, which equals itself only
        assertEquals(wire, HostJson.JSON.writeValueAsString(sheet));
        assertEquals(Sheets.ALL_KINDS.stationery(), sheet.stationery());
    }

    /// The largest that a camera may give; said of a completion, not of the picture alone.
    @Test
    void a_picture_of_4_megabytes_goes_through_the_wire_and_its_text_shows_none_of_it() {
        var picture = new Picture.Taken(new byte[4 << 20], 4096, 3072, 7);
        picture.jpeg()[5] = 99;
        var completion = CommandExecutor.toCompletion(
                new HostMessage.Command(7, "Camera.TakePicture", 1000, HostJson.JSON.createObjectNode()), picture);
        var wire = HostChannel.encodeMessage(completion);
        assertTrue(wire.length <= HostChannel.LONGEST_ANSWER, () -> wire.length + " bytes");
        var read = HostJson.JSON.readValue(HostJson.JSON.writeValueAsBytes(completion.payload()), Picture.class);
        assertArrayEquals(picture.jpeg(), ((Picture.Taken) read).jpeg());
        assertEquals("Taken[4096 x 3072, sharpness 7, 4194304 bytes]", picture.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Card\"}",
                "{\"type\":\"java.util.ArrayList\"}",
                "{\"type\":\"Printed\",\"proof\":\"x\",\"evidence\":\"y\"}",
                "{\"type\":\"Unreadable\",\"fault\":{\"code\":\"NO CODE\",\"who\":\"STAFF\",\"detail\":\"\"}}",
                "{\"type\":\"Unreadable\",\"fault\":null}",
                "{\"type\":\"NoCard\",\"more\":1}",
                "null",
                "7",
                "[[[[["
            })
    void what_is_no_reading_is_refused(String json) {
        assertThrows(JacksonException.class, () -> {
            if (HostJson.JSON.readValue(json, Reading.class) == null) throw new NullReading();
        });
    }

    private static final class NullReading extends JacksonException {
        NullReading() {
            super("null");
        }
    }

    @Test
    void what_opens_a_document_is_in_no_text_of_a_command() {
        var key = new DocumentKey.Lines("EA1204120", LocalDate.of(1955, 3, 8), LocalDate.of(2033, 6, 11));
        var command = new HostMessage.Command(7, "ChipCardReader.ReadDocument", 1000, HostJson.JSON.valueToTree(key));
        assertTrue(new String(HostChannel.encodeMessage(command), StandardCharsets.UTF_8).contains("EA1204120"));
        assertEquals("Command[7, ChipCardReader.ReadDocument]", command.toString());
        assertEquals("Lines", key.toString());
        assertEquals("Access", new DocumentKey.Access("412777").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Lines\",\"number\":\"\",\"birth\":\"1955-03-08\",\"expiry\":\"2033-06-11\"}",
                "{\"type\":\"Lines\",\"number\":\"E1\",\"birth\":\"550308\",\"expiry\":\"2033-06-11\"}",
                "{\"type\":\"Access\",\"digits\":\"41277\"}"
            })
    void what_opens_no_document_is_refused(String json) {
        assertThrows(JacksonException.class, () -> HostJson.JSON.readValue(json, DocumentKey.class));
    }

    @Test
    void completion_codes_are_spelt_as_in_the_specification() {
        assertEquals("\"invalidRequestID\"", HostJson.JSON.writeValueAsString(CompletionCode.INVALID_REQUEST_ID));
        assertEquals("\"timeOut\"", HostJson.JSON.writeValueAsString(CompletionCode.TIME_OUT));
    }

    @Test
    void what_a_host_prints_names_nobody() {
        assertEquals("card * of ???", OutputDrain.maskNumbers("card 53010219550308002X of 李秀兰"));
        assertEquals("SIGSEGV at 0x7f12", OutputDrain.maskNumbers("SIGSEGV at 0x7f12"));
    }
}
