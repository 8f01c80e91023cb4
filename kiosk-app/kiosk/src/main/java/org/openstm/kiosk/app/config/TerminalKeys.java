package org.openstm.kiosk.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.crypto.Pkcs11Token;
import org.openstm.kiosk.journal.crypto.TokenKeyStore;

/// Location of the terminal's keys: a file, or a token named by a `pkcs11:` address (RFC 7512), such
/// as `pkcs11:slot-id=7?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/openstm/pin`.
public final class TerminalKeys {
    private static final String SCHEME = "pkcs11:";

    private TerminalKeys() {}

    /// For reading a journal only: no key is created, and no file is repaired.
    public static JournalKeyStore openReadOnly(String place, String terminal) {
        return place.startsWith(SCHEME)
                ? TokenKeyStore.inToken(openToken(place), terminal)
                : FileKeyStore.openExisting(Path.of(place));
    }

    /// @param twin second copy of a key file, best on another disk
    /// @param make whether the first key is created when there is none
    static JournalKeyStore openForTerminal(String place, Path twin, String terminal, boolean make) {
        return place.startsWith(SCHEME)
                ? TokenKeyStore.inToken(openToken(place), terminal)
                : FileKeyStore.openWithTwin(Path.of(place), twin, make);
    }

    /// The terminal's signing key in a token; created there at the first start.
    static SigningKey signingKey(String address, String terminal) {
        var token = openToken(address);
        return SigningKey.inToken(terminal, token.signingKey("openstm-terminal-" + terminal), token.provider());
    }

    private static Pkcs11Token openToken(String address) {
        if (!address.startsWith(SCHEME)) throw new IllegalArgumentException(address + " names no token: pkcs11:...");
        try {
            var parts = address.substring(SCHEME.length()).split("\\?", 2);
            var path = parseAttributes(parts[0], ";");
            var query = parseAttributes(parts.length > 1 ? parts[1] : "", "&");
            var pin = Files.readString(
                    Path.of(new URI(requireAttribute(query, "pin-source", address))), StandardCharsets.UTF_8);
            return Pkcs11Token.open(
                    Path.of(requireAttribute(query, "module-path", address)),
                    Long.parseLong(requireAttribute(path, "slot-id", address)),
                    pin.strip().toCharArray());
        } catch (URISyntaxException | NumberFormatException wrong) {
            throw new IllegalArgumentException(address + " names no token: " + wrong.getMessage(), wrong);
        } catch (IOException broken) {
            throw new UncheckedIOException("the PIN of the token cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static Map<String, String> parseAttributes(String text, String between) {
        var words = new HashMap<String, String>();
        for (String word : text.split(between)) {
            int at = word.indexOf('=');
            if (at > 0) words.put(word.substring(0, at), word.substring(at + 1));
        }
        return words;
    }

    private static String requireAttribute(Map<String, String> words, String name, String address) {
        var value = words.get(name);
        if (value == null) throw new IllegalArgumentException(address + " lacks " + name + "=...");
        return value;
    }
}
