package org.openstm.kiosk.central.terminal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.json.StrictJson;

/// A command of central to a terminal. It comes with a heartbeat's response, is journaled before it is carried
/// out, and is carried out at most once. The list of types is closed: no shell, no SQL, no file.
///
/// @param id unique and permanent, a UUID
/// @param terminal the only addressee
/// @param kind as central spells it; see [CommandType]
/// @param expires not begun at or after this moment of central's clock
/// @param signature detached JWS over the canonical form of the other members
public record TerminalCommand(
        String id, String terminal, String kind, Instant issued, Instant expires, String signature) {
    /// Types of commands.
    public enum CommandType {
        /// Stops service after the current session.
        LOCK_SERVICE,
        UNLOCK_SERVICE,
        /// Asks for the newest catalogue now.
        UPDATE_CATALOGUE,
        /// Retries everything that waits for the connection.
        FLUSH_OUTBOX,
        /// Wraps the journal's living keys by a new key.
        ROTATE_KEY,
        /// Restarts the program after the current session.
        RESTART,
        /// Uploads a support bundle, which contains no case.
        COLLECT_BUNDLE;

        public String wireText() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Empty for a type of a later release.
        public static Optional<CommandType> of(String text) {
            for (var kind : values()) if (kind.wireText().equals(text)) return Optional.of(kind);
            return Optional.empty();
        }
    }

    /// The bytes that are signed; the signature is empty in them.
    public Map<String, Object> toJsonTree() {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("terminal", terminal);
        json.put("kind", kind);
        json.put("issued", issued);
        json.put("expires", expires);
        json.put("signature", signature);
        return json;
    }

    public static TerminalCommand of(StrictJson json) {
        return new TerminalCommand(
                json.text("id"),
                json.text("terminal"),
                json.text("kind"),
                json.instant("issued"),
                json.instant("expires"),
                json.text("signature"));
    }
}
