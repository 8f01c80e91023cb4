package org.openstm.device.driver.chipcard.pcsc;

import java.nio.file.Path;
import org.openstm.device.contract.ChipCardReaderContract;
import org.openstm.device.contract.ChipCardRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedChips;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;

/// Hosted only: a JVM that has lost one `pcscd` never reaches another.
@LongTest(oneIn = 3)
class PcscContractTest extends ChipCardReaderContract {
    @Override
    protected Subject subject() {
        return new Subject("pcsc", System.getProperty("driver.version", "0"), Way.PROCESS.text());
    }

    @Override
    protected ChipCardRig rig(Path papers) throws Exception {
        return new SimulatedChips("pcsc", Way.PROCESS, papers);
    }
}
