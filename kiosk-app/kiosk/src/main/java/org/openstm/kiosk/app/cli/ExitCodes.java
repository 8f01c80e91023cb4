package org.openstm.kiosk.app.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import org.openstm.kiosk.app.text.FailureText;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/// Exit codes of every command, and the sentence on standard error for each failure.
public final class ExitCodes {
    public static final int DONE = 0;

    /// The command failed; one line on standard error gives the reason.
    public static final int FAILED = 1;

    public static final int USAGE = 2;

    /// The result is unknown: a print that was not confirmed.
    public static final int UNKNOWN = 3;

    /// For the help: an example stays on one line, so that it can be copied.
    private static final int WIDTH = 120;

    private static final int MOST_SUGGESTIONS = 3;

    /// How picocli reports that a converter failed.
    private static final Pattern CONVERTER = Pattern.compile("cannot convert ('.*') to \\w+ \\((?:[\\w.]+: )?(.*)\\)$");

    private ExitCodes() {}

    /// Installs the exit codes in every command.
    public static CommandLine installHandlers(CommandLine command) {
        return command.setUsageHelpWidth(WIDTH)
                .setExecutionStrategy(ExitCodes::runCommand)
                .setExecutionExceptionHandler(ExitCodes::reportFailure)
                .setParameterExceptionHandler(ExitCodes::reportUsageError);
    }

    /// An error of Java, such as a display that does not answer, ends as an exception does.
    private static int runCommand(CommandLine.ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (VirtualMachineError grave) {
            throw grave;
        } catch (Error error) {
            return reportFailure(error, parsed.commandSpec().commandLine());
        }
    }

    /// A bug or a broken environment: one line for the person, the stack trace only on request.
    private static int reportFailure(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        return reportFailure(problem, command);
    }

    private static int reportFailure(Throwable problem, CommandLine command) {
        command.getErr().println("stm: " + FailureText.of(problem));
        if (System.getenv("STM_TRACE") != null) problem.printStackTrace(command.getErr());
        command.getErr().flush();
        return FAILED;
    }

    /// The wrong argument, and the command that prints the help.
    private static int reportUsageError(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        command.getErr()
                .println("stm: " + usageSentence(wrong) + "; "
                        + command.getCommandSpec().qualifiedName() + " --help tells what it takes");
        command.getErr().flush();
        return USAGE;
    }

    private static String usageSentence(ParameterException wrong) {
        var said = CONVERTER
                .matcher(FailureText.cleanMessage(String.valueOf(wrong.getMessage())))
                .replaceFirst("$1: $2");
        var first = said.isEmpty() ? said : said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || unmatched.getSuggestions().isEmpty()) return first;
        var near = unmatched.getSuggestions().stream().limit(MOST_SUGGESTIONS).toList();
        return first + "; did you mean " + String.join(" or ", near) + "?";
    }
}
