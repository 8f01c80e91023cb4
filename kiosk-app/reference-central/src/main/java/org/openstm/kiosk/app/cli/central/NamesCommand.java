package org.openstm.kiosk.app.cli.central;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.cli.ItemVocabulary;
import org.openstm.kiosk.app.cli.ServicesOption;
import org.openstm.kiosk.app.text.ReportText;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.reference.demo.ReferenceNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm catalog names`: lists the names that an item may use, taken from the program itself, for authors.
@Command(
        name = "names",
        description = {
            "Lists what an item may name: kinds of items and fields, slips, lists and systems of the reference central,",
            "and the data about a person that each system provides beforehand (prefill)."
        },
        footer = "%nExample: stm catalog names --json")
final class NamesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(
            names = "--services",
            paramLabel = "DIR",
            description = "Folder of items: the names in demo.yaml beside it are listed as well.")
    private @Nullable Path services;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (services != null) ServicesOption.requireFolder(services);
        var names = collectNames(Optional.ofNullable(services));
        var out = spec.commandLine().getOut();
        out.println(json ? ReportText.toJson(names) : ReportText.toLines(ReportText.toJson(names)));
        out.flush();
        return ExitCodes.DONE;
    }

    private static Map<String, Object> collectNames(Optional<Path> services) {
        var reference = ReferenceNames.of(services);
        var names = new LinkedHashMap<String, Object>();
        names.put("itemKinds", describeKinds(Item.ItemKind.values(), NamesCommand::describeKind));
        names.put("fieldKinds", describeKinds(ItemField.FieldKind.values(), NamesCommand::describeKind));
        names.put("slips", new TreeSet<>(ItemVocabulary.SLIPS));
        names.put("lists", new TreeSet<>(reference.lists()));
        names.put("systems", new TreeSet<>(reference.systems()));
        var prefill = new LinkedHashMap<String, String>();
        ReferenceNames.prefillNames()
                .forEach((system, values) -> prefill.put(system, String.join(", ", values.keySet())));
        names.put("prefill", prefill);
        return names;
    }

    private static <K extends Enum<K>> Map<String, String> describeKinds(
            K[] kinds, java.util.function.Function<K, String> use) {
        var described = new LinkedHashMap<String, String>();
        Arrays.stream(kinds)
                .forEach(kind ->
                        described.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), use.apply(kind)));
        return described;
    }

    private static String describeKind(Item.ItemKind kind) {
        return switch (kind) {
            case QUERY -> "code ends in Q; shows data of a system and creates no case: no receipt, no fee, no picture";
            case HANDLE -> "code ends in H; creates a case, with a slip; only this kind may have offline O1";
            case PRINT -> "code ends in P; creates a case; papers.document true if a sealed A4 document comes with it";
            case BOOK -> "code ends in B; creates a case that books an entry of a list such as dates and slots";
        };
    }

    private static String describeKind(ItemField.FieldKind kind) {
        return switch (kind) {
            case CHOICE -> "options (value, plain), or a list from central, which may depend on an earlier answer";
            case REGION -> "a list of regions and depth: province 1, city 2, county 3, town 4, village 5";
            case DATE -> "earliest and latest in days from today";
            case MONTH_RANGE -> "earliest: months back; latest: the longest range in months";
            case MOBILE -> "a mobile number; checkCode true where a message code must verify it";
            case BANK_CARD -> "12 to 19 digits";
            case COPIES -> "latest: the most copies";
            case NUMBER -> "a whole number; least and most, unit";
            case AMOUNT -> "yuan; most, or within: a value among prefill";
            case DIGITS -> "a number used as an identifier; least and most count its digits";
            case ID_NUMBER -> "another person's identity number";
            case PLATE -> "a vehicle's plate";
            case USCC -> "a unified social credit code";
            case TEXT -> "free text; least and most count characters, without: words it must not contain";
            case ADDRESS -> "street and house; given: the field of its region, least and most count characters";
            case SCAN -> "a picture of a paper; later true where it may be brought later";
            case PHOTO -> "a picture of the person; later true where it may be brought later";
        };
    }
}
