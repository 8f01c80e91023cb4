package org.openstm.kiosk.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// `--help`, which every command has. It is added to all commands in one place, so that none can be forgotten.
public final class HelpOption {
    private static final String NAME = "--help";

    @Option(
            names = {"-h", NAME},
            usageHelp = true,
            description = "Shows this help and exits.")
    private boolean wanted;

    /// Adds it to a command and all its subcommands.
    public static CommandLine addTo(CommandLine command) {
        var spec = command.getCommandSpec();
        if (spec.findOption(NAME) == null) spec.addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        command.getSubcommands().values().forEach(HelpOption::addTo);
        return command;
    }

    boolean isWanted() {
        return wanted;
    }
}
