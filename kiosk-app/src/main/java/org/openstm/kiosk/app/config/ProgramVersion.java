package org.openstm.kiosk.app.config;

/// What this program is.
public final class ProgramVersion {
    public static final String VERSION = "0.1.0";

    private ProgramVersion() {}
}
