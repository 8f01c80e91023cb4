package org.openstm.device.driver.receipt.javapos;

import javax.imageio.ImageIO;
import jpos.JposConst;
import jpos.JposException;
import jpos.POSPrinter;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.javapos.JposCallTimeout;
import org.openstm.device.driver.javapos.JposFaults;
import org.openstm.device.driver.javapos.JposServiceProxy;
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
        var settings = JposPrinterSettings.of(context.address());
        var jposEvents = new JposPrinterEvents();
        var service = JposServiceProxy.open(
                new POSPrinter(), "POSPrinter", context, printer -> addListeners(printer, jposEvents));
        // services read pictures by any means: none may write a temporary file
        ImageIO.setUseCache(false);
        boolean opened = false;
        try {
            var can = service.callService(
                    printer -> JposPrinterCapabilities.probePrinter(printer, settings), Deadline.inMillis(ASKING));
            var printer = new JavaPosPrinter(service, can, jposEvents);
            opened = true;
            return printer;
        } catch (JposException refused) {
            throw new LinkLost(JposFaults.toFault(refused).detail(), refused);
        } catch (JposCallTimeout overdue) {
            throw new LinkLost(String.valueOf(overdue.getMessage()), overdue);
        } finally {
            if (!opened) service.close();
        }
    }

    /// Power states are reported only if they are requested before the service is enabled.
    private static boolean addListeners(POSPrinter printer, JposPrinterEvents jposEvents) throws JposException {
        printer.addOutputCompleteListener(done -> jposEvents.recordCompletion(done.getOutputID()));
        printer.addErrorListener(jposEvents);
        try {
            if (printer.getCapPowerReporting() != JposConst.JPOS_PR_NONE)
                printer.setPowerNotify(JposConst.JPOS_PN_ENABLED);
        } catch (JposException _) {
            // a service before 1.3 does not report power
        }
        return true;
    }
}
