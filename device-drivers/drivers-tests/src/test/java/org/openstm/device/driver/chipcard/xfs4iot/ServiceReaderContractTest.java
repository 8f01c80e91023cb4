package org.openstm.device.driver.chipcard.xfs4iot;

import java.nio.file.Path;
import org.openstm.device.contract.ChipCardReaderContract;
import org.openstm.device.contract.ChipCardRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.SimulatedServiceChips;
import org.openstm.device.contract.Subject;

/// In the terminal's process, as in production: a service is reached by a socket.
@LongTest(oneIn = 3)
class ServiceReaderContractTest extends ChipCardReaderContract {
    @Override
    protected Subject subject() {
        return new Subject("xfs4iot-chips", System.getProperty("driver.version", "0"), "ws");
    }

    @Override
    protected ChipCardRig rig(Path papers) throws Exception {
        return new SimulatedServiceChips("xfs4iot", Way.TCP, papers);
    }
}
