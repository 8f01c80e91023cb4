package org.openstm.device.driver.idcard.samv;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.device.contract.IdCardReaderContract;
import org.openstm.device.contract.IdCardRig;
import org.openstm.device.contract.SimulatedCards;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;

/// Inside on a serial line, and in a host over TCP: each way of running and each kind of line once.
@ParameterizedClass
@EnumSource(names = {"PTY", "PROCESS"})
class SamvContractTest extends IdCardReaderContract {
    private final Way way;

    SamvContractTest(Way way) {
        this.way = way;
    }

    @Override
    protected Subject subject() {
        return new Subject("samv", System.getProperty("driver.version", "0"), way.text());
    }

    @Override
    protected IdCardRig rig(Path papers) throws Exception {
        return new SimulatedCards("samv", way, papers);
    }
}
