package org.openstm.kiosk.app;

import java.util.Arrays;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.Set;
import org.openstm.kiosk.app.cli.CatalogCommand;
import org.openstm.kiosk.app.cli.CommandGroup;
import org.openstm.kiosk.app.cli.CompletionCommand;
import org.openstm.kiosk.app.cli.DocumentCommand;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.cli.HelpCommand;
import org.openstm.kiosk.app.cli.HelpOption;
import org.openstm.kiosk.app.cli.JournalCommand;
import org.openstm.kiosk.app.cli.StaffAdminCommand;
import org.openstm.kiosk.app.cli.StatusCommand;
import org.openstm.kiosk.app.cli.SupportCommand;
import org.openstm.kiosk.app.cli.device.BarcodeCommand;
import org.openstm.kiosk.app.cli.device.CameraCommand;
import org.openstm.kiosk.app.cli.device.ChipCardCommand;
import org.openstm.kiosk.app.cli.device.DeviceCommand;
import org.openstm.kiosk.app.cli.device.IdCardCommand;
import org.openstm.kiosk.app.cli.device.PrintCommand;
import org.openstm.kiosk.app.config.ProgramVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `stm`: one program, many commands. JSON goes to standard output, messages to standard error.
@Command(
        name = "stm",
        footer = "%nExample: stm help device swap",
        mixinStandardHelpOptions = true,
        version = "OpenSTM " + ProgramVersion.VERSION,
        description = "The software of a branch self-service terminal for government services.",
        subcommands = {
            KioskCommand.class,
            RehearseCommand.class,
            StatusCommand.class,
            CatalogCommand.class,
            JournalCommand.class,
            DocumentCommand.class,
            IdCardCommand.class,
            ChipCardCommand.class,
            BarcodeCommand.class,
            CameraCommand.class,
            DeviceCommand.class,
            PrintCommand.class,
            StaffAdminCommand.class,
            SupportCommand.class
        })
public final class Main {
    private static final String STATUS = "status";

    private Main() {}

    /// Commands that show no screen of ours: they draw papers without an X server.
    private static final Set<String> ON_SCREEN = Set.of("kiosk", "rehearse", "demo", "walk");

    public static void main(String[] arguments) {
        var first = arguments.length > 0 ? arguments[0] : "";
        if (!ON_SCREEN.contains(first)) System.setProperty("java.awt.headless", "true");
        System.exit(
                first.equals(STATUS)
                        ? statusCommandLine().execute(Arrays.copyOfRange(arguments, 1, arguments.length))
                        : commandLine().execute(arguments));
    }

    /// Built alone: people and watchdogs wait for the answer, and building all other commands takes longer
    /// than the request.
    public static CommandLine statusCommandLine() {
        return ExitCodes.installHandlers(
                HelpOption.addTo(new CommandLine(new StatusCommand()).setCommandName("stm " + STATUS)));
    }

    /// With the commands of all modules that are there: a terminal has no simulators, walks and reference central.
    public static CommandLine commandLine() {
        var stm = new CommandLine(new Main());
        ServiceLoader.load(CommandGroup.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(group -> group.getClass().getName()))
                .forEach(group -> group.addTo(stm));
        stm.addSubcommand(new HelpCommand()).addSubcommand(new CompletionCommand());
        return ExitCodes.installHandlers(HelpOption.addTo(stm));
    }
}
