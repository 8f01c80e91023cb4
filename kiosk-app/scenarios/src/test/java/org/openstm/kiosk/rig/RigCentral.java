package org.openstm.kiosk.rig;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.kiosk.reference.ReferenceCentral;

/// What outlives every terminal: the reference central with its ledger, a receipt printer with its papers, and the
/// lines to both.
final class RigCentral implements AutoCloseable {
    private final Ledger ledger = new Ledger();
    private final ReferenceCentral central;
    private final DeviceSimulator printer;
    private final Relay line;
    private final Relay printerLine;
    private final List<Optional<String>> effects = new ArrayList<>();

    RigCentral(Path dir) throws IOException {
        this.central = ReferenceCentral.start(0, dir.resolve("central"), Terminal.CLOCK, true, ledger);
        this.printer = SimulatorFactory.startSimulator(
                DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", dir.resolve("papers"));
        this.line = new Relay(central.uri().getPort());
        this.printerLine = new Relay(URI.create(printer.link()).getPort());
    }

    Ledger ledger() {
        return ledger;
    }

    Relay line() {
        return line;
    }

    Relay printerLine() {
        return printerLine;
    }

    DeviceSimulator printer() {
        return printer;
    }

    /// A terminal of this central.
    Terminal.Place place(String id, Path dir) {
        return new Terminal.Place(id, dir, line.uri(), "tcp://127.0.0.1:" + printerLine.port());
    }

    /// The effects that stand on the papers that came out.
    List<String> papers() {
        var papers = printer.printedPapers();
        for (int read = effects.size(); read < papers.size(); read++) effects.add(Papers.effect(papers.get(read)));
        return effects.stream().flatMap(Optional::stream).toList();
    }

    @Override
    public void close() {
        line.close();
        printerLine.close();
        printer.close();
        central.close();
    }
}
