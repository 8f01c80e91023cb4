package org.openstm.device.driver.receipt.escpos;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.device.contract.ReceiptPrinterContract;
import org.openstm.device.contract.ReceiptRig;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.SimulatedSlips;
import org.openstm.device.contract.Subject;

@ParameterizedClass
@EnumSource
class EscPosContractTest extends ReceiptPrinterContract {
    private final Way way;

    EscPosContractTest(Way way) {
        this.way = way;
    }

    @Override
    protected Subject subject() {
        return new Subject("escpos", System.getProperty("driver.version", "0"), way.text());
    }

    @Override
    protected ReceiptRig rig(Path papers) throws Exception {
        return new SimulatedSlips("escpos", way, papers);
    }
}
