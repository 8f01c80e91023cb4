package org.openstm.device.link;

import java.io.IOException;
import org.openstm.device.Fault;
import org.openstm.device.WhoActs;

/// The line is gone: unplugged, switched off, closed by the other side, or never there. The link is closed for good;
/// only opening a new one helps.
public final class LinkLost extends IOException {
    /// The fault code by which a desk knows that it must open the link anew.
    public static final String CODE = "link-lost";

    public LinkLost(String why) {
        super(why);
    }

    public LinkLost(String why, Throwable cause) {
        super(why, cause);
    }

    public Fault fault() {
        return new Fault(CODE, WhoActs.ENGINEER, String.valueOf(getMessage()));
    }
}
