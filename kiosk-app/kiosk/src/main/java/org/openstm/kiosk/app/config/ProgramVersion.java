package org.openstm.kiosk.app.config;

/// Version of this program.
public final class ProgramVersion {
    public static final String VERSION = "0.1.0";

    private ProgramVersion() {}
}
