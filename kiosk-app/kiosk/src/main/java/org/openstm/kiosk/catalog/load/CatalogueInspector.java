package org.openstm.kiosk.catalog.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.openstm.kiosk.catalog.Item;

/// Checks items strictly, for their authors. A terminal is more tolerant: an item that it accepted yesterday
/// must load with the next release of this program, too.
public final class CatalogueInspector {
    /// Files that look like items, but that no terminal reads.
    private static final Pattern ALMOST = Pattern.compile("(?i)[^.].*\\.(yml|yaml|yaml\\.txt|yml\\.txt|json)");

    private static final String DEMO = "demo.yaml";

    private final KnownNames known;

    /// @param known names that the items may use
    public CatalogueInspector(KnownNames known) {
        this.known = known;
    }

    /// Checks a folder of items that is laid over the shipped ones.
    ///
    /// @return one sentence each: file, line, problem, correction
    public List<String> inspectFolder(Path folder) {
        var problems = new ArrayList<String>();
        var shipped = CatalogueFiles.shippedFiles();
        var texts = CatalogueFiles.overlayFiles(shipped, folder, problems);
        var own = new LinkedHashSet<String>();
        texts.forEach((file, text) -> {
            if (!text.equals(shipped.get(file))) own.add(file);
        });
        reportUnreadFiles(folder, problems);
        inspectDemoFile(folder.toAbsolutePath().normalize().resolveSibling(DEMO), problems);
        inspectFiles(texts, own, problems);
        return List.copyOf(new LinkedHashSet<>(problems));
    }

    /// Checks the items of the program in the same way.
    public List<String> inspectShipped() {
        var problems = new ArrayList<String>();
        var texts = CatalogueFiles.shippedFiles();
        inspectFiles(texts, texts.keySet(), problems);
        for (var item : CatalogueFiles.loadShipped().items()) {
            String file = item.id() + ".yaml";
            NoticeCheck.check(item, new CatalogueSource(file, texts.getOrDefault(file, ""), problems));
        }
        return List.copyOf(problems);
    }

    private void inspectFiles(Map<String, String> texts, Set<String> own, List<String> problems) {
        var result = CatalogueFiles.loadFiles(texts);
        problems.addAll(result.problems());
        var codes = idsByCode(result.catalog().items());
        var inspector = new ItemInspector(known.withNames(shippedNames()));
        for (var file : own) {
            var source = new CatalogueSource(file, texts.getOrDefault(file, ""), problems);
            var node = new CatalogueSource(file, source.text(), new ArrayList<>()).parseTree();
            if (node.isMissingNode() || node.isNull()) {
                if (source.text()
                        .lines()
                        .allMatch(line -> line.isBlank() || line.strip().startsWith("#")))
                    problems.add(
                            file + ": line 1: the file is empty: write an item, which begins with id:, or remove it");
                continue;
            }
            source.reportPitfalls();
            var item = result.catalog().findItem(file.replaceFirst("\\.yaml$", ""));
            if (item.isEmpty()) continue;
            inspector.inspectItem(item.get(), node, source);
            checkUniqueCode(item.get(), codes, source);
        }
    }

    /// What the shipped items use is known, also if a branch replaces these items.
    private static KnownNames shippedNames() {
        var lists = new HashSet<String>();
        var systems = new HashSet<String>();
        var values = new HashMap<String, Set<String>>();
        for (var item : CatalogueFiles.loadShipped().items()) {
            item.fieldsByName().values().forEach(field -> lists.add(field.list()));
            systems.add(item.system());
            values.put(item.id(), ItemInspector.gapsOf(item));
        }
        return new KnownNames(Map.of(), lists, systems, values);
    }

    private static Map<String, List<String>> idsByCode(List<Item> items) {
        var codes = new LinkedHashMap<String, List<String>>();
        for (var item : items)
            codes.computeIfAbsent(item.code(), _ -> new ArrayList<>()).add(item.id());
        return codes;
    }

    private static void checkUniqueCode(Item item, Map<String, List<String>> codes, CatalogueSource source) {
        for (var other : codes.getOrDefault(item.code(), List.of()))
            if (!other.equals(item.id()))
                source.reportProblem(
                        "/code", "code " + item.code() + " is the one of " + other + ": take another number");
    }

    /// Checks `demo.yaml` beside the folder.
    private static void inspectDemoFile(Path file, List<String> problems) {
        if (!Files.isRegularFile(file)) return;
        CatalogueFiles.readText(DEMO, file, problems).ifPresent(text -> {
            var source = new CatalogueSource(DEMO, text, problems);
            var node = source.parseTree();
            source.reportPitfalls();
            if (node.isObject()) CatalogueSchema.DEMO.validateFile(node.toString(), source);
        });
    }

    private static void reportUnreadFiles(Path folder, List<String> problems) {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".yaml") || !ALMOST.matcher(name).matches()) continue;
                problems.add(folder.relativize(file) + ": is not read: give it a name that ends in .yaml");
            }
        } catch (IOException | UncheckedIOException _) {
            // an unreadable folder is already reported
        }
    }
}
