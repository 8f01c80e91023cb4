package org.openstm.kiosk.app.cli;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Trouble;
import org.openstm.kiosk.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The published table of fault codes matches the code. `-Ddocs.write=true` renews it.
class FaultCodesTest {
    private static final Path TABLE = Repository.path("device-drivers/docs/fault-codes.md");
    private static final Path SAMPLES = Repository.path("device-drivers/drivers/src/test/resources");
    private static final Path TEXTS =
            Repository.path("kiosk-app/kiosk/src/main/resources/org/openstm/kiosk/texts/en.yaml");
    private static final Pattern MADE = Pattern.compile("(?:\"([a-z][a-z0-9-]+)\"|([A-Z_]+)),\\s*WhoActs\\.([A-Z]+)");
    private static final Pattern CONSTANT = Pattern.compile("String ([A-Z_]+) =\\s*\"([a-z0-9-]+)\"");
    private static final Pattern SAMPLE = Pattern.compile("new Fault\\(\\s*\"([a-z0-9-]+)\"");
    private static final String PREFIX = "staff.fault.";

    /// Reasons for refusing a bundle: they have a page of their own.
    private static final String BUNDLES = "/bundle/";

    /// What reports a fault in place of a driver.
    private static final Pattern PROGRAM = Pattern.compile(".*/(manager|host)/.*");

    /// Codes of staff's texts that stand in the source for something else than a fault of a device: the state of a
    /// case (the message of an exception here) and the text for codes without one (a kind of bank card here). No
    /// device reports them.
    private static final Set<String> NO_FAULTS = Set.of("cancelled", "other");

    /// Who acts, where a helper or a condition stands between the code and the person.
    private static final Map<String, String> WHO = Map.ofEntries(
            entry("card-key-wrong", "citizen"),
            entry("job-aborted", "staff"),
            entry("job-canceled", "staff"),
            entry("not-a-picture", "staff"),
            entry("picture-too-large", "staff"),
            entry("printer-attention", "staff"),
            entry("toner-low", "staff"),
            entry("tray-almost-full", "staff"));

    /// What a code means that has no text for staff: whoever stands at the terminal learns it at once.
    private static final Map<String, String> MEANING = Map.ofEntries(
            entry("canceled", "The command was cancelled, as at the end of a session"),
            entry("card-chip-unsound", "What the card's chip holds contradicts itself"),
            entry("card-data-unsound", "What the identity card holds is not valid"),
            entry("card-document-forged", "The chip's data do not match their signature"),
            entry("card-document-unsound", "What the travel document's chip holds contradicts itself"),
            entry("card-is-bank", "A bank card whose application is blocked"),
            entry("card-key-wrong", "The chip refuses the key that was made of the printed number or data"),
            entry("card-kind-unknown", "No card that the terminal reads"),
            entry("card-layout-unknown", "An identity card of a kind that the program does not know"),
            entry("card-left-in", "A card was in when the reader started; it is not read"),
            entry("card-moved", "The card was moved or lifted before it was read"),
            entry("card-needs-key", "The travel document opens only with its number or data"),
            entry("card-no-document", "The chip holds no travel document"),
            entry("card-rejected", "The card refuses the reader"),
            entry("card-slow", "The card does not answer in time"),
            entry("card-type-unknown", "The reader does not know this type of card"),
            entry("code-incomplete", "Only a part of the code arrived"),
            entry("code-several", "More than one code was shown"),
            entry("code-too-long", "More was read than any code holds"),
            entry("desk-closed", "The device manager is closed: the program ends"),
            entry("job-aborted", "The printer gave the job up"),
            entry("job-canceled", "Somebody cancelled the job at the printer"),
            entry("job-with-errors", "The printer ended the job with errors"),
            entry("no-proof", "Nothing proves whether the paper came out"),
            entry("no-such-device", "`devices.yaml` names no such device"),
            entry("not-a-picture", "The file is no picture that can be read"),
            entry("picture-too-large", "The picture has more than 40 million dots"),
            entry("printer-stuck", "The printer takes no more data in the middle of a job"),
            entry(
                    "sent-not-confirmed",
                    "The job left the print server, and its printer does not tell what became of it"),
            entry("sequence-error", "The claim to the device has ended"),
            entry("too-large", "The command is too large for the process of the driver"));

    /// Whether the device still works, where the conformance kit does not cause the fault.
    private static final Map<String, Set<String>> WORKS = Map.of(
            "yes",
            Set.of("card-mute", "paper-in-presenter", "printer-attention", "tray-almost-full"),
            "no",
            Set.of(
                    "capture-program-missing",
                    "card-jammed",
                    "device-hardware-error",
                    "device-not-installed",
                    "device-offline",
                    "device-starting",
                    "driver-broken",
                    "line-noise",
                    "link-lost",
                    "printer-not-accepting",
                    "printer-paused",
                    "printer-stopped",
                    "printer-warming",
                    "reader-failed",
                    "reader-not-ours",
                    "tray-missing"),
            "not known",
            Set.of("no-answer"),
            "as before",
            Set.of(
                    "camera-frozen",
                    "card-chip-unsound",
                    "card-data-unsound",
                    "card-document-forged",
                    "card-document-unsound",
                    "card-is-bank",
                    "card-key-wrong",
                    "card-kind-unknown",
                    "card-layout-unknown",
                    "card-left-in",
                    "card-moved",
                    "card-needs-key",
                    "card-no-document",
                    "card-rejected",
                    "card-slow",
                    "card-type-unknown",
                    "code-incomplete",
                    "code-several",
                    "code-too-long",
                    "device-refused",
                    "document-not-in-time",
                    "document-unreadable",
                    "format-not-supported",
                    "job-aborted",
                    "job-canceled",
                    "job-refused",
                    "job-with-errors",
                    "no-proof",
                    "no-such-sensor",
                    "not-a-picture",
                    "picture-too-large",
                    "printer-busy",
                    "printer-stuck",
                    "sent-not-confirmed",
                    "sheet-empty"));

    private static final String HEAD = """
            # Fault codes

            For authors of drivers: what a driver says of its device (`Fault.code()` of `Device.status`, `PrintOutcome` and readings), and
            what goes with it. This page is made from the code: `FaultCodesTest` fails when it is not what the code says.

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
            The device manager and the process that a driver runs in say these of a device; no driver uses them.

            | code | who acts | what staff read |
            |---|---|---|
            """;

    /// @param who responsible persons
    /// @param byDriver whether a driver reports it
    private record Reported(Set<String> who, boolean byDriver) {
        Reported with(String one, boolean alsoByDriver) {
            var all = new TreeSet<>(who);
            all.add(one);
            return new Reported(all, byDriver || alsoByDriver);
        }
    }

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

    private static String table() throws IOException {
        var texts = texts();
        var reported = reported();
        var works = Arrays.stream(Trouble.values())
                .collect(Collectors.toMap(Trouble::code, trouble -> trouble.usable() ? "yes" : "no"));
        WORKS.forEach((word, codes) -> codes.forEach(code -> works.put(code, word)));
        assertEquals(
                Set.of(),
                without(texts(source()), Stream.of(reported.keySet(), NO_FAULTS)),
                "staff have a text for a code of which nobody knows who acts");
        assertEquals(Set.of(), without(works.keySet(), Stream.of(reported.keySet())), "nobody reports it");
        assertEquals(Set.of(), without(MEANING.keySet(), Stream.of(reported.keySet())), "nobody reports it");
        var rows = new StringBuilder(HEAD);
        var program = new StringBuilder(PROGRAM_HEAD);
        reported.forEach((code, one) -> {
            var text = texts.containsKey(code)
                    ? texts.get(code).replace("{0}", "device")
                    : MEANING.containsKey(code) ? "(" + MEANING.get(code) + ")" : "";
            var who = String.join(", ", one.who());
            if (one.byDriver()) appendRow(rows, "`" + code + "`", works.getOrDefault(code, ""), who, text);
            else appendRow(program, "`" + code + "`", who, text);
        });
        return rows.append(program).toString();
    }

    private static void appendRow(StringBuilder rows, String... cells) {
        for (var cell : cells) rows.append("| ").append(cell).append(' ');
        rows.append("|\n");
    }

    private static Set<String> without(Set<String> all, Stream<Set<String>> known) {
        var left = new TreeSet<>(all);
        known.forEach(left::removeAll);
        return left;
    }

    /// Codes of staff's texts that the source names; the others are findings of the terminal.
    private static Set<String> texts(String source) {
        return texts().keySet().stream()
                .filter(code -> source.contains('"' + code + '"'))
                .collect(Collectors.toSet());
    }

    private static SortedMap<String, Reported> reported() throws IOException {
        var all = new TreeMap<String, Reported>();
        for (var file : sources()) {
            var source = Files.readString(file);
            boolean byDriver = !PROGRAM.matcher(file.toString()).matches();
            var constants = CONSTANT.matcher(source)
                    .results()
                    .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2), (first, _) -> first));
            for (var one : MADE.matcher(source).results().toList()) {
                var code = codeOf(one, constants);
                if (!code.isEmpty())
                    all.merge(
                            code,
                            new Reported(Set.of(toText(one.group(3))), byDriver),
                            (known, _) -> known.with(toText(one.group(3)), byDriver));
            }
        }
        var source = source();
        WHO.forEach((code, who) -> {
            assertTrue(source.contains('"' + code + '"'), "nobody reports " + code);
            all.merge(code, new Reported(Set.of(who), true), (known, _) -> known.with(who, true));
        });
        return all;
    }

    /// Empty for a constant of another file, which has the code itself.
    private static String codeOf(MatchResult made, Map<String, String> constants) {
        return made.group(1) == null ? constants.getOrDefault(made.group(2), "") : made.group(1);
    }

    private static String toText(String who) {
        return who.toLowerCase(Locale.ROOT);
    }

    private static List<Path> sources() throws IOException {
        return Repository.mainSources("device-drivers").stream()
                .filter(file -> !file.toString().contains(BUNDLES))
                .filter(file -> !file.toString().contains("conformance-kit")) // what rigs invent
                .toList();
    }

    private static String source() throws IOException {
        var all = new StringBuilder();
        for (var file : sources()) all.append(Files.readString(file));
        return all.toString();
    }

    private static Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        for (var entry : new YAMLMapper().readTree(TEXTS.toFile()).properties())
            collect(entry.getKey(), entry.getValue(), texts);
        return texts;
    }

    private static void collect(String key, JsonNode text, Map<String, String> texts) {
        if (!key.startsWith(PREFIX)) return;
        var code = key.substring(PREFIX.length());
        if (code.matches("[a-z0-9-]+")) texts.put(code, text.asString());
    }
}
