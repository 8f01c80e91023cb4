package org.openstm.conformance;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.conformance.checks.CheckResult;
import org.openstm.conformance.checks.CheckResult.Outcome;
import org.openstm.conformance.terminal.ConformanceSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `stm central-conformance`: whether a central does what `central-api.yaml` says.
@Command(
        name = "stm central-conformance",
        mixinStandardHelpOptions = true,
        version = "OpenSTM conformance suite for a central 0.1.0",
        description =
                "Calls every operation of central-api.yaml at a central and tells what is not as the contract says.",
        footer =
                "%nExample: stm central-conformance --central https://central.example:8471 --settings conformance.yaml",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all checks passed", "1:a check failed", "2:wrong options or settings"})
public final class ConformanceCommand implements Callable<Integer> {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int WIDTH = 120;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--central", paramLabel = "URL", required = true, description = "Address of the central.")
    private URI central = URI.create("");

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            required = true,
            description = "Terminal, persons and items of the central's test register (YAML).")
    private Path settings = Path.of("");

    @Option(
            names = "--pairing",
            paramLabel = "CODE",
            description = "Pairing code of the terminal; counts before the one of the settings.")
    private @Nullable String pairing;

    @Option(
            names = "--only",
            paramLabel = "GROUP",
            completionCandidates = Groups.class,
            description =
                    "Makes the checks of this group only, and enrols the terminal; may come again. Groups: ${COMPLETION-CANDIDATES}.")
    private Set<String> only = Set.of();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    /// The groups of checks, for the help and for completion.
    static final class Groups implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConformanceSuite.GROUPS.iterator();
        }
    }

    /// Ends the process.
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.exit(commandLine().execute(arguments));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new ConformanceCommand())
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler((wrong, _) -> {
                    printResults(wrong.getCommandLine(), wrong.getMessage() + "; --help tells what it takes");
                    return USAGE;
                })
                .setExecutionExceptionHandler((failed, command, _) -> {
                    printResults(command, String.valueOf(failed.getMessage()));
                    return FAILED;
                });
    }

    private static void printResults(CommandLine command, String sentence) {
        command.getErr().println("stm central-conformance: " + sentence);
        command.getErr().flush();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!List.of("http", "https").contains(String.valueOf(central.getScheme())) || central.getHost() == null) {
            printResults(
                    spec.commandLine(),
                    "'" + central + "' is no address of a central, such as https://central.example:8471");
            return USAGE;
        }
        for (var group : only)
            if (!ConformanceSuite.GROUPS.contains(group)) {
                printResults(
                        spec.commandLine(),
                        "'" + group + "' is no group of checks; --only takes "
                                + String.join(", ", ConformanceSuite.GROUPS));
                return USAGE;
            }
        try {
            var suite = new ConformanceSuite(
                    central, ConformanceSettings.read(settings).withPairing(pairing), only);
            return run(suite);
        } catch (ConformanceSettings.Unfit unfit) {
            printResults(spec.commandLine(), String.valueOf(unfit.getMessage()));
            return USAGE;
        }
    }

    private int run(ConformanceSuite suite) throws InterruptedException {
        var out = spec.commandLine().getOut();
        var results = suite.run(result -> {
            if (!json) out.println(result.line());
            out.flush();
        });
        long failed = count(results, Outcome.FAILED);
        if (json) {
            var all = new LinkedHashMap<String, Object>();
            all.put("contract", suite.version());
            all.put("central", central.toString());
            for (var outcome : Outcome.values())
                all.put(outcome.name().toLowerCase(Locale.ROOT), count(results, outcome));
            all.put(
                    "checks",
                    results.stream().map(ConformanceCommand::toJsonTree).toList());
            out.println(JsonMapper.shared().writeValueAsString(all));
        } else {
            out.println("contract " + suite.version() + ": " + count(results, Outcome.PASSED) + " passed, " + failed
                    + " failed, " + count(results, Outcome.SKIPPED) + " skipped");
        }
        out.flush();
        return failed == 0 ? PASSED : FAILED;
    }

    private static Map<String, Object> toJsonTree(CheckResult one) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", one.id());
        tree.put("outcome", one.outcome().name().toLowerCase(Locale.ROOT));
        tree.put("section", one.section());
        tree.put("expected", one.expected());
        tree.put("came", one.came());
        return tree;
    }

    private static long count(List<CheckResult> results, Outcome outcome) {
        return results.stream().filter(one -> one.outcome() == outcome).count();
    }
}
