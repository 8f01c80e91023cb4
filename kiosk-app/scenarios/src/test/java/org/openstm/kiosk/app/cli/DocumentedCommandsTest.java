package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.app.Main;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/// Every command line in the documentation, run as a reader would run it.
@Timeout(300)
class DocumentedCommandsTest {
    private static final Pattern CODE = Pattern.compile("`((?:scripts/)?stm [^`]+)`");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /// Commands that run until they are stopped.
    private static final Set<String> STAYS = Set.of("kiosk", "demo", "walk", "sim", "central");

    /// @param words arguments after `stm`
    /// @param inBlock whether it is a whole line to copy, and not part of a sentence
    private record Documented(String page, List<String> words, boolean inBlock) {
        @Override
        public String toString() {
            return page + ": stm " + String.join(" ", words);
        }
    }

    /// Command lines of the front page and of the pages in these folders.
    private static List<Documented> all(Path... folders) throws IOException {
        var all = new ArrayList<Documented>();
        collect(Repository.path("README.md"), all);
        for (var folder : folders)
            try (var pages = Files.walk(folder)) {
                for (var page : pages.filter(f -> f.toString().endsWith(".md")).toList()) collect(page, all);
            }
        return all;
    }

    private static void collect(Path file, List<Documented> all) throws IOException {
        var page = file.getFileName().toString();
        var prose = new StringBuilder();
        boolean inBlock = false;
        for (var line : Files.readAllLines(file)) {
            if (line.strip().startsWith("```")) inBlock = !inBlock;
            else if (!inBlock) prose.append(line.strip()).append(' ');
            else if (line.matches("\\s*(.*/)?(scripts/)?stm .*")) {
                var behind = line.replaceFirst(".*?\\bstm ", "");
                all.add(new Documented(page, words(behind.replace("[", "").replace("]", "")), true));
                if (behind.contains("["))
                    all.add(new Documented(page, words(behind.replaceAll("\\[[^]]*]", "")), true));
            }
        }
        for (var code = CODE.matcher(prose); code.find(); )
            all.add(new Documented(page, words(code.group(1).replaceFirst("^(scripts/)?stm ", "")), false));
    }

    /// Splits as a shell does, up to a comment, to a redirection, and to `--`.
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        for (var word = WORD.matcher(line); word.find(); ) {
            if (word.group().startsWith("#")
                    || word.group().equals(">")
                    || word.group().equals("--")) break;
            words.add(Stream.of(word.group(1), word.group(2), word.group(3))
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElseThrow());
        }
        return words;
    }

    @Test
    void every_command_line_of_the_pages_is_one_that_stm_takes() throws IOException {
        var all = all(
                Repository.path("kiosk-app/docs"),
                Repository.path("device-drivers/docs"),
                Repository.path("printer-templates/docs"));
        assertTrue(all.stream().filter(Documented::inBlock).count() > 30, "found only " + all);
        assertTrue(all.stream().filter(one -> !one.inBlock()).count() > 20, "found only " + all);
        var wrong = new ArrayList<String>();
        for (var one : all) {
            try {
                Main.commandLine().parseArgs(one.words().toArray(String[]::new));
            } catch (MissingParameterException half) {
                if (one.inBlock()) wrong.add(one + ": " + half.getMessage());
            } catch (ParameterException no) {
                wrong.add(one + ": " + no.getMessage());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @LongTest(oneIn = 2)
    @Test
    void every_line_to_copy_ends_as_it_says_where_nothing_is_there() throws IOException {
        var input = System.in;
        System.setIn(new ByteArrayInputStream(new byte[0]));
        try {
            for (var one : all(Repository.path("kiosk-app/docs"))) {
                if (!one.inBlock() || stays(one.words())) continue;
                run(one, one.words());
                var command = Main.commandLine()
                        .parseArgs(one.words().toArray(String[]::new))
                        .asCommandLineList()
                        .getLast();
                if (command.getCommandSpec().findOption("--json") != null
                        && !one.words().contains("--json"))
                    run(
                            one,
                            Stream.concat(one.words().stream(), Stream.of("--json"))
                                    .toList());
            }
        } finally {
            System.setIn(input);
        }
    }

    private static boolean stays(List<String> words) {
        if (words.contains("--render")) return false;
        return STAYS.contains(words.getFirst())
                        && (words.size() < 2 || words.get(1).startsWith("-"))
                || words.getFirst().equals("sim")
                || words.getFirst().equals("walk");
    }

    /// The addresses of the examples are unreachable; here they fail at once.
    private static void run(Documented from, List<String> words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var near = words.stream()
                .map(word -> word.replace("192.0.2.10:9100", "127.0.0.1:1"))
                .toArray(String[]::new);
        int exit = assertDoesNotThrow(
                () -> Main.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(near),
                from::toString);
        assertTrue(
                exit == ExitCodes.DONE || exit == ExitCodes.FAILED || exit == ExitCodes.UNKNOWN,
                from + ": " + exit + err);
        assertFalse(err.toString().matches("(?s).*(Exception|\\bat [a-z]+\\.|STM_TRACE).*"), from + ": " + err);
        if (exit != ExitCodes.DONE)
            assertEquals(
                    1,
                    err.toString()
                            .lines()
                            .filter(line -> line.startsWith("stm: "))
                            .count(),
                    from + " " + Arrays.toString(near) + ": " + err);
    }
}
