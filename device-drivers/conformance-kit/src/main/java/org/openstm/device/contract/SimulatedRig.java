package org.openstm.device.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openstm.device.DeviceClass;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.Driver;

/// A bench with a shipped simulator, for any driver of its protocol.
public abstract class SimulatedRig implements Rig {
    /// Process and link of the driver.
    public enum Way {
        TCP,
        PTY,
        /// Hosted, over TCP.
        PROCESS;

        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Way way;
    private final DeviceClass port;
    private final String driver;
    private final DeviceSimulator simulator;

    SimulatedRig(DeviceClass deviceClass, String driver, Way way, Path folder) throws IOException {
        this(deviceClass, driver, way, way == Way.PTY ? "pty:" + folder.resolve("line") : "tcp://127.0.0.1:0", folder);
    }

    /// @param line address for the simulator
    SimulatedRig(DeviceClass deviceClass, String driver, Way way, String line, Path folder) throws IOException {
        this(deviceClass, deviceClass, driver, way, line, folder);
    }

    /// @param port maps the simulator's link to the driver's
    SimulatedRig(DeviceClass deviceClass, DeviceClass port, String driver, Way way, String line, Path folder)
            throws IOException {
        this.way = way;
        this.port = port;
        this.driver = driver;
        Files.createDirectories(folder);
        this.simulator = SimulatorFactory.startSimulator(deviceClass, line, folder);
    }

    /// Faults, and the simulator's commands for them.
    abstract Map<Trouble, String> words();

    /// The simulator's commands that clear all faults.
    abstract List<String> cure();

    final void say(String line) {
        var answer = simulator.runControlLine(line);
        if (!answer.startsWith("ok")) throw new IllegalStateException(line + " -> " + answer);
    }

    final DeviceSimulator simulator() {
        return simulator;
    }

    final Way way() {
        return way;
    }

    @Override
    public final Driver driver() {
        return hosted()
                ? Hosts.driver(port, driver, List.of(), ShortLived.hosts())
                : BuiltInDrivers.driverNamed(port, driver);
    }

    @Override
    public final boolean hosted() {
        return way == Way.PROCESS;
    }

    @Override
    public LinkAddress link() {
        return LinkAddress.parse(simulator.link() + (way == Way.PTY ? "?baud=115200" : ""));
    }

    @Override
    public final void unplug() {
        say("unplug");
    }

    @Override
    public final void plug() {
        say("plug");
    }

    @Override
    public final void stopReading(Duration time) {
        say("stall " + time.toMillis() / 1000.0);
    }

    @Override
    public void garbage() {
        say("line corrupt 1");
    }

    @Override
    public final Set<Trouble> troubles() {
        return words().keySet();
    }

    @Override
    public final void cause(Trouble trouble) {
        var words = words().get(trouble);
        if (words == null) throw new IllegalArgumentException("the simulator has no " + trouble);
        say(words);
    }

    @Override
    public final void heal() {
        cure().forEach(this::say);
    }

    @Override
    public final void close() {
        simulator.close();
    }
}
