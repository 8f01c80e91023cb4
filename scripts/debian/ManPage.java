import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openstm.kiosk.app.Main;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Writes the man page of `stm` from the commands that this installation has: `ManPage FILE DATE`.
final class ManPage {
    private final StringBuilder page = new StringBuilder();

    public static void main(String[] words) throws Exception {
        var stm = Main.commandLine();
        var version = stm.getCommandSpec().version()[0];
        var man = new ManPage();
        man.line(".TH STM 1 \"" + words[1] + "\" \"" + escape(version) + "\" \"OpenSTM\"");
        man.line(".SH NAME", "stm \\- " + escape(description(stm)));
        man.line(".SH SYNOPSIS", ".B stm", ".I COMMAND", "[\\fIoptions\\fR]");
        man.line(".SH DESCRIPTION", "Only the answer goes to standard output; messages and progress go to standard error.");
        man.line("Each command has", ".BR \\-\\-help", "with an example.");
        man.line(".SH COMMANDS");
        man.addCommands("stm", stm);
        man.line(".SH EXIT STATUS", ".IP 0", "done", ".IP 1", "what was asked for failed, or a check found a fault");
        man.line(".IP 2", "wrong usage", ".IP 3", "outcome unknown: a print that nobody confirmed");
        Files.writeString(Path.of(words[0]), man.page, StandardCharsets.UTF_8);
    }

    private void addCommands(String name, CommandLine command) {
        for (var below : command.getSubcommands().entrySet()) {
            var spec = below.getValue().getCommandSpec();
            if (spec.usageMessage().hidden()) continue;
            var full = name + " " + below.getKey();
            line(".SS " + escape(full), escape(description(below.getValue())));
            for (ArgSpec word : spec.positionalParameters()) addArgument(word.paramLabel(), word);
            for (OptionSpec option : spec.options())
                if (!option.longestName().equals("--help")) addArgument(label(option), option);
            addCommands(full, below.getValue());
        }
    }

    private void addArgument(String label, ArgSpec argument) {
        if (argument.hidden()) return;
        line(".TP", ".B " + escape(label), escape(String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))));
    }

    private static String label(OptionSpec option) {
        var names = List.of(option.names()).stream().collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String description(CommandLine command) {
        var text = String.join(" ", command.getCommandSpec().usageMessage().description());
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private void line(String... lines) {
        for (var each : lines) page.append(each).append('\n');
    }

    /// A line that begins with a dot or a quote would be an instruction.
    private static String escape(String text) {
        var escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("%n", " ").strip();
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
