package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.app.text.CheckTranslator;
import org.openstm.kiosk.catalog.load.CatalogueInspector;
import org.openstm.print.Templates;

/// `stm catalog check` on the item of the documented exercise with one mistake in it, of each kind that
/// clerks made.
class CatalogCheckTest {
    @TempDir
    Path folder;

    private String good = "";
    private Path services = Path.of("");
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void lay_out_the_exercise() throws IOException {
        services = folder.resolve("services");
        good = exercise();
        write("assistance/winter-fuel.yaml", good);
    }

    /// The item of the documentation page on the first item.
    private static String exercise() throws IOException {
        var lines = Files.readAllLines(Repository.path("kiosk-app/docs/items/first-item.md"));
        int begin = IntStream.range(0, lines.size())
                .filter(n -> lines.get(n).contains("the item of the exercise"))
                .findFirst()
                .orElseThrow();
        var item = lines.subList(begin + 2, lines.size()).stream()
                .takeWhile(line -> !line.strip().equals("```"))
                .map(line -> line.length() > 3 ? line.substring(3) : line)
                .toList();
        return String.join("\n", item) + "\n";
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(services.resolve(name).getParent());
        Files.writeString(services.resolve(name), text);
    }

    private int check() {
        out.getBuffer().setLength(0);
        return Main.commandLine().setOut(new PrintWriter(out, true)).execute("catalog", "check", services.toString());
    }

    /// @param from a piece of the item
    /// @param to its replacement
    /// @param at text that the reported line must contain
    /// @param says text of the message
    private static Arguments mistake(String from, String to, String at, String says) {
        return Arguments.of(from, to, at, says);
    }

    static List<Arguments> mistakes() {
        return List.of(
                mistake(
                        "{is: {heating: coal}}",
                        "{is: {heeting: coal}}",
                        "heeting",
                        "no page asks 'heeting': did you mean heating?"),
                mistake(
                        "{is: {heating: coal}}",
                        "{is: {heating: cole}}",
                        "cole",
                        "'heating' is never 'cole': did you mean coal? (allowed: coal, power)"),
                mistake(
                        "{is: {heating: coal}}",
                        "{is: {stove: \"yes\"}}",
                        "when:",
                        "'stove' is what this page asks itself"),
                mistake(
                        "title: {zh-CN: 家里几口人？, en: How many people?}",
                        "title: {zh-CN: 家里几口人？, en: How many people?}\n    when: {is: {stove: \"yes\"}}",
                        "when: {is: {stove",
                        "'stove' is asked only by a later page"),
                mistake(
                        "{is: {heating: coal}}",
                        "{all: [{is: {heating: coal}}, {not: {is: {heating: coal}}}]}",
                        "all: [",
                        "no answers lead to this page"),
                mistake(
                        "receipt: receipt/accepted",
                        "receipt: receipt/accept",
                        "receipt/accept",
                        "there is no template 'receipt/accept', so that nothing could be printed: did you mean receipt/accepted?"),
                mistake(
                        "receipt: receipt/accepted",
                        "receipt: receipt/life-proof",
                        "receipt/life-proof",
                        "the slip 'receipt/life-proof' has the gap {nextDue}, which neither the kiosk nor the result of"
                                + " this item fills: choose another slip"),
                mistake(
                        "receipt: receipt/accepted",
                        "receipt: receipt/paid",
                        "receipt/paid",
                        "the slip 'receipt/paid' has the gap {paid}, which neither"),
                mistake(
                        "system: civil-affairs",
                        "system: civil-afairs",
                        "civil-afairs",
                        "no department has the system 'civil-afairs': did you mean civil-affairs?"),
                mistake(
                        "kind: number, label: {zh-CN: 人口, en: People}, least: 1, most: 20, unit: {zh-CN: 人, en: people}",
                        "kind: region, depth: 5, list: home-regionz, label: {zh-CN: 人口, en: People}",
                        "home-regionz",
                        "central keeps no list 'home-regionz': did you mean home-regions?"),
                mistake(
                        "\"{people}\"",
                        "\"{poeple}\"",
                        "poeple",
                        "nothing fills {poeple}, which is no answer and no value of the result: did you mean people?"),
                mistake(
                        "owner: {zh-CN: 示范省民政厅, en: Provincial Civil Affairs}",
                        "owner: &o {zh-CN: 示范省民政厅, en: Provincial Civil Affairs}\nrelated: *o",
                        "*o",
                        "*o is an alias"),
                mistake(
                        "version: 1\n",
                        "version: 1\ntitle: {zh-CN: 取暖, en: Fuel}\n",
                        "title: {zh-CN: 冬季取暖补助",
                        "'title' stands there twice, first in line 4: remove one"),
                mistake("en: A receipt}", "en: \"\"}", "en: \"\"", "there are no words in this language"),
                mistake("code: T16.04H", "code: T16.01H", "T16.01H", "is the one of assistance/"),
                mistake("- id: people", "- id: heating", "- id: heating", "two pages have the id 'heating'"),
                mistake(
                        "{value: power,",
                        "{value: coal,",
                        "用电, en: Electricity}}",
                        "two options have the value 'coal'"),
                mistake("dated: \"2026-11-01\"", "dated: \"2026-13-45\"", "2026-13-45", "there is no day 2026-13-45"),
                mistake("offline: O1 ", "offline: O0 ", "keep:", "nothing is kept with offline O0"),
                mistake(
                        "{label: {zh-CN: 人口, en: People}, value: \"{people}\"}",
                        "{label: {zh-CN: 炉子, en: Stove}, value: \"{stove}\"}",
                        "value: \"{stove}\"",
                        "page 'stove' may be skipped"),
                mistake("headline:", "headlin:", "headlin:", "'headlin' is not known here: did you mean headline?"),
                mistake(
                        "kind: handle ",
                        "kind: handel ",
                        "kind: handel",
                        "'handel' is not known here: did you mean handle? (allowed: book, handle, print, query)"),
                mistake("{value: \"yes\",", "{value: true,", "value: true", "put quotes around true"),
                mistake(
                        "code: T16.04H",
                        "code: T16.4H",
                        "T16.4H",
                        "'T16.4H' has not the right form: theme, number and letter of the kind: T16.04H"),
                mistake(
                        "most: 20,",
                        "most: 99999999999,",
                        "most: 99999999999",
                        "the number is too large: at most 999999999"),
                mistake("version: 1\n", "version: 1\n\tlevel: L1\n", "\tlevel: L1", "a tab stands there"),
                mistake("related: \"\"", "related: \"\"\n---\nid: x", "---", "a second document begins"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_its_line_and_what_is_right(String from, String to, String at, String says)
            throws Exception {
        assertTrue(good.contains(from), "the exercise has no more " + from);
        var text = good.replace(from, to);
        write("assistance/winter-fuel.yaml", text);
        assertEquals(ExitCodes.FAILED, check(), out::toString);
        var told = out.toString().lines().filter(line -> line.contains(says)).toList();
        assertFalse(told.isEmpty(), "nobody says '" + says + "': " + out);
        int line = Integer.parseInt(told.getFirst().replaceFirst(".*?: line (\\d+): .*", "$1"));
        assertTrue(Arrays.asList(text.split("\n", -1)).get(line - 1).contains(at), told + " is not at " + at);
        assertEquals(told.getFirst().indexOf(": line "), told.getFirst().lastIndexOf(": line "), "one line number");
        assertFalse(out.toString().matches("(?s).*(FAIL_ON|getMax|com\\.|tools\\.).*"), out.toString());
        assertChinese(told.getFirst());
    }

    /// No English is left but the author's own text, and names.
    private static void assertChinese(String sentence) {
        var chinese = CheckTranslator.forLocale(Locale.CHINA).translateSentence(sentence);
        for (var word :
                List.of(" is ", " are ", " the ", " no ", "did you", "allowed", ": line ", " may ", "stands", "remove"))
            assertFalse(chinese.contains(word), chinese);
    }

    @Test
    void the_exercise_and_the_shipped_items_have_no_mistake() {
        assertEquals(ExitCodes.DONE, check(), out::toString);
        assertTrue(out.toString().endsWith("items, no mistake\n"), out::toString);
        assertEquals(List.of(), new CatalogueInspector(ItemVocabulary.knownNames(Optional.empty())).inspectShipped());
    }

    @Test
    void one_mistake_is_not_mistakes_and_a_chinese_locale_is_answered_in_chinese() throws Exception {
        write("assistance/winter-fuel.yaml", good.replace("offline: O1 ", "offline: O0 "));
        check();
        assertTrue(out.toString().endsWith(", 1 mistake\n"), out::toString);
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.CHINA);
            check();
        } finally {
            Locale.setDefault(before);
        }
        assertTrue(out.toString().contains("请删掉 keep"), out::toString);
        assertTrue(out.toString().endsWith("处错误\n"), out::toString);
    }

    @Test
    void a_file_that_no_terminal_reads_is_a_mistake() throws Exception {
        write("assistance/dog.yml", good);
        write("assistance/empty.yaml", "# nothing yet\n");
        write("assistance/void.yaml", "");
        assertEquals(ExitCodes.FAILED, check());
        assertTrue(out.toString().contains("assistance/dog.yml: is not read"), out::toString);
        assertTrue(out.toString().contains("assistance/empty.yaml: line 1: the file is empty"), out::toString);
        assertTrue(out.toString().contains("assistance/void.yaml: line 1: the file is empty"), out::toString);
    }

    @Test
    void names_of_ones_own_central_stand_in_the_file_of_demo_values() throws Exception {
        var own = good.replace("system: civil-affairs", "system: dog-bureau").replace("\"{people}\"", "\"{height}\"");
        write("assistance/winter-fuel.yaml", own);
        assertEquals(ExitCodes.FAILED, check());
        Files.writeString(folder.resolve("demo.yaml"), """
                systems: [dog-bureau]
                items:
                  assistance/winter-fuel:
                    result: {height: "45"}
                """);
        assertEquals(ExitCodes.DONE, check(), out::toString);
        Files.writeString(folder.resolve("demo.yaml"), "sistems: [dog-bureau]\n", StandardCharsets.UTF_8);
        assertEquals(ExitCodes.FAILED, check());
        assertTrue(
                out.toString()
                        .contains("demo.yaml: line 1: /sistems: 'sistems' is not known here: did you mean systems?"),
                out::toString);
    }

    @Test
    void every_slip_that_an_item_may_name_is_a_template() {
        for (var slip : ItemVocabulary.SLIPS)
            assertEquals(slip, Templates.shipped(slip).id());
    }
}
