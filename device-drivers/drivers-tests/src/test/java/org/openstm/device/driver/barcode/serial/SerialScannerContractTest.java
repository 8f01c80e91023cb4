package org.openstm.device.driver.barcode.serial;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.contract.BarcodeReaderContract;
import org.openstm.device.contract.BarcodeRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedCodes;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;
import org.openstm.device.contract.TestTier;

/// In the process on a serial line, and in a host over TCP: each way of running and each kind of link once.
@ParameterizedClass
@MethodSource("ways")
@LongTest(oneIn = 3)
class SerialScannerContractTest extends BarcodeReaderContract {
    static List<Way> ways() {
        return TestTier.turns(List.of(Way.PTY, Way.PROCESS));
    }

    private final Way way;

    SerialScannerContractTest(Way way) {
        this.way = way;
    }

    @Override
    protected Subject subject() {
        return new Subject("serial", System.getProperty("driver.version", "0"), way.text());
    }

    @Override
    protected BarcodeRig rig(Path papers) throws Exception {
        return new SimulatedCodes("serial", way, papers);
    }
}
