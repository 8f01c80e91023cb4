package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.JournalCountersignature;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.reference.ReferenceCentral;
import picocli.CommandLine;

/// A consistent hash chain may be an old copy, or another one than central has
/// seen.
class CountersignatureCheckTest {
    private static final String TERMINAL = "ST-0412-03";

    @TempDir
    Path dir;

    private Path journal;
    private Path keys;
    private Path old;

    @BeforeEach
    void a_journal_that_central_has_countersigned_twice() throws Exception {
        keys = dir.resolve("central.keys");
        journal = dir.resolve("journal/journal.db");
        old = dir.resolve("old.db");
        try (var central = ReferenceCentral.start(0, dir.resolve("central"), InstantSource.system(), true);
                var line = new HttpCentralClient(
                        central.uri(),
                        TERMINAL,
                        SigningKey.loadOrCreate(dir.resolve("terminal.key"), TERMINAL),
                        CentralPublicKeys.trustOnFirstUse(keys))) {
            assertInstanceOf(CentralReply.Done.class, line.querySystems());
            countersigned(line, "one");
            Files.copy(journal, old); // closed: all of it is in the one file
            countersigned(line, "two");
        }
    }

    private void countersigned(HttpCentralClient line, String word) throws Exception {
        try (var open = Journal.open(
                        dir.resolve("journal"),
                        TERMINAL,
                        FileKeyStore.openOrCreate(dir.resolve("journal.key")),
                        InstantSource.system());
                var dispatch = OutboxDispatcher.start(
                        open, line, RetryPolicy.forDemo(), QueuePolicy.of(Duration.ofDays(3), 60), "run-" + word)) {
            open.notes().addNote("word", word);
            long wanted = open.chain().chainEnd().seq();
            until(() -> {
                dispatch.requestHeartbeatNow();
                return open.chain()
                        .latestAnchor()
                        .filter(a -> a.seq() >= wanted)
                        .isPresent();
            });
            open.notes().addNote("after", word);
        }
    }

    private static void until(BooleanSupplier there) throws InterruptedException {
        for (int tries = 0; tries < 600; tries++) {
            if (there.getAsBoolean()) return;
            Thread.sleep(50);
        }
        fail("it did not happen in time");
    }

    private JournalCountersignature central() {
        return CentralAdministration.findCountersignature(TERMINAL, dir.resolve("central"), Optional.empty())
                .orElseThrow();
    }

    private CountersignatureCheck check() {
        return CountersignatureCheck.of(journal, Optional.of(keys));
    }

    @Test
    void it_says_up_to_where_central_has_seen_it_and_what_rests_on_the_terminal_s_word() {
        var found = check();
        assertTrue(found.holds(), found.words());
        assertTrue(
                found.words()
                        .matches("countersigned up to \\d+ at 20.*; [1-9]\\d* entries after that rest on the"
                                + " terminal's word"),
                found.words());
        assertTrue(CountersignatureCheck.of(journal, central()).holds());
        assertTrue(CountersignatureCheck.of(journal, Optional.empty()).words().contains("not checked"));
    }

    @Test
    @DisplayName("a forged countersignature passes no more")
    void a_countersignature_that_is_empty_or_of_another_key_fails() throws Exception {
        var note = JournalFiles.readAnchorStatus(journal).anchor().orElseThrow();
        var said = JournalCountersignature.of(StrictJson.parse(note.note()));
        var unsigned = StrictJson.parse(note.note()).canonicalBytesWithout("signature");
        var other =
                SigningKey.loadOrCreate(dir.resolve("forger.key"), "central").signPayload(unsigned, Map.of());
        for (var forged : new byte[][] {
            "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            StrictJson.toCanonicalBytes(
                    new JournalCountersignature(said.terminal(), said.seq(), said.hash(), said.at(), other)
                            .toJsonTree()),
            StrictJson.toCanonicalBytes(new JournalCountersignature(
                            said.terminal(), said.seq() + 1, said.hash(), said.at(), said.signature())
                    .toJsonTree()),
            StrictJson.toCanonicalBytes(
                    new JournalCountersignature("ST-0412-04", said.seq(), said.hash(), said.at(), said.signature())
                            .toJsonTree())
        }) {
            try (var file = DriverManager.getConnection("jdbc:sqlite:" + journal);
                    var change = file.prepareStatement("UPDATE anchor SET note = ?")) {
                change.setBytes(1, forged);
                assertEquals(1, change.executeUpdate());
            }
            var found = check();
            assertFalse(found.holds(), new String(forged, java.nio.charset.StandardCharsets.UTF_8));
            assertTrue(found.words().startsWith("the countersignature does not hold"), found.words());
            var command = new CommandLine(new JournalCommand());
            assertEquals(
                    ExitCodes.FAILED,
                    command.execute("verify", "--file", journal.toString(), "--central", keys.toString()));
        }
    }

    @Test
    @DisplayName("an old copy and a fork are told by what central remembers")
    void an_old_copy_and_a_fork_fail_against_central() {
        assertTrue(CountersignatureCheck.of(old, Optional.of(keys)).holds(), "whole in itself, and says how far");
        var against = CountersignatureCheck.of(old, central());
        assertFalse(against.holds());
        assertTrue(against.words().contains("old copy"), against.words());
        var said = central();
        var forked =
                new JournalCountersignature(said.terminal(), said.seq(), "0".repeat(64), said.at(), said.signature());
        var other = CountersignatureCheck.of(journal, forked);
        assertFalse(other.holds());
        assertTrue(other.words().contains("forked"), other.words());
    }

    @Test
    void an_export_that_was_made_before_central_countersigned_again_is_no_old_copy() throws Exception {
        var early = dir.resolve("early.db");
        Files.copy(journal, early);
        var later = new JournalCountersignature(
                central().terminal(),
                JournalFiles.readAnchorStatus(early).end() + 2,
                "00",
                central().at(),
                "");
        var before = CountersignatureCheck.of(early, later, later.at().minusSeconds(60));
        assertTrue(before.holds(), before.words());
        var after = CountersignatureCheck.of(early, later, later.at().plusSeconds(60));
        assertFalse(after.holds(), after.words());
        assertTrue(after.words().contains("old copy"), after.words());
    }
}
