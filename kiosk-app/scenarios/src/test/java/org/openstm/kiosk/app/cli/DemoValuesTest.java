package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.rig.Quick;
import org.openstm.kiosk.scenario.WalkLauncher;
import org.openstm.kiosk.walk.TestBedConfig;
import org.openstm.kiosk.walk.WalkScript;

/// Authors of an item with a fee, a query or a list of their own try it completely, with the replies of the
/// department from `demo.yaml`: the second example of the documentation page on the first item, unchanged.
@Timeout(300)
@LongTest(oneIn = 2)
class DemoValuesTest {
    private static final Path PAGE = Repository.path("kiosk-app/docs/items/first-item.md");

    /// The folder that the page names; a reader runs it as it is.
    private static final Path BRANCH = Repository.path("kiosk-app/docs/items/dogs");

    private final StringWriter err = new StringWriter();

    private String stm(String... words) {
        var out = new StringWriter();
        err.getBuffer().setLength(0);
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        assertEquals(ExitCodes.DONE, exit, err::toString);
        return out.toString();
    }

    @Test
    void an_item_with_a_fee_a_refusal_and_a_query_are_walked_whole() throws Exception {
        stm("catalog", "check", BRANCH.resolve("services").toString());
        var said = new ArrayList<String>();
        var grounds = new TestBedConfig(Optional.of(BRANCH), Optional.empty(), Optional.empty(), Optional.empty());
        WalkLauncher.runWalk(
                WalkScript.parse("dogs.walk", pageBlock("dogs.walk")),
                Path.of("target", "walks"),
                Quick.town(),
                grounds,
                said::add);
        assertTrue(said.size() > 25, said.toString());
    }

    @Test
    void the_page_shows_the_files_of_its_folder() throws IOException {
        for (var name : List.of("demo.yaml", "dogs.walk"))
            assertEquals(Files.readString(BRANCH.resolve(name)), pageBlock(name), name);
    }

    /// The text between the next fences behind a mark that names the file, without its indentation.
    private static String pageBlock(String name) throws IOException {
        var lines = Files.readAllLines(PAGE);
        int mark = lines.indexOf("   <!-- dogs/" + name + ": a test compares and runs it -->");
        assertTrue(mark > 0, "the page does not show " + name);
        return lines.subList(mark + 2, lines.size()).stream()
                .takeWhile(line -> !line.strip().equals("```"))
                .map(line -> (line.length() > 3 ? line.substring(3) : line) + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void ones_own_items_are_listed_shown_and_found() {
        var config = BRANCH.toString();
        assertTrue(stm("catalog", "list", "--config", config).contains("assistance/dog-licence"));
        assertTrue(stm("catalog", "show", "assistance/dog-record", "--config", config)
                .contains("养犬记录"));
        assertTrue(stm("catalog", "search", "养犬", "--config", config).contains("assistance/dog-licence"));
        var services = BRANCH.resolve("services").toString();
        assertTrue(stm("catalog", "list", "--services", services, "--json").contains("assistance/dog-record"));
        assertTrue(stm("walk", "--ids", "--config", config).contains("item/assistance/dog-licence\n"));
        var names = stm("catalog", "names", "--services", services);
        for (var name : List.of("dog-sizes", "dog-bureau", "home-regions", "housing-fund: ", "month-range: "))
            assertTrue(names.contains(name), names);
    }
}
