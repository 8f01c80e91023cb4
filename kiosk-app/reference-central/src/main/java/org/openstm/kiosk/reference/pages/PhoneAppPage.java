package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

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
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.crypto.AppVerificationKey;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.access.AppLoginService;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;

/// Stands for the province's app on a citizen's phone: shows a code that identifies the citizen to a terminal.
/// Only in the demonstration; its keys are generated at each start.
public final class PhoneAppPage {
    static final String PATH = "/phone";

    /// Validity of a code in seconds.
    private static final int LIFE = 60;

    /// As in the code's header.
    private static final String TYPE = "kiosk-id+jwt";

    private interface SignFunction {
        byte[] signBytes(byte[] words);
    }

    /// @param jwk the public key
    private record CodeSigner(String id, String algorithm, String jwk, SignFunction hand) {}

    private final DemoProvince demo;
    private final AppLoginService desk;
    private final SecureRandom random = new SecureRandom();
    private final CodeSigner usual = createEs256Signer();
    private final CodeSigner national = createSm2Signer();

    public PhoneAppPage(DemoProvince demo, AppLoginService desk, Instant now) {
        this.demo = demo;
        this.desk = desk;
        desk.publishKeys(demo.phoneApp().issuer(), Map.of(usual.id(), usual.jwk(), national.id(), national.jwk()), now);
    }

    /// Empty if the path is another page's. `/phone` lists the citizens, `/phone/NUMBER` makes a code for `at`,
    /// which is a terminal or a branch.
    public Optional<ServerResponse> servePage(ServerRequest request, Instant now) {
        if (!request.path().equals(PATH) && !request.path().startsWith(PATH + "/")) return Optional.empty();
        var parts = request.pathParts();
        if (parts.size() == 1) return Optional.of(citizenListPage());
        var person = demo.people().findSubject(parts.get(1));
        if (parts.size() != 2 || person.isEmpty())
            return Optional.of(tag("h1", "没有这个人").toPage(404, "手机"));
        var at = request.queryParameter("at").isEmpty() ? demo.phoneApp().branch() : request.queryParameter("at");
        if (request.method().equals("GET")) return Optional.of(loginChoicePage(person.get(), at));
        var said = new String(request.body(), StandardCharsets.UTF_8);
        var acr = said.startsWith("acr=") ? said.substring("acr=".length()) : "";
        if (!demo.phoneApp().levels().containsKey(acr)) return Optional.of(loginChoicePage(person.get(), at));
        var signer = request.queryParameter("suite").equals("sm") ? national : usual;
        return Optional.of(codePage(person.get(), at, createCode(signer, person.get(), at, acr, now)));
    }

    private ServerResponse citizenListPage() {
        var links = demo.people().listSubjects().stream()
                .map(s -> tag("p", HtmlFragment.link(PATH + "/" + s.number(), s.name())))
                .toList();
        return HtmlFragment.joinParts(List.of(tag("h1", "谁的手机？"), HtmlFragment.joinParts(links), tag("footer", "演示")))
                .toPage(200, "手机");
    }

    private ServerResponse loginChoicePage(CaseSubject person, String at) {
        var ways = new LinkedHashMap<String, String>();
        demo.phoneApp()
                .levels()
                .keySet()
                .forEach(acr -> ways.put(acr, demo.sentences().chineseText("acr-" + acr)));
        return HtmlFragment.joinParts(List.of(
                        tag("h1", "示范省政务服务"),
                        tag("p", person.name()),
                        tag("p", "在自助机上登录：" + at),
                        HtmlFragment.form("acr", ways),
                        tag("footer", "演示")))
                .form(200, "手机");
    }

    private static ServerResponse codePage(CaseSubject person, String at, String code) {
        return HtmlFragment.joinParts(List.of(
                        tag("h1", "请对准自助机的扫码口"),
                        QrMarkup.of(code),
                        tag("p", person.name() + "，" + at + "，" + LIFE + " 秒内有效，用一次"),
                        tag("details", tag("summary", "码里写的"), tag("code", code)),
                        tag("footer", "演示")))
                .form(200, "手机");
    }

    private String createCode(CodeSigner signer, CaseSubject person, String at, String acr, Instant now) {
        var reference = newSecret();
        desk.registerReference(reference, demo.phoneApp().issuer(), person, acr, now.plusSeconds(2L * LIFE));
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", demo.phoneApp().issuer());
        claims.put("aud", at);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + LIFE);
        claims.put("jti", newSecret());
        claims.put("ref", reference);
        claims.put("acr", acr);
        var head = encodeBase64Url(
                StrictJson.toCanonicalBytes(Map.of("alg", signer.algorithm(), "kid", signer.id(), "typ", TYPE)));
        var words = head + "." + encodeBase64Url(StrictJson.toCanonicalBytes(claims));
        return words + "." + encodeBase64Url(signer.hand().signBytes(words.getBytes(StandardCharsets.US_ASCII)));
    }

    private String newSecret() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return encodeBase64Url(bytes);
    }

    private static String encodeBase64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static CodeSigner createEs256Signer() {
        try {
            var made = new ECKeyGenerator(Curve.P_256).generate();
            var id = made.computeThumbprint().toString();
            var pair = made.toKeyPair();
            var jwk = toJwk(id, AppVerificationKey.ES256, "P-256", made);
            return new CodeSigner(id, AppVerificationKey.ES256, jwk, words -> {
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

    private static String toJwk(String id, String algorithm, String curve, ECKey key) {
        return toJwk(id, algorithm, curve, key.getX().toString(), key.getY().toString());
    }

    private static String toJwk(String id, String algorithm, String curve, String x, String y) {
        var jwk = Map.of("kty", "EC", "crv", curve, "kid", id, "alg", algorithm, "x", x, "y", y);
        return new String(StrictJson.toCanonicalBytes(jwk), StandardCharsets.UTF_8);
    }

    private CodeSigner createSm2Signer() {
        var curve = CustomNamedCurves.getByName("sm2p256v1");
        var domain = new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain, random));
        var pair = generator.generateKeyPair();
        var point = ((ECPublicKeyParameters) pair.getPublic()).getQ().normalize();
        var x = encodeBase64Url(point.getAffineXCoord().getEncoded());
        var y = encodeBase64Url(point.getAffineYCoord().getEncoded());
        var id = Sha256.digestHex(HtmlFragment.toUtf8(x + "." + y)).substring(0, 32);
        var own = new ParametersWithID(
                new ParametersWithRandom((ECPrivateKeyParameters) pair.getPrivate(), random),
                AppVerificationKey.SIGNER);
        return new CodeSigner(id, AppVerificationKey.SM2, toJwk(id, AppVerificationKey.SM2, "SM2", x, y), words -> {
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
