package org.openstm.kiosk.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.text.CheckTranslator;
import org.openstm.kiosk.app.text.FailureText;
import org.openstm.kiosk.app.text.ReportText;
import org.openstm.kiosk.catalog.CatalogueSearch;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.SearchQuery;
import org.openstm.kiosk.catalog.load.AnswersSchema;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.catalog.load.CatalogueInspector;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.process.KioskControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm catalog`: checks and shows the items on offer.
@Command(
        name = "catalog",
        footer = "%nExample: stm catalog check my-branch/services",
        description = "Checks and shows the catalogue of items.",
        subcommands = {
            CatalogCommand.CheckItems.class,
            CatalogCommand.ListItems.class,
            CatalogCommand.ShowItem.class,
            CatalogCommand.ShowSchema.class,
            CatalogCommand.FindItems.class,
            CatalogCommand.RestorePrevious.class
        })
public final class CatalogCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    @Command(
            name = "check",
            footer = "%nExample: stm catalog check my-branch/services",
            description = "Finds every mistake in a folder of items, with file, line and remedy.")
    static final class CheckItems implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(
                paramLabel = "DIR",
                arity = "0..1",
                description = "Folder of items that override the shipped ones; without it, checks the shipped ones.")
        private @Nullable Path folder;

        @Override
        public Integer call() {
            if (folder != null) ServicesOption.requireFolder(folder);
            var inspector = new CatalogueInspector(ItemVocabulary.knownNames(Optional.ofNullable(folder)));
            var problems = folder == null ? inspector.inspectShipped() : inspector.inspectFolder(folder);
            int items = folder == null
                    ? CatalogueFiles.loadShipped().items().size()
                    : CatalogueFiles.loadWithOverlay(folder).catalog().items().size();
            var words = CheckTranslator.forLocale(Locale.getDefault());
            var out = spec.commandLine().getOut();
            for (var problem : problems) out.println(words.translateSentence(problem));
            out.println(words.translateSentence(items + " items, " + countText(problems.size())));
            return problems.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
        }

        private static String countText(int mistakes) {
            if (mistakes == 0) return "no mistake";
            return mistakes == 1 ? "1 mistake" : mistakes + " mistakes";
        }
    }

    @Command(name = "list", footer = "%nExample: stm catalog list --json", description = "Lists the items.")
    static final class ListItems implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Mixin
        private ServicesOption services = new ServicesOption();

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Override
        public Integer call() {
            ItemCatalogue catalog = services.loadCatalog();
            for (var item : catalog.items())
                spec.commandLine()
                        .getOut()
                        .println(
                                json
                                        ? ReportText.toJson(Map.of(
                                                "id", item.id(),
                                                "code", item.code(),
                                                "title", item.title().textIn(DisplayLanguage.ZH_CN),
                                                "kind", item.kind().name().toLowerCase(Locale.ROOT),
                                                "level", item.level().name(),
                                                "offline", item.isStorable() ? "O1" : "O0"))
                                        : item.code() + "  " + item.id() + "  "
                                                + item.title().textIn(DisplayLanguage.ZH_CN));
            return ExitCodes.DONE;
        }
    }

    @Command(
            name = "show",
            footer = "%nExample: stm catalog show pension/life-proof",
            description = "Shows one item's guide.")
    static final class ShowItem implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "ID", description = "For example pension/life-proof.")
        private String id = "";

        @Mixin
        private ServicesOption services = new ServicesOption();

        @Override
        public Integer call() {
            var item = services.loadCatalog().findItem(id);
            if (item.isEmpty()) {
                spec.commandLine().getErr().println("stm: no item '" + id + "'; stm catalog list shows all");
                return ExitCodes.FAILED;
            }
            var out = spec.commandLine().getOut();
            for (var language : DisplayLanguage.values()) {
                var guide = item.get().guide();
                out.println(item.get().code() + "  " + item.get().title().textIn(language));
                out.println("  " + guide.who().textIn(language));
                out.println("  " + guide.bring().textIn(language));
                out.println("  " + guide.promised().textIn(language) + " / "
                        + guide.legal().textIn(language));
                out.println("  " + guide.result().textIn(language));
                out.println("  " + item.get().owner().textIn(language) + "  " + guide.phone());
            }
            return ExitCodes.DONE;
        }
    }

    @Command(
            name = "schema",
            footer = "%nExample: stm catalog schema pension/life-proof",
            description = "Prints the JSON Schema of an item's answers, for the implementation of a central.")
    static final class ShowSchema implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "ID", description = "For example pension/life-proof.")
        private String id = "";

        @Mixin
        private ServicesOption services = new ServicesOption();

        @Override
        public Integer call() {
            var item = services.loadCatalog().findItem(id);
            item.ifPresent(i -> spec.commandLine().getOut().println(AnswersSchema.toJsonSchema(i)));
            if (item.isPresent()) return ExitCodes.DONE;
            spec.commandLine().getErr().println("stm: no item '" + id + "'; stm catalog list shows all");
            return ExitCodes.FAILED;
        }
    }

    @Command(
            name = "search",
            footer = "%nExample: stm catalog search yanglao",
            description =
                    "Finds items as the terminal does: by characters, pinyin, initials or English; best match first.")
    static final class FindItems implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "WORDS", arity = "1..*", description = "In Chinese or English.")
        private java.util.List<String> words = java.util.List.of();

        @Mixin
        private ServicesOption services = new ServicesOption();

        @Override
        public Integer call() {
            var hits = CatalogueSearch.findItems(services.loadCatalog(), SearchQuery.of(String.join(" ", words)));
            for (var hit : hits) {
                var item = hit.item();
                var also = hit.also().isEmpty() ? "" : "  (" + hit.also() + ")";
                spec.commandLine()
                        .getOut()
                        .println(item.code() + "  " + item.id() + "  "
                                + item.title().textIn(DisplayLanguage.ZH_CN) + also);
            }
            if (!hits.isEmpty()) return ExitCodes.DONE;
            spec.commandLine()
                    .getErr()
                    .println("stm: nothing is found for '" + String.join(" ", words)
                            + "'; stm catalog list shows all items");
            return ExitCodes.FAILED;
        }
    }

    @Command(
            name = "back",
            footer = "%nExample: stm catalog back --data /var/lib/openstm --officer 0777",
            description = "Has the running kiosk return to the previous catalogue with the next session.")
    static final class RestorePrevious implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Option(names = "--data", defaultValue = "data/kiosk", description = "The kiosk's data folder.")
        private Path data = Path.of("data", "kiosk");

        @Mixin
        private OfficerOption officer = new OfficerOption();

        @Override
        public Integer call() {
            try (var line = KioskControlClient.open(data.resolve("control.sock"))) {
                officer.presentOfficers(line);
                spec.commandLine().getErr().println(line.sendCommand("catalogue-back"));
                return ExitCodes.DONE;
            } catch (CommandFailedException no) {
                spec.commandLine().getErr().println("stm: " + FailureText.of(no));
                return ExitCodes.FAILED;
            } catch (IOException nobody) {
                spec.commandLine()
                        .getErr()
                        .println("stm: no kiosk answers at " + data.resolve("control.sock")
                                + "; start one with stm kiosk, or name its --data");
                return ExitCodes.FAILED;
            }
        }
    }
}
