package org.openstm.device.driver.receipt.javapos;

import javax.imageio.ImageIO;
import jpos.JposConst;
import jpos.JposException;
import jpos.POSPrinter;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.javapos.Overdue;
import org.openstm.device.driver.javapos.Served;
import org.openstm.device.driver.javapos.Words;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Settings of the link: `layout` (picture, text), `cut` (partial, full, none), `media`, and `prop.NAME` for the
/// properties of the entry in `jpos.xml`.
public final class JavaPosPrinterDriver implements Driver {
    private static final long ASKING = 3000;

    @Override
    public String name() {
        return "javapos";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var settings = Settings.of(context.address());
        var happenings = new Happenings();
        var service = Served.open(new POSPrinter(), "POSPrinter", context, printer -> listen(printer, happenings));
        // a service may read pictures as it likes: none is to lay them down in a file meanwhile
        ImageIO.setUseCache(false);
        boolean opened = false;
        try {
            var can = service.call(printer -> Abilities.probed(printer, settings), Deadline.inMillis(ASKING));
            var printer = new JavaPosPrinter(service, can, happenings);
            opened = true;
            return printer;
        } catch (JposException refused) {
            throw new LinkLost(Words.fault(refused).detail(), refused);
        } catch (Overdue overdue) {
            throw new LinkLost(String.valueOf(overdue.getMessage()), overdue);
        } finally {
            if (!opened) service.close();
        }
    }

    /// Power is told only to those who ask before they enable.
    private static boolean listen(POSPrinter printer, Happenings happenings) throws JposException {
        printer.addOutputCompleteListener(done -> happenings.completed(done.getOutputID()));
        printer.addErrorListener(happenings);
        try {
            if (printer.getCapPowerReporting() != JposConst.JPOS_PR_NONE)
                printer.setPowerNotify(JposConst.JPOS_PN_ENABLED);
        } catch (JposException _) {
            // a service from before 1.3 has no power to tell of
        }
        return true;
    }
}
