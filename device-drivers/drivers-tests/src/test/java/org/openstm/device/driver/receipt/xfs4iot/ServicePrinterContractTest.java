package org.openstm.device.driver.receipt.xfs4iot;

import java.nio.file.Path;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ReceiptPrinterContract;
import org.openstm.device.contract.ReceiptRig;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.SimulatedServiceSlips;
import org.openstm.device.contract.Subject;

/// In the terminal's process, as in production: a service is reached by a socket.
@LongTest(oneIn = 3)
class ServicePrinterContractTest extends ReceiptPrinterContract {
    @Override
    protected Subject subject() {
        return new Subject("xfs4iot-slips", System.getProperty("driver.version", "0"), "ws");
    }

    @Override
    protected ReceiptRig rig(Path papers) throws Exception {
        return new SimulatedServiceSlips("xfs4iot", Way.TCP, "none", papers);
    }
}
