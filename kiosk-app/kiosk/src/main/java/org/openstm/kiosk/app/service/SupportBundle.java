package org.openstm.kiosk.app.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.openstm.kiosk.app.config.ProgramVersion;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.process.KioskControlClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Support data of a terminal, in one file that only central can open (the form
/// of [ExportFile]; in clear it is a zip). It holds no case, no journal entry and no secret: configuration without
/// its secrets, the kiosk's status, the last events of its devices and lines of its log, data of the machine, and
/// whether the journal is intact.
///
/// @param config configuration folder
/// @param data folder of the journal and of central's keys
/// @param signer the terminal's key
public record SupportBundle(String terminal, Path config, Path data, SigningKey signer) {
    /// Settings whose values stay on the terminal.
    private static final Set<String> SECRETS = Set.of("staffSecret", "journalKeys", "terminalKey");

    private static final Object ONE = new Object();
    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> CONFIGURATION = List.of("terminal.yaml", "devices.yaml");

    /// @param by who requests it
    /// @return the file's SHA-256, hex
    public String writeBundle(Path to, String by, Instant at) throws IOException {
        synchronized (ONE) {
            return writeExclusively(to, by, at);
        }
    }

    private String writeExclusively(Path to, String by, Instant at) throws IOException {
        if (Files.exists(to)) throw new IllegalStateException(to + " is there already: name another file");
        var keys = data.resolve("central.keys");
        if (!Files.exists(keys))
            throw new IllegalStateException("this terminal was never enrolled at central, so there is no key to"
                    + " encrypt with: pair it first");
        var zip = data.resolve("support.zip");
        Files.deleteIfExists(zip); // of an interrupted run
        try {
            Files.createFile(zip, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            packFiles(zip);
            var words = new LinkedHashMap<String, Object>();
            words.put("holds", "support");
            words.put("terminal", terminal);
            words.put("at", at);
            words.put("by", by);
            var content = new ExportFile.Content(words, "support.zip", zip);
            return ExportFile.writeExport(to, content, CentralPublicKeys.of(keys), signer, at);
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    private void packFiles(Path zip) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (var name : CONFIGURATION) {
                var file = config.resolve(name);
                if (Files.isReadable(file)) addEntry(out, "config/" + name, withoutSecrets(Files.readString(file)));
            }
            addEntry(out, "status.json", withoutCases(askKiosk("status")));
            addEntry(out, "devices.json", askKiosk("device events {\"after\":0}"));
            addEntry(out, "log.txt", askKiosk("log"));
            addEntry(out, "journal.txt", journalState());
            addEntry(out, "machine.txt", machineFacts());
        }
    }

    private static void addEntry(ZipOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }

    static String withoutSecrets(String yaml) {
        try {
            var tree = YAML.readTree(yaml);
            if (tree instanceof ObjectNode all) for (var key : SECRETS) if (all.has(key)) all.put(key, "(kept back)");
            return YAML.writeValueAsString(tree);
        } catch (JacksonException broken) {
            return "no YAML: line " + broken.getLocation().getLineNr() + "\n";
        }
    }

    /// Only the kinds of the findings, since their texts may concern cases.
    static String withoutCases(String status) {
        try {
            var tree = JSON.readTree(status);
            if (tree instanceof ObjectNode all) {
                var kinds = JSON.createArrayNode();
                all.path("findings")
                        .forEach(finding -> kinds.add(finding.path("kind").asString("")));
                all.set("findings", kinds);
            }
            return JSON.writeValueAsString(tree);
        } catch (JacksonException noAnswer) {
            return status;
        }
    }

    /// Status of the kiosk that runs on the data folder, this one or another.
    private String askKiosk(String words) {
        try (var line = KioskControlClient.open(data.resolve("control.sock"))) {
            return line.sendCommand(words);
        } catch (IOException | CommandFailedException nobody) {
            return "no answer: " + nobody.getMessage();
        }
    }

    private String journalState() {
        try {
            var file = data.resolve("journal.db");
            return JournalFiles.verifyFile(file, null) + "\nbytes " + Files.size(file) + "\n";
        } catch (IOException | RuntimeException broken) {
            return "cannot be read: " + broken.getMessage();
        }
    }

    private String machineFacts() throws IOException {
        var runtime = Runtime.getRuntime();
        var lines = new ArrayList<>(List.of(
                "program " + ProgramVersion.VERSION,
                "java " + Runtime.version(),
                "system " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                "processors " + runtime.availableProcessors(),
                "heap used " + (runtime.totalMemory() - runtime.freeMemory()) + " of " + runtime.maxMemory(),
                "disk free " + data.toFile().getUsableSpace() + " of "
                        + data.toFile().getTotalSpace()));
        for (var entry : Map.of("memory", "/proc/meminfo", "load", "/proc/loadavg", "up", "/proc/uptime")
                .entrySet()) lines.add(entry.getKey() + " " + firstLines(Path.of(entry.getValue())));
        return String.join("\n", lines) + "\n";
    }

    private static String firstLines(Path file) {
        try (var all = Files.lines(file)) {
            return all.limit(3).collect(Collectors.joining("; "));
        } catch (IOException | UncheckedIOException notHere) {
            return "not told";
        }
    }
}
