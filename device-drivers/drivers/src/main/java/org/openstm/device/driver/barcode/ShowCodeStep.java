package org.openstm.device.driver.barcode;

import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.HealthReport;

/// The interactive step of a scanner's health check.
public final class ShowCodeStep {
    private ShowCodeStep() {}

    public static HealthReport.Step toStep(Scan scan) {
        return new HealthReport.Step(
                "show-a-code",
                scan instanceof Scan.Code,
                switch (scan) {
                    case Scan.Code code -> code.toString();
                    case Scan.Nothing() -> "no code came";
                    case Scan.Failed(var fault) -> fault.code();
                });
    }
}
