package org.openstm.kiosk.app;

import java.util.Arrays;
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
            CameraCommand.class,
            SimCommand.class,
            DeviceCommand.class,
            PrintCommand.class,
            StaffCommand.class,
            SupportCommand.class
        })
public final class Main {
    private static final String STATUS = "status";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(
                arguments.length > 0 && arguments[0].equals(STATUS)
                        ? status().execute(Arrays.copyOfRange(arguments, 1, arguments.length))
                        : commandLine().execute(arguments));
    }

    /// By itself: people and watchdogs wait for the answer, and to build all other commands takes longer than to ask.
    private static CommandLine status() {
        return new CommandLine(new StatusCommand())
                .setCommandName("stm " + STATUS)
                .setExecutionExceptionHandler(Exit::failed);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Exit::failed);
    }
}
