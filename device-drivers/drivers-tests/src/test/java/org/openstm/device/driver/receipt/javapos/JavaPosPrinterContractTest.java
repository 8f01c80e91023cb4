package org.openstm.device.driver.receipt.javapos;

import java.nio.file.Path;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ReceiptPrinterContract;
import org.openstm.device.contract.ReceiptRig;
import org.openstm.device.contract.Subject;

@LongTest(oneIn = 3)
class JavaPosPrinterContractTest extends ReceiptPrinterContract {
    @Override
    protected Subject subject() {
        return new Subject("javapos-printer", System.getProperty("driver.version", "0"), "process");
    }

    @Override
    protected ReceiptRig rig(Path papers) throws Exception {
        return new OrrinSlips(papers);
    }
}
