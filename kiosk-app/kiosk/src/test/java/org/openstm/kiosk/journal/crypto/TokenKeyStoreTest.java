package org.openstm.kiosk.journal.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.SoftToken;

/// With SoftHSM, a software token with a PKCS#11 interface. It finds its token by an environment variable,
/// hence the child process.
class TokenKeyStoreTest {
    @TempDir
    Path dir;

    @Test
    void a_journal_lives_from_a_token_and_forgets_with_it() throws Exception {
        var token = SoftToken.in(dir);
        var said = token.child(Child.class, token.library().toString(), token.slot(), dir.toString());
        assertEquals("well", said.lines().toList().getLast(), said);
    }

    static final class Child {
        private static final byte[] REQUEST = "{\"name\":\"李秀兰\"}".getBytes(StandardCharsets.UTF_8);

        private Child() {}

        public static void main(String[] words) throws Exception {
            var library = Path.of(words[0]);
            long slot = Long.parseLong(words[1]);
            var dir = Path.of(words[2]).resolve("kiosk");
            var pin = "5678".toCharArray();
            var refused = assertThrows(
                    RuntimeException.class, () -> TokenKeyStore.open(library, slot, "0000".toCharArray(), "ST-1"));
            assertTrue(String.valueOf(refused.getMessage()).contains("is the PIN right?"), refused.toString());
            var now = new ArrayList<>(List.of(Instant.parse("2026-01-05T01:00:00Z")));
            var keys = TokenKeyStore.open(library, slot, pin, "ST-0412-03");
            assertEquals(1, keys.epoch());
            byte[] wrapped = keys.wrapKey(new byte[32], new byte[] {1});
            assertArrayEquals(new byte[32], keys.unwrapKey(1, wrapped, new byte[] {1}));
            assertThrows(
                    InvalidSealException.class, () -> keys.unwrapKey(1, wrapped, new byte[] {2}), "another context");
            wrapped[20] ^= 1;
            assertThrows(
                    InvalidSealException.class, () -> keys.unwrapKey(1, wrapped, new byte[] {1}), "a changed byte");
            try (var journal = Journal.open(dir, "ST-0412-03", keys, now::getLast)) {
                intend(journal, "waits");
                intend(journal, "gone");
                var sending = journal.cases()
                        .recordSending(journal.cases().findCase("gone").orElseThrow(), "run")
                        .orElseThrow();
                journal.cases().recordAccepted(sending, REQUEST);
                journal.chain()
                        .recordAnchor(new JournalAnchor(
                                journal.chain().chainEnd().seq(),
                                journal.chain().chainEnd().hash(),
                                new byte[] {1}));
                now.add(now.getLast().plus(Duration.ofDays(40)));
                assertEquals(
                        1,
                        journal.maintenance()
                                .applyRetention(now.getLast(), Duration.ofDays(30), Duration.ofDays(180))
                                .shredded());
                assertThrows(InvalidSealException.class, () -> journal.cases().caseRequest("gone"));
            }
            assertEquals(2, keys.epoch());
            assertThrows(
                    InvalidSealException.class,
                    () -> keys.unwrapKey(1, new byte[60], new byte[0]),
                    "the old key is gone");
            var again = TokenKeyStore.open(library, slot, pin, "ST-0412-03");
            try (var journal = Journal.open(dir, "ST-0412-03", again, now::getLast)) {
                assertArrayEquals(REQUEST, journal.cases().caseRequest("waits"));
            }
            assertEquals(
                    "",
                    JournalFiles.verifyFile(dir.resolve("journal.db"), again).why());
            assertFalse(Files.readString(dir.resolve("journal.db"), StandardCharsets.ISO_8859_1)
                    .contains("{\"name\""));
            System.out.println("well");
        }

        private static void intend(Journal journal, String id) {
            journal.cases().recordIntent(id, "pension/life-proof", 3, "s-1", true, REQUEST, "ABCDEFGH2345");
        }
    }
}
