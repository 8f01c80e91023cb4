package org.openstm.kiosk.catalog.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.ItemPage;
import org.openstm.kiosk.catalog.OpeningHours;
import org.openstm.kiosk.catalog.RepresentativeRole;

/// Builds one item from a chain: one form in which nothing is asked twice, one purpose notice, the strictest
/// identity level.
final class ItemChainBuilder {
    private ItemChainBuilder() {}

    /// @param head the contents of the chain's own file
    /// @param ids of its parts
    /// @param catalog the items that are not chains
    /// @param problems receives the chain's problems; with any, it is not built
    static Optional<Item> buildChain(Item head, List<String> ids, ItemCatalogue catalog, List<String> problems) {
        var file = head.id() + ".yaml: chain: ";
        int before = problems.size();
        var parts = new ArrayList<Item>();
        for (var id : ids)
            catalog.findItem(id)
                    .ifPresentOrElse(
                            parts::add,
                            () -> problems.add(
                                    file + "no item '" + id + "' that is no chain itself: remove or add it"));
        for (var part : parts) {
            if (!part.makesCase())
                problems.add(file + "'" + part.id() + "' is a query, which makes no case: remove it");
            if (part.fee().isPresent())
                problems.add(file + "'" + part.id() + "' costs something, and a chain is not paid: remove it");
        }
        var pages = mergePages(file, parts, problems);
        Optional<OpeningHours> hours = Optional.of(head.hours());
        for (var part : parts) hours = hours.flatMap(part.hours()::intersectionWith);
        if (hours.isEmpty())
            problems.add(file + "its items are never open at the same time: change hours or remove one");
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(mergeItems(head, parts, pages, hours.orElse(OpeningHours.ALWAYS)));
    }

    private static List<ItemPage> mergePages(String file, List<Item> parts, List<String> problems) {
        var asked = new LinkedHashMap<String, ItemPage>();
        for (var part : parts)
            for (var page : part.pages()) {
                var field = page.fields().getFirst();
                var first = asked.putIfAbsent(field.name(), page);
                if (first == null) continue;
                if (!field.isSameQuestion(first.fields().getFirst())
                        || !page.when().equals(first.when()))
                    problems.add(file + "'" + part.id() + "' asks for '" + field.name()
                            + "' in another way than an earlier part: rename the field in one of them");
                else if (field.checkCode()) asked.put(field.name(), withCheckCode(first));
            }
        return List.copyOf(asked.values());
    }

    private static ItemPage withCheckCode(ItemPage page) {
        var fields = page.fields().stream().map(f -> f.withCheckCode(true)).toList();
        return new ItemPage(page.id(), page.step(), page.title(), page.help(), page.when(), fields);
    }

    private static Item mergeItems(Item head, List<Item> parts, List<ItemPage> pages, OpeningHours hours) {
        boolean document = parts.stream().anyMatch(p -> p.papers().document());
        var papers = head.papers();
        return new Item(
                head.id(),
                head.code(),
                head.theme(),
                head.version(),
                head.title(),
                head.also(),
                head.kind(),
                parts.stream().map(Item::level).max(Comparator.naturalOrder()).orElseThrow(),
                mergeVisits(parts),
                parts.stream().allMatch(Item::provinceWide),
                Optional.empty(),
                parts.stream().anyMatch(Item::legalTime),
                parts.getFirst().system(),
                head.owner(),
                head.guide(),
                mergeLists(parts, Item::uses),
                pages,
                mergeLists(parts, Item::prefill),
                parts.stream().anyMatch(Item::signed),
                Optional.empty(),
                new Item.CasePapers(
                        papers.receipt(), document, papers.facts(), papers.headline(), papers.outcome(), papers.next()),
                head.related(),
                head.release(),
                hours,
                parts,
                commonRoles(parts),
                parts.stream().allMatch(Item::self),
                head.ages());
    }

    /// The roles that may submit every part of it.
    private static Set<RepresentativeRole> commonRoles(List<Item> parts) {
        var all = new HashSet<>(parts.getFirst().by());
        for (var part : parts) all.retainAll(part.by());
        return all;
    }

    private static Item.Visits mergeVisits(List<Item> parts) {
        if (parts.stream().anyMatch(p -> p.visits() == Item.Visits.ONE)) return Item.Visits.ONE;
        return parts.stream().allMatch(p -> p.visits() == Item.Visits.NONE)
                ? Item.Visits.NONE
                : Item.Visits.NOT_COUNTED;
    }

    private static <T> List<T> mergeLists(List<Item> parts, Function<Item, Collection<T>> of) {
        var all = new LinkedHashSet<T>();
        for (var part : parts) all.addAll(of.apply(part));
        return List.copyOf(all);
    }
}
