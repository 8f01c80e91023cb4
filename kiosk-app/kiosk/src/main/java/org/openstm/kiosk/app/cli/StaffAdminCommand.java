package org.openstm.kiosk.app.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.openstm.kiosk.process.KioskControlClient;
import org.openstm.kiosk.staff.service.AuditLog;
import org.openstm.kiosk.staff.service.StaffRoster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm staff`: manages staff accounts and the audit log.
@Command(
        name = "staff",
        footer = "%nExample: stm staff pin",
        description = "Manages the staff of this terminal.",
        subcommands = {
            StaffAdminCommand.HashPin.class,
            StaffAdminCommand.VerifyAuditLog.class,
            StaffAdminCommand.AcceptAuditLog.class
        })
public final class StaffAdminCommand {
    private StaffAdminCommand() {}

    @Command(
            name = "pin",
            footer = "%nExample: stm staff pin",
            description = "Reads a PIN of six digits from standard input and prints its hash for staff.yaml.")
    static final class HashPin implements Callable<Integer> {
        private static final int SALT = 16;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Override
        public Integer call() {
            var pin = Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .map(console -> new String(console.readPassword("PIN: ")))
                    .orElseGet(HashPin::readPipedPin);
            if (!pin.matches("[0-9]{6}")) throw new IllegalStateException("a PIN has six digits");
            var salt = new byte[SALT];
            new SecureRandom().nextBytes(salt);
            spec.commandLine().getOut().println(StaffRoster.hashPin(pin, salt));
            return ExitCodes.DONE;
        }

        private static String readPipedPin() {
            var in = new Scanner(System.in, StandardCharsets.UTF_8);
            return in.hasNextLine() ? in.nextLine().strip() : "";
        }
    }

    @Command(
            name = "audit",
            footer = "%nExample: stm staff audit --file /var/lib/openstm/audit.log",
            description = "Checks an audit log and prints its lines.")
    static final class VerifyAuditLog implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Option(names = "--file", required = true, description = "The log: audit.log in a terminal's data folder.")
        private Path file = Path.of("audit.log");

        @Override
        public Integer call() throws IOException {
            var found = AuditLog.readFile(file);
            var out = spec.commandLine().getOut();
            for (var line : found.lines()) out.println(line);
            if (found.lines().isEmpty() && found.flaw().isEmpty()) out.println(file + ": there are no entries yet");
            found.flaw()
                    .ifPresent(flaw -> out.println(file + ": " + flaw
                            + ": from here on nothing can be believed; a security auditor compares it with the"
                            + " journal's audit-head notes"));
            return found.flaw().isPresent() ? ExitCodes.FAILED : ExitCodes.DONE;
        }
    }

    @Command(
            name = "accept",
            footer = "%nExample: stm staff accept --officer 0901 --officer 0417",
            description = "After a security auditor has compared the audit log with the journal: accepts it as it"
                    + " is now, from the kiosk's next start on. Put a damaged one aside before.")
    static final class AcceptAuditLog implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Mixin
        private OfficerOption officer = new OfficerOption();

        @Option(names = "--data", defaultValue = "data/kiosk", description = "The running kiosk's data folder.")
        private Path data = Path.of("data", "kiosk");

        @Override
        public Integer call() {
            try (var line = KioskControlClient.open(data.resolve("control.sock"))) {
                officer.presentOfficers(line);
                spec.commandLine().getErr().println(line.sendCommand("audit-accept " + officer.actorName()));
                return ExitCodes.DONE;
            } catch (IOException nobody) {
                throw new IllegalStateException(
                        "no kiosk answers at " + data.resolve("control.sock")
                                + "; start one with stm kiosk, or name its" + " --data",
                        nobody);
            }
        }
    }
}
