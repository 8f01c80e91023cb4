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
import org.openstm.kiosk.catalog.Field;
import org.openstm.kiosk.catalog.Page;
import org.openstm.kiosk.form.Answers;
import org.openstm.kiosk.form.Condition;

/// Whether each page is asked of somebody: what its `when` speaks of was answered before, by a value that
/// can be chosen, and some answers lead there.
final class ConditionCheck {
    private static final int MOST_TRIED = 100_000;

    /// Any answer that no condition names.
    private static final String OTHER = "\0other";

    private final List<Page> pages;
    private final Source source;
    private final Map<String, Integer> pageOf = new HashMap<>();
    private final Map<String, Field> fields = new HashMap<>();
    private int tried;

    private ConditionCheck(List<Page> pages, Source source) {
        this.pages = pages;
        this.source = source;
        for (int n = pages.size() - 1; n >= 0; n--)
            for (var field : pages.get(n).fields()) {
                pageOf.put(field.name(), n);
                fields.put(field.name(), field);
            }
    }

    static void check(List<Page> pages, Source source) {
        var check = new ConditionCheck(pages, source);
        boolean sound = true;
        for (int n = 0; n < pages.size(); n++) sound &= check.sound(pages.get(n).when(), n, "/pages/" + n + "/when");
        if (sound) for (int n = 0; n < pages.size(); n++) check.reachable(n);
    }

    private boolean sound(Condition when, int page, String pointer) {
        return switch (when) {
            case Condition.Always() -> true;
            case Condition.Is(var field, var value) -> {
                var flaw = flaw(field, value, page);
                flaw.ifPresent(why -> source.wrong(pointer + "/is/" + field, why));
                yield flaw.isEmpty();
            }
            case Condition.All(var of) -> sound(of, page, pointer + "/all/");
            case Condition.Any(var of) -> sound(of, page, pointer + "/any/");
            case Condition.Not(var of) -> sound(of, page, pointer + "/not");
        };
    }

    private boolean sound(List<Condition> of, int page, String pointer) {
        boolean sound = true;
        for (int i = 0; i < of.size(); i++) sound &= sound(of.get(i), page, pointer + i);
        return sound;
    }

    private Optional<String> flaw(String name, String value, int page) {
        var earlier = new TreeSet<String>();
        pageOf.forEach((field, n) -> {
            if (n < page) earlier.add(field);
        });
        if (!fields.containsKey(name))
            return Optional.of("no page asks '" + name + "'" + NearWords.hint(name, earlier));
        if (pageOf.getOrDefault(name, 0) == page)
            return Optional.of("'" + name + "' is what this page asks itself: name what an earlier page asks");
        if (pageOf.getOrDefault(name, 0) > page)
            return Optional.of("'" + name + "' is asked only by a later page: name what an earlier page asks");
        var values = values(fields.get(name));
        if (values.isEmpty() || values.contains(value)) return Optional.empty();
        return Optional.of("'" + name + "' is never '" + value + "'" + NearWords.hint(value, values));
    }

    /// What can be answered, as far as the item itself says it; else empty.
    private static Set<String> values(Field field) {
        var values = new LinkedHashSet<String>();
        if (field.kind() == Field.Kind.CHOICE) field.options().forEach(option -> values.add(option.value()));
        if (field.kind() == Field.Kind.COPIES)
            IntStream.rangeClosed(1, field.most()).forEach(copies -> values.add("" + copies));
        return values;
    }

    private void reachable(int page) {
        var when = pages.get(page).when();
        if (when instanceof Condition.Always) return;
        var named = new HashMap<String, Set<String>>();
        collect(when, named);
        var order = named.keySet().stream()
                .sorted((one, other) -> Integer.compare(pageOf.getOrDefault(one, 0), pageOf.getOrDefault(other, 0)))
                .toList();
        tried = 0;
        if (!some(order, 0, Answers.NONE, when, named))
            source.wrong(
                    "/pages/" + page + "/when", "no answers lead to this page: its conditions contradict each other");
    }

    /// What a condition speaks of, and what the pages of those fields hang on.
    private void collect(Condition when, Map<String, Set<String>> named) {
        switch (when) {
            case Condition.Always() -> {}
            case Condition.Is(var field, var value) -> {
                boolean fresh = !named.containsKey(field);
                named.computeIfAbsent(field, _ -> new LinkedHashSet<>()).add(value);
                if (fresh) collect(pages.get(pageOf.getOrDefault(field, 0)).when(), named);
            }
            case Condition.All(var of) -> of.forEach(one -> collect(one, named));
            case Condition.Any(var of) -> of.forEach(one -> collect(one, named));
            case Condition.Not(var of) -> collect(of, named);
        }
    }

    /// Whether some answers to the fields from here on make it hold; a field whose page is skipped has none.
    private boolean some(List<String> order, int at, Answers given, Condition when, Map<String, Set<String>> named) {
        if (at == order.size()) return when.holds(given);
        if (++tried > MOST_TRIED) return true; // nobody writes so many; better no word than a wrong one
        var name = order.get(at);
        if (!pages.get(pageOf.getOrDefault(name, 0)).when().holds(given))
            return some(order, at + 1, given, when, named);
        var values = new ArrayList<>(Optional.ofNullable(fields.get(name))
                .map(ConditionCheck::values)
                .orElse(Set.of()));
        if (values.isEmpty()) {
            values.addAll(named.getOrDefault(name, Set.of()));
            values.add(OTHER);
        }
        for (var value : values) if (some(order, at + 1, given.with(name, value), when, named)) return true;
        return false;
    }
}
