package org.openstm.device.driver.barcode.image;

import java.nio.file.Path;
import org.openstm.device.contract.BarcodeReaderContract;
import org.openstm.device.contract.BarcodeRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedCameraCodes;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;

/// In the process only: hosts are tested with the camera and with other scanners.
@LongTest(oneIn = 3)
class CameraScannerContractTest extends BarcodeReaderContract {
    @Override
    protected Subject subject() {
        return new Subject("camera", System.getProperty("driver.version", "0"), Way.TCP.text());
    }

    @Override
    protected BarcodeRig rig(Path papers) throws Exception {
        return new SimulatedCameraCodes("camera", Way.TCP, papers);
    }
}
