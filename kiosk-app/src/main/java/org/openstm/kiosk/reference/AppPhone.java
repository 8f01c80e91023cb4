package org.openstm.kiosk.reference;

import static org.openstm.kiosk.reference.Html.tag;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.openstm.kiosk.central.AppKey;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.Subject;

/// Stands for the province's program on a citizen's phone: shows a code by which a terminal knows
/// who stands there. Only in the demonstration; its keys are made anew at each start.
final class AppPhone {
    static final String PATH = "/phone";

    /// Seconds that a code counts.
    private static final int LIFE = 60;

    /// As in the code's header.
    private static final String TYPE = "kiosk-id+jwt";

    private interface Hand {
        byte[] sign(byte[] words);
    }

    /// @param jwk the public half
    private record Signer(String id, String algorithm, String jwk, Hand hand) {}

    private final Demo demo;
    private final AppDesk desk;
    private final SecureRandom random = new SecureRandom();
    private final Signer usual = es256();
    private final Signer national = sm2();

    AppPhone(Demo demo, AppDesk desk, Instant now) {
        this.demo = demo;
        this.desk = desk;
        desk.publish(demo.app().issuer(), Map.of(usual.id(), usual.jwk(), national.id(), national.jwk()), now);
    }

    /// Empty: another page is meant. `/phone` lists the citizens, `/phone/NUMBER` makes a code for `at`, which is a
    /// terminal or a branch.
    Optional<Answer> serve(Request request, Instant now) {
        if (!request.path().equals(PATH) && !request.path().startsWith(PATH + "/")) return Optional.empty();
        var parts = request.parts();
        if (parts.size() == 1) return Optional.of(citizens());
        var person = demo.subject(parts.get(1));
        if (parts.size() != 2 || person.isEmpty())
            return Optional.of(tag("h1", "没有这个人").page(404, "手机"));
        var at = request.parameter("at").isEmpty() ? demo.app().branch() : request.parameter("at");
        if (request.method().equals("GET")) return Optional.of(buttons(person.get(), at));
        var said = new String(request.body(), StandardCharsets.UTF_8);
        var acr = said.startsWith("acr=") ? said.substring("acr=".length()) : "";
        if (!demo.app().levels().containsKey(acr)) return Optional.of(buttons(person.get(), at));
        var signer = request.parameter("suite").equals("sm") ? national : usual;
        return Optional.of(shown(person.get(), at, code(signer, person.get(), at, acr, now)));
    }

    private Answer citizens() {
        var links = demo.subjects().stream()
                .map(s -> tag("p", Html.link(PATH + "/" + s.number(), s.name())))
                .toList();
        return Html.all(List.of(tag("h1", "谁的手机？"), Html.all(links), tag("footer", "演示")))
                .page(200, "手机");
    }

    private Answer buttons(Subject person, String at) {
        var ways = new LinkedHashMap<String, String>();
        demo.app().levels().keySet().forEach(acr -> ways.put(acr, demo.text("acr-" + acr)));
        return Html.all(List.of(
                        tag("h1", "示范省政务服务"),
                        tag("p", person.name()),
                        tag("p", "在自助机上登录：" + at),
                        Html.form("acr", ways),
                        tag("footer", "演示")))
                .form(200, "手机");
    }

    private static Answer shown(Subject person, String at, String code) {
        return Html.all(List.of(
                        tag("h1", "请对准自助机的扫码口"),
                        QrMarkup.of(code),
                        tag("p", person.name() + "，" + at + "，" + LIFE + " 秒内有效，用一次"),
                        tag("details", tag("summary", "码里写的"), tag("code", code)),
                        tag("footer", "演示")))
                .form(200, "手机");
    }

    private String code(Signer signer, Subject person, String at, String acr, Instant now) {
        var reference = secret();
        desk.give(reference, demo.app().issuer(), person, acr, now.plusSeconds(2L * LIFE));
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", demo.app().issuer());
        claims.put("aud", at);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + LIFE);
        claims.put("jti", secret());
        claims.put("ref", reference);
        claims.put("acr", acr);
        var head = encoded(Json.canonical(Map.of("alg", signer.algorithm(), "kid", signer.id(), "typ", TYPE)));
        var words = head + "." + encoded(Json.canonical(claims));
        return words + "." + encoded(signer.hand().sign(words.getBytes(StandardCharsets.US_ASCII)));
    }

    private String secret() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return encoded(bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Signer es256() {
        try {
            var made = new ECKeyGenerator(Curve.P_256).generate();
            var id = made.computeThumbprint().toString();
            var pair = made.toKeyPair();
            var jwk = jwk(id, AppKey.ES256, "P-256", made);
            return new Signer(id, AppKey.ES256, jwk, words -> {
                try {
                    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
                    signature.initSign(pair.getPrivate());
                    signature.update(words);
                    return signature.sign();
                } catch (GeneralSecurityException broken) {
                    throw new IllegalStateException("the phone's key does not sign", broken);
                }
            });
        } catch (JOSEException broken) {
            throw new IllegalStateException("no key for the phone can be made", broken);
        }
    }

    private static String jwk(String id, String algorithm, String curve, ECKey key) {
        return jwk(id, algorithm, curve, key.getX().toString(), key.getY().toString());
    }

    private static String jwk(String id, String algorithm, String curve, String x, String y) {
        var jwk = Map.of("kty", "EC", "crv", curve, "kid", id, "alg", algorithm, "x", x, "y", y);
        return new String(Json.canonical(jwk), StandardCharsets.UTF_8);
    }

    private Signer sm2() {
        var curve = CustomNamedCurves.getByName("sm2p256v1");
        var domain = new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain, random));
        var pair = generator.generateKeyPair();
        var point = ((ECPublicKeyParameters) pair.getPublic()).getQ().normalize();
        var x = encoded(point.getAffineXCoord().getEncoded());
        var y = encoded(point.getAffineYCoord().getEncoded());
        var id = Sha256.digestHex(Html.utf8(x + "." + y)).substring(0, 32);
        var own = new ParametersWithID(
                new ParametersWithRandom((ECPrivateKeyParameters) pair.getPrivate(), random), AppKey.SIGNER);
        return new Signer(id, AppKey.SM2, jwk(id, AppKey.SM2, "SM2", x, y), words -> {
            try {
                var signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
                signer.init(true, own);
                signer.update(words, 0, words.length);
                return signer.generateSignature();
            } catch (CryptoException broken) {
                throw new IllegalStateException("the phone's key does not sign", broken);
            }
        });
    }
}
