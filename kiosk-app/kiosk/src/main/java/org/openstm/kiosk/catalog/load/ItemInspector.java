package org.openstm.kiosk.catalog.load;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.form.PageCondition;
import tools.jackson.databind.JsonNode;

/// Finds problems of an item that a terminal tolerates, or cannot notice.
final class ItemInspector {
    private static final Pattern GAP = Pattern.compile("\\{([^{}]*)\\}");
    private static final List<String> OF_THE_PERSON = List.of("name", "number");
    private static final String OWN = "; what only your own central knows stands in demo.yaml beside the folder";

    private final KnownNames known;

    ItemInspector(KnownNames known) {
        this.known = known;
    }

    void inspectItem(Item item, JsonNode node, CatalogueSource source) {
        checkLanguages(node, "", source);
        ConditionChecker.checkPages(item.pages(), source);
        checkNames(item, source);
        checkDuplicates(item, source);
        checkPapers(item, source);
        checkDates(node, source);
        if (node.has("keep") && !item.isStorable())
            source.reportProblem("/keep", "nothing is kept with offline O0: remove keep, or set offline to O1");
    }

    /// Texts that exist in one language only. A text that is empty in both, such as what happens next after a
    /// query, is intended.
    private static void checkLanguages(JsonNode node, String pointer, CatalogueSource source) {
        boolean wanted = pointer.matches(".*/(title|label|plain)")
                || !(node.path("zh-CN").asString("") + node.path("en").asString("")).isBlank();
        if (node.has("zh-CN") && node.has("en") && wanted)
            for (var language : new String[] {"zh-CN", "en"})
                if (node.path(language).asString("").isBlank())
                    source.reportProblem(pointer + "/" + language, "there are no words in this language: write them");
        if (node.isArray())
            for (int i = 0; i < node.size(); i++) checkLanguages(node.path(i), pointer + "/" + i, source);
        else
            node.properties()
                    .forEach(entry -> checkLanguages(entry.getValue(), pointer + "/" + entry.getKey(), source));
    }

    private void checkNames(Item item, CatalogueSource source) {
        if (item.parts().isEmpty() && !known.systems().contains(item.system()))
            source.reportProblem(
                    "/system",
                    "no department has the system '" + item.system() + "'"
                            + SpellingHints.hintFor(item.system(), known.systems()) + OWN);
        for (int n = 0; n < item.pages().size(); n++)
            for (var field : item.pages().get(n).fields())
                if (!field.list().isEmpty() && !known.lists().contains(field.list()))
                    source.reportProblem(
                            "/pages/" + n + "/fields/0/list",
                            "central keeps no list '" + field.list() + "'"
                                    + SpellingHints.hintFor(field.list(), known.lists()) + OWN);
    }

    private static void checkDuplicates(Item item, CatalogueSource source) {
        var ids = new HashSet<String>();
        for (int n = 0; n < item.pages().size(); n++) {
            var page = item.pages().get(n);
            if (!ids.add(page.id()))
                source.reportProblem("/pages/" + n + "/id", "two pages have the id '" + page.id() + "': change one");
            for (var field : page.fields()) {
                var values = new HashSet<String>();
                for (int o = 0; o < field.options().size(); o++)
                    if (!values.add(field.options().get(o).value()))
                        source.reportProblem(
                                "/pages/" + n + "/fields/0/options/" + o + "/value",
                                "two options have the value '"
                                        + field.options().get(o).value()
                                        + "', so nobody could tell them apart: change one");
            }
        }
    }

    private void checkPapers(Item item, CatalogueSource source) {
        var papers = item.papers();
        if (item.makesCase() && papers.receipt().isEmpty())
            source.reportProblem(
                    "/papers/receipt",
                    "a case needs a slip"
                            + SpellingHints.hintFor("", known.templates().keySet()));
        else if (!papers.receipt().isEmpty() && !known.templates().containsKey(papers.receipt()))
            source.reportProblem(
                    "/papers/receipt",
                    "there is no template '" + papers.receipt() + "', so that nothing could be printed"
                            + SpellingHints.hintFor(
                                    papers.receipt(), known.templates().keySet()));
        else if (item.makesCase()) checkSlipGaps(item, source);
        var names = new TreeSet<>(known.valuesOf(item.id()));
        names.addAll(item.fieldsByName().keySet());
        item.prefill().forEach(value -> names.add(value.name()));
        for (int n = 0; n < papers.facts().size(); n++) {
            var value = papers.facts().get(n).value().textIn(DisplayLanguage.ZH_CN);
            checkGaps(value, "/papers/facts/" + n + "/value", names, source);
            checkSkippedPages(item, value, "/papers/facts/" + n + "/value", source);
        }
        for (var language : DisplayLanguage.values()) {
            checkGaps(papers.headline().textIn(language), "/papers/headline", names, source);
            checkGaps(papers.outcome().textIn(language), "/papers/outcome", names, source);
            checkGaps(papers.next().textIn(language), "/papers/next", names, source);
        }
    }

    /// A slip with an empty gap is not printed, and the citizen would be told that its printing is unknown.
    private void checkSlipGaps(Item item, CatalogueSource source) {
        var slip = item.papers().receipt();
        var filled = new HashSet<>(item.fee().isPresent() ? known.valuesOf(item.id()) : known.ownValuesOf(item.id()));
        if (item.level() != Item.AssuranceLevel.L0) filled.addAll(OF_THE_PERSON);
        for (var gap : new TreeSet<>(known.templates().getOrDefault(slip, Set.of())))
            if (!filled.contains(gap))
                source.reportProblem(
                        "/papers/receipt",
                        "the slip '" + slip + "' has the gap {" + gap
                                + "}, which neither the kiosk nor the result of this item fills: choose another slip"
                                + OWN);
    }

    /// Names used in the slip of an item.
    static Set<String> gapsOf(Item item) {
        var names = new HashSet<String>();
        for (var fact : item.papers().facts()) names.addAll(gapsOf(fact.value().textIn(DisplayLanguage.ZH_CN)));
        for (var language : DisplayLanguage.values())
            for (var words : List.of(
                    item.papers().headline(),
                    item.papers().outcome(),
                    item.papers().next())) names.addAll(gapsOf(words.textIn(language)));
        return names;
    }

    static Set<String> gapsOf(String text) {
        var names = new HashSet<String>();
        for (var gap = GAP.matcher(text); gap.find(); ) names.add(gap.group(1));
        return names;
    }

    private static void checkGaps(String text, String pointer, Set<String> names, CatalogueSource source) {
        for (var gap = GAP.matcher(text); gap.find(); )
            if (!names.contains(gap.group(1)))
                source.reportProblem(
                        pointer,
                        "nothing fills {" + gap.group(1) + "}, which is no answer and no value of the result"
                                + SpellingHints.hintFor(gap.group(1), names) + OWN);
    }

    /// A line of the slip with a value that is not always asked.
    private static void checkSkippedPages(Item item, String text, String pointer, CatalogueSource source) {
        for (var gap = GAP.matcher(text); gap.find(); )
            for (var page : item.pages())
                for (var field : page.fields())
                    if (field.name().equals(gap.group(1)) && !(page.when() instanceof PageCondition.Always))
                        source.reportProblem(
                                pointer,
                                "page '" + page.id() + "' may be skipped, and {" + field.name()
                                        + "} is then empty beside its label: remove the line, or ask the page always");
    }

    private static void checkDates(JsonNode node, CatalogueSource source) {
        var dated = node.path("guide").path("dated").asString("");
        try {
            LocalDate.parse(dated);
        } catch (DateTimeException none) {
            source.reportProblem("/guide/dated", "there is no day " + dated + ": write one as 2026-11-30");
        }
    }
}
