package org.openstm.device.driver.barcode;

import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.HealthReport;

/// What a check of a scanner with a person in front of it says.
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
