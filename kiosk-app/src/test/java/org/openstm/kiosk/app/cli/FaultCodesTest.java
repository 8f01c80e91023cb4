package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Trouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The published table of fault codes matches the code. `-Ddocs.write=true` renews it.
class FaultCodesTest {
    private static final Path TABLE = Path.of("..", "device-drivers", "docs", "fault-codes.md");
    private static final Path DRIVERS = Path.of("..", "device-drivers", "src", "main", "java");
    private static final Path TEXTS = Path.of("src/main/resources/org/openstm/kiosk/texts/en.yaml");
    private static final Pattern MADE = Pattern.compile("new Fault\\(\\s*\"([a-z0-9-]+)\",\\s*WhoActs\\.([A-Z]+)");
    private static final String PREFIX = "staff.fault.";

    private static final String HEAD = """
            # Fault codes

            What a driver says of its device (`Fault.code()` of `Device.status`, `PrintOutcome` and readings), and what goes with it. This
            page is made from the code: `FaultCodesTest` fails when it is not what the code says.

            A driver of your own uses these codes where they fit: staff then read the sentence on the right, in their language. A code that
            is not here may be used too; staff then read its `detail`. `detail` is English, for engineers, and holds no personal data.

            *Works on*: `yes` goes with the states `ONLINE` and `DEVICE_BUSY`; `no` with any other but `UNKNOWN` and `NO_DEVICE`. The
            conformance kit causes these troubles and wants exactly that. Where it says nothing, the kit does not cause it: what
            goes wrong in one command leaves the state as it is, and a lost line (`link-lost`) is `NO_DEVICE`.

            | code | works on | who acts | what staff read |
            |---|---|---|---|
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

    private static String table() throws IOException {
        var source = source();
        var texts = texts();
        texts.keySet().removeIf(code -> !source.contains('"' + code + '"')); // of the terminal, not of a device
        var who = who();
        var works = Arrays.stream(Trouble.values())
                .collect(Collectors.toMap(Trouble::code, trouble -> trouble.usable() ? "yes" : "no"));
        var codes = new TreeSet<>(texts.keySet());
        codes.addAll(who.keySet());
        codes.addAll(works.keySet());
        var rows = new StringBuilder(HEAD);
        for (var code : codes)
            rows.append("| `")
                    .append(code)
                    .append("` | ")
                    .append(works.getOrDefault(code, ""))
                    .append(" | ")
                    .append(String.join(", ", who.getOrDefault(code, Set.of())))
                    .append(" | ")
                    .append(texts.getOrDefault(code, "").replace("{0}", "device"))
                    .append(" |\n");
        return rows.toString();
    }

    /// Person responsible, by code.
    private static Map<String, Set<String>> who() throws IOException {
        var who = new TreeMap<String, Set<String>>();
        for (var made = MADE.matcher(source()); made.find(); )
            who.computeIfAbsent(made.group(1), _ -> new TreeSet<>())
                    .add(made.group(2).toLowerCase(Locale.ROOT));
        return who;
    }

    private static String source() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(DRIVERS)) {
            for (var file : files.filter(Files::isRegularFile).toList()) all.append(Files.readString(file));
        }
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
