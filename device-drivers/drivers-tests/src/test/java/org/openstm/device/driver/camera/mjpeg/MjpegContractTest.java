package org.openstm.device.driver.camera.mjpeg;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.contract.CameraContract;
import org.openstm.device.contract.CameraRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedCamera;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;
import org.openstm.device.contract.TestTier;

/// In the process and in a host, over TCP.
@ParameterizedClass
@MethodSource("ways")
@LongTest(oneIn = 3)
class MjpegContractTest extends CameraContract {
    static List<Way> ways() {
        return TestTier.turns(List.of(Way.TCP, Way.PROCESS));
    }

    private final Way way;

    MjpegContractTest(Way way) {
        this.way = way;
    }

    @Override
    protected Subject subject() {
        return new Subject("mjpeg", System.getProperty("driver.version", "0"), way.text());
    }

    @Override
    protected CameraRig rig(Path papers) throws Exception {
        return new SimulatedCamera("mjpeg", way, papers);
    }
}
