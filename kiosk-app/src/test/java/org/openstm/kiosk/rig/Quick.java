package org.openstm.kiosk.rig;

import org.openstm.device.contract.ShortLived;
import org.openstm.kiosk.walk.TownJava;

/// A town whose processes live for seconds.
public final class Quick {
    private Quick() {}

    public static TownJava town() {
        return new TownJava(ShortLived.javaWithHosts("kiosk"), ShortLived.java("central"));
    }
}
