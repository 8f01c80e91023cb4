package org.openstm.device.driver.receipt.javapos;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.device.contract.ReceiptRig;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.SimulatedSlips;
import org.openstm.device.contract.Trouble;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.Driver;
import org.openstm.print.Sheet;

/// A simulated printer behind a maker's service.
final class OrrinSlips implements ReceiptRig {
    private final SimulatedSlips printer;

    OrrinSlips(Path papers) throws IOException {
        printer = new SimulatedSlips("javapos", Way.PROCESS, papers);
    }

    /// Its bytes go through a library of its own.
    @Override
    public boolean traced() {
        return false;
    }

    @Override
    public Driver driver() {
        return printer.driver();
    }

    @Override
    public boolean hosted() {
        return true;
    }

    @Override
    public LinkAddress link() {
        var port = printer.link().target().replaceAll(".*:", "");
        return LinkAddress.parse("javapos:OrrinPrinter?prop.port=" + port);
    }

    @Override
    public Map<String, String> claims() {
        return Map.of(
                "media", "thermal-80",
                "layout", "picture",
                "charset", "gb18030",
                "cutter", "partial",
                "transaction", "yes",
                "power", "advanced",
                "sensors", "cover end near-end");
    }

    @Override
    public void unplug() {
        printer.unplug();
    }

    @Override
    public void plug() {
        printer.plug();
    }

    @Override
    public void stopReading(Duration time) {
        printer.stopReading(time);
    }

    @Override
    public void garbage() {
        printer.garbage();
    }

    /// JavaPOS cannot report the others.
    @Override
    public Set<Trouble> troubles() {
        return EnumSet.of(
                Trouble.PAPER_LOW,
                Trouble.PAPER_OUT,
                Trouble.COVER_OPEN,
                Trouble.CUTTER_STUCK,
                Trouble.MECHANICAL_ERROR,
                Trouble.OFFLINE);
    }

    @Override
    public void cause(Trouble trouble) {
        printer.cause(trouble);
    }

    @Override
    public void heal() {
        printer.heal();
    }

    @Override
    public void slow() {
        printer.slow();
    }

    @Override
    public List<BufferedImage> papers() throws IOException {
        return printer.papers();
    }

    /// The bytes are the maker's.
    @Override
    public Optional<BufferedImage> reference(Sheet sheet, Map<String, String> capabilities) {
        return Optional.empty();
    }

    @Override
    public void close() {
        printer.close();
    }
}
