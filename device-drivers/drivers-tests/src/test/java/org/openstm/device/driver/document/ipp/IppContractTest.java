package org.openstm.device.driver.document.ipp;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.contract.DocumentPrinterContract;
import org.openstm.device.contract.DocumentRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.SimulatedPages;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;
import org.openstm.device.contract.TestTier;

@ParameterizedClass
@MethodSource("ways")
@LongTest(oneIn = 3)
class IppContractTest extends DocumentPrinterContract {
    static List<Way> ways() {
        return TestTier.turns(List.of(Way.TCP, Way.PROCESS));
    }

    private final Way way;

    IppContractTest(Way way) {
        this.way = way;
    }

    @Override
    protected Subject subject() {
        return new Subject("ipp", System.getProperty("driver.version", "0"), way.text());
    }

    @Override
    protected DocumentRig rig(Path papers) throws Exception {
        return new SimulatedPages("ipp", way, papers);
    }
}
