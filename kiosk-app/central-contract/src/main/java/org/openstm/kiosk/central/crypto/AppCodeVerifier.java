package org.openstm.kiosk.central.crypto;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// Verifies the codes that phones show: JWS compact (RFC 7515) of type `kiosk-id+jwt`, at most a minute old,
/// for this terminal or its branch, valid once. A scanned code is untrusted until every check has passed; it is
/// never logged.
public final class AppCodeVerifier {
    /// Maximum length of a code; longer ones are not examined.
    public static final int LONGEST = 4096;

    static final String TYPE = "kiosk-id+jwt";
    private static final Duration LIFE = Duration.ofSeconds(60);

    /// Maximum difference between the clocks of phone and terminal.
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final String ID = "[A-Za-z0-9._~-]{8,128}";

    /// Result of verifying a code.
    public sealed interface CodeVerdict {
        record Good(AppCode code) implements CodeVerdict {}

        record Bad(RejectionReason why) implements CodeVerdict {}
    }

    /// Why a code is rejected.
    public enum RejectionReason {
        /// Not a code of this kind.
        STRANGE,
        /// The issuer is unknown, or did not sign it.
        NOT_PROVED,
        EXPIRED,
        /// It is for another terminal.
        ELSEWHERE,
        USED,
        /// Its use cannot be stored, so it could be used twice.
        NOT_KEPT
    }

    private static final class CodeRejectedException extends Exception {
        private static final long serialVersionUID = 1;
        private final RejectionReason why;

        private CodeRejectedException(RejectionReason why) {
            super(why.name(), null, false, false);
            this.why = why;
        }
    }

    private final Set<String> audience;
    private final CodeReplayGuard seen;

    /// @param terminal `ST-0412-03`; codes for its branch, `ST-0412`, are accepted too
    public AppCodeVerifier(String terminal, CodeReplayGuard seen) {
        int dash = terminal.lastIndexOf('-');
        this.audience = dash > 0 ? Set.of(terminal, terminal.substring(0, dash)) : Set.of(terminal);
        this.seen = seen;
    }

    /// Whether a text may be such a code.
    public static boolean looksLikeCode(String text) {
        return text.length() <= LONGEST && text.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    }

    /// The key id that a code names, unverified.
    public static Optional<String> findKeyId(String text) {
        try {
            return looksLikeCode(text)
                    ? StrictJson.parse(decodeBase64Url(text.split("\\.", -1)[0]))
                            .optionalText("kid")
                    : Optional.empty();
        } catch (ContractViolationException | CodeRejectedException broken) {
            return Optional.empty();
        }
    }

    public CodeVerdict verifyCode(String text, List<AppIssuer> issuers, Instant now) {
        try {
            return new CodeVerdict.Good(requireValidCode(text, issuers, now));
        } catch (CodeRejectedException refused) {
            return new CodeVerdict.Bad(refused.why);
        } catch (ContractViolationException broken) {
            return new CodeVerdict.Bad(RejectionReason.STRANGE);
        }
    }

    private AppCode requireValidCode(String text, List<AppIssuer> issuers, Instant now) throws CodeRejectedException {
        if (!looksLikeCode(text)) throw new CodeRejectedException(RejectionReason.STRANGE);
        var parts = text.split("\\.", -1);
        var header = StrictJson.parse(decodeBase64Url(parts[0]));
        if (!header.text("typ").equals(TYPE) || header.has("crit"))
            throw new CodeRejectedException(RejectionReason.STRANGE);
        var issuer = requireSigner(header, parts, issuers);
        var claims = StrictJson.parse(decodeBase64Url(parts[1]));
        if (!claims.text("iss").equals(issuer.id())) throw new CodeRejectedException(RejectionReason.NOT_PROVED);
        if (claims.textOrTextList("aud").stream().noneMatch(audience::contains))
            throw new CodeRejectedException(RejectionReason.ELSEWHERE);
        var ends = Instant.ofEpochSecond(claims.longValue("exp"));
        requireValidPeriod(Instant.ofEpochSecond(claims.longValue("iat")), ends, now);
        var acr = claims.text("acr");
        if (!issuer.levels().containsKey(acr)) throw new CodeRejectedException(RejectionReason.NOT_PROVED);
        var code = new AppCode(issuer.id(), requireId(claims, "ref"), acr);
        if (!seen.registerFirstUse(issuer.id(), requireId(claims, "jti"), ends.plus(SKEW), now))
            throw new CodeRejectedException(RejectionReason.USED);
        return code;
    }

    /// Verifies the signature, by the key's own algorithm.
    private static AppIssuer requireSigner(StrictJson header, String[] parts, List<AppIssuer> issuers)
            throws CodeRejectedException {
        var id = header.text("kid");
        for (var issuer : issuers) {
            var key = issuer.keys().get(id);
            if (key == null) continue;
            var signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            if (header.text("alg").equals(key.algorithm()) && key.isSignatureValid(signed, decodeBase64Url(parts[2])))
                return issuer;
        }
        throw new CodeRejectedException(RejectionReason.NOT_PROVED);
    }

    private static void requireValidPeriod(Instant made, Instant ends, Instant now) throws CodeRejectedException {
        var life = Duration.between(made, ends);
        if (life.isNegative() || life.isZero() || life.compareTo(LIFE) > 0)
            throw new CodeRejectedException(RejectionReason.STRANGE);
        if (now.isAfter(ends.plus(SKEW)) || made.isAfter(now.plus(SKEW)))
            throw new CodeRejectedException(RejectionReason.EXPIRED);
    }

    private static String requireId(StrictJson claims, String name) throws CodeRejectedException {
        var id = claims.text(name);
        if (!id.matches(ID)) throw new CodeRejectedException(RejectionReason.STRANGE);
        return id;
    }

    /// Only one spelling is accepted: base64 has others that decode alike.
    private static byte[] decodeBase64Url(String part) throws CodeRejectedException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) return bytes;
        } catch (IllegalArgumentException broken) {
            // rejected below
        }
        throw new CodeRejectedException(RejectionReason.STRANGE);
    }
}
