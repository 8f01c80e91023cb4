package org.openstm.kiosk.app;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reason why the terminal cannot start, as reported to the person responsible.
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Parts that are opened at the start. The code is on the screen, in the heartbeat and in the log.
    enum StartPart {
        SETTINGS("S1", "correct terminal.yaml", "engineer"),
        JOURNAL_KEY(
                "S2",
                "put the file of keys back from where it was kept: without it neither the journal nor its second copy"
                        + " opens. Do not delete the journal",
                "engineer"),
        TERMINAL_KEY(
                "S3",
                "put the file back from where it was kept, or move it away and pair the terminal again",
                "engineer, with central's people"),
        CENTRAL_LINE(
                "S4",
                "put the file back from where it was kept, or move it away and pair the terminal again",
                "engineer, with central's people"),
        DEVICES("S5", "correct devices.yaml, or copy a version of devices.versions over it", "engineer"),
        STAFF("S6", "correct staff.yaml", "engineer"),
        JOURNAL("S7", "keep the data folder as it is and call those who look after the program", "engineer"),
        DISK("S8", "replace the disk, or make room on it", "engineer"),
        FILES("S10", "give the files the owner and the mode that this line names", "engineer"),
        OTHER("S9", "call those who look after the program, with this line", "engineer");

        private final String code;
        private final String advice;
        private final String who;

        StartPart(String code, String advice, String who) {
            this.code = code;
            this.advice = advice;
            this.who = who;
        }

        /// @throws StartFailure if it cannot be opened
        <T> T openPart(Supplier<T> opening) {
            try {
                return opening.get();
            } catch (StartFailure known) {
                throw known;
            } catch (RuntimeException broken) {
                throw new StartFailure(isDiskFault(broken) ? DISK : this, broken);
            }
        }
    }

    private final StartPart part;

    StartFailure(StartPart part, RuntimeException cause) {
        super(
                "the terminal cannot start (" + part.code + "): " + causeText(cause) + ". What to do: " + part.advice
                        + ". Who: " + part.who,
                cause);
        this.part = part;
    }

    private static String causeText(Throwable broken) {
        String own = broken.getMessage() == null ? broken.toString() : broken.getMessage();
        var cause = broken.getCause();
        return cause == null || own.contains(String.valueOf(cause.getMessage()))
                ? own
                : own + ": " + cause.getMessage();
    }

    /// A missing or unreadable file is no broken disk.
    private static boolean isDiskFault(@Nullable Throwable broken) {
        for (var cause = broken; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            boolean disk = said.contains("Read-only file system")
                    || said.contains("Input/output error")
                    || said.contains("No space left")
                    || said.contains("Structure needs cleaning")
                    || (cause instanceof SQLException
                            && (said.contains("SQLITE_IOERR")
                                    || said.contains("SQLITE_READONLY")
                                    || said.contains("SQLITE_FULL")
                                    || said.contains("SQLITE_CANTOPEN")));
            if (disk || (cause instanceof IOException && said.contains("Stale file handle"))) return true;
        }
        return false;
    }

    String code() {
        return part.code;
    }

    /// Text key; the part after the dot is the reason in the heartbeat.
    String screenReason() {
        return "closed.start-" + part.code.toLowerCase(Locale.ROOT);
    }
}
