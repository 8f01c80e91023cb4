package org.openstm.kiosk.catalog.load;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.Language;
import org.openstm.kiosk.form.Condition;
import tools.jackson.databind.JsonNode;

/// What is wrong with an item that a terminal takes all the same, or never notices.
final class ItemInspector {
    private static final Pattern GAP = Pattern.compile("\\{([^{}]*)\\}");
    private static final String OWN = "; what only your own centre knows stands in demo.yaml beside the folder";

    private final KnownNames known;

    ItemInspector(KnownNames known) {
        this.known = known;
    }

    void inspect(Item item, JsonNode node, Source source) {
        languages(node, "", source);
        ConditionCheck.check(item.pages(), source);
        names(item, source);
        twice(item, source);
        papers(item, source);
        dates(node, source);
        if (node.has("keep") && !item.storable())
            source.wrong("/keep", "nothing is kept with offline O0: remove keep, or set offline to O1");
    }

    /// Words that are there in one language only. What is left empty in both, such as what happens next
    /// after a query, is meant so.
    private static void languages(JsonNode node, String pointer, Source source) {
        boolean wanted = pointer.matches(".*/(title|label|plain)")
                || !(node.path("zh-CN").asString("") + node.path("en").asString("")).isBlank();
        if (node.has("zh-CN") && node.has("en") && wanted)
            for (var language : new String[] {"zh-CN", "en"})
                if (node.path(language).asString("").isBlank())
                    source.wrong(pointer + "/" + language, "there are no words in this language: write them");
        if (node.isArray()) for (int i = 0; i < node.size(); i++) languages(node.path(i), pointer + "/" + i, source);
        else node.properties().forEach(entry -> languages(entry.getValue(), pointer + "/" + entry.getKey(), source));
    }

    private void names(Item item, Source source) {
        if (item.parts().isEmpty() && !known.systems().contains(item.system()))
            source.wrong(
                    "/system",
                    "no department has the system '" + item.system() + "'"
                            + NearWords.hint(item.system(), known.systems()) + OWN);
        for (int n = 0; n < item.pages().size(); n++)
            for (var field : item.pages().get(n).fields())
                if (!field.list().isEmpty() && !known.lists().contains(field.list()))
                    source.wrong(
                            "/pages/" + n + "/fields/0/list",
                            "the centre keeps no list '" + field.list() + "'"
                                    + NearWords.hint(field.list(), known.lists()) + OWN);
    }

    private static void twice(Item item, Source source) {
        var ids = new HashSet<String>();
        for (int n = 0; n < item.pages().size(); n++) {
            var page = item.pages().get(n);
            if (!ids.add(page.id()))
                source.wrong("/pages/" + n + "/id", "two pages have the id '" + page.id() + "': change one");
            for (var field : page.fields()) {
                var values = new HashSet<String>();
                for (int o = 0; o < field.options().size(); o++)
                    if (!values.add(field.options().get(o).value()))
                        source.wrong(
                                "/pages/" + n + "/fields/0/options/" + o + "/value",
                                "two options have the value '"
                                        + field.options().get(o).value()
                                        + "', so nobody could tell them apart: change one");
            }
        }
    }

    private void papers(Item item, Source source) {
        var papers = item.papers();
        if (item.makesCase() && papers.receipt().isEmpty())
            source.wrong("/papers/receipt", "a case needs a slip" + NearWords.hint("", known.templates()));
        else if (!papers.receipt().isEmpty() && !known.templates().contains(papers.receipt()))
            source.wrong(
                    "/papers/receipt",
                    "there is no template '" + papers.receipt() + "', so that nothing could be printed"
                            + NearWords.hint(papers.receipt(), known.templates()));
        var names = new TreeSet<>(known.valuesOf(item.id()));
        names.addAll(item.fields().keySet());
        item.prefill().forEach(value -> names.add(value.name()));
        for (int n = 0; n < papers.facts().size(); n++) {
            var value = papers.facts().get(n).value().in(Language.ZH_CN);
            gaps(value, "/papers/facts/" + n + "/value", names, source);
            skipped(item, value, "/papers/facts/" + n + "/value", source);
        }
        for (var language : Language.values()) {
            gaps(papers.headline().in(language), "/papers/headline", names, source);
            gaps(papers.outcome().in(language), "/papers/outcome", names, source);
            gaps(papers.next().in(language), "/papers/next", names, source);
        }
    }

    /// Names that the slip of an item speaks of.
    static Set<String> gapsOf(Item item) {
        var names = new HashSet<String>();
        for (var fact : item.papers().facts()) names.addAll(gapsOf(fact.value().in(Language.ZH_CN)));
        for (var language : Language.values())
            for (var words : List.of(
                    item.papers().headline(),
                    item.papers().outcome(),
                    item.papers().next())) names.addAll(gapsOf(words.in(language)));
        return names;
    }

    static Set<String> gapsOf(String text) {
        var names = new HashSet<String>();
        for (var gap = GAP.matcher(text); gap.find(); ) names.add(gap.group(1));
        return names;
    }

    private static void gaps(String text, String pointer, Set<String> names, Source source) {
        for (var gap = GAP.matcher(text); gap.find(); )
            if (!names.contains(gap.group(1)))
                source.wrong(
                        pointer,
                        "nothing fills {" + gap.group(1) + "}, which is no answer and no value of the result"
                                + NearWords.hint(gap.group(1), names) + OWN);
    }

    /// A line of the slip whose question is not always asked.
    private static void skipped(Item item, String text, String pointer, Source source) {
        for (var gap = GAP.matcher(text); gap.find(); )
            for (var page : item.pages())
                for (var field : page.fields())
                    if (field.name().equals(gap.group(1)) && !(page.when() instanceof Condition.Always))
                        source.wrong(
                                pointer,
                                "page '" + page.id() + "' may be skipped, and {" + field.name()
                                        + "} is then empty beside its label: remove the line, or ask the page always");
    }

    private static void dates(JsonNode node, Source source) {
        var dated = node.path("guide").path("dated").asString("");
        try {
            LocalDate.parse(dated);
        } catch (DateTimeException none) {
            source.wrong("/guide/dated", "there is no day " + dated + ": write one as 2026-11-30");
        }
    }
}
