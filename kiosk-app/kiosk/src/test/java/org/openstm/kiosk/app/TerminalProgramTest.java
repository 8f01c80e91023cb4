package org.openstm.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.app.cli.ItemVocabulary;
import org.openstm.kiosk.app.control.ScreenWords;
import org.openstm.kiosk.catalog.load.CatalogueInspector;

/// What a terminal in a branch has: this module and what it depends on. The tests of this module see neither the
/// reference central nor the scenarios.
class TerminalProgramTest {
    @Test
    void a_terminal_has_no_command_that_simulates_walks_or_is_a_central() {
        var commands = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
        assertTrue(commands.containsAll(Set.of("kiosk", "status", "device", "help")), commands::toString);
        commands.retainAll(Set.of("sim", "walk", "demo", "central"));
        assertEquals(Set.of(), commands);
    }

    @Test
    void its_control_socket_knows_no_word_that_touches_the_screen() {
        assertEquals(0, ServiceLoader.load(ScreenWords.class).stream().count());
    }

    @Test
    void its_items_are_checked_without_a_central() {
        var inspector = new CatalogueInspector(ItemVocabulary.knownNames(Optional.empty()));
        assertEquals(List.of(), inspector.inspectShipped());
    }

    @Test
    void it_depends_on_no_simulator_and_no_kit() throws IOException {
        var pom = Files.readString(Repository.path("kiosk-app/kiosk/pom.xml"));
        for (var tool : List.of("device-simulators", "conformance-kit"))
            assertTrue(
                    Pattern.compile(tool + "</artifactId>\\s*<scope>test</scope>")
                            .matcher(pom)
                            .find(),
                    tool + " is for tests");
        for (var never : List.of("reference-central", "scenarios"))
            assertTrue(!pom.contains("<artifactId>" + never + "<"), never);
    }
}
