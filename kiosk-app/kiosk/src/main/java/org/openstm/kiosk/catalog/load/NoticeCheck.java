package org.openstm.kiosk.catalog.load;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.LocalizedText;

/// Compares the purpose notice of an item with the data that it asks and fetches: the notice must name all of
/// it in the words that the citizen reads later, and ask for a separate consent where it is sensitive. Only the
/// shipped items are checked: branches word their own notices.
final class NoticeCheck {
    /// Data that is always sensitive: another person's number, an account, a picture of a person.
    private static final Set<ItemField.FieldKind> SENSITIVE =
            EnumSet.of(ItemField.FieldKind.ID_NUMBER, ItemField.FieldKind.BANK_CARD, ItemField.FieldKind.PHOTO);

    private NoticeCheck() {}

    static void check(Item item, CatalogueSource source) {
        if (!item.parts().isEmpty() || item.level() == Item.AssuranceLevel.L0) return;
        var listed = noticeLines(item, _ -> true);
        var consented = noticeLines(item, Item.DataUse::sensitive);
        for (int n = 0; n < item.pages().size(); n++)
            for (var field : item.pages().get(n).fields()) {
                if (field.kind() == ItemField.FieldKind.COPIES) continue;
                var pointer = "/pages/" + n + "/fields/0/label";
                var label = field.label().textIn(DisplayLanguage.ZH_CN);
                if (!listed.contains(label))
                    source.reportProblem(
                            pointer,
                            "'" + label
                                    + "' is asked, and no line of uses says so: write these words into the what of one");
                else if (SENSITIVE.contains(field.kind()) && !consented.contains(label))
                    source.reportProblem(
                            pointer,
                            "'" + label + "' needs a consent of its own: add sensitive: true to its line of uses");
            }
        for (int n = 0; n < item.prefill().size(); n++) {
            var value = item.prefill().get(n);
            if (item.fee().filter(fee -> fee.amount().equals(value.name())).isEmpty())
                requireFetchedLine(value.label(), listed, "/prefill/" + n + "/label", source);
        }
        if (!item.makesCase())
            for (int n = 0; n < item.papers().facts().size(); n++) {
                var fact = item.papers().facts().get(n);
                var names = ItemInspector.gapsOf(fact.value().textIn(DisplayLanguage.ZH_CN));
                if (!item.fieldsByName().keySet().containsAll(names))
                    requireFetchedLine(fact.label(), listed, "/papers/facts/" + n + "/label", source);
            }
    }

    private static void requireFetchedLine(LocalizedText label, String listed, String pointer, CatalogueSource source) {
        var words = label.textIn(DisplayLanguage.ZH_CN);
        if (!listed.contains(words))
            source.reportProblem(
                    pointer,
                    "'" + words + "' is fetched, and no line of uses says so: write these words into the what of one");
    }

    private static String noticeLines(Item item, Predicate<Item.DataUse> which) {
        return item.uses().stream()
                .filter(which)
                .map(use -> use.what().textIn(DisplayLanguage.ZH_CN))
                .collect(Collectors.joining("\n"));
    }
}
