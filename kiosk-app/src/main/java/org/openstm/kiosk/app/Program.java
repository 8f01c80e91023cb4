package org.openstm.kiosk.app;

/// What this program is.
final class Program {
    static final String VERSION = "0.1.0";

    private Program() {}
}
