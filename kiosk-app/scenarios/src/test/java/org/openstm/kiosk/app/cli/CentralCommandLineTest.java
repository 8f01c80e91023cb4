package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.app.CentralProcess;
import org.openstm.kiosk.app.cli.central.CentralCommand;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import picocli.CommandLine;

/// The commands as a person or another program runs them.
class CentralCommandLineTest {
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");

    @TempDir
    Path dir;

    private record Said(int exit, String out, String err) {}

    private static Said stm(CommandLine command, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = command.execute(arguments);
        return new Said(exit, out.toString(), err.toString());
    }

    @Test
    void a_flipped_byte_in_a_journal_is_exit_1_and_names_the_sequence() throws IOException {
        Path key = dir.resolve("journal.key");
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-24T06:32:00Z"));
        try (var journal = Journal.open(dir, "ST-0412-03", FileKeyStore.openOrCreate(key), clock)) {
            for (int n = 0; n < 6; n++) {
                journal.cases()
                        .recordIntent("t-" + n, "pension/life-proof", 1, "s", false, new byte[200], "ABCDEFGHJKLM");
            }
            journal.notes().addNote("staff-check", "530102195503080028 looked at by 13800006021");
        }
        Path file = dir.resolve("journal.db");
        var command = new CommandLine(new JournalCommand());
        var sound = stm(command, "verify", "--file", file.toString(), "--key", key.toString());
        assertEquals(
                new Said(
                        0,
                        "sound: 8 entries (chain, rows and sealed contents)\n"
                                + "never countersigned: all entries rest on the terminal's word\n",
                        ""),
                sound);
        var shown = stm(command, "show", "--file", file.toString(), "--key", key.toString());
        assertEquals(8, shown.out().lines().count());
        assertTrue(shown.out().contains("530****028 looked at by 138****021"), shown.out());

        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("ABCDEFGHJKLM");
        bytes[at] ^= 1;
        Files.write(file, bytes);
        var broken = stm(command, "verify", "--file", file.toString(), "--json");
        assertEquals(1, broken.exit());
        assertTrue(broken.err().contains("without the key"), broken.err());
        assertTrue(broken.out().contains("\"firstBad\":"), broken.out());
        assertEquals(2, stm(command, "verify").exit());
        assertEquals(
                1,
                stm(command, "verify", "--file", dir.resolve("none.db").toString())
                        .exit());
    }

    @LongTest(oneIn = 3)
    @Test
    void central_killed_again_and_again_holds_exactly_one_of_each_case() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        var central = CentralProcess.start(dir, 0, embedded());
        int port = central.uri().getPort();
        var key = SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), "ST-0412-03");
        var keys = CentralPublicKeys.trustOnFirstUse(dir.resolve("central-keys.json"));
        int cases = 0;
        try (var kiosk = new HttpCentralClient(central.uri(), "ST-0412-03", key, keys)) {
            var identity = Proofs.identity(kiosk, LI);
            for (int life = 0; life < 4; life++) {
                var killer = killLater(central, random.nextInt(400));
                boolean alive = true;
                while (alive) {
                    byte[] body = body("t-" + cases, identity);
                    var first = kiosk.submitCase("t-" + cases, body);
                    var again = kiosk.submitCase("t-" + cases, body);
                    if (!(first instanceof CentralReply.Done) || !(again instanceof CentralReply.Done)) {
                        alive = false;
                        killer.join();
                        central = CentralProcess.start(dir, port, embedded());
                        again = kiosk.submitCase("t-" + cases, body);
                    }
                    var said = assertInstanceOf(CentralReply.Done.class, again, "seed " + seed)
                            .value();
                    if (first instanceof CentralReply.Done<CaseReceipt>(var receipt)) assertEquals(receipt, said);
                    cases++;
                }
            }
            CentralReply<List<CaseProgress>> all = kiosk.queryCases(Proofs.byCard(kiosk, LI));
            var numbers = assertInstanceOf(CentralReply.Done.class, all).value();
            assertEquals(cases, ((List<?>) numbers).size(), "seed " + seed);
            assertInstanceOf(CentralReply.Done.class, kiosk.queryProgress(VerificationCode.of("t-0")));
            document(kiosk);
        } finally {
            central.process().destroyForcibly();
        }
        assertTrue(cases >= 4);
    }

    @Test
    void the_end_of_a_version_needs_half_a_year_and_is_told_with_every_answer() throws Exception {
        var soon = stm(
                new CommandLine(new CentralCommand()),
                "--port",
                "0",
                "--data",
                dir.resolve("central").toString(),
                "--sunset",
                LocalDate.now(ZoneOffset.UTC).plusDays(100).toString());
        assertEquals(2, soon.exit());
        assertTrue(soon.err().startsWith("stm: terminals need 180 days"), soon.err());
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(200);
        var more = new ArrayList<>(embedded());
        more.addAll(List.of("--sunset", day.toString()));
        try (var central = CentralProcess.start(dir, 0, more);
                var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(central.uri().resolve("/v1/health"));
            var unsigned = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            assertEquals(401, unsigned.statusCode());
            var end = ContractSunset.of(
                            unsigned.headers().firstValue("Deprecation"),
                            unsigned.headers().firstValue("Sunset"))
                    .orElseThrow();
            assertEquals(day, LocalDate.ofInstant(end.until(), ZoneId.of("Asia/Shanghai")));
            assertTrue(end.since().isPresent());
        }
    }

    private void document(HttpCentralClient kiosk) throws IOException {
        var asked = submission("t-doc", "social-insurance/contribution-certificate", Proofs.identity(kiosk, LI));
        var receipt = (CaseReceipt) assertInstanceOf(CentralReply.Done.class, kiosk.submitCase("t-doc", asked))
                .value();
        byte[] pdf = (byte[]) assertInstanceOf(
                        CentralReply.Done.class,
                        kiosk.fetchDocument(receipt.documents().getFirst().serial()))
                .value();
        Path file = Files.write(dir.resolve("certificate.pdf"), pdf);
        String trust = dir.resolve("central-keys.json").toString();
        var command = new CommandLine(new DocumentCommand());
        assertEquals(
                0, stm(command, "verify", file.toString(), "--trust", trust).exit());
        pdf[200] ^= 1;
        Files.write(file, pdf);
        assertEquals(
                1, stm(command, "verify", file.toString(), "--trust", trust).exit());
    }

    private List<String> embedded() {
        return List.of("--data", dir.resolve("central").toString());
    }

    private static Thread killLater(CentralProcess central, int millis) {
        return Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(millis);
                central.process().destroyForcibly().waitFor();
            } catch (InterruptedException leaving) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static byte[] body(String txId, IdentityAssurance identity) {
        return submission(txId, "pension/life-proof", identity);
    }

    private static byte[] submission(String txId, String service, IdentityAssurance identity) {
        return SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                service,
                1,
                LI,
                identity,
                Map.of("again", "yes"),
                Instant.parse("2026-11-24T06:32:00Z"),
                "ST-0412-03",
                false));
    }
}
