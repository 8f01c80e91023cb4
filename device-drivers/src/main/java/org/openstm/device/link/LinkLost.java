package org.openstm.device.link;

import java.io.IOException;
import org.openstm.device.Fault;
import org.openstm.device.WhoActs;

/// The line is gone: unplugged, switched off, closed by the other side, or never there. The link is closed
/// for good; only opening a new one helps.
public final class LinkLost extends IOException {
    /// The fault code by which a desk knows that it must open the link anew.
    public static final String CODE = "link-lost";

    /// The driver failed, or does not fit: opening anew most likely ends the same way.
    private final boolean ofDriver;

    public LinkLost(String why) {
        super(why);
        ofDriver = false;
    }

    public LinkLost(String why, Throwable cause) {
        super(why, cause);
        ofDriver = false;
    }

    private LinkLost(String why, boolean ofDriver) {
        super(why);
        this.ofDriver = ofDriver;
    }

    /// No line was lost: the driver crashed, hung or broke while it opened one.
    public static LinkLost byDriver(String why) {
        return new LinkLost(why, true);
    }

    public boolean isOfDriver() {
        return ofDriver;
    }

    public Fault fault() {
        return new Fault(CODE, WhoActs.ENGINEER, String.valueOf(getMessage()));
    }
}
