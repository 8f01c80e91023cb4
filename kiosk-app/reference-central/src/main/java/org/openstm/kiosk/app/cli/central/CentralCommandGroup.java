package org.openstm.kiosk.app.cli.central;

import java.util.Objects;
import org.openstm.kiosk.app.cli.CommandGroup;
import picocli.CommandLine;

/// Commands that run at a central, and the names that items may use with it.
public final class CentralCommandGroup implements CommandGroup {
    @Override
    public void addTo(CommandLine stm) {
        stm.addSubcommand(new CentralCommand());
        Objects.requireNonNull(stm.getSubcommands().get("catalog")).addSubcommand(new NamesCommand());
    }
}
