package org.openstm.device.spi;

import java.time.Duration;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;

/// The parameters of a driver.
///
/// @param id the device's name on this terminal (`reader-1`)
/// @param address address of the device, and its settings
public record DriverContext(String id, LinkAddress address) {
    private static final Duration OPENING = Duration.ofSeconds(3);

    /// Opens the link, traced where the address asks for it. A driver calls [Link#secret] around the transmission
    /// of personal data.
    public Link openLink() throws LinkLost, InterruptedException {
        return address.open(id, Deadline.in(OPENING));
    }

    /// Opens a slot for chip cards; otherwise as [#openLink()].
    public CardSlot openSlot() throws LinkLost, InterruptedException {
        return address.openSlot(id, Deadline.in(OPENING));
    }
}
