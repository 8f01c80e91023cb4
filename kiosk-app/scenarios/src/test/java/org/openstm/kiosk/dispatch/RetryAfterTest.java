package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.RecordedCentral;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import tools.jackson.databind.json.JsonMapper;

/// What central asks for when it is busy: no request of the case before that time, however short the
/// terminal's own pauses are.
@Timeout(60)
class RetryAfterTest {
    private static final Duration ASKED = Duration.ofMillis(1500);

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"429, none", "503, none", "503, unknown"})
    void a_case_that_central_put_off_is_not_sent_or_asked_for_before(int status, String taken) throws Exception {
        var busy = new ProblemDetails(
                "too-many", status, true, Map.of("en", "busy"), "", Optional.of(ASKED), taken, Map.of());
        var times = new CopyOnWriteArrayList<Long>();
        try (var town = new Town(dir)) {
            for (var call : List.of("submitCase", "queryReceipt"))
                town.answerInstead(call, () -> {
                    times.add(System.nanoTime());
                    return new CentralReply.Refused<>(busy);
                });
            town.submit("t-1", "pension/life-proof", Town.LI_XIULAN, true, Map.of());
            while (times.size() < TestTier.pick(2, 3)) Thread.sleep(20);
        }
        for (int n = 1; n < times.size(); n++) {
            var gap = Duration.ofNanos(times.get(n) - times.get(n - 1));
            assertTrue(gap.compareTo(ASKED) >= 0, "request " + n + " came after " + gap);
        }
    }

    @Test
    void the_time_is_read_from_the_answer_of_central() throws Exception {
        var terminal = "ST-0412-03";
        var key = SigningKey.loadOrCreate(dir.resolve("terminal.json"), terminal);
        var trusted = CentralPublicKeys.trustAfterPairing(dir.resolve("trusted.json"));
        trusted.pinKeys(
                SigningKey.loadOrCreate(dir.resolve("central.json"), "central").publicJwk(), Optional.empty(), true);
        try (var central = new RecordedCentral(JsonMapper.shared().readTree(key.publicJwk()));
                var client = new HttpCentralClient(
                        central.uri(), terminal, key, trusted, HttpCentralClient.CallTimeouts.USUAL, Town.CLOCK)) {
            central.answerWith("PUT /v1/terminals/" + terminal + "/transactions/t-1", 429, problem());
            var reply = client.submitCase("t-1", "{}".getBytes(StandardCharsets.UTF_8));
            var refused = assertInstanceOf(CentralReply.Refused.class, reply);
            assertEquals(Optional.of(ASKED), refused.problem().retryAfter());
        }
    }

    private static byte[] problem() {
        var members = Map.<String, Object>of(
                "type", "urn:openstm:too-many",
                "title", "too many",
                "status", 429,
                "code", "too-many",
                "retryable", true,
                "txState", "none",
                "message", Map.of("en", "busy"),
                "traceId", "",
                "retryAfterMs", ASKED.toMillis());
        return JsonMapper.shared().writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
    }
}
