package org.openstm.kiosk.central.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.central.crypto.AppCodeVerifier.CodeVerdict;
import org.openstm.kiosk.central.crypto.AppCodeVerifier.RejectionReason;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// Phone codes, and forgeries of them.
class AppCodeVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-24T06:32:00Z");
    private static final String ISSUER = "app.sf.example";

    @TempDir
    Path dir;

    private ECKey key;
    private List<AppIssuer> issuers = List.of();
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    @BeforeEach
    void a_code_that_counts() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k-1").generate();
        issuers = List.of(issuer(ISSUER, key, AppVerificationKey.ES256));
        header.putAll(Map.of("alg", "ES256", "kid", "k-1", "typ", "kiosk-id+jwt"));
        claims.putAll(Map.of(
                "iss", ISSUER,
                "aud", "ST-0412-03",
                "iat", NOW.getEpochSecond(),
                "exp", NOW.getEpochSecond() + 60,
                "jti", "0123456789abcdef",
                "ref", "reference-1",
                "acr", "face"));
    }

    private static AppIssuer issuer(String id, ECKey key, String algorithm) {
        var jwk = Map.of(
                "kty",
                "EC",
                "crv",
                "P-256",
                "kid",
                key.getKeyID(),
                "alg",
                algorithm,
                "x",
                key.getX().toString(),
                "y",
                key.getY().toString());
        return AppIssuer.of(StrictJson.parse(StrictJson.toCanonicalBytes(
                Map.of("issuer", id, "keys", List.of(jwk), "levels", Map.of("face", "L3", "pin", "L2")))));
    }

    private AppCodeVerifier terminal() {
        return new AppCodeVerifier("ST-0412-03", CodeReplayGuard.loadFrom(dir.resolve("codes.seen")));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String words() {
        return encoded(StrictJson.toCanonicalBytes(header)) + "." + encoded(StrictJson.toCanonicalBytes(claims));
    }

    private String signed(ECKey by) throws Exception {
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(by.toECPrivateKey());
        signature.update(words().getBytes(StandardCharsets.US_ASCII));
        return words() + "." + encoded(signature.sign());
    }

    private CodeVerdict judged(String code) {
        return terminal().verifyCode(code, issuers, NOW);
    }

    private void refused(RejectionReason why, String code) {
        assertEquals(new CodeVerdict.Bad(why), judged(code));
    }

    @Test
    void a_code_for_this_terminal_or_its_branch_counts_once_also_after_a_restart() throws Exception {
        var code = signed(key);
        assertEquals(new CodeVerdict.Good(new AppCode(ISSUER, "reference-1", "face")), judged(code));
        refused(RejectionReason.USED, code);
        claims.put("aud", List.of("elsewhere", "ST-0412"));
        refused(RejectionReason.USED, signed(key));
        claims.put("jti", "another-of-them");
        assertInstanceOf(CodeVerdict.Good.class, judged(signed(key)));
    }

    @Test
    void what_is_not_signed_by_the_issuers_key_in_its_own_way_is_not_proved() throws Exception {
        refused(RejectionReason.NOT_PROVED, signed(new ECKeyGenerator(Curve.P_256).generate()));
        header.put("alg", "none");
        refused(RejectionReason.NOT_PROVED, words() + ".");
        refused(RejectionReason.NOT_PROVED, signed(key));
        header.put("alg", "HS256"); // the public key as a secret
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        refused(
                RejectionReason.NOT_PROVED,
                words() + "." + encoded(mac.doFinal(words().getBytes(StandardCharsets.US_ASCII))));
        header.put("alg", "ES256");
        header.put("kid", "k-2");
        refused(RejectionReason.NOT_PROVED, signed(key));
        header.put("kid", "k-1");
        header.put("jwk", Map.of("kty", "EC")); // a key in the code is never used
        assertInstanceOf(CodeVerdict.Good.class, judged(signed(key)));
    }

    @Test
    void the_key_of_one_issuer_makes_no_codes_of_another() throws Exception {
        var other = new ECKeyGenerator(Curve.P_256).keyID("k-9").generate();
        issuers = List.of(issuers.getFirst(), issuer("other.example", other, AppVerificationKey.ES256));
        header.put("kid", "k-9");
        refused(RejectionReason.NOT_PROVED, signed(other));
        claims.put("iss", "other.example");
        assertInstanceOf(CodeVerdict.Good.class, judged(signed(other)));
    }

    @Test
    void it_is_too_old_half_a_minute_after_its_end_and_may_be_half_a_minute_early() throws Exception {
        long now = NOW.getEpochSecond();
        claims.putAll(Map.of("iat", now - 90, "exp", now - 30));
        assertInstanceOf(CodeVerdict.Good.class, judged(signed(key)));
        claims.putAll(Map.of("iat", now - 91, "exp", now - 31, "jti", "second-code"));
        refused(RejectionReason.EXPIRED, signed(key));
        claims.putAll(Map.of("iat", now + 30, "exp", now + 90, "jti", "third-code"));
        assertInstanceOf(CodeVerdict.Good.class, judged(signed(key)));
        claims.putAll(Map.of("iat", now + 31, "exp", now + 91, "jti", "fourth-code"));
        refused(RejectionReason.EXPIRED, signed(key));
    }

    @Test
    void a_code_that_lives_longer_than_a_minute_or_has_no_life_at_all_is_none() throws Exception {
        long now = NOW.getEpochSecond();
        for (long life : new long[] {61, 3600, 0, -5, Long.MAX_VALUE >> 12}) {
            claims.put("exp", now + life);
            refused(RejectionReason.STRANGE, signed(key));
        }
    }

    @Test
    void another_terminals_code_is_refused_and_can_be_shown_there_still() throws Exception {
        for (var elsewhere : List.of("ST-0412-04", "ST-0411", "ST", "*", "")) {
            claims.put("aud", elsewhere);
            refused(RejectionReason.ELSEWHERE, signed(key));
        }
        claims.put("aud", "ST-0412-04");
        var there = new AppCodeVerifier("ST-0412-04", CodeReplayGuard.loadFrom(dir.resolve("other.seen")));
        assertInstanceOf(CodeVerdict.Good.class, there.verifyCode(signed(key), issuers, NOW));
    }

    @Test
    void another_kind_of_token_a_critical_extension_or_a_missing_claim_is_strange() throws Exception {
        header.put("typ", "JWT");
        refused(RejectionReason.STRANGE, signed(key));
        header.put("typ", "kiosk-id+jwt");
        header.put("crit", List.of("b64"));
        refused(RejectionReason.STRANGE, signed(key));
        header.remove("crit");
        for (var claim : List.of("iss", "aud", "iat", "exp", "jti", "ref", "acr")) {
            var kept = claims.remove(claim);
            refused(RejectionReason.STRANGE, signed(key));
            claims.put(claim, java.util.Objects.requireNonNull(kept));
        }
        claims.put("ref", "a b");
        refused(RejectionReason.STRANGE, signed(key));
        claims.put("ref", "reference-1");
        claims.put("acr", "guessed");
        refused(RejectionReason.NOT_PROVED, signed(key));
    }

    @Test
    void a_code_of_more_than_four_kilobytes_is_not_looked_at() throws Exception {
        claims.put("more", "x".repeat(3000));
        var code = signed(key);
        assertTrue(code.length() > AppCodeVerifier.LONGEST);
        assertFalse(AppCodeVerifier.looksLikeCode(code));
        refused(RejectionReason.STRANGE, code);
    }

    @Test
    void a_signature_has_one_spelling() throws Exception {
        var code = signed(key);
        var last = code.charAt(code.length() - 1);
        // the last character of 64 bytes holds four unused bits
        int at = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(last);
        var twin = code.substring(0, code.length() - 1)
                + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(at ^ 1);
        refused(RejectionReason.STRANGE, twin);
        assertInstanceOf(CodeVerdict.Good.class, judged(code));
    }

    @Test
    void whatever_is_scanned_is_judged_and_nothing_breaks() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        var code = signed(key);
        for (int n = 0; n < 3000; n++) {
            var text = new StringBuilder(code);
            for (int flips = random.nextInt(3); flips >= 0; flips--)
                text.setCharAt(random.nextInt(text.length()), (char) (33 + random.nextInt(94)));
            if (random.nextInt(4) == 0) text.setLength(random.nextInt(text.length()));
            var judged = judged(text.toString());
            if (!text.toString().equals(code)) assertInstanceOf(CodeVerdict.Bad.class, judged, "seed " + seed);
        }
        for (var text : List.of("", ".", "..", "a.b.c", "eyJ.eyJ.", "https://example/v/7K4M92QXD3HP", "𠮷.𠮷.𠮷"))
            assertInstanceOf(CodeVerdict.Bad.class, judged(text));
    }

    @Test
    void more_codes_than_citizens_can_show_are_refused_and_none_that_counts_is_forgotten() throws Exception {
        var seen = CodeReplayGuard.loadFrom(dir.resolve("codes.seen"));
        for (int n = 0; n < CodeReplayGuard.MOST; n++)
            assertTrue(seen.registerFirstUse(ISSUER, "code-" + n, NOW.plusSeconds(90), NOW.plusSeconds(1)));
        refused(RejectionReason.USED, signed(key));
        assertFalse(seen.registerFirstUse(ISSUER, "code-0", NOW.plusSeconds(90), NOW.plusSeconds(89)));
        assertTrue(seen.registerFirstUse(ISSUER, "later", NOW.plusSeconds(190), NOW.plusSeconds(91)));
        assertEquals(1, Files.readAllLines(dir.resolve("codes.seen")).size());
    }

    @Test
    void what_was_shown_stands_in_the_file_as_a_digest_and_a_damaged_file_is_begun_anew() throws Exception {
        assertInstanceOf(CodeVerdict.Good.class, judged(signed(key)));
        var text = Files.readString(dir.resolve("codes.seen"));
        assertFalse(text.contains("0123456789abcdef ") || text.contains(ISSUER), text);
        Files.write(dir.resolve("codes.seen"), new byte[] {(byte) 0xff, 0, 7});
        assertInstanceOf(CodeVerdict.Good.class, judged(signed(key)));
    }

    @Test
    void a_key_of_an_unknown_algorithm_or_off_its_curve_is_no_key() throws IOException {
        var jwk = Map.of("kty", "EC", "crv", "P-256", "kid", "k", "alg", "ES512", "x", "AQ", "y", "AQ");
        assertThrows(
                ContractViolationException.class,
                () -> AppVerificationKey.of(StrictJson.parse(StrictJson.toCanonicalBytes(jwk))));
        for (var algorithm : List.of(AppVerificationKey.ES256, AppVerificationKey.SM2)) {
            var off = new LinkedHashMap<String, Object>(jwk);
            off.put("alg", algorithm);
            assertThrows(
                    ContractViolationException.class,
                    () -> AppVerificationKey.of(StrictJson.parse(StrictJson.toCanonicalBytes(off))),
                    algorithm);
        }
    }
}
