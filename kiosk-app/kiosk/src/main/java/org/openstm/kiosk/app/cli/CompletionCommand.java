package org.openstm.kiosk.app.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `stm completion`: prints a script with which a shell completes the arguments of `stm`.
@Command(
        name = "completion",
        description = "Prints a script with which bash completes commands and options.",
        footer = "%nExample: stm completion > /etc/bash_completion.d/stm")
public final class CompletionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("stm", spec.root().commandLine()));
        out.flush();
        return ExitCodes.DONE;
    }
}
