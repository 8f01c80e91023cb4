package org.openstm.device.spi;

/// What drivers and the house have agreed on, as a number that a bundle names.
public final class Spi {
    /// Raised by one whenever a driver that was built before would no longer work: a method of a port or of [Driver]
    /// that is gone or means something else. What is added with a default does not raise it.
    public static final int VERSION = 1;

    private Spi() {}
}
