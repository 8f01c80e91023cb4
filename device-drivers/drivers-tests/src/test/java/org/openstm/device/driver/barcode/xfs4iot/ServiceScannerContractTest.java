package org.openstm.device.driver.barcode.xfs4iot;

import java.nio.file.Path;
import org.openstm.device.contract.BarcodeReaderContract;
import org.openstm.device.contract.BarcodeRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.SimulatedServiceCodes;
import org.openstm.device.contract.Subject;

/// In the terminal's process, as in production: a service is reached by a socket.
@LongTest(oneIn = 3)
class ServiceScannerContractTest extends BarcodeReaderContract {
    @Override
    protected Subject subject() {
        return new Subject("xfs4iot-codes", System.getProperty("driver.version", "0"), "ws");
    }

    @Override
    protected BarcodeRig rig(Path papers) throws Exception {
        return new SimulatedServiceCodes("xfs4iot", Way.TCP, papers);
    }
}
