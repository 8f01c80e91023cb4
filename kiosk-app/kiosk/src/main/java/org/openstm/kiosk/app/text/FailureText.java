package org.openstm.kiosk.app.text;

import java.awt.AWTError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Pattern;
import org.openstm.kiosk.process.CommandFailedException;
import picocli.CommandLine;
import tools.jackson.core.JacksonException;

/// Describes a failure in one sentence for a person: without class names and without a stack trace.
public final class FailureText {
    private static final String OUR_MISTAKE =
            "the program failed because of a bug; run it again with STM_TRACE=1 and report the stack trace";

    /// A qualified class name, as exceptions put it before their message.
    private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:: )?");

    private FailureText() {}

    public static String of(Throwable problem) {
        var cause = problem.getCause();
        if (cause != null && (problem instanceof CommandLine.ExecutionException || isWrapper(problem, cause)))
            return of(cause);
        return switch (problem) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written by this user";
            case FileAlreadyExistsException there -> there.getFile() + " is there already";
            case NotDirectoryException none -> none.getFile() + " is no folder";
            case FileSystemException other ->
                other.getReason() == null ? oneLine(other) : other.getFile() + ": " + other.getReason();
            case CharacterCodingException _ -> "a file is not UTF-8 text: save it as UTF-8";
            case JacksonException broken -> notWellFormed(broken);
            case IOException told -> oneLine(told);
            case UncheckedIOException told -> oneLine(told);
            case IllegalArgumentException told -> oneLine(told);
            case IllegalStateException told -> oneLine(told);
            case CommandFailedException told -> oneLine(told);
            case AWTError told -> oneLine(told);
            default -> problem.getClass().getName().startsWith("org.openstm.") ? oneLine(problem) : OUR_MISTAKE;
        };
    }

    /// Whether its message adds nothing to that of its cause.
    private static boolean isWrapper(Throwable problem, Throwable cause) {
        return problem.getMessage() == null || problem.getMessage().equals(cause.toString());
    }

    private static String notWellFormed(JacksonException broken) {
        var at = broken.getLocation();
        return (at == null || at.getLineNr() < 1 ? "" : "line " + at.getLineNr() + ": ")
                + "not well-formed JSON or YAML: " + cleanMessage(String.valueOf(broken.getOriginalMessage()));
    }

    private static String oneLine(Throwable problem) {
        return problem.getMessage() == null ? OUR_MISTAKE : cleanMessage(problem.getMessage());
    }

    /// @param message may have several lines, may be an answer of the kiosk
    public static String cleanMessage(String message) {
        var lines = String.join("; ", message.strip().lines().map(String::strip).toList());
        return CLASS.matcher(lines.replaceFirst("^error: ", "")).replaceAll("");
    }
}
