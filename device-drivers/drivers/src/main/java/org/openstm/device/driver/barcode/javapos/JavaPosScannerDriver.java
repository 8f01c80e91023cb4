package org.openstm.device.driver.barcode.javapos;

import jpos.JposConst;
import jpos.JposException;
import jpos.Scanner;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.javapos.JposServiceProxy;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Settings of the link: `prop.NAME` for the properties of the entry in `jpos.xml`.
public final class JavaPosScannerDriver implements Driver {
    @Override
    public String name() {
        return "javapos";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var codes = new JposCodeListener();
        var service = JposServiceProxy.open(new Scanner(), "Scanner", context, scanner -> addListeners(scanner, codes));
        return new JavaPosScanner(service, codes);
    }

    /// Power states are reported only if they are requested before the service is enabled.
    private static boolean addListeners(Scanner scanner, JposCodeListener codes) throws JposException {
        scanner.addDataListener(_ -> codes.readCode(scanner));
        scanner.addErrorListener(codes);
        scanner.setDecodeData(true);
        try {
            if (scanner.getCapPowerReporting() != JposConst.JPOS_PR_NONE)
                scanner.setPowerNotify(JposConst.JPOS_PN_ENABLED);
        } catch (JposException _) {
            // a service before 1.3 does not report power
        }
        return true;
    }
}
