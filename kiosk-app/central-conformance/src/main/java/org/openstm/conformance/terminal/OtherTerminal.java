package org.openstm.conformance.terminal;

import java.io.IOException;

/// A second terminal, where the settings have one; it is enrolled when it is first needed.
public final class OtherTerminal implements AutoCloseable {
    private final TestTerminal terminal;
    private final ConformanceSettings settings;

    public OtherTerminal(TestTerminal terminal, ConformanceSettings settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    public TestTerminal openEnrolled() throws IOException, InterruptedException {
        if (!terminal.isEnrolled()) new Enrolment(terminal, settings.otherPairing()).enrolTerminal();
        return terminal;
    }

    @Override
    public void close() {
        terminal.close();
    }
}
