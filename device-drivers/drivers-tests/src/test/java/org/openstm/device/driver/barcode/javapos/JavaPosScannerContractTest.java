package org.openstm.device.driver.barcode.javapos;

import java.nio.file.Path;
import org.openstm.device.contract.BarcodeReaderContract;
import org.openstm.device.contract.BarcodeRig;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Subject;

@LongTest(oneIn = 3)
class JavaPosScannerContractTest extends BarcodeReaderContract {
    @Override
    protected Subject subject() {
        return new Subject("javapos-scanner", System.getProperty("driver.version", "0"), "process");
    }

    @Override
    protected BarcodeRig rig(Path papers) throws Exception {
        return new OrrinCodes(papers);
    }
}
