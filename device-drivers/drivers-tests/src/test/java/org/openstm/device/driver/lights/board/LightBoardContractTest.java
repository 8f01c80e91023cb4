package org.openstm.device.driver.lights.board;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.contract.LightsContract;
import org.openstm.device.contract.LightsRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedLights;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;
import org.openstm.device.contract.TestTier;

/// In the process on a serial line, and in a host over TCP: each way of running and each kind of link once.
@ParameterizedClass
@MethodSource("ways")
@LongTest(oneIn = 3)
class LightBoardContractTest extends LightsContract {
    static List<Way> ways() {
        return TestTier.turns(List.of(Way.PTY, Way.PROCESS));
    }

    private final Way way;

    LightBoardContractTest(Way way) {
        this.way = way;
    }

    @Override
    protected Subject subject() {
        return new Subject("board", System.getProperty("driver.version", "0"), way.text());
    }

    @Override
    protected LightsRig rig(Path papers) throws Exception {
        return new SimulatedLights("board", way, papers);
    }
}
