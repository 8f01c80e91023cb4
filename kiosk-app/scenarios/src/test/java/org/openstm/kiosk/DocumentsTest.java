package org.openstm.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.staff.StaffRole;
import org.openstm.kiosk.staff.StaffRole.StaffPermission;
import picocli.CommandLine;

/// The documents lead somewhere, and whoever looks for a command finds it.
class DocumentsTest {
    private static final Path ROOT = Repository.path("");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#([^)]*))?\\)");
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))[`.#]");
    private static final int LARGEST_README = 6_500;

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        pages.add(ROOT.resolve("README.md"));
        for (var module : List.of("printer-templates", "device-drivers", "kiosk-app"))
            try (var files = Files.walk(ROOT.resolve(module))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .forEach(pages::add);
            }
        return pages;
    }

    @Test
    void every_link_leads_to_a_file_that_is_there() throws IOException {
        var broken = new TreeSet<String>();
        int links = 0;
        for (var page : pages()) {
            for (var link : LINK.matcher(Files.readString(page)).results().toList()) {
                links++;
                var to = page.resolveSibling(link.group(1)).normalize();
                if (!Files.exists(to)) broken.add(page + " leads to " + to);
                else if (link.group(2) != null && !anchors(to).contains(link.group(2)))
                    broken.add(page + " leads to #" + link.group(2) + " of " + to);
            }
        }
        assertTrue(links > 100, "the links are read");
        assertEquals(new TreeSet<>(), broken);
    }

    /// As they are made of headings: small letters, no signs, hyphens for blanks.
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ *", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\- _]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void every_page_is_reached_from_the_first_one() throws IOException {
        var reached = new TreeSet<Path>();
        var next = new ArrayList<>(List.of(ROOT.resolve("README.md").normalize()));
        while (!next.isEmpty()) {
            var page = next.removeLast();
            if (!reached.add(page) || !page.toString().endsWith(".md")) continue;
            for (var link : LINK.matcher(Files.readString(page)).results().toList()) {
                var to = page.resolveSibling(link.group(1)).normalize();
                if (Files.isRegularFile(to)) next.add(to);
            }
        }
        var lost = new TreeSet<Path>();
        for (var page : pages()) if (!reached.contains(page.normalize())) lost.add(page);
        lost.removeIf(page -> page.toString().contains("/resources/"));
        assertEquals(new TreeSet<>(), lost);
    }

    @Test
    void every_test_that_a_page_names_is_there() throws IOException {
        var tests = new TreeSet<String>();
        try (var files = Files.walk(ROOT)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                    .forEach(name -> tests.add(name.replace(".java", "")));
        }
        var missing = new TreeSet<String>();
        int named = 0;
        for (var page : pages())
            for (var name : NAMED_TEST.matcher(Files.readString(page)).results().toList()) {
                named++;
                if (!tests.contains(name.group(1))) missing.add(page + " names " + name.group(1));
            }
        assertTrue(named > 50, "the names are read");
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void the_page_of_security_tells_what_each_role_may_do() throws IOException {
        var page = Files.readString(ROOT.resolve("kiosk-app/docs/security.md"));
        for (var role : StaffRole.values()) {
            var row = Arrays.stream(StaffPermission.values())
                    .map(permission -> role.isPermitted(permission) ? "yes" : "no")
                    .collect(Collectors.joining(" | ", " | ", " |\n"));
            assertTrue(
                    page.lines()
                            .anyMatch(
                                    line -> line.startsWith("| `" + role.name().toLowerCase(Locale.ROOT) + "` |")
                                            && (line + "\n").endsWith(row)),
                    role + " may: " + row);
        }
    }

    @Test
    void every_command_stands_in_the_page_of_commands() throws IOException {
        var page = Files.readString(Repository.path("kiosk-app/docs/command-line.md"));
        var missing = new TreeSet<String>();
        commands(org.openstm.kiosk.app.Main.commandLine(), "")
                .filter(command -> !page.contains(command))
                .forEach(missing::add);
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void every_finding_stands_in_the_page_of_findings() throws IOException {
        var page = Files.readString(Repository.path("kiosk-app/docs/findings.md"));
        var missing = new TreeSet<String>();
        for (var kind : FindingKind.values()) if (!page.contains('`' + kind.text() + '`')) missing.add(kind.text());
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void every_script_that_a_person_starts_stands_on_a_page() throws IOException {
        var all = new StringBuilder();
        for (var page : pages()) all.append(Files.readString(page));
        var missing = new TreeSet<String>();
        try (var scripts = Files.list(ROOT.resolve("scripts"))) {
            for (var script : scripts.filter(Files::isExecutable)
                    .filter(file -> !file.getFileName().toString().contains("."))
                    .toList())
                if (!all.toString().contains("scripts/" + script.getFileName()))
                    missing.add(script.getFileName().toString());
        }
        assertEquals(new TreeSet<>(), missing);
    }

    /// By the glossary. Names on the wire stay as they are, in backticks.
    @Test
    void the_other_end_is_called_central() throws IOException {
        var all = pages();
        all.removeIf(page -> page.endsWith("glossary.md"));
        all.add(Repository.path(
                "kiosk-app/central-contract/src/main/resources/org/openstm/kiosk/central/central-api.yaml"));
        var found = new TreeSet<String>();
        for (var page : all)
            for (var line : Files.readAllLines(page))
                if (line.replaceAll("`[^`]*`", "").matches("(?i).*\\bcentres?\\b.*")) found.add(page + ": " + line);
        assertEquals(new TreeSet<>(), found);
    }

    private static Stream<String> commands(CommandLine line, String before) {
        return line.getSubcommands().entrySet().stream()
                .filter(each -> !each.getKey().equals("help"))
                .flatMap(each -> each.getValue().getSubcommands().isEmpty()
                        ? Stream.of((before + " " + each.getKey()).strip())
                        : commands(each.getValue(), before + " " + each.getKey()));
    }

    @Test
    void the_first_page_stays_one_page() throws IOException {
        assertTrue(Files.size(ROOT.resolve("README.md")) < LARGEST_README);
    }
}
