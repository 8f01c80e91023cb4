package org.openstm.device.driver.camera.mjpeg;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.device.contract.CameraContract;
import org.openstm.device.contract.CameraRig;
import org.openstm.device.contract.SimulatedCamera;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;

/// Inside and in a host, over TCP.
@ParameterizedClass
@EnumSource(names = {"TCP", "PROCESS"})
class MjpegContractTest extends CameraContract {
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
