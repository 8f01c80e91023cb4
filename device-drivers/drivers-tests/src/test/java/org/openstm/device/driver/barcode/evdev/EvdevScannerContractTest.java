package org.openstm.device.driver.barcode.evdev;

import java.nio.file.Path;
import org.openstm.device.contract.BarcodeReaderContract;
import org.openstm.device.contract.BarcodeRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedCodes;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;

/// The events arrive over TCP; [EvdevNodeTest] has a node.
@LongTest(oneIn = 3)
class EvdevScannerContractTest extends BarcodeReaderContract {
    @Override
    protected Subject subject() {
        return new Subject("evdev", System.getProperty("driver.version", "0"), Way.TCP.text());
    }

    @Override
    protected BarcodeRig rig(Path papers) throws Exception {
        return new SimulatedCodes("evdev", Way.TCP, papers);
    }
}
