package org.openstm.kiosk.catalog;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One government item.
///
/// @param id `<theme>/<item>`
/// @param code theme, number and kind letter (T10.01H)
/// @param version of the item's form; travels with each submission
/// @param also citizens' own words for it, in any language, used by the search; never shown as its name
/// @param level identity level that the item requires
/// @param offline what is allowed while central is unreachable; empty: nothing
/// @param legalTime whether rights depend on the minute: not available while the clock is wrong
/// @param system back system that answers for it
/// @param uses exactly the personal data that the item needs, for the purpose notice
/// @param prefill fields that the back system fills, by name, with their labels
/// @param fee to be paid at the terminal, if any
/// @param related item to offer next, or instead of a withdrawn one; or empty
/// @param release whether and where it is offered
/// @param hours of its department for this item
/// @param parts of a chain: items that are submitted together, as one form; empty for any other item
/// @param by roles in which a representative may submit it; empty: only the person
/// @param self whether a person may submit it for themselves; if not, only as `by` says
/// @param ages ages that it is made for: it is shown first to people of these ages
public record Item(
        String id,
        String code,
        String theme,
        int version,
        LocalizedText title,
        List<String> also,
        ItemKind kind,
        AssuranceLevel level,
        Visits visits,
        boolean provinceWide,
        Optional<OfflineStoragePolicy> offline,
        boolean legalTime,
        String system,
        LocalizedText owner,
        GuideText guide,
        List<DataUse> uses,
        List<ItemPage> pages,
        List<Prefill> prefill,
        boolean signed,
        Optional<Fee> fee,
        CasePapers papers,
        String related,
        ItemRelease release,
        OpeningHours hours,
        List<Item> parts,
        Set<RepresentativeRole> by,
        boolean self,
        AgeRange ages) {

    public enum ItemKind {
        QUERY('Q'),
        HANDLE('H'),
        PRINT('P'),
        BOOK('B');

        private final char letter;

        ItemKind(char letter) {
            this.letter = letter;
        }

        public char letter() {
            return letter;
        }
    }

    /// Identity levels: guest, card read, card and a second proof of possession, card and a person check.
    public enum AssuranceLevel {
        L0,
        L1,
        L2,
        L3
    }

    public enum Visits {
        NONE,
        ONE,
        NOT_COUNTED
    }

    /// @param who may apply
    /// @param fee in words; empty means free
    /// @param promised the department's promise, `legal` the limit by law
    /// @param phone the department's hotline
    /// @param dated day of the guide's text, ISO 8601
    public record GuideText(
            LocalizedText who,
            LocalizedText bring,
            LocalizedText fee,
            LocalizedText promised,
            LocalizedText legal,
            LocalizedText result,
            String phone,
            LocalizedText basis,
            String dated) {}

    /// @param from source of the data (card, department, you)
    /// @param sensitive whether it needs a separate consent
    public record DataUse(LocalizedText what, LocalizedText from, LocalizedText why, boolean sensitive) {}

    /// @param name of the value in the back system's answer
    public record Prefill(String name, LocalizedText label, boolean shown) {}

    /// Papers of a case.
    ///
    /// @param receipt template of the slip when accepted
    /// @param document whether central issues a sealed A4 document
    /// @param facts lines of the slip, with placeholders for answers and results
    /// @param outcome sentence under the state, `next` what happens next
    public record CasePapers(
            String receipt,
            boolean document,
            List<ReceiptFact> facts,
            LocalizedText headline,
            LocalizedText outcome,
            LocalizedText next) {}

    /// The fee of an item: an accepted case is done when it is paid.
    ///
    /// @param amount name of the department's value with the amount, known before the submission
    public record Fee(String amount) {}

    public record ReceiptFact(LocalizedText label, LocalizedText value) {}

    public Item {
        also = List.copyOf(also);
        uses = List.copyOf(uses);
        pages = List.copyOf(pages);
        prefill = List.copyOf(prefill);
        parts = List.copyOf(parts);
        by = by.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(by));
    }

    /// Back systems that must be available for it.
    public List<String> backSystems() {
        return parts.isEmpty()
                ? List.of(system)
                : parts.stream().map(Item::system).distinct().toList();
    }

    public Optional<ItemField> findField(String name) {
        return pages.stream()
                .flatMap(p -> p.fields().stream())
                .filter(f -> f.name().equals(name))
                .findFirst();
    }

    /// Whether a case may wait on the terminal while central is unreachable.
    public boolean isStorable() {
        return offline.isPresent();
    }

    /// The same on a given day: not shortly before the last day on which its department accepts it.
    public boolean isStorable(LocalDate today) {
        return offline.filter(keeping -> keeping.leavesTime(today)).isPresent();
    }

    /// Whether a case is made and sent; a query only shows data of the back system.
    public boolean makesCase() {
        return kind != ItemKind.QUERY;
    }

    public Map<String, ItemField> fieldsByName() {
        var all = new java.util.LinkedHashMap<String, ItemField>();
        for (var page : pages) for (var field : page.fields()) all.put(field.name(), field);
        return all;
    }
}
