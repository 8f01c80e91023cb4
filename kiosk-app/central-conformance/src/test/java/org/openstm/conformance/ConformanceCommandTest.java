package org.openstm.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.conformance.terminal.ContractFile;
import org.openstm.kiosk.reference.ReferenceCentral;

/// The command line: exit codes, one sentence, JSON.
@Timeout(120)
class ConformanceCommandTest {
    private static final String SETTINGS = "reference.yaml";

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return ConformanceCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    @Test
    void wrong_words_and_unfit_settings_are_told_in_one_sentence_before_anything_is_sent() throws IOException {
        var file = dir.resolve("settings.yaml");
        Files.writeString(file, "terminal: {number: ST-1}\npersons: {}\ncase: {service: a/b, person: li}\n");
        var broken = dir.resolve("broken.yaml");
        Files.writeString(broken, "terminal: {number: [\n");
        for (var words : new String[][] {
            {},
            {"--central", "http://127.0.0.1:1"},
            {"--central", "ftp://x", "--settings", SETTINGS},
            {"--central", "nonsense", "--settings", SETTINGS},
            {
                "--central",
                "http://127.0.0.1:1",
                "--settings",
                dir.resolve("none.yaml").toString()
            },
            {"--central", "http://127.0.0.1:1", "--settings", broken.toString()},
            {"--central", "http://127.0.0.1:1", "--settings", SETTINGS, "--only", "cases"},
            {"--central", "http://127.0.0.1:1", "--settings", file.toString()}
        }) {
            err.getBuffer().setLength(0);
            assertEquals(2, run(words), String.join(" ", words));
            assertEquals(1, err.toString().lines().count(), err.toString());
            assertFalse(err.toString().contains("Exception"), err.toString());
        }
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("'persons' has no 'li'"), err.toString());
    }

    @Test
    void a_place_where_nobody_listens_fails_with_its_checks() {
        assertEquals(1, run("--central", "http://127.0.0.1:1", "--settings", SETTINGS));
        assertTrue(out.toString().contains("came: nobody listens there"), out.toString());
        assertTrue(out.toString().contains(" 0 passed"), out.toString());
    }

    @Test
    void json_is_one_object_with_every_check() {
        try (var central = ReferenceCentral.start(0, dir, InstantSource.system(), true)) {
            assertEquals(
                    0, run("--central", central.uri().toString(), "--settings", SETTINGS, "--json"), out::toString);
        }
        var told = ContractFile.json(out.toString().getBytes(StandardCharsets.UTF_8));
        assertEquals(new ContractFile().version(), told.path("contract").asString());
        assertEquals(0, told.path("failed").asInt());
        assertTrue(told.path("passed").asInt() > 85, told.toString());
        assertEquals(
                told.path("passed").asInt() + told.path("skipped").asInt(),
                told.path("checks").size());
    }

    @Test
    void one_group_is_checked_alone_and_an_unknown_one_is_told_with_the_list() {
        try (var central = ReferenceCentral.start(0, dir, InstantSource.system(), true)) {
            assertEquals(
                    0,
                    run("--central", central.uri().toString(), "--settings", SETTINGS, "--only", "identity"),
                    out::toString);
        }
        var lines = out.toString().lines().toList();
        assertEquals("passed   enrolment/accepted", lines.getFirst());
        assertTrue(lines.size() > 5, out.toString());
        assertTrue(
                lines.subList(1, lines.size() - 1).stream().allMatch(line -> line.startsWith("passed   identity/")),
                out.toString());
        assertEquals(2, run("--central", "http://127.0.0.1:1", "--settings", SETTINGS, "--only", "cases"));
        assertTrue(
                err.toString().contains("'cases' is no group of checks; --only takes enrolment, signature, "),
                err.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("--help"));
        assertTrue(
                out.toString().replaceAll("\\s+", " ").contains(String.join(", ", ConformanceSuite.GROUPS)),
                out.toString());
    }

    @Test
    void help_has_an_example_and_the_exit_codes() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("Example: stm central-conformance --central"), out.toString());
        assertTrue(out.toString().contains("1   a check failed"), out.toString());
    }
}
