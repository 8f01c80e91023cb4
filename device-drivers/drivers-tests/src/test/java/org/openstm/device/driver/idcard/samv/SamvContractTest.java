package org.openstm.device.driver.idcard.samv;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.contract.IdCardReaderContract;
import org.openstm.device.contract.IdCardRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedCards;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;
import org.openstm.device.contract.TestTier;

/// In the process on a serial line, and in a host over TCP: each way of running and each kind of link once.
@ParameterizedClass
@MethodSource("ways")
@LongTest(oneIn = 3)
class SamvContractTest extends IdCardReaderContract {
    static List<Way> ways() {
        return TestTier.turns(List.of(Way.PTY, Way.PROCESS));
    }

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
