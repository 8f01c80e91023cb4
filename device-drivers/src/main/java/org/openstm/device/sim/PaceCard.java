package org.openstm.device.sim;

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

/// PACE at the card's side (ICAO Doc 9303-11, 4.4): elliptic curves, generic mapping, AES-128, NIST
/// P-256.
final class PaceCard {
    private static final byte[] PROTOCOL = HexFormat.of().parseHex("04007F00070202040202");
    private static final int FOR_PACE = 3;
    private static final int BY_LINES = 1;
    private static final int BY_NUMBER = 2;

    /// What is said to a command.
    sealed interface Reply {
        record Said(byte[] bytes) implements Reply {}

        record WrongKey() implements Reply {}

        record Nonsense() implements Reply {}
    }

    /// A point that is not the one at infinity.
    private record Point(BigInteger x, BigInteger y) {
        byte[] bytes() {
            return Asn1.joined(new byte[] {4}, number(x), number(y));
        }

        static Point of(byte[] bytes) {
            return new Point(
                    new BigInteger(1, Arrays.copyOfRange(bytes, 1, 33)),
                    new BigInteger(1, Arrays.copyOfRange(bytes, 33, 65)));
        }
    }

    private static final ECParameterSpec CURVE = curve();
    private static final BigInteger ORDER = CURVE.getOrder();
    private static final BigInteger A = CURVE.getCurve().getA();
    private static final BigInteger P =
            ((java.security.spec.ECFieldFp) CURVE.getCurve().getField()).getP();
    private static final Point G =
            new Point(CURVE.getGenerator().getAffineX(), CURVE.getGenerator().getAffineY());

    private final byte[] byLines;
    private final byte[] byNumber;
    private final SecureRandom random;
    private int step;
    private byte[] password = {};
    private byte[] nonce = {};
    private Point generator = G;
    private @Nullable Point ours;
    private @Nullable Point theirs;
    private @Nullable PassportCipher keys;
    private @Nullable PassportCipher made;

    PaceCard(PassportData data, SecureRandom random) {
        this.byLines = PassportCipher.derived(sha1(data.secret()), FOR_PACE);
        this.byNumber =
                PassportCipher.derived(data.can().getBytes(java.nio.charset.StandardCharsets.US_ASCII), FOR_PACE);
        this.random = random;
    }

    static byte[] sha1(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ECParameterSpec curve() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void restart() {
        step = 0;
        made = null;
    }

    /// Once, after the last step.
    Optional<PassportCipher> session() {
        var now = Optional.ofNullable(made);
        made = null;
        return now;
    }

    /// MSE:Set AT.
    Reply begun(byte[] data) {
        restart();
        int at = data.length < 15 ? -1 : 14;
        boolean known = at > 0
                && Arrays.equals(Arrays.copyOfRange(data, 2, 12), PROTOCOL)
                && (data[at] == BY_LINES || data[at] == BY_NUMBER);
        if (!known) return new Reply.Nonsense();
        password = data[at] == BY_LINES ? byLines : byNumber;
        step = 1;
        return new Reply.Said(new byte[0]);
    }

    /// GENERAL AUTHENTICATE: `7C` length, then one object of tag and length.
    Reply step(byte[] data) {
        var value = data.length > 4 ? Arrays.copyOfRange(data, 4, data.length) : new byte[0];
        var reply = switch (step++) {
            case 1 -> secretNumber();
            case 2 -> value.length == 65 ? mapped(Point.of(value)) : new Reply.Nonsense();
            case 3 -> value.length == 65 ? agreed(Point.of(value)) : new Reply.Nonsense();
            case 4 -> token(value);
            default -> new Reply.Nonsense();
        };
        if (!(reply instanceof Reply.Said)) step = 0;
        return reply;
    }

    private static Reply said(int tag, byte[] value) {
        return new Reply.Said(Asn1.object(0x7C, Asn1.object(tag, value)));
    }

    private Reply secretNumber() {
        nonce = new byte[16];
        random.nextBytes(nonce);
        return said(0x80, PassportCipher.run("AES", true, password, new byte[16], nonce));
    }

    private BigInteger scalar() {
        return new BigInteger(ORDER.bitLength() - 1, random).add(BigInteger.ONE);
    }

    private Reply mapped(Point point) {
        var own = scalar();
        var shared = times(own, point);
        generator = sum(times(new BigInteger(1, nonce), G), shared);
        return said(0x82, times(own, G).bytes());
    }

    private Reply agreed(Point point) {
        var own = scalar();
        theirs = point;
        var mine = times(own, generator);
        ours = mine;
        keys = PassportCipher.aes(number(times(own, point).x()));
        return said(0x84, mine.bytes());
    }

    private Reply token(byte[] theirToken) {
        var cipher = keys;
        if (cipher == null || ours == null || theirs == null) return new Reply.Nonsense();
        if (!Arrays.equals(cipher.token(publicKey(ours)), theirToken)) return new Reply.WrongKey();
        made = cipher;
        return said(0x86, cipher.token(publicKey(theirs)));
    }

    private static byte[] publicKey(Point point) {
        return Asn1.object(0x7F49, Asn1.object(0x06, PROTOCOL), Asn1.object(0x86, point.bytes()));
    }

    private static byte[] number(BigInteger value) {
        var bytes = value.toByteArray();
        var out = new byte[32];
        int many = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - many, out, 32 - many, many);
        return out;
    }

    private static Point sum(Point one, Point other) {
        boolean same = one.equals(other);
        var rise = same
                ? one.x().pow(2).multiply(BigInteger.valueOf(3)).add(A)
                : other.y().subtract(one.y());
        var run = same ? one.y().shiftLeft(1) : other.x().subtract(one.x());
        var slope = rise.multiply(run.modInverse(P)).mod(P);
        var x = slope.pow(2).subtract(one.x()).subtract(other.x()).mod(P);
        return new Point(
                x, slope.multiply(one.x().subtract(x)).subtract(one.y()).mod(P));
    }

    private static Point times(BigInteger many, Point point) {
        var out = point;
        for (int i = many.bitLength() - 2; i >= 0; i--) {
            out = sum(out, out);
            if (many.testBit(i)) out = sum(out, point);
        }
        return out;
    }
}
