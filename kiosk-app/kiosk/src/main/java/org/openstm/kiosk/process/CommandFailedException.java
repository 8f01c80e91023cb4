package org.openstm.kiosk.process;

/// A step of a walk failed, or its expectation was not met.
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailedException(String why) {
        super(why);
    }
}
