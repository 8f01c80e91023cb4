package org.openstm.kiosk.central.terminal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.json.StrictJson;

/// Something that the centre wants a terminal to do. It comes with a heartbeat's answer, is written
/// to the journal before it is done, and is done at most once. There is no word for anything else:
/// no shell, no SQL, no file.
///
/// @param id names it for good, a UUID
/// @param terminal that it is for, and no other
/// @param kind as the centre spells it; see [CommandType]
/// @param expires not begun at or after this moment of the centre's clock
/// @param signature detached JWS over the canonical form of the other members
public record TerminalCommand(
        String id, String terminal, String kind, Instant issued, Instant expires, String signature) {
    /// What a terminal can be told.
    public enum CommandType {
        /// No citizen is served any more, once the one who is there has gone.
        LOCK_SERVICE,
        UNLOCK_SERVICE,
        /// Ask for the newest catalogue now.
        UPDATE_CATALOGUE,
        /// Try all that waits for the line now.
        FLUSH_OUTBOX,
        /// Put the journal's living keys under a fresh one.
        ROTATE_KEY,
        /// Begin the program anew, once the citizen who is there has gone.
        RESTART,
        /// Bring what helpers need to know; no case is in it.
        COLLECT_BUNDLE;

        public String wireText() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Empty for a word of a later release.
        public static Optional<CommandType> of(String text) {
            for (var kind : values()) if (kind.wireText().equals(text)) return Optional.of(kind);
            return Optional.empty();
        }
    }

    /// What is signed when the signature is empty.
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
