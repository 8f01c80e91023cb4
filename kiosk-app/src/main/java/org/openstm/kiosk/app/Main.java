package org.openstm.kiosk.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `stm`: one program, many commands. JSON goes to standard output, words to standard error.
@Command(
        name = "stm",
        mixinStandardHelpOptions = true,
        version = "OpenSTM " + Program.VERSION,
        description = "The software of a branch self-service terminal for government services.",
        subcommands = {
            KioskCommand.class,
            WalkCommand.class,
            DemoCommand.class,
            StatusCommand.class,
            CatalogCommand.class,
            CentralCommand.class,
            JournalCommand.class,
            DocumentCommand.class,
            IdCardCommand.class,
            ChipCardCommand.class,
            BarcodeCommand.class,
            SimCommand.class,
            DeviceCommand.class,
            PrintCommand.class,
            StaffCommand.class,
            SupportCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Exit::failed);
    }
}
