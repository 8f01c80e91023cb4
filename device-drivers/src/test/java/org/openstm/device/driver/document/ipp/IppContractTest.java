package org.openstm.device.driver.document.ipp;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.device.contract.DocumentPrinterContract;
import org.openstm.device.contract.DocumentRig;
import org.openstm.device.contract.SimulatedPages;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;

@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PTY")
class IppContractTest extends DocumentPrinterContract {
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
