package org.openstm.kiosk.central;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges the codes that phones show: JWS compact (RFC 7515) of type `kiosk-id+jwt`, at most a minute old, for this
/// terminal or its branch, once. What is scanned is hostile until all of it has held; nothing of it is ever logged.
public final class AppCodes {
    /// Characters of a code; longer ones are not looked at.
    public static final int LONGEST = 4096;

    static final String TYPE = "kiosk-id+jwt";
    private static final Duration LIFE = Duration.ofSeconds(60);

    /// How far the clocks of phone and terminal may be apart.
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final String ID = "[A-Za-z0-9._~-]{8,128}";

    /// What a code is.
    public sealed interface Judged {
        record Good(AppCode code) implements Judged {}

        record Bad(Why why) implements Judged {}
    }

    /// Why a code does not count.
    public enum Why {
        /// No code of this kind at all.
        STRANGE,
        /// Whoever made it is not known, or did not make it.
        NOT_PROVED,
        EXPIRED,
        /// It is for another terminal.
        ELSEWHERE,
        USED,
        /// Its use cannot be kept, so it would count twice.
        NOT_KEPT
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final Why why;

        private Refused(Why why) {
            super(why.name(), null, false, false);
            this.why = why;
        }
    }

    private final Set<String> audience;
    private final SeenCodes seen;

    /// @param terminal `ST-0412-03`; codes for its branch, `ST-0412`, count too
    public AppCodes(String terminal, SeenCodes seen) {
        int dash = terminal.lastIndexOf('-');
        this.audience = dash > 0 ? Set.of(terminal, terminal.substring(0, dash)) : Set.of(terminal);
        this.seen = seen;
    }

    /// Whether a text might be such a code.
    public static boolean looksLike(String text) {
        return text.length() <= LONGEST && text.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    }

    /// The key that a code says it was signed with, unproved.
    public static Optional<String> keyId(String text) {
        try {
            return looksLike(text)
                    ? Json.parse(decoded(text.split("\\.", -1)[0])).maybeText("kid")
                    : Optional.empty();
        } catch (WireBroken | Refused broken) {
            return Optional.empty();
        }
    }

    public Judged judge(String text, List<AppIssuer> issuers, Instant now) {
        try {
            return new Judged.Good(proven(text, issuers, now));
        } catch (Refused refused) {
            return new Judged.Bad(refused.why);
        } catch (WireBroken broken) {
            return new Judged.Bad(Why.STRANGE);
        }
    }

    private AppCode proven(String text, List<AppIssuer> issuers, Instant now) throws Refused {
        if (!looksLike(text)) throw new Refused(Why.STRANGE);
        var parts = text.split("\\.", -1);
        var header = Json.parse(decoded(parts[0]));
        if (!header.text("typ").equals(TYPE) || header.has("crit")) throw new Refused(Why.STRANGE);
        var issuer = signer(header, parts, issuers);
        var claims = Json.parse(decoded(parts[1]));
        if (!claims.text("iss").equals(issuer.id())) throw new Refused(Why.NOT_PROVED);
        if (claims.oneOrMore("aud").stream().noneMatch(audience::contains)) throw new Refused(Why.ELSEWHERE);
        var ends = Instant.ofEpochSecond(claims.whole("exp"));
        inTime(Instant.ofEpochSecond(claims.whole("iat")), ends, now);
        var acr = claims.text("acr");
        if (!issuer.levels().containsKey(acr)) throw new Refused(Why.NOT_PROVED);
        var code = new AppCode(issuer.id(), id(claims, "ref"), acr);
        if (!seen.first(issuer.id(), id(claims, "jti"), ends.plus(SKEW), now)) throw new Refused(Why.USED);
        return code;
    }

    /// Whose key made it, by the key's own algorithm.
    private static AppIssuer signer(Json header, String[] parts, List<AppIssuer> issuers) throws Refused {
        var id = header.text("kid");
        for (var issuer : issuers) {
            var key = issuer.keys().get(id);
            if (key == null) continue;
            var signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            if (header.text("alg").equals(key.algorithm()) && key.holds(signed, decoded(parts[2]))) return issuer;
        }
        throw new Refused(Why.NOT_PROVED);
    }

    private static void inTime(Instant made, Instant ends, Instant now) throws Refused {
        var life = Duration.between(made, ends);
        if (life.isNegative() || life.isZero() || life.compareTo(LIFE) > 0) throw new Refused(Why.STRANGE);
        if (now.isAfter(ends.plus(SKEW)) || made.isAfter(now.plus(SKEW))) throw new Refused(Why.EXPIRED);
    }

    private static String id(Json claims, String name) throws Refused {
        var id = claims.text(name);
        if (!id.matches(ID)) throw new Refused(Why.STRANGE);
        return id;
    }

    /// One spelling counts: base64 has others that decode alike.
    private static byte[] decoded(String part) throws Refused {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) return bytes;
        } catch (IllegalArgumentException broken) {
            // refused below
        }
        throw new Refused(Why.STRANGE);
    }
}
