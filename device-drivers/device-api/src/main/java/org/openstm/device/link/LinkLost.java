package org.openstm.device.link;

import java.io.IOException;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;

/// Connection lost: unplugged, switched off, closed by the peer, or never established. The link is closed for good;
/// only a new one helps.
public final class LinkLost extends IOException {
    /// The fault code that makes the device manager reopen the link: the text of [FaultCode#LINK_LOST].
    public static final String CODE = "link-lost";

    /// Whether the driver failed or does not fit: reopening most likely ends the same way.
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

    /// A failure of the driver, which crashed, hung or broke while it opened a link.
    public static LinkLost byDriver(String why) {
        return new LinkLost(why, true);
    }

    public boolean isOfDriver() {
        return ofDriver;
    }

    public Fault fault() {
        return FaultCode.LINK_LOST.fault(String.valueOf(getMessage()));
    }
}
