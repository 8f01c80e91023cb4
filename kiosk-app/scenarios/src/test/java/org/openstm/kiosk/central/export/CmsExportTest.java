package org.openstm.kiosk.central.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;

/// Exports as `openssl cms` reads and writes them, and as nobody should.
class CmsExportTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final Instant AT = Instant.parse("2026-12-01T06:32:00Z");
    private static final byte[] WORDS = "{\"what\":\"test\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PAYLOAD = "what is carried\n".getBytes(StandardCharsets.UTF_8);

    private static final byte[] NULL = {0x05, 0x00};

    @TempDir
    Path dir;

    private ExportKey central;
    private SigningKey terminal;
    private CentralPublicKeys trusted;
    private Path payload;

    @BeforeEach
    void keys() {
        central = ExportKey.loadOrCreate(dir.resolve("exports.json"));
        terminal = SigningKey.loadOrCreate(dir.resolve("terminal.json"), TERMINAL);
        trusted = trust(dir, central);
        payload = dir.resolve("opened");
    }

    private static CentralPublicKeys trust(Path dir, ExportKey central) {
        var trusted = CentralPublicKeys.trustAfterPairing(dir.resolve("trusted.json"));
        var key = SigningKey.loadOrCreate(dir.resolve("central.json"), "central");
        trusted.pinKeys(key.publicJwk(), Optional.of(central.publicJwk()), true);
        return trusted;
    }

    private Path export() throws IOException {
        var plain = Files.write(dir.resolve("plain"), PAYLOAD);
        var file = dir.resolve("export");
        ExportFile.writeExport(
                file, new ExportFile.Content(Map.of("what", "test"), "journal.db", plain), trusted, terminal, AT);
        Files.delete(plain);
        return file;
    }

    private Optional<String> findRegistered(String id) {
        return Optional.of(terminal.publicJwk()).filter(_ -> id.equals(TERMINAL));
    }

    private void assertOpens(Path file) throws Exception {
        var opened = ExportFile.openExport(file, central, this::findRegistered, payload);
        assertEquals(TERMINAL, opened.terminal());
        assertEquals("test", opened.words().text("what"));
        assertArrayEquals(PAYLOAD, Files.readAllBytes(payload));
        Files.delete(payload);
    }

    private String refusal(Path file) {
        var refused = assertThrows(
                ExportFile.Refused.class, () -> ExportFile.openExport(file, central, this::findRegistered, payload));
        assertFalse(Files.exists(payload), refused.getMessage());
        var why = String.valueOf(refused.getMessage());
        assertTrue(why.startsWith(file + " "), why);
        return why.substring(file.toString().length() + 1);
    }

    private String refusal(byte[] export) throws IOException {
        return refusal(Files.write(dir.resolve("spoilt"), export));
    }

    private String openssl(String words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(("openssl " + words).split(" "))
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), words + ": " + said);
        return said;
    }

    /// `NAME.pem` and a certificate of it, `NAME.crt`.
    private void writeForOpenssl(String name, KeyPair pair) throws Exception {
        var key = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        Files.writeString(
                dir.resolve(name + ".pem"), "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
        openssl("req -x509 -new -key NAME.pem -out NAME.crt -subj /CN=NAME -addext subjectKeyIdentifier=hash"
                .replace("NAME", name));
    }

    /// What `openssl cms` makes for a key.
    private byte[] envelope(byte[] content, KeyPair key, String cipher, String derivation) throws Exception {
        writeForOpenssl("recipient", key);
        Files.write(dir.resolve("content"), content);
        openssl("cms -encrypt -binary -in content -outform DER -out envelope " + cipher
                + " -keyid -recip recipient.crt -keyopt ecdh_kdf_md:" + derivation);
        return Files.readAllBytes(dir.resolve("envelope"));
    }

    private byte[] envelope(byte[] content) throws Exception {
        return envelope(content, central.keyPair().toKeyPair(), "-aes-256-gcm", "sha256");
    }

    private Path signed(byte[] content, SigningKey by) throws IOException {
        var file = dir.resolve("signed");
        try (var out = Files.newOutputStream(file);
                var signing = new CmsExportWriter(central.keyPair().toPublicJWK(), by, AT).openSigned(out)) {
            signing.write(content);
        }
        return file;
    }

    private Path signed(byte[] content) throws IOException {
        return signed(content, terminal);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var name : files.keySet().stream().sorted().toList()) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(files.get(name));
            }
        }
        return out.toByteArray();
    }

    @Test
    void openssl_verifies_and_decrypts_what_a_terminal_wrote() throws Exception {
        export();
        writeForOpenssl("terminal", terminal.keyPair());
        writeForOpenssl("central", central.keyPair().toKeyPair());
        openssl("cms -verify -binary -inform DER -in export -certfile terminal.crt -CAfile terminal.crt -purpose any"
                + " -out envelope");
        openssl("cms -decrypt -binary -inform DER -in envelope -inkey central.pem -out export.zip");
        try (var zip = new ZipFile(dir.resolve("export.zip").toFile())) {
            assertEquals(
                    List.of("export.json", "journal.db"),
                    zip.stream().map(ZipEntry::getName).toList());
            assertArrayEquals(
                    WORDS, zip.getInputStream(zip.getEntry("export.json")).readAllBytes());
            assertArrayEquals(
                    PAYLOAD, zip.getInputStream(zip.getEntry("journal.db")).readAllBytes());
        }
        var structure = openssl("cms -cmsout -print -noout -inform DER -in export");
        assertTrue(structure.contains("UTF8STRING:" + TERMINAL), structure);
        assertTrue(structure.contains("Dec  1 06:32:00 2026 GMT"), structure);
    }

    @Test
    void what_openssl_encrypted_is_opened_at_central() throws Exception {
        assertOpens(signed(envelope(zip(Map.of("export.json", WORDS, "payload", PAYLOAD)))));
    }

    @Test
    void every_changed_bit_and_every_cut_is_refused_and_leaves_no_payload() throws Exception {
        byte[] whole = Files.readAllBytes(export());
        assertOpens(dir.resolve("export"));
        var bits = IntStream.range(0, 8 * whole.length).boxed().toList();
        for (int bit : TestTier.share(bits, 8)) {
            byte[] changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            var why = refusal(changed);
            assertTrue(
                    List.of("is not as", "was changed or is damaged", "is cut off", "is signed by", "does not say")
                                    .stream()
                                    .anyMatch(why::startsWith)
                            || why.equals("has no signature")
                            || why.equals("is no export of a terminal"),
                    "bit " + bit + ": " + why);
        }
        for (int length = 0; length < whole.length; length++) {
            var why = refusal(Arrays.copyOf(whole, length));
            assertEquals(length < 15 ? "is no export of a terminal" : "is cut off", why, "length " + length);
        }
    }

    @Test
    void nothing_follows_the_signature() throws Exception {
        byte[] whole = Files.readAllBytes(export());
        for (int more : new int[] {1, 2, 6, 100_000})
            assertEquals(
                    "is not as ST-0412-03 signed it, or it was signed with a key that ST-0412-03 no longer has",
                    refusal(Arrays.copyOf(whole, whole.length + more)));
    }

    @Test
    void nothing_is_added_in_the_structure() throws Exception {
        byte[] whole = Files.readAllBytes(export());
        var hex = HexFormat.of().formatHex(whole);
        int signers = hex.lastIndexOf("00000000000031") / 2 + 6;
        // the ends of all levels, before the signers and after them
        for (int at : new int[] {
            signers - 6, signers - 4, signers - 2, signers, whole.length - 6, whole.length - 4, whole.length - 2
        }) {
            var more = new ByteArrayOutputStream();
            more.write(whole, 0, at);
            more.write(NULL);
            more.write(whole, at, whole.length - at);
            assertEquals("was changed or is damaged", refusal(more.toByteArray()), "at " + at);
        }
    }

    @Test
    void who_did_not_sign_is_not_believed() throws Exception {
        byte[] envelope = envelope(zip(Map.of("export.json", WORDS, "payload", PAYLOAD)));
        assertEquals("has no signature", refusal(envelope));
        var inItsName = SigningKey.loadOrCreate(dir.resolve("other.json"), TERMINAL);
        assertEquals(
                "is not as ST-0412-03 signed it, or it was signed with a key that ST-0412-03 no longer has",
                refusal(signed(envelope, inItsName)));
        var other = SigningKey.loadOrCreate(dir.resolve("fourth.json"), "ST-0412-04");
        assertEquals(
                "is signed by ST-0412-04, which is not registered at this central", refusal(signed(envelope, other)));
        // with a certificate, which no signature covers, and without a number
        Files.write(dir.resolve("envelope"), envelope);
        writeForOpenssl("terminal", terminal.keyPair());
        var sign = "cms -sign -binary -nodetach -nosmimecap -econtent_type 1.2.840.113549.1.9.16.1.6 -keyid"
                + " -signer terminal.crt -inkey terminal.pem -in envelope -outform DER -out signed";
        openssl(sign);
        assertEquals("was changed or is damaged", refusal(dir.resolve("signed")));
        openssl(sign + " -nocerts");
        assertEquals("does not say which terminal signed it", refusal(dir.resolve("signed")));
    }

    @Test
    void what_a_terminal_signed_must_be_for_this_central_and_whole() throws Exception {
        byte[] good = zip(Map.of("export.json", WORDS, "payload", PAYLOAD));
        var own = central.keyPair().toKeyPair();
        var another =
                ExportKey.loadOrCreate(dir.resolve("another.json")).keyPair().toKeyPair();
        assertEquals(
                "was encrypted for another central, or for a key that this one no longer has",
                refusal(signed(envelope(good, another, "-aes-256-gcm", "sha256"))));
        for (var way : List.of("-aes-128-gcm sha256", "-aes-256-gcm sha1", "-aes-256-cbc sha256")) {
            var words = way.split(" ");
            assertEquals(
                    "is encrypted in a way that this central does not take",
                    refusal(signed(envelope(good, own, words[0], words[1]))),
                    way);
        }
        byte[] changed = envelope(good);
        changed[changed.length - 30] ^= 1;
        assertEquals("was changed before it was signed", refusal(signed(changed)));
        var unknown = "does not say what it holds";
        assertEquals(unknown, refusal(signed(envelope(PAYLOAD))));
        assertEquals(unknown, refusal(signed(envelope(zip(Map.of("export.json", WORDS))))));
        assertEquals(unknown, refusal(signed(envelope(zip(Map.of("a", PAYLOAD, "export.json", WORDS))))));
        assertEquals(unknown, refusal(signed(envelope(zip(Map.of("export.json", PAYLOAD, "payload", PAYLOAD))))));
        assertEquals(
                unknown,
                refusal(signed(envelope(zip(Map.of("export.json", WORDS, "payload", PAYLOAD, "z", PAYLOAD))))));
        // a megabyte of zeros in a kilobyte
        assertEquals(
                unknown, refusal(signed(envelope(zip(Map.of("export.json", WORDS, "payload", new byte[1 << 20]))))));
        assertEquals(unknown, refusal(signed(envelope(Arrays.copyOf(good, good.length / 2)))));
    }

    @Test
    void a_file_that_is_exchanged_after_it_was_verified_is_refused() throws Exception {
        var file = export();
        var other = SigningKey.loadOrCreate(dir.resolve("fourth.json"), "ST-0412-04");
        var foreign = signed(envelope(zip(Map.of("export.json", WORDS, "payload", WORDS))), other);
        var refused = assertThrows(
                ExportFile.Refused.class,
                () -> ExportFile.openExport(file, central, id -> exchange(foreign, file, id), payload));
        assertEquals(file + " changes while it is read", refused.getMessage());
        assertFalse(Files.exists(payload));
    }

    private Optional<String> exchange(Path from, Path to, String id) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            return findRegistered(id);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void payloads_of_any_size_are_carried() throws Exception {
        // on both sides of where the pieces of the cipher end
        var sizes = new ArrayList<>(List.of(0, 1, 15, 16, 17, 200_000));
        sizes.addAll(TestTier.share(IntStream.range(65_000, 65_600).boxed().toList(), 8));
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        var plain = dir.resolve("plain");
        var file = dir.resolve("export");
        for (int size : sizes) {
            Files.write(plain, Arrays.copyOf(bytes, size));
            ExportFile.writeExport(file, new ExportFile.Content(Map.of(), "payload", plain), trusted, terminal, AT);
            ExportFile.openExport(file, central, this::findRegistered, payload);
            assertEquals(-1, Files.mismatch(plain, payload), "size " + size);
        }
    }

    @Test
    void an_envelope_of_any_bytes_is_opened_or_refused() throws Exception {
        byte[] envelope = envelope(zip(Map.of("export.json", WORDS, "payload", PAYLOAD)));
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int turn = 0; turn < TestTier.pick(300, 3000); turn++) {
            byte[] spoilt = envelope.clone();
            for (int n = random.nextInt(3); n >= 0; n--)
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
            var file = signed(random.nextInt(4) == 0 ? Arrays.copyOf(spoilt, random.nextInt(spoilt.length)) : spoilt);
            try {
                assertOpens(file);
            } catch (ExportFile.Refused _) {
                assertFalse(Files.exists(payload), "seed " + seed + ", turn " + turn);
            }
        }
    }

    @Test
    void a_part_that_is_kept_in_memory_is_never_long() throws Exception {
        var head = "308006092A864886F70D010702A0803080020103";
        // an identifier and sets of 100 MB by their length, and one without an end
        for (var part :
                List.of("30800684060000F0", head + "3184060000F0", head + "3180", head + "318030800484060000F0")) {
            var bytes = new ByteArrayOutputStream();
            bytes.write(HexFormat.of().parseHex(part));
            for (int n = 0; n < 2_000_000; n++) bytes.write(NULL);
            long before = allocated();
            var why = refusal(bytes.toByteArray());
            assertTrue(allocated() - before < 32 << 20, part);
            assertEquals(part.startsWith(head) ? "was changed or is damaged" : "is no export of a terminal", why, part);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void a_large_journal_is_written_and_opened_in_48_MB() throws Exception {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                Large.class.getName(),
                dir.toString(),
                String.valueOf(TestTier.pick(100, 304)));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("same", said.lines().toList().getLast(), said);
    }

    static final class Large {
        private Large() {}

        public static void main(String[] words) throws Exception {
            var dir = Path.of(words[0]);
            var large = dir.resolve("large");
            byte[] piece = new byte[1 << 20];
            new Random(1).nextBytes(piece);
            try (var out = Files.newOutputStream(large)) {
                for (int n = Integer.parseInt(words[1]); n > 0; n--) out.write(piece);
            }
            var central = ExportKey.loadExisting(dir.resolve("exports.json"));
            var terminal = SigningKey.loadExisting(dir.resolve("terminal.json"), TERMINAL);
            var file = dir.resolve("export");
            long start = System.nanoTime();
            ExportFile.writeExport(
                    file, new ExportFile.Content(Map.of(), "large", large), trust(dir, central), terminal, AT);
            long written = System.nanoTime();
            ExportFile.openExport(file, central, _ -> Optional.of(terminal.publicJwk()), dir.resolve("again"));
            System.out.printf(
                    "written in %d ms, opened in %d ms%n",
                    (written - start) / 1_000_000, (System.nanoTime() - written) / 1_000_000);
            System.out.println(Files.mismatch(large, dir.resolve("again")) < 0 ? "same" : "another");
        }
    }
}
