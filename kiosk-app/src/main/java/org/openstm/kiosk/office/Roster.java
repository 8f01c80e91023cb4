package org.openstm.kiosk.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.openstm.kiosk.staff.Duty;
import org.openstm.kiosk.staff.Officer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Who may come in: `staff.yaml`, a list of `number`, `name`, `duty`, `pin` (as [#hashed] writes it) and `code` (the
/// base32 secret of their one-use codes). The file holds no PIN.
public final class Roster {
    private static final int ROUNDS = 210_000;
    private static final int BITS = 256;

    private final Map<String, Entry> entries;

    /// @param secret of one-use codes
    record Entry(Officer officer, String pin, byte[] secret) {
        boolean knows(String typed) {
            var parts = pin.split(":");
            var wanted = Base64.getDecoder().decode(parts[3]);
            var salt = Base64.getDecoder().decode(parts[2]);
            return MessageDigest.isEqual(wanted, derive(typed, salt, Integer.parseInt(parts[1])));
        }

        @Override
        public String toString() {
            return "Entry[" + officer + "]";
        }
    }

    private Roster(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /// Without a file nobody can come in.
    ///
    /// @throws IllegalArgumentException if the file is wrong; the message says where and what to do
    public static Roster read(Path file) {
        if (!Files.exists(file)) return new Roster(Map.of());
        try {
            var entries = new HashMap<String, Entry>();
            for (var node : new YAMLMapper().readTree(Files.readString(file, StandardCharsets.UTF_8))) {
                var entry = entry(file, node);
                if (entries.put(entry.officer().number(), entry) != null)
                    throw new IllegalArgumentException(
                            file + ": " + entry.officer().number() + " is there twice: take one out");
            }
            return new Roster(entries);
        } catch (JacksonException notYaml) {
            throw new IllegalArgumentException(file + " is no YAML: " + notYaml.getOriginalMessage(), notYaml);
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " cannot be read", broken);
        }
    }

    private static Entry entry(Path file, JsonNode node) {
        var number = node.path("number").asString("");
        if (!number.matches("[0-9]{4}"))
            throw new IllegalArgumentException(file + ": number is four digits in quotes, not: " + number);
        var pin = node.path("pin").asString("");
        if (!pin.matches("pbkdf2:[0-9]{4,7}:[A-Za-z0-9+/=]{20,}:[A-Za-z0-9+/=]{40,}"))
            throw new IllegalArgumentException(file + ": pin of " + number + " is no hash: stm staff pin makes one");
        var officer = new Officer(number, name(file, number, node), duty(file, number, node));
        try {
            return new Entry(officer, pin, Secret.base32(node.path("code").asString("")));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": code of " + number + " " + wrong.getMessage(), wrong);
        }
    }

    private static String name(Path file, String number, JsonNode node) {
        var name = node.path("name").asString("").strip();
        if (name.isEmpty() || name.length() > 20)
            throw new IllegalArgumentException(file + ": name of " + number + " is missing or over 20 signs");
        return name;
    }

    private static Duty duty(Path file, String number, JsonNode node) {
        var duty = node.path("duty").asString("");
        return List.of(Duty.values()).stream()
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(duty))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        file + ": duty of " + number + " is branch, engineer or auditor, not: " + duty));
    }

    Optional<Entry> find(String number) {
        return Optional.ofNullable(entries.get(number));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// What stands in the file for a PIN: PBKDF2 with HMAC-SHA-256 (RFC 8018), 210,000 rounds.
    ///
    /// @param salt 16 random bytes
    public static String hashed(String pin, byte[] salt) {
        var base64 = Base64.getEncoder();
        return "pbkdf2:" + ROUNDS + ":" + base64.encodeToString(salt) + ":"
                + base64.encodeToString(derive(pin, salt, ROUNDS));
    }

    private static byte[] derive(String pin, byte[] salt, int rounds) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(pin.toCharArray(), salt, rounds, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("PBKDF2 is part of every JDK", missing);
        }
    }
}
