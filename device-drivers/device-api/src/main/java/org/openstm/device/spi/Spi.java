package org.openstm.device.spi;

/// Version of the contract between drivers and this platform; a bundle's manifest refers to it.
public final class Spi {
    /// Raised by one whenever an existing driver would no longer work: a method of a port or of [Driver] is removed
    /// or changes its meaning. An addition with a default does not raise it.
    public static final int VERSION = 1;

    private Spi() {}
}
