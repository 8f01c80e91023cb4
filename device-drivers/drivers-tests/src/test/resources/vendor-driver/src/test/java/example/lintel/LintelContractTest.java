package example.lintel;

import java.nio.file.Path;
import org.openstm.device.contract.ReceiptPrinterContract;
import org.openstm.device.contract.ReceiptRig;
import org.openstm.device.contract.Subject;

/// The conformance kit, on the bench of [LintelBench].
class LintelContractTest extends ReceiptPrinterContract {
    @Override
    protected Subject subject() {
        return new Subject("lintel-slip", System.getProperty("driver.version", "0"), "tcp");
    }

    @Override
    protected ReceiptRig rig(Path papers) throws Exception {
        return new LintelBench();
    }
}
