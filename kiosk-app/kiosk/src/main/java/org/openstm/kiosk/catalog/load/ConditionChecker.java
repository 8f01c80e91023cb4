package org.openstm.kiosk.catalog.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.ItemPage;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.form.PageCondition;

/// Checks whether each page can be reached: its `when` must refer to earlier answers with values that can be
/// chosen, and some combination of answers must satisfy it.
final class ConditionChecker {
    private static final int MOST_TRIED = 100_000;

    /// Stands for any value that no condition names.
    private static final String OTHER = "\0other";

    private final List<ItemPage> pages;
    private final CatalogueSource source;
    private final Map<String, Integer> pageOf = new HashMap<>();
    private final Map<String, ItemField> fields = new HashMap<>();
    private int tried;

    private ConditionChecker(List<ItemPage> pages, CatalogueSource source) {
        this.pages = pages;
        this.source = source;
        for (int n = pages.size() - 1; n >= 0; n--)
            for (var field : pages.get(n).fields()) {
                pageOf.put(field.name(), n);
                fields.put(field.name(), field);
            }
    }

    static void checkPages(List<ItemPage> pages, CatalogueSource source) {
        var check = new ConditionChecker(pages, source);
        boolean sound = true;
        for (int n = 0; n < pages.size(); n++)
            sound &= check.isSound(pages.get(n).when(), n, "/pages/" + n + "/when");
        if (sound) for (int n = 0; n < pages.size(); n++) check.checkReachable(n);
    }

    private boolean isSound(PageCondition when, int page, String pointer) {
        return switch (when) {
            case PageCondition.Always() -> true;
            case PageCondition.Is(var field, var value) -> {
                var flaw = findFlaw(field, value, page);
                flaw.ifPresent(why -> source.reportProblem(pointer + "/is/" + field, why));
                yield flaw.isEmpty();
            }
            case PageCondition.All(var of) -> isSound(of, page, pointer + "/all/");
            case PageCondition.Any(var of) -> isSound(of, page, pointer + "/any/");
            case PageCondition.Not(var of) -> isSound(of, page, pointer + "/not");
        };
    }

    private boolean isSound(List<PageCondition> of, int page, String pointer) {
        boolean sound = true;
        for (int i = 0; i < of.size(); i++) sound &= isSound(of.get(i), page, pointer + i);
        return sound;
    }

    private Optional<String> findFlaw(String name, String value, int page) {
        var earlier = new TreeSet<String>();
        pageOf.forEach((field, n) -> {
            if (n < page) earlier.add(field);
        });
        if (!fields.containsKey(name))
            return Optional.of("no page asks '" + name + "'" + SpellingHints.hintFor(name, earlier));
        if (pageOf.getOrDefault(name, 0) == page)
            return Optional.of("'" + name + "' is what this page asks itself: name what an earlier page asks");
        if (pageOf.getOrDefault(name, 0) > page)
            return Optional.of("'" + name + "' is asked only by a later page: name what an earlier page asks");
        var values = possibleValues(fields.get(name));
        if (values.isEmpty() || values.contains(value)) return Optional.empty();
        return Optional.of("'" + name + "' is never '" + value + "'" + SpellingHints.hintFor(value, values));
    }

    /// Possible answers, if the item defines them; otherwise empty.
    private static Set<String> possibleValues(ItemField field) {
        var values = new LinkedHashSet<String>();
        if (field.kind() == ItemField.FieldKind.CHOICE) field.options().forEach(option -> values.add(option.value()));
        if (field.kind() == ItemField.FieldKind.COPIES)
            IntStream.rangeClosed(1, field.most()).forEach(copies -> values.add("" + copies));
        return values;
    }

    private void checkReachable(int page) {
        var when = pages.get(page).when();
        if (when instanceof PageCondition.Always) return;
        var named = new HashMap<String, Set<String>>();
        collectFields(when, named);
        var order = named.keySet().stream()
                .sorted((one, other) -> Integer.compare(pageOf.getOrDefault(one, 0), pageOf.getOrDefault(other, 0)))
                .toList();
        tried = 0;
        if (!isSatisfiable(order, 0, FormAnswers.NONE, when, named))
            source.reportProblem(
                    "/pages/" + page + "/when", "no answers lead to this page: its conditions contradict each other");
    }

    /// The fields of a condition, and those on which their pages depend.
    private void collectFields(PageCondition when, Map<String, Set<String>> named) {
        switch (when) {
            case PageCondition.Always() -> {}
            case PageCondition.Is(var field, var value) -> {
                boolean fresh = !named.containsKey(field);
                named.computeIfAbsent(field, _ -> new LinkedHashSet<>()).add(value);
                if (fresh)
                    collectFields(pages.get(pageOf.getOrDefault(field, 0)).when(), named);
            }
            case PageCondition.All(var of) -> of.forEach(one -> collectFields(one, named));
            case PageCondition.Any(var of) -> of.forEach(one -> collectFields(one, named));
            case PageCondition.Not(var of) -> collectFields(of, named);
        }
    }

    /// Whether some answers to the fields from here on satisfy it; a field on a skipped page has no answer.
    private boolean isSatisfiable(
            List<String> order, int at, FormAnswers given, PageCondition when, Map<String, Set<String>> named) {
        if (at == order.size()) return when.isMet(given);
        if (++tried > MOST_TRIED) return true; // too many to try: report nothing rather than something wrong
        var name = order.get(at);
        if (!pages.get(pageOf.getOrDefault(name, 0)).when().isMet(given))
            return isSatisfiable(order, at + 1, given, when, named);
        var values = new ArrayList<>(Optional.ofNullable(fields.get(name))
                .map(ConditionChecker::possibleValues)
                .orElse(Set.of()));
        if (values.isEmpty()) {
            values.addAll(named.getOrDefault(name, Set.of()));
            values.add(OTHER);
        }
        for (var value : values)
            if (isSatisfiable(order, at + 1, given.withAnswer(name, value), when, named)) return true;
        return false;
    }
}
