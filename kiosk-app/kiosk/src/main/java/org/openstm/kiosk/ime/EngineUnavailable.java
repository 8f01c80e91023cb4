package org.openstm.kiosk.ime;

/// An engine is missing or does not start. The message tells staff what happened, what to do, and who must do
/// it.
final class EngineUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    EngineUnavailable(String what) {
        super(what + "; the engineer runs scripts/setup and starts the terminal again");
    }
}
