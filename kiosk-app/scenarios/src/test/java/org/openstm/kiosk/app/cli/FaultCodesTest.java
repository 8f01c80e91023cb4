package org.openstm.kiosk.app.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openstm.device.FaultCode;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.staff.TerminalProblem;
import org.openstm.kiosk.staff.TerminalStatus;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The published table of fault codes is made from [FaultCode]: `-Ddocs.write=true` renews it. Codes, texts for staff
/// and the code of the program agree.
class FaultCodesTest {
    private static final Path TABLE = Repository.path("device-drivers/docs/fault-codes.md");
    private static final Path SAMPLES = Repository.path("device-drivers/drivers-tests/src/test/resources");
    private static final Path TEXTS =
            Repository.path("kiosk-app/kiosk/src/main/resources/org/openstm/kiosk/texts/en.yaml");
    private static final Pattern SAMPLE = Pattern.compile("new Fault\\(\\s*\"([a-z0-9-]+)\"");
    private static final Pattern LITERAL = Pattern.compile("new Fault\\(\\s*\"[^)]*");
    private static final Pattern COMPARED = Pattern.compile("code\\(\\)\\.equals\\(\"([a-z0-9-]+)\"\\)");
    private static final String PREFIX = "staff.fault.";
    private static final String DO = ".do";

    /// The text for a code without one.
    private static final String OTHER = "other";

    private static final String HEAD = """
            # Fault codes

            For authors of drivers: what a driver says of its device (`Fault.code()` of `Device.status`, `PrintOutcome` and readings), and
            what goes with it. This page is made from the code (`FaultCode`): `FaultCodesTest` fails when it is not what the code says.

            A driver of your own uses these codes where they fit: staff then read the sentence on the right, in their language. A code that
            is not here may be used too; staff then read that something is wrong with the device, and its `detail`. `detail` is English,
            for engineers, and holds no personal data.

            ## Codes of drivers
            *Works on* says in which state the device is (`DeviceStatus.state()`):

            | works on | state |
            |---|---|
            | yes | `ONLINE` or `DEVICE_BUSY` |
            | no | any other but `UNKNOWN`; a lost line and a device that is not installed are `NO_DEVICE` |
            | as before | what went wrong in one command, such as a reading or a print, leaves the state as it is |
            | not known | `UNKNOWN` |

            The conformance kit causes the faults that stand in its `Trouble` and wants exactly that.

            A sentence in brackets says what a code means that has no sentence for staff: it belongs to one card, code or print, and
            whoever stands at the terminal learns of it at once.

            | code | works on | who acts | what staff read |
            |---|---|---|---|
            """;

    private static final String PROGRAM_HEAD = """

            ## Codes of the program
            The device manager, the process that a driver runs in and the status of the terminal say these of a device; no driver
            uses them.

            | code | who acts | what staff read |
            |---|---|---|
            """;

    @Test
    void the_published_table_is_what_the_code_says() throws IOException {
        var table = table();
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, table);
        }
        assertEquals(table, Files.readString(TABLE), "write it anew: -Ddocs.write=true");
    }

    @Test
    void no_cell_of_the_published_table_is_empty() throws IOException {
        var empty = Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("|"))
                .filter(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .limit(line.chars().filter(c -> c == '|').count() - 1)
                        .anyMatch(String::isBlank))
                .toList();
        assertEquals(List.of(), empty);
    }

    @Test
    void a_sample_driver_uses_codes_of_the_published_table() throws IOException {
        var known = driverCodes();
        var strange = new ArrayList<String>();
        int found = 0;
        for (var folder : List.of(SAMPLES, TABLE.getParent()))
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(one -> one.toString().matches(".*\\.(java|md)"))
                        .toList())
                    for (var one :
                            SAMPLE.matcher(Files.readString(file)).results().toList()) {
                        found++;
                        if (!known.contains(one.group(1))) strange.add(file + ": " + one.group(1));
                    }
            }
        assertEquals(List.of(), strange);
        assertTrue(found > 5, "only " + found);
    }

    @Test
    void a_driver_s_code_has_a_text_for_staff_or_a_meaning() {
        var texts = texts();
        assertEquals(
                List.of(),
                Arrays.stream(FaultCode.values())
                        .filter(code ->
                                texts.containsKey(code.text()) != code.meaning().isEmpty())
                        .toList(),
                "exactly one of both");
    }

    @Test
    void every_text_for_staff_belongs_to_a_code_and_every_code_of_staff_has_one() {
        var staffs = Stream.of(
                        Arrays.stream(FindingKind.values()).map(FindingKind::text),
                        Arrays.stream(TerminalProblem.values()).map(TerminalProblem::text),
                        Arrays.stream(FaultCode.values())
                                .filter(code -> code.meaning().isEmpty())
                                .map(FaultCode::text),
                        Stream.of(OTHER))
                .flatMap(Function.identity())
                .collect(toCollection(TreeSet::new));
        assertEquals(staffs, texts().keySet());
    }

    @Test
    void codes_that_staff_s_package_cannot_see_are_those_of_faults() {
        assertEquals(FaultCode.DEVICE_DISABLED.text(), TerminalStatus.DISABLED);
        assertEquals(FaultCode.DEVICE_LENT.text(), TerminalStatus.LENT);
    }

    @Test
    void main_code_names_a_fault_by_its_constant() throws IOException {
        var literal = new ArrayList<String>();
        int files = 0;
        for (var folder : List.of("device-drivers", "kiosk-app"))
            for (var file : Repository.mainSources(folder)) {
                if (file.toString().matches(".*/(src/test|target)/.*")) continue; // a driver of a maker's own
                var source = Files.readString(file);
                files++;
                LITERAL.matcher(source).results().forEach(one -> literal.add(file.getFileName() + ": " + one.group()));
                COMPARED.matcher(source)
                        .results()
                        .filter(one -> FaultCode.find(one.group(1)).isPresent())
                        .forEach(one -> literal.add(file.getFileName() + ": " + one.group()));
            }
        assertEquals(List.of(), literal);
        assertTrue(files > 500, "only " + files);
    }

    /// The first column of the first table of codes.
    private static Set<String> driverCodes() throws IOException {
        var page = Files.readString(TABLE);
        int end = page.indexOf("## Codes of the program");
        return Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|")
                .matcher(end < 0 ? page : page.substring(0, end))
                .results()
                .map(one -> one.group(1))
                .collect(Collectors.toSet());
    }

    private static String table() {
        var texts = texts();
        var rows = new StringBuilder(HEAD);
        var program = new StringBuilder(PROGRAM_HEAD);
        for (var code : sortedCodes()) {
            var text = code.meaning().isEmpty()
                    ? requireNonNull(texts.get(code.text()), code.text()).replace("{0}", "device")
                    : "(" + code.meaning() + ")";
            var who = code.persons().stream()
                    .map(person -> person.name().toLowerCase(Locale.ROOT))
                    .sorted()
                    .collect(joining(", "));
            switch (code.owner()) {
                case DRIVER -> appendRow(rows, "`" + code.text() + "`", worksText(code.works()), who, text);
                case PROGRAM -> appendRow(program, "`" + code.text() + "`", who, text);
            }
        }
        return rows.append(program).toString();
    }

    private static List<FaultCode> sortedCodes() {
        return Arrays.stream(FaultCode.values())
                .sorted(Comparator.comparing(FaultCode::text))
                .toList();
    }

    private static String worksText(FaultCode.Works works) {
        return switch (works) {
            case YES -> "yes";
            case NO -> "no";
            case AS_BEFORE -> "as before";
            case UNKNOWN -> "not known";
        };
    }

    private static void appendRow(StringBuilder rows, String... cells) {
        for (var cell : cells) rows.append("| ").append(cell).append(' ');
        rows.append("|\n");
    }

    /// What staff read, by code, where they read also what to do.
    private static Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        var all = new YAMLMapper().readTree(TEXTS.toFile());
        for (var entry : all.properties()) {
            var key = entry.getKey();
            if (key.startsWith(PREFIX) && !key.endsWith(DO) && all.has(key + DO))
                texts.put(key.substring(PREFIX.length()), entry.getValue().asString());
        }
        return texts;
    }
}
