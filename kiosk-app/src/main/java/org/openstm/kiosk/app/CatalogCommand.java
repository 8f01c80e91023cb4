package org.openstm.kiosk.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.catalog.CatalogueSearch;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.SearchQuery;
import org.openstm.kiosk.catalog.load.AnswersSchema;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.catalog.load.CatalogueInspector;
import org.openstm.kiosk.walk.KioskLine;
import org.openstm.kiosk.walk.WalkFailed;
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
            CatalogCommand.Check.class,
            CatalogCommand.List.class,
            CatalogCommand.Show.class,
            CatalogCommand.Answers.class,
            CatalogCommand.Find.class,
            CatalogCommand.Back.class,
            NamesCommand.class
        })
final class CatalogCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE;
    }

    @Command(
            name = "check",
            footer = "%nExample: stm catalog check my-branch/services",
            description = "Finds every mistake in a folder of items, with file, line and remedy.")
    static final class Check implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(
                paramLabel = "DIR",
                arity = "0..1",
                description = "Folder that is laid over the shipped catalogue, which is checked alone if absent.")
        private @Nullable Path folder;

        @Override
        public Integer call() {
            if (folder != null) ServicesOption.requireFolder(folder);
            var inspector = new CatalogueInspector(ItemNames.known(Optional.ofNullable(folder)));
            var problems = folder == null ? inspector.inspectShipped() : inspector.inspectFolder(folder);
            int items = folder == null
                    ? CatalogueFiles.loadShipped().items().size()
                    : CatalogueFiles.loadWithOverlay(folder).catalog().items().size();
            var words = CheckWords.in(Locale.getDefault());
            var err = spec.commandLine().getErr();
            for (var problem : problems) err.println(words.of(problem));
            err.println(words.of(items + " items, " + counted(problems.size())));
            return problems.isEmpty() ? Exit.DONE : Exit.FAILED;
        }

        private static String counted(int mistakes) {
            if (mistakes == 0) return "no mistake";
            return mistakes == 1 ? "1 mistake" : mistakes + " mistakes";
        }
    }

    @Command(name = "list", footer = "%nExample: stm catalog list --json", description = "Lists the items, one a line.")
    static final class List implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Mixin
        private ServicesOption services = new ServicesOption();

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Override
        public Integer call() {
            ItemCatalogue catalog = services.catalog();
            for (var item : catalog.items())
                spec.commandLine()
                        .getOut()
                        .println(
                                json
                                        ? Reports.json(Map.of(
                                                "id", item.id(),
                                                "code", item.code(),
                                                "title", item.title().textIn(DisplayLanguage.ZH_CN),
                                                "kind", item.kind().name().toLowerCase(Locale.ROOT),
                                                "level", item.level().name(),
                                                "offline", item.isStorable() ? "O1" : "O0"))
                                        : item.code() + "  " + item.id() + "  "
                                                + item.title().textIn(DisplayLanguage.ZH_CN));
            return Exit.DONE;
        }
    }

    @Command(
            name = "show",
            footer = "%nExample: stm catalog show pension/life-proof",
            description = "Shows one item's guide.")
    static final class Show implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "ID", description = "For example pension/life-proof.")
        private String id = "";

        @Mixin
        private ServicesOption services = new ServicesOption();

        @Override
        public Integer call() {
            var item = services.catalog().findItem(id);
            if (item.isEmpty()) {
                spec.commandLine().getErr().println("stm: no item '" + id + "'; stm catalog list shows all");
                return Exit.FAILED;
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
            return Exit.DONE;
        }
    }

    @Command(
            name = "schema",
            footer = "%nExample: stm catalog schema pension/life-proof",
            description = "What the answers of an item look like, as JSON Schema, for a centre.")
    static final class Answers implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "ID", description = "For example pension/life-proof.")
        private String id = "";

        @Mixin
        private ServicesOption services = new ServicesOption();

        @Override
        public Integer call() {
            var item = services.catalog().findItem(id);
            item.ifPresent(i -> spec.commandLine().getOut().println(AnswersSchema.toJsonSchema(i)));
            if (item.isPresent()) return Exit.DONE;
            spec.commandLine().getErr().println("stm: no item '" + id + "'; stm catalog list shows all");
            return Exit.FAILED;
        }
    }

    @Command(
            name = "search",
            footer = "%nExample: stm catalog search yanglao",
            description =
                    "Finds items as the terminal does: by characters, pinyin, initials or English; the nearest first.")
    static final class Find implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "WORDS", arity = "1..*", description = "In Chinese or English.")
        private java.util.List<String> words = java.util.List.of();

        @Mixin
        private ServicesOption services = new ServicesOption();

        @Override
        public Integer call() {
            var hits = CatalogueSearch.findItems(services.catalog(), SearchQuery.of(String.join(" ", words)));
            for (var hit : hits) {
                var item = hit.item();
                var also = hit.also().isEmpty() ? "" : "  (" + hit.also() + ")";
                spec.commandLine()
                        .getOut()
                        .println(item.code() + "  " + item.id() + "  "
                                + item.title().textIn(DisplayLanguage.ZH_CN) + also);
            }
            if (!hits.isEmpty()) return Exit.DONE;
            spec.commandLine()
                    .getErr()
                    .println("stm: nothing is found for '" + String.join(" ", words)
                            + "'; stm catalog list shows all items");
            return Exit.FAILED;
        }
    }

    @Command(
            name = "back",
            footer = "%nExample: stm catalog back --data /var/lib/openstm --officer 0777",
            description =
                    "Has the running kiosk go back to the catalogue before the one in force, with the next citizen.")
    static final class Back implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Option(names = "--data", defaultValue = "data/kiosk", description = "The kiosk's data folder.")
        private Path data = Path.of("data", "kiosk");

        @Mixin
        private OfficerOption officer = new OfficerOption();

        @Override
        public Integer call() {
            try (var line = KioskLine.open(data.resolve("control.sock"))) {
                officer.present(line);
                spec.commandLine().getErr().println(line.say("catalogue-back"));
                return Exit.DONE;
            } catch (WalkFailed no) {
                spec.commandLine().getErr().println("stm: " + FailureText.of(no));
                return Exit.FAILED;
            } catch (IOException nobody) {
                spec.commandLine()
                        .getErr()
                        .println("stm: no kiosk answers at " + data.resolve("control.sock")
                                + "; start one with stm kiosk, or name its --data");
                return Exit.FAILED;
            }
        }
    }
}
