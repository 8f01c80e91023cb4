package org.openstm.kiosk.app;

import picocli.CommandLine;

/// Exit codes of every command.
final class Exit {
    static final int DONE = 0;

    /// What was asked for failed; one line on standard error says why.
    static final int FAILED = 1;

    static final int USAGE = 2;

    /// Nobody knows: a print that was not confirmed.
    static final int UNKNOWN = 3;

    private Exit() {}

    /// A bug or a broken environment: one line for the person, the trace only when asked for.
    static int failed(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("stm: " + (problem.getMessage() == null ? problem.toString() : problem.getMessage()));
        if (System.getenv("STM_TRACE") != null) problem.printStackTrace(command.getErr());
        return FAILED;
    }
}
