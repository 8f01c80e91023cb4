package org.openstm.kiosk.reference.store;

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
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.reference.ReferenceCentral;

/// How long central keeps the files of terminals.
class AttachmentStoreTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final CaseSubject WANG = new CaseSubject("王德福", "530103194405120139", "resident");

    @TempDir
    Path dir;

    private volatile Instant now = Instant.parse("2026-11-24T06:32:00Z");

    private static byte[] page(String text) {
        return ("%PDF-" + text).getBytes(StandardCharsets.US_ASCII);
    }

    private static FileReference file(String text) {
        return FileReference.of("signature", "application/pdf", page(text));
    }

    private CentralReply<?> submit(HttpCentralClient kiosk, String txId, String text) {
        return kiosk.submitCase(
                txId,
                SubmissionCodec.toBytes(new CaseSubmission(
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
                var kiosk = new HttpCentralClient(
                        central.uri(),
                        TERMINAL,
                        SigningKey.loadOrCreate(dir.resolve("key"), TERMINAL),
                        CentralPublicKeys.trustOnFirstUse(dir.resolve("keys.json")),
                        HttpCentralClient.CallTimeouts.USUAL,
                        () -> now)) {
            for (String text : List.of("named", "wanted", "left"))
                assertEquals(new CentralReply.Done<>(true), kiosk.uploadFile(file(text), page(text)));
            assertInstanceOf(CentralReply.Done.class, submit(kiosk, "t-1", "named"));
            now = now.plus(Duration.ofHours(20));
            assertEquals(new CentralReply.Done<>(false), kiosk.uploadFile(file("wanted"), page("wanted")));
            now = now.plus(Duration.ofHours(5));
            var end = new HeartbeatRequest.JournalEnd(0, 1, Sha256.digestHex(new byte[] {1}), Optional.empty());
            assertInstanceOf(CentralReply.Done.class, kiosk.sendHeartbeat(new HeartbeatRequest(end, 0, 0, "1.1")));
            var left = assertInstanceOf(CentralReply.Refused.class, submit(kiosk, "t-2", "left"));
            assertEquals("files-missing", left.problem().code());
            assertInstanceOf(CentralReply.Done.class, submit(kiosk, "t-3", "wanted"));
            assertInstanceOf(CentralReply.Done.class, submit(kiosk, "t-4", "named"), "one file of two cases");
            now = now.plus(Duration.ofDays(400));
            assertEquals(new CentralReply.Done<>(false), kiosk.uploadFile(file("named"), page("named")));
            assertEquals(new CentralReply.Done<>(false), kiosk.uploadFile(file("wanted"), page("wanted")));
            assertTrue(kiosk.uploadFile(file("left"), page("left")).equals(new CentralReply.Done<>(true)));
        }
    }
}
