package org.openstm.kiosk.staff.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.openstm.kiosk.central.crypto.AtomicFile;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffRole;
import org.openstm.yaml.YamlNode;
import org.openstm.yaml.YamlSource;

/// Staff who may log in: `staff.yaml`, a list of `number`, `name`, `duty`, `pin` (as [#hashPin] writes it) and
/// `code` (the base32 secret of their one-use codes). The file holds no PIN.
public final class StaffRoster {
    private static final int ROUNDS = 600_000;

    /// Minimum rounds for a new hash: with fewer, all six-digit PINs could be tried in an hour.
    private static final int LEAST_ROUNDS = 210_000;

    private static final int BITS = 256;

    private final Map<String, RosterEntry> entries;
    private final Optional<String> mistake;

    /// @param secret secret of the one-use codes
    record RosterEntry(Officer officer, String pin, byte[] secret) {
        boolean matchesPin(String typed) {
            var parts = pin.split(":");
            var wanted = Base64.getDecoder().decode(parts[3]);
            var salt = Base64.getDecoder().decode(parts[2]);
            return MessageDigest.isEqual(wanted, derivePinHash(typed, salt, Integer.parseInt(parts[1])));
        }

        @Override
        public String toString() {
            return "RosterEntry[" + officer + "]";
        }
    }

    private StaffRoster(Map<String, RosterEntry> entries, Optional<String> mistake) {
        this.entries = entries;
        this.mistake = mistake;
    }

    /// As [#readFile], but an invalid file stops nothing: the last valid one stays in force, and
    /// staff are told. A missing file is not an error.
    ///
    /// @param good where the last valid file is kept
    public static StaffRoster readOrLastGood(Path file, Path good) {
        try {
            var roster = readFile(file);
            if (Files.exists(file))
                AtomicFile.writeAtomically(good, Files.readString(file, StandardCharsets.UTF_8), "rw-------");
            return roster;
        } catch (IOException notKept) {
            return new StaffRoster(
                    readFile(file).entries,
                    Optional.of("a copy of " + file + " could not be written: " + notKept.getMessage()));
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            if (!Files.exists(good)) throw wrong;
            return new StaffRoster(
                    readFile(good).entries, Optional.of(wrong.getMessage() + "; the previous list stays in force"));
        }
    }

    /// The error in the file; empty if there is none.
    public Optional<String> findMistake() {
        return mistake;
    }

    /// Without a file nobody can log in.
    ///
    /// @throws IllegalArgumentException if the file is invalid; the message says where and what to do
    public static StaffRoster readFile(Path file) {
        if (!Files.exists(file)) return new StaffRoster(Map.of(), Optional.empty());
        var entries = new HashMap<String, RosterEntry>();
        for (var node : YamlSource.ofFile(file).parseRoot()) {
            var entry = parseEntry(node);
            if (entries.put(entry.officer().number(), entry) != null)
                throw node.path("number").toError(entry.officer().number() + " is there twice: remove one");
        }
        return new StaffRoster(entries, Optional.empty());
    }

    private static RosterEntry parseEntry(YamlNode node) {
        var number = node.path("number").asString("");
        if (!number.matches("[0-9]{4}"))
            throw node.path("number").toError("number is four digits in quotes, not: " + number);
        var pin = node.path("pin").asString("");
        if (!pin.matches("pbkdf2:[0-9]{4,7}:[A-Za-z0-9+/=]{20,}:[A-Za-z0-9+/=]{40,}"))
            throw node.path("pin").toError("pin of " + number + " is no hash: stm staff pin creates one");
        if (Integer.parseInt(pin.split(":")[1]) < LEAST_ROUNDS)
            throw node.path("pin").toError("pin of " + number + " has too few rounds: stm staff pin creates a new one");
        var officer = new Officer(number, parseName(number, node.path("name")), parseRole(number, node.path("duty")));
        try {
            return new RosterEntry(
                    officer, pin, Base32.decodeSecret(node.path("code").asString("")));
        } catch (IllegalArgumentException wrong) {
            throw node.path("code").toError("code of " + number + " " + wrong.getMessage());
        }
    }

    private static String parseName(String number, YamlNode node) {
        var name = node.asString("").strip();
        if (name.isEmpty() || name.length() > 20)
            throw node.toError("name of " + number + " is missing or over 20 characters");
        return name;
    }

    private static StaffRole parseRole(String number, YamlNode node) {
        var duty = node.asString("");
        return List.of(StaffRole.values()).stream()
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(duty))
                .findFirst()
                .orElseThrow(() -> node.toError("duty of " + number + " is branch, engineer or auditor, not: " + duty));
    }

    Optional<RosterEntry> findEntry(String number) {
        return Optional.ofNullable(entries.get(number));
    }

    /// Code generator of a branch officer, for demonstrations and walks; empty where there is none.
    public Optional<OfficerPhone> officerPhone() {
        return entries.values().stream()
                .filter(entry -> entry.officer().duty() == StaffRole.BRANCH)
                .min(Comparator.comparing(entry -> entry.officer().number()))
                .map(entry -> new OfficerPhone(entry.officer().number(), new TotpVerifier(entry.secret())));
    }

    /// @param number of the officer
    /// @param codes current one-use codes
    public record OfficerPhone(String number, TotpVerifier codes) {}

    /// An entry that no PIN matches; a try costs as much as for a real one.
    RosterEntry decoyEntry() {
        var like = entries.values().iterator().next();
        var parts = like.pin().split(":");
        var base64 = Base64.getEncoder();
        var pin = parts[0] + ":" + parts[1] + ":" + base64.encodeToString(new byte[16]) + ":"
                + base64.encodeToString(new byte[BITS / 8]);
        return new RosterEntry(like.officer(), pin, new byte[20]);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Hash of a PIN for the file: PBKDF2 with HMAC-SHA-256 (RFC 8018), 600,000 rounds.
    ///
    /// @param salt 16 random bytes
    public static String hashPin(String pin, byte[] salt) {
        var base64 = Base64.getEncoder();
        return "pbkdf2:" + ROUNDS + ":" + base64.encodeToString(salt) + ":"
                + base64.encodeToString(derivePinHash(pin, salt, ROUNDS));
    }

    private static byte[] derivePinHash(String pin, byte[] salt, int rounds) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(pin.toCharArray(), salt, rounds, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("PBKDF2 is part of every JDK", missing);
        }
    }
}
