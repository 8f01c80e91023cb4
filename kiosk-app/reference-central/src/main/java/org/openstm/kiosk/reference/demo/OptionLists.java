package org.openstm.kiosk.reference.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.ListOption;

/// The lists of options that fields offer, and the grades of premiums.
public final class OptionLists {
    /// Lists that depend on the day, or on what is booked.
    private static final Set<String> MADE_LISTS =
            Set.of("dates", "dates-14", "slots", "years", "past-years", "premium-years", "premium-grades");

    private final Map<String, Map<String, List<ListOption>>> lists = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> premiums = new LinkedHashMap<>();
    private final Optional<Path> added;

    /// @param added folder of items that a branch adds, beside which its lists are
    OptionLists(Optional<Path> added) {
        this.added = added;
    }

    void addList(String name, Map<String, List<ListOption>> options) {
        lists.put(name, options);
    }

    void addPremiums(String year, Map<String, Long> amounts) {
        premiums.put(year, amounts);
    }

    /// The regions of one province, which itself need not be chosen.
    void addHomeRegions(String province) {
        var home = new LinkedHashMap<>(lists.getOrDefault("regions", Map.of()));
        home.put("", home.getOrDefault(province, List.of()));
        home.keySet().removeIf(code -> !code.isEmpty() && !code.startsWith(province.substring(0, 2)));
        lists.put("home-regions", home);
    }

    /// Names of all lists, including those that depend on the day or on bookings.
    Set<String> listNames() {
        var names = new TreeSet<>(lists.keySet());
        names.addAll(MADE_LISTS);
        names.addAll(DemoValues.readBeside(added).lists().propertyNames());
        return names;
    }

    /// The part of a list under an earlier choice; the key is a choice itself, or empty for the first level.
    public Optional<List<ListOption>> findOptions(String name, String under) {
        return Optional.ofNullable(findEntries(name)).map(parts -> parts.getOrDefault(under, List.of()));
    }

    private @Nullable Map<String, List<ListOption>> findEntries(String name) {
        var known = lists.get(name);
        if (known != null) return known;
        var own = DemoValues.readBeside(added).lists().path(name);
        return own.isObject() ? ProvinceFiles.parseOptionList(own) : null;
    }

    /// Whether a list contains a value at any level.
    public boolean hasOption(String list, String value) {
        return lists.getOrDefault(list, Map.of()).values().stream()
                .flatMap(List::stream)
                .anyMatch(o -> o.value().equals(value));
    }

    public List<String> premiumYears() {
        return List.copyOf(premiums.keySet());
    }

    /// Fee of each grade of a year, in fen.
    public Map<String, Long> premiumAmounts(String year) {
        return premiums.getOrDefault(year, Map.of());
    }

    /// The label of a value at any level of a list, for papers and messages.
    public String optionLabel(String list, String value) {
        var entries = findEntries(list);
        return (entries == null ? Map.<String, List<ListOption>>of() : entries)
                .values().stream()
                        .flatMap(List::stream)
                        .filter(o -> o.value().equals(value))
                        .map(o -> o.label().getOrDefault("zh-CN", value))
                        .findFirst()
                        .orElse(value);
    }
}
