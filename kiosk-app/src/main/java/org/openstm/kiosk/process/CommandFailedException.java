package org.openstm.kiosk.process;

/// A step of a walk did not do, or did not find, what it should.
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailedException(String why) {
        super(why);
    }
}
