package org.openstm.kiosk.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm help`: the same as `--help` behind a command.
@Command(name = "help", description = "Shows how a command is used.", footer = "%nExample: stm help device swap")
public final class HelpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command; without it, lists the commands.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        CommandLine shown = spec.commandLine().getParent();
        for (var word : words) {
            var next = shown.getSubcommands().get(word);
            if (next == null)
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no command '" + word + "' in "
                                + shown.getCommandSpec().qualifiedName() + "; there are "
                                + String.join(" ", shown.getSubcommands().keySet()));
            shown = next;
        }
        shown.usage(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
        return ExitCodes.DONE;
    }
}
