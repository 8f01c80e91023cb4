package org.openstm.kiosk.app.cli;

import picocli.CommandLine;

/// Commands of a module that not every installation has, found by [java.util.ServiceLoader].
@FunctionalInterface
public interface CommandGroup {
    /// @param stm the program, with the commands of the kiosk
    void addTo(CommandLine stm);
}
