package org.openstm.kiosk.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.json.OtherCentral;

/// A terminal with a central of another release.
class VersionsTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");

    @TempDir
    Path dir;

    private HttpCentralClient line(OtherCentral central) {
        return new HttpCentralClient(
                central.uri(),
                "ST-0412-03",
                SigningKey.loadOrCreate(dir.resolve("kiosk.json"), "ST-0412-03"),
                CentralPublicKeys.trustOnFirstUse(dir.resolve("keys.json")),
                HttpCentralClient.CallTimeouts.USUAL,
                CLOCK);
    }

    @Test
    void members_that_the_terminal_does_not_know_are_passed_over_in_answers_receipts_and_problems() throws Exception {
        Map<String, Object> more = Map.of("aNewMember", Map.of("deep", List.of(1, 2)), "another", true);
        try (var central = new OtherCentral(dir, more, Map.of());
                var line = line(central)) {
            assertEquals(new CentralReply.Done<>(Map.of("tax", true)), line.querySystems());
            byte[] body = "{\"txId\":\"t-1\"}".getBytes(StandardCharsets.UTF_8);
            var receipt = assertInstanceOf(CentralReply.Done.class, line.submitCase("t-1", body))
                    .value();
            assertEquals("SF202611240001", ((CaseReceipt) receipt).caseNumber());
            var problem = assertInstanceOf(CentralReply.Refused.class, line.callStaff("home", "help"))
                    .problem();
            assertEquals("no-such-place", problem.code());
        }
    }

    @Test
    void the_end_of_a_version_is_heard_with_any_answer_and_forgotten_when_it_is_no_longer_said() throws Exception {
        var said = Map.of("Sunset", "Tue, 01 Jun 2027 00:00:00 GMT", "Deprecation", "@1764000000");
        try (var central = new OtherCentral(dir, Map.of(), said);
                var line = line(central)) {
            assertEquals(Optional.empty(), line.contractSunset());
            line.callStaff("home", "help");
            var end = line.contractSunset().orElseThrow();
            assertEquals(Instant.parse("2027-06-01T00:00:00Z"), end.until());
            assertEquals(Optional.of(Instant.ofEpochSecond(1764000000)), end.since());
        }
    }

    @Test
    void what_is_no_day_is_no_end() {
        for (String text :
                List.of("", "soon", "2027-06-01", "Mon, 01 Jun 2027 00:00:00 GMT", "Tue, 01 Jun 2027 00:00:00"))
            assertEquals(Optional.empty(), ContractSunset.of(Optional.of("@1"), Optional.of(text)), text);
        assertEquals(Optional.empty(), ContractSunset.of(Optional.of("@1764000000"), Optional.empty()));
        var sunset = Optional.of("Tue, 01 Jun 2027 00:00:00 GMT");
        for (String text : List.of("", "true", "@", "@-5", "@999999999999", "1764000000"))
            assertEquals(
                    Optional.empty(),
                    ContractSunset.of(Optional.of(text), sunset).orElseThrow().since(),
                    text);
        var end = ContractSunset.of(Optional.of("@1764000000"), sunset).orElseThrow();
        assertEquals(sunset.get(), end.sunsetHeader());
        assertEquals(Optional.of("@1764000000"), end.deprecationHeader());
    }

    @Test
    void a_file_is_what_its_first_bytes_are() {
        assertEquals(
                Optional.of("application/pdf"),
                FileReference.detectType("%PDF-1.7".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                Optional.of("image/jpeg"),
                FileReference.detectType(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}));
        var signed = "06092A864886F70D010702A0";
        for (var hex : List.of("3080" + signed, "3020" + signed, "30820400" + signed, "308400010000" + signed))
            assertEquals(
                    Optional.of(FileReference.EXPORT),
                    FileReference.detectType(HexFormat.of().parseHex(hex)),
                    hex);
        assertEquals(
                Optional.of(FileReference.EXPORT),
                FileReference.detectType("OpenSTM-Export/1\n".getBytes(StandardCharsets.US_ASCII)));
        for (var hex : List.of("30", "30FF", "3080", "3180" + signed, "308006092A864886F70D010703A0"))
            assertEquals(
                    Optional.empty(), FileReference.detectType(HexFormat.of().parseHex(hex)), hex);
        assertEquals(Optional.empty(), FileReference.detectType(new byte[] {(byte) 0x89, 'P', 'N', 'G'}));
        assertEquals(Optional.empty(), FileReference.detectType("<html>%PDF-".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(Optional.empty(), FileReference.detectType(new byte[0]));
    }
}
