package org.openstm.device.driver.receipt.escpos;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.contract.ReceiptPrinterContract;
import org.openstm.device.contract.ReceiptRig;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.SimulatedSlips;
import org.openstm.device.contract.Subject;
import org.openstm.device.contract.TestTier;

@ParameterizedClass
@MethodSource("ways")
class EscPosContractTest extends ReceiptPrinterContract {
    static List<Way> ways() {
        return TestTier.turns(List.of(Way.TCP, Way.PTY, Way.PROCESS));
    }

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
