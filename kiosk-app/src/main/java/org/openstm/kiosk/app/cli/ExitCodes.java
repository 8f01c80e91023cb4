package org.openstm.kiosk.app.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import org.openstm.kiosk.app.text.FailureText;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/// Exit codes of every command, and the one sentence on standard error that goes with each but the first.
public final class ExitCodes {
    public static final int DONE = 0;

    /// What was asked for failed; one line on standard error says why.
    public static final int FAILED = 1;

    public static final int USAGE = 2;

    /// Nobody knows: a print that was not confirmed.
    public static final int UNKNOWN = 3;

    /// Of the help: an example stands on one line, so that it can be copied.
    private static final int WIDTH = 120;

    private static final int MOST_SUGGESTIONS = 3;

    /// How picocli tells that a converter failed.
    private static final Pattern CONVERTER = Pattern.compile("cannot convert ('.*') to \\w+ \\((?:[\\w.]+: )?(.*)\\)$");

    private ExitCodes() {}

    /// Tells every command of these how to end.
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

    /// A bug or a broken environment: one line for the person, the trace only when asked for.
    private static int reportFailure(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        return reportFailure(problem, command);
    }

    private static int reportFailure(Throwable problem, CommandLine command) {
        command.getErr().println("stm: " + FailureText.of(problem));
        if (System.getenv("STM_TRACE") != null) problem.printStackTrace(command.getErr());
        command.getErr().flush();
        return FAILED;
    }

    /// What was typed wrong, and where to read what is right.
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
