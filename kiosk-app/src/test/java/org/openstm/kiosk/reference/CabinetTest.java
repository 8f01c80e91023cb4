package org.openstm.kiosk.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.Beat;
import org.openstm.kiosk.central.FileRef;
import org.openstm.kiosk.central.HttpCentral;
import org.openstm.kiosk.central.KioskKey;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.PublicKeys;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.Subject;
import org.openstm.kiosk.central.Submission;
import org.openstm.kiosk.central.Wire;

/// How long the centre keeps what terminals bring.
class CabinetTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final Subject WANG = new Subject("王德福", "530103194405120139", "resident");

    @TempDir
    Path dir;

    private volatile Instant now = Instant.parse("2026-11-24T06:32:00Z");

    private static byte[] page(String text) {
        return ("%PDF-" + text).getBytes(StandardCharsets.US_ASCII);
    }

    private static FileRef file(String text) {
        return FileRef.of("signature", "application/pdf", page(text));
    }

    private Reply<?> submit(HttpCentral kiosk, String txId, String text) {
        return kiosk.submit(
                txId,
                Wire.bytes(new Submission(
                        txId,
                        "pension/old-age-allowance",
                        1,
                        WANG,
                        Proofs.identity(kiosk, WANG),
                        Map.of("again", "yes"),
                        now,
                        TERMINAL,
                        false,
                        List.of(file(text)))));
    }

    @Test
    void what_no_case_names_goes_after_a_day_and_what_one_names_stays() throws Exception {
        try (var central = ReferenceCentral.start(0, dir.resolve("central"), () -> now, true);
                var kiosk = new HttpCentral(
                        central.uri(),
                        TERMINAL,
                        KioskKey.at(dir.resolve("key"), TERMINAL),
                        PublicKeys.onFirstUse(dir.resolve("keys.json")),
                        HttpCentral.Patience.USUAL,
                        () -> now)) {
            for (String text : List.of("named", "wanted", "left"))
                assertEquals(new Reply.Done<>(true), kiosk.upload(file(text), page(text)));
            assertInstanceOf(Reply.Done.class, submit(kiosk, "t-1", "named"));
            now = now.plus(Duration.ofHours(20));
            assertEquals(new Reply.Done<>(false), kiosk.upload(file("wanted"), page("wanted")));
            now = now.plus(Duration.ofHours(5));
            var end = new Beat.JournalEnd(0, 1, Sha256.digestHex(new byte[] {1}), Optional.empty());
            assertInstanceOf(Reply.Done.class, kiosk.heartbeat(new Beat(end, 0, 0, "1.1")));
            var left = assertInstanceOf(Reply.Refused.class, submit(kiosk, "t-2", "left"));
            assertEquals("files-missing", left.problem().code());
            assertInstanceOf(Reply.Done.class, submit(kiosk, "t-3", "wanted"));
            assertInstanceOf(Reply.Done.class, submit(kiosk, "t-4", "named"), "one file of two cases");
            now = now.plus(Duration.ofDays(400));
            assertEquals(new Reply.Done<>(false), kiosk.upload(file("named"), page("named")));
            assertEquals(new Reply.Done<>(false), kiosk.upload(file("wanted"), page("wanted")));
            assertTrue(kiosk.upload(file("left"), page("left")).equals(new Reply.Done<>(true)));
        }
    }
}
