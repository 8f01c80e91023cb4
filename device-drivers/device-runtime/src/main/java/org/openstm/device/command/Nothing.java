package org.openstm.device.command;

/// The argument of a command that takes none, and the result of one that returns nothing.
public record Nothing() {
    public static final Nothing NOTHING = new Nothing();
}
