package org.openstm.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.app.cli.ItemVocabulary;
import org.openstm.kiosk.app.control.ScreenWords;
import org.openstm.kiosk.catalog.load.CatalogueInspector;

/// What a terminal in a branch has: this module and what it depends on. The tests of this module see neither the
/// reference central nor the scenarios.
class TerminalProgramTest {
    @TempDir
    Path folder;

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
    void it_refuses_to_be_a_demonstration() throws IOException {
        var page = Files.readString(Repository.path("kiosk-app/docs/terminal-settings.md"));
        var example = page.substring(page.indexOf("# terminal.yaml\nid:"), page.indexOf("demo: false"));
        var file = folder.resolve("terminal.yaml");
        Files.writeString(file, example.replace("centralCa: 3f2a...", "") + "demo: false\n");
        assertFalse(KioskCommand.readSettings(folder).demo());
        Files.writeString(file, example.replace("centralCa: 3f2a...", "") + "demo: true\n");
        var refused = assertThrows(IllegalArgumentException.class, () -> KioskCommand.readSettings(folder));
        var said = String.valueOf(refused.getMessage());
        assertTrue(said.startsWith(file + " has demo: true") && said.contains("set demo: false"), said);
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
