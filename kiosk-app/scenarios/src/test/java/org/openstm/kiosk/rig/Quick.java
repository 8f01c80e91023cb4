package org.openstm.kiosk.rig;

import org.openstm.device.contract.ShortLived;
import org.openstm.kiosk.walk.TestBedJvmOptions;

/// A town whose processes live for seconds.
public final class Quick {
    private Quick() {}

    public static TestBedJvmOptions town() {
        return new TestBedJvmOptions(ShortLived.javaWithHosts("kiosk"), ShortLived.java("central"));
    }
}
