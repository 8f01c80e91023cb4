package org.openstm.device.sim.chipcard.passport;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// PACE on the card's side (ICAO Doc 9303-11, 4.4): elliptic curves, generic mapping, AES-128, NIST P-256.
final class PaceResponder {
    private static final byte[] PROTOCOL = HexFormat.of().parseHex("04007F00070202040202");
    private static final int FOR_PACE = 3;
    private static final int BY_LINES = 1;
    private static final int BY_NUMBER = 2;

    /// Reply to a command.
    sealed interface PaceReply {
        record ReplyData(byte[] bytes) implements PaceReply {}

        record WrongKey() implements PaceReply {}

        record Nonsense() implements PaceReply {}
    }

    /// A point other than infinity.
    private record CurvePoint(BigInteger x, BigInteger y) {
        byte[] toBytes() {
            return DataObjectWriter.joinBytes(new byte[] {4}, toFixedBytes(x), toFixedBytes(y));
        }

        static CurvePoint of(byte[] bytes) {
            return new CurvePoint(
                    new BigInteger(1, Arrays.copyOfRange(bytes, 1, 33)),
                    new BigInteger(1, Arrays.copyOfRange(bytes, 33, 65)));
        }
    }

    private static final ECParameterSpec CURVE = loadCurve();
    private static final BigInteger ORDER = CURVE.getOrder();
    private static final BigInteger A = CURVE.getCurve().getA();
    private static final BigInteger P =
            ((java.security.spec.ECFieldFp) CURVE.getCurve().getField()).getP();
    private static final CurvePoint G = new CurvePoint(
            CURVE.getGenerator().getAffineX(), CURVE.getGenerator().getAffineY());

    private final byte[] byLines;
    private final byte[] byNumber;
    private final SecureRandom random;
    private int step;
    private byte[] password = {};
    private byte[] nonce = {};
    private CurvePoint generator = G;
    private @Nullable CurvePoint ours;
    private @Nullable CurvePoint theirs;
    private @Nullable PassportCipher keys;
    private @Nullable PassportCipher made;

    PaceResponder(PassportData data, SecureRandom random) {
        this.byLines = PassportCipher.deriveKey(sha1(data.accessSecret()), FOR_PACE);
        this.byNumber =
                PassportCipher.deriveKey(data.can().getBytes(java.nio.charset.StandardCharsets.US_ASCII), FOR_PACE);
        this.random = random;
    }

    static byte[] sha1(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ECParameterSpec loadCurve() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void restartProtocol() {
        step = 0;
        made = null;
    }

    /// Returns the session once, after the last step.
    Optional<PassportCipher> takeSession() {
        var now = Optional.ofNullable(made);
        made = null;
        return now;
    }

    /// MSE:Set AT.
    PaceReply beginProtocol(byte[] data) {
        restartProtocol();
        int at = data.length < 15 ? -1 : 14;
        boolean known = at > 0
                && Arrays.equals(Arrays.copyOfRange(data, 2, 12), PROTOCOL)
                && (data[at] == BY_LINES || data[at] == BY_NUMBER);
        if (!known) return new PaceReply.Nonsense();
        password = data[at] == BY_LINES ? byLines : byNumber;
        step = 1;
        return new PaceReply.ReplyData(new byte[0]);
    }

    /// GENERAL AUTHENTICATE: `7C` length, then one object of tag and length.
    PaceReply answerStep(byte[] data) {
        var value = data.length > 4 ? Arrays.copyOfRange(data, 4, data.length) : new byte[0];
        var reply = switch (step++) {
            case 1 -> encryptedNonce();
            case 2 -> value.length == 65 ? mapGenerator(CurvePoint.of(value)) : new PaceReply.Nonsense();
            case 3 -> value.length == 65 ? agreeKeys(CurvePoint.of(value)) : new PaceReply.Nonsense();
            case 4 -> checkToken(value);
            default -> new PaceReply.Nonsense();
        };
        if (!(reply instanceof PaceReply.ReplyData)) step = 0;
        return reply;
    }

    private static PaceReply replyWith(int tag, byte[] value) {
        return new PaceReply.ReplyData(DataObjectWriter.encodeObject(0x7C, DataObjectWriter.encodeObject(tag, value)));
    }

    private PaceReply encryptedNonce() {
        nonce = new byte[16];
        random.nextBytes(nonce);
        return replyWith(0x80, PassportCipher.runCipher("AES", true, password, new byte[16], nonce));
    }

    private BigInteger randomScalar() {
        return new BigInteger(ORDER.bitLength() - 1, random).add(BigInteger.ONE);
    }

    private PaceReply mapGenerator(CurvePoint point) {
        var own = randomScalar();
        var shared = multiplyPoint(own, point);
        generator = addPoints(multiplyPoint(new BigInteger(1, nonce), G), shared);
        return replyWith(0x82, multiplyPoint(own, G).toBytes());
    }

    private PaceReply agreeKeys(CurvePoint point) {
        var own = randomScalar();
        theirs = point;
        var mine = multiplyPoint(own, generator);
        ours = mine;
        keys = PassportCipher.ofAes(toFixedBytes(multiplyPoint(own, point).x()));
        return replyWith(0x84, mine.toBytes());
    }

    private PaceReply checkToken(byte[] theirToken) {
        var cipher = keys;
        if (cipher == null || ours == null || theirs == null) return new PaceReply.Nonsense();
        if (!Arrays.equals(cipher.paceToken(publicKeyObject(ours)), theirToken)) return new PaceReply.WrongKey();
        made = cipher;
        return replyWith(0x86, cipher.paceToken(publicKeyObject(theirs)));
    }

    private static byte[] publicKeyObject(CurvePoint point) {
        return DataObjectWriter.encodeObject(
                0x7F49,
                DataObjectWriter.encodeObject(0x06, PROTOCOL),
                DataObjectWriter.encodeObject(0x86, point.toBytes()));
    }

    private static byte[] toFixedBytes(BigInteger value) {
        var bytes = value.toByteArray();
        var out = new byte[32];
        int many = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - many, out, 32 - many, many);
        return out;
    }

    private static CurvePoint addPoints(CurvePoint one, CurvePoint other) {
        boolean same = one.equals(other);
        var rise = same
                ? one.x().pow(2).multiply(BigInteger.valueOf(3)).add(A)
                : other.y().subtract(one.y());
        var run = same ? one.y().shiftLeft(1) : other.x().subtract(one.x());
        var slope = rise.multiply(run.modInverse(P)).mod(P);
        var x = slope.pow(2).subtract(one.x()).subtract(other.x()).mod(P);
        return new CurvePoint(
                x, slope.multiply(one.x().subtract(x)).subtract(one.y()).mod(P));
    }

    private static CurvePoint multiplyPoint(BigInteger many, CurvePoint point) {
        var out = point;
        for (int i = many.bitLength() - 2; i >= 0; i--) {
            out = addPoints(out, out);
            if (many.testBit(i)) out = addPoints(out, point);
        }
        return out;
    }
}
