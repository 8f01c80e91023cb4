package org.openstm.device.driver.receipt;

import java.util.List;
import org.openstm.device.HealthReport;
import org.openstm.device.PrintOutcome;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// The test receipt of a health check: short, without personal data, and plainly no receipt.
public final class TestSlip {
    private TestSlip() {}

    public static Sheet testSheet(Media media) {
        return new Sheet(
                "test", media, List.of(new Block.Text("OpenSTM 打印测试 · printer test", Style.BODY), new Block.Cut()));
    }

    public static HealthReport.Step toStep(PrintOutcome outcome) {
        return new HealthReport.Step(
                "test-print",
                outcome instanceof PrintOutcome.Printed,
                switch (outcome) {
                    case PrintOutcome.Printed(var proof, var _) -> "proved by " + proof;
                    case PrintOutcome.NotPrinted(var fault) -> "not printed: " + fault.code();
                    case PrintOutcome.Unknown(var fault) -> "nobody knows: " + fault.code();
                });
    }
}
