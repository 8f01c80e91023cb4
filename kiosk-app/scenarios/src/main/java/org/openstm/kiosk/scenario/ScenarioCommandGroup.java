package org.openstm.kiosk.scenario;

import org.openstm.kiosk.app.cli.CommandGroup;
import picocli.CommandLine;

/// Commands that no terminal has.
public final class ScenarioCommandGroup implements CommandGroup {
    @Override
    public void addTo(CommandLine stm) {
        stm.addSubcommand(new WalkCommand()).addSubcommand(new DemoCommand()).addSubcommand(new SimCommand());
    }
}
