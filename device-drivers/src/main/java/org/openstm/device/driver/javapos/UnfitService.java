package org.openstm.device.driver.javapos;

/// A service that answers well, and with which nothing can be done here. Thrown while it is asked, it reaches
/// whoever configured it in these words, which say what to do; whatever else comes out of a service is trouble.
public final class UnfitService extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public UnfitService(String why) {
        super(why);
    }

    public UnfitService(String why, Exception cause) {
        super(why, cause);
    }
}
