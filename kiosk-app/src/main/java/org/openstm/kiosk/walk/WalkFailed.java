package org.openstm.kiosk.walk;

/// A step of a walk did not do, or did not find, what it should.
public final class WalkFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WalkFailed(String why) {
        super(why);
    }
}
