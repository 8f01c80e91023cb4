package org.openstm.kiosk.app.cli;

import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.process.KioskControlClient;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.service.OfficerAuthenticator;
import org.openstm.kiosk.staff.service.OfficerRequirement;
import org.openstm.kiosk.staff.service.StaffRoster;
import picocli.CommandLine.Option;

/// The officers who request an action on a terminal. Their one-use codes are read from standard input, one per
/// line in the order of the numbers, or are prompted for: never in an argument, which everybody on the machine
/// can read.
public final class OfficerOption {
    @Option(
            names = "--officer",
            paramLabel = "NUMBER",
            description = "Officer who requests it; the one-use code is read from standard input. Twice if two are"
                    + " needed. Not in a demonstration.")
    private List<String> numbers = List.of();

    @Option(
            names = "--by",
            defaultValue = "${sys:user.name}",
            description = "Name for the records of a demonstration. Default: ${DEFAULT-VALUE}")
    private String by = "";

    private final Scanner piped = new Scanner(System.in, StandardCharsets.UTF_8);

    public String actorName() {
        return by;
    }

    /// Sends the officers to the running kiosk; it forgets them with the next action.
    ///
    /// @throws org.openstm.kiosk.process.CommandFailedException if it rejects one of them
    public void presentOfficers(KioskControlClient kiosk) {
        for (var number : numbers) kiosk.sendCommand("officer " + number + " " + readCode(number));
    }

    /// The same if no kiosk runs on the terminal.
    ///
    /// @param config configuration folder of the terminal; without it, no terminal is affected
    /// @return the officers, for the records
    /// @throws IllegalArgumentException with a sentence, if the officers are not enough
    public String requireOfficers(OfficerRequirement authority, Path config, Path data) {
        if (!Files.exists(config.resolve("terminal.yaml"))) return by;
        var settings = KioskSettings.readFolder(config);
        if (settings.demo()) return by;
        var officers =
                OfficerAuthenticator.withoutKiosk(StaffRoster.readFile(settings.staff()), data, InstantSource.system());
        var present = new ArrayList<Officer>();
        for (var number : numbers) present.add(officers.authoriseOfficer(number, readCode(number)));
        return authority.requireOfficers(present);
    }

    private String readCode(String number) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> new String(console.readPassword("one-use code of %s: ", number)))
                .orElseGet(() -> piped.hasNextLine() ? piped.nextLine().strip() : "");
    }
}
