package org.openstm.device.driver.barcode.javapos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.openstm.device.contract.BarcodeRig;
import org.openstm.device.contract.SimulatedCodes;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Trouble;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.Driver;

/// A simulated scanner behind a maker's service.
final class OrrinCodes implements BarcodeRig {
    private final SimulatedCodes scanner;

    OrrinCodes(Path papers) throws IOException {
        scanner = new SimulatedCodes("javapos", Way.PROCESS, papers);
    }

    /// Its bytes go through a library of its own.
    @Override
    public boolean traced() {
        return false;
    }

    @Override
    public Driver driver() {
        return scanner.driver();
    }

    @Override
    public boolean hosted() {
        return true;
    }

    @Override
    public LinkAddress link() {
        var port = scanner.link().target().replaceAll(".*:", "");
        return LinkAddress.parse("javapos:OrrinScanner?prop.port=" + port);
    }

    @Override
    public Map<String, String> claims() {
        return Map.of("decodes", "yes", "javapos", "1.14");
    }

    @Override
    public void show(String text) {
        scanner.show(text);
    }

    @Override
    public String symbology() {
        return scanner.symbology();
    }

    @Override
    public void unplug() {
        scanner.unplug();
    }

    @Override
    public void plug() {
        scanner.plug();
    }

    @Override
    public void stopReading(Duration time) {
        scanner.stopReading(time);
    }

    @Override
    public void garbage() {
        scanner.garbage();
    }

    @Override
    public Set<Trouble> troubles() {
        return scanner.troubles();
    }

    @Override
    public void cause(Trouble trouble) {
        scanner.cause(trouble);
    }

    @Override
    public void heal() {
        scanner.heal();
    }

    @Override
    public void close() {
        scanner.close();
    }
}
