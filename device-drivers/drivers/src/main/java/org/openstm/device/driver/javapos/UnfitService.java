package org.openstm.device.driver.javapos;

/// A service that works but lacks a required capability. The message states the remedy and reaches the engineer who
/// configured it unchanged; any other exception of a service counts as a failure.
public final class UnfitService extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public UnfitService(String why) {
        super(why);
    }

    public UnfitService(String why, Exception cause) {
        super(why, cause);
    }
}
