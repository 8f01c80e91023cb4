package org.openstm.kiosk.app.cli;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.app.Main;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import tools.jackson.databind.json.JsonMapper;

/// Runs every command: its help, a wrong option, a missing file. A new command
/// fails here until it is in the table.
@Timeout(120)
class EveryCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    /// Placeholder for a path that does not exist and cannot be created.
    private static final String NONE = "NONE";

    /// Arguments with which a command misses a file, or else its input.
    private static final Map<String, String> MISSING = Map.ofEntries(
            entry("kiosk", "--guarded --pair CODE"), // one that runs shows a page: FailedStartTest
            entry("rehearse", "--data NONE"),
            entry("walk", "NONE"),
            entry("demo", "--out NONE"),
            entry("status", "--data NONE"),
            entry("catalog check", "NONE"),
            entry("catalog list", "--services NONE"),
            entry("catalog show", "pension/life-proof --services NONE"),
            entry("catalog schema", "pension/life-proof --services NONE"),
            entry("catalog search", "yanglao --services NONE"),
            entry("catalog back", "--data NONE"),
            entry("catalog names", "--services NONE"),
            entry("central", "--port 0 --data NONE"),
            entry("central pair", "ST-0412-03 --data NONE"),
            entry("central publish", "NONE --data NONE"),
            entry("central key", "announce --data NONE"),
            entry("central command", "ST-0412-03 restart --data NONE"),
            entry("central export-open", "NONE --data NONE --out NONE"),
            entry("central support", "ST-0412-03 --data NONE --out NONE"),
            entry("journal verify", "--file NONE"),
            entry("journal show", "--file NONE"),
            entry("journal export", "--data NONE --config NONE --to NONE"),
            entry("journal unsent", "--data NONE --config NONE"),
            entry("document verify", "NONE"),
            entry("id-card read", "--link serial:NONE --wait 0.1"),
            entry("chip-card read", "--link ws://127.0.0.1:1 --wait 0.1"),
            entry("barcode read", "--image NONE"),
            entry("camera take", "NONE --link camera:NONE --wait 0.1"),
            entry("sim", "receipt-printer --render NONE"),
            entry("device list", "--devices NONE"),
            entry("device status", "--devices NONE"),
            entry("device check", "slip-1 --devices NONE"),
            entry("device swap", "slip-1 --driver escpos --data NONE"),
            entry("device rollback", "slip-1 --data NONE"),
            entry("device install", "NONE --data NONE --config NONE"),
            entry("device bundles", "--data NONE --devices NONE"),
            entry("device uninstall", "lintel-slip@1.0.0 --data NONE --config NONE"),
            entry("device events", "--data NONE"),
            entry("device pack", "NONE --key NONE --out NONE"),
            entry("device import-jpos", "NONE"),
            entry("print", "receipt/accepted NONE --to NONE.png"),
            entry("staff pin", ""),
            entry("staff audit", "--file NONE"),
            entry("staff accept", "--data NONE"),
            entry("support", "--data NONE --config NONE --to NONE"));

    /// Commands that take no file.
    private static final Set<String> NEEDS_NOTHING = Set.of("device profiles", "help", "completion");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final InputStream input = System.in;

    @TempDir
    Path folder;

    @BeforeEach
    void nobody_types() {
        System.setIn(new ByteArrayInputStream(new byte[0]));
    }

    @AfterEach
    void typed_again() {
        System.setIn(input);
    }

    private int stm(List<String> arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private static List<String> words(String line) {
        return line.isBlank() ? List.of() : List.of(line.split(" ", -1));
    }

    private static List<String> joined(List<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }

    /// Every command by its name, groups as well.
    private static Map<String, CommandLine> all() {
        var all = new TreeMap<String, CommandLine>();
        collect("", Main.commandLine(), all);
        return all;
    }

    private static void collect(String before, CommandLine command, Map<String, CommandLine> all) {
        all.put(before.strip(), command);
        command.getSubcommands().forEach((name, below) -> collect(before + " " + name, below, all));
    }

    private void assertOneSentence(String said) {
        var words = err.toString();
        var lines = words.lines().toList();
        assertEquals(1, lines.size(), said + ": " + words);
        assertTrue(words.startsWith("stm: "), said + ": " + words);
        assertFalse(words.matches("(?s).*(Exception|\\bat [a-z]+\\.|[a-z]\\.[A-Z][a-z]+[A-Z]).*"), said + ": " + words);
        assertFalse(words.contains("null"), said + ": " + words);
        assertFalse(words.contains("STM_TRACE"), said + ": it is taken for a bug: " + words);
        assertTrue(words.length() > 20, said + ": says too little: " + words);
        assertEquals("", out.toString(), said);
    }

    @Test
    void every_command_has_help_with_an_example_that_it_takes() {
        for (var command : all().entrySet()) {
            var name = ("stm " + command.getKey()).strip();
            assertEquals(ExitCodes.DONE, stm(joined(words(command.getKey()), "--help")), name + err);
            assertEquals("", err.toString(), name);
            assertTrue(out.toString().contains("Usage: " + name), out::toString);
            var help = out.toString().lines().toList();
            var example = help.stream()
                    .filter(line -> line.startsWith("Example: stm "))
                    .toList();
            assertEquals(1, example.size(), name + ": " + help);
            var taken = example.getFirst().replaceFirst("Example: stm ", "").replaceFirst(" >.*", "");
            if (!command.getKey().isEmpty()
                    && command.getValue().getSubcommands().isEmpty())
                assertTrue(taken.startsWith(command.getKey()), name + ": " + taken);
            Main.commandLine().parseArgs(taken.split(" ", -1));
        }
    }

    @Test
    void every_option_and_word_of_a_command_is_described() {
        var silent = new ArrayList<String>();
        all().forEach((name, command) -> {
            for (ArgSpec argument : command.getCommandSpec().args())
                if (!argument.hidden()
                        && String.join("", argument.description()).isBlank())
                    silent.add(name + " " + argument.paramLabel());
        });
        assertEquals(List.of(), silent);
    }

    @Test
    void help_shows_the_same_as_the_option() {
        for (var name : List.of("", "status", "device swap")) {
            stm(joined(words(name), "--help"));
            var shown = out.toString();
            assertEquals(
                    ExitCodes.DONE, stm(joined(List.of("help"), words(name).toArray(String[]::new))), err::toString);
            assertEquals(shown, out.toString());
        }
        assertEquals(ExitCodes.USAGE, stm(List.of("help", "device", "swop")));
        assertOneSentence("help device swop");
    }

    @Test
    void a_wrong_option_is_one_sentence_and_wrong_usage() {
        for (var name : all().keySet()) {
            assertEquals(ExitCodes.USAGE, stm(joined(words(name), "--nope")), name);
            assertOneSentence(name);
            assertTrue(err.toString().contains("--help"), err::toString);
        }
        assertEquals(ExitCodes.USAGE, stm(List.of("status", "--jsn")));
        assertTrue(err.toString().contains("did you mean --json?"), err::toString);
        assertEquals(ExitCodes.USAGE, stm(List.of("central", "--sunset", "soon")));
        assertOneSentence("central --sunset soon");
        assertEquals(ExitCodes.USAGE, stm(List.of("sim", "nope")));
        assertOneSentence("sim nope");
    }

    @Test
    void a_file_that_is_not_there_is_one_sentence_and_exit_1() throws IOException {
        var nothing = Files.createFile(folder.resolve("file")).resolve("none").toString();
        for (var command : all().entrySet()) {
            var name = command.getKey();
            boolean group = !command.getValue().getSubcommands().isEmpty();
            var missing = MISSING.get(name);
            assertTrue(missing != null || group || NEEDS_NOTHING.contains(name), name + " does not stand in the table");
            if (missing == null) continue;
            var line = joined(words(name), words(missing.replace(NONE, nothing)).toArray(String[]::new));
            assertEquals(ExitCodes.FAILED, stm(line), line + ": " + out + err);
            assertOneSentence(line.toString());
            if (command.getValue().getCommandSpec().findOption("--json") == null) continue;
            assertEquals(ExitCodes.FAILED, stm(joined(line, "--json")), line.toString());
            if (!out.toString().isEmpty()) // the refusal, for a program
            assertEquals(
                        "refused", JSON.readTree(out.toString()).path("outcome").asString(), line + " --json");
            out.getBuffer().setLength(0);
            assertOneSentence(line + " --json");
        }
    }

    @Test
    void the_short_way_to_the_status_takes_the_same_words() {
        var status = Main.statusCommandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        assertEquals(ExitCodes.DONE, status.execute("--help"));
        assertTrue(out.toString().contains("Usage: stm status"), out::toString);
        out.getBuffer().setLength(0);
        assertEquals(ExitCodes.USAGE, status.execute("--nope"));
        assertOneSentence("status --nope");
        err.getBuffer().setLength(0);
        assertEquals(ExitCodes.FAILED, status.execute("--data", folder.toString()));
        assertOneSentence("status");
    }

    @Test
    void a_search_without_a_hit_says_so() {
        assertEquals(ExitCodes.FAILED, stm(List.of("catalog", "search", "qqqqqqqq")));
        assertOneSentence("catalog search");
    }

    @Test
    void bash_completes_the_words_of_every_command() throws Exception {
        assertEquals(ExitCodes.DONE, stm(List.of("completion")), err::toString);
        var script = folder.resolve("completion");
        Files.writeString(script, out.toString());
        var asked = "source '" + script
                + "'; COMP_WORDS=(stm device sw); COMP_CWORD=2; _complete_stm 2>/dev/null; echo \"${COMPREPLY[@]}\"";
        var bash = new ProcessBuilder("bash", "-c", asked)
                .redirectErrorStream(true)
                .start();
        var said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(bash.waitFor(20, TimeUnit.SECONDS), said);
        assertEquals("swap", said);
    }
}
