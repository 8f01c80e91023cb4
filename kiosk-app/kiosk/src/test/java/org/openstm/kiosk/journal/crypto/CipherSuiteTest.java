package org.openstm.kiosk.journal.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.JournalLocation;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.VerificationResult;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.StatementCache;

class CipherSuiteTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T09:26:00Z"));
    private static final byte[] REQUEST = "{\"name\":\"李秀兰\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private Journal open(CipherSuite suite) {
        return Journal.open(
                new JournalLocation(dir, dir.resolve("stored.copy"), 0, suite),
                "ST-0412-03",
                FileKeyStore.openOrCreate(dir.resolve("journal.key")),
                CLOCK);
    }

    private VerificationResult verify() {
        return JournalFiles.verifyFile(
                dir.resolve("journal.db"), FileKeyStore.openExisting(dir.resolve("journal.key")));
    }

    private static void store(Journal journal, String id) {
        journal.cases().recordIntent(id, "social/card-loss", 3, "s-1", true, REQUEST, "ABCDEFGH2345");
    }

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void a_journal_keeps_the_algorithms_with_which_it_began(CipherSuite suite) throws Exception {
        open(suite).close();
        for (var later : CipherSuite.values())
            try (var journal = open(later)) {
                store(journal, "t-" + later);
                assertArrayEquals(REQUEST, journal.cases().caseRequest("t-" + later));
            }
        assertEquals("", verify().why());
        try (var statements = new StatementCache(JournalSchema.openForReading(dir.resolve("journal.db")));
                var row = statements.prepareStatement("SELECT req FROM tx").executeQuery()) {
            while (row.next()) assertEquals(suite.code(), row.getBytes(1)[0]);
        }
        byte[] file = Files.readAllBytes(dir.resolve("journal.db"));
        assertFalse(new String(file, StandardCharsets.UTF_8).contains("李秀兰"));
    }

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void a_journal_that_begins_anew_with_other_algorithms_takes_the_stored_cases_over(CipherSuite suite)
            throws Exception {
        try (var journal = open(suite)) {
            store(journal, "waits");
        }
        Files.delete(dir.resolve("journal.db"));
        var other = suite == CipherSuite.SM ? CipherSuite.STANDARD : CipherSuite.SM;
        try (var journal = open(other)) {
            assertArrayEquals(REQUEST, journal.cases().caseRequest("waits"));
            journal.recovery().recoverAfterStop("run");
            journal.cases().recordAccepted(journal.cases().findCase("waits").orElseThrow(), REQUEST);
        }
        assertEquals("", verify().why());
    }

    @Test
    void a_changed_byte_is_found_under_sm() throws Exception {
        try (var journal = open(CipherSuite.SM)) {
            store(journal, "t-1");
        }
        byte[] sealed = SealedValue.sealBytes(CipherSuite.SM, new byte[16], REQUEST, new byte[] {1});
        assertArrayEquals(REQUEST, SealedValue.openBytes(new byte[16], sealed, new byte[] {1}));
        for (int i = 0; i < sealed.length; i++) {
            byte[] broken = sealed.clone();
            broken[i] ^= 1;
            assertThrows(
                    InvalidSealException.class,
                    () -> SealedValue.openBytes(new byte[16], broken, new byte[] {1}),
                    "byte " + i);
        }
        try (var statements = new StatementCache(JournalSchema.openForWriting(dir.resolve("journal.db")))) {
            assertEquals(CipherSuite.SM, statements.cipherSuite());
            try (var change = statements.connection().createStatement()) {
                change.execute("UPDATE head SET hash = zeroblob(32)");
            }
        }
        assertFalse(verify().sound());
    }

    /// RFC 8998, appendix A.2: SM4-GCM with its example key, nonce and additional data.
    @Test
    void sm4_gcm_gives_what_the_standard_s_example_gives() throws Exception {
        var hex = HexFormat.of();
        var cipher = CipherSuite.SM.newCipher("/GCM/NoPadding");
        cipher.init(
                javax.crypto.Cipher.ENCRYPT_MODE,
                CipherSuite.SM.toSecretKey(hex.parseHex("0123456789abcdeffedcba9876543210")),
                new javax.crypto.spec.GCMParameterSpec(128, hex.parseHex("00001234567800000000abcd")));
        cipher.updateAAD(hex.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
        var clear = hex.parseHex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
        var sealed = hex.formatHex(cipher.doFinal(clear));
        assertTrue(sealed.startsWith("17f399f08c67d5ee19d0dc9969c4bb7d"), sealed);
        assertTrue(sealed.endsWith("83de3541e4c2b58177e065a9bf7b62ec"), sealed);
        CipherSuite.SM.runSelfTest();
    }
}
