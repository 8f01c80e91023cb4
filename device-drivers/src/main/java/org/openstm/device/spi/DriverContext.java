package org.openstm.device.spi;

import java.time.Duration;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;

/// What a driver is given.
///
/// @param id the device's name on this terminal (`reader-1`)
/// @param address where it is reached, and its settings
public record DriverContext(String id, LinkAddress address) {
    private static final Duration OPENING = Duration.ofSeconds(3);

    /// Opens the line, traced where the address asks for it. A driver that passes a person's data calls
    /// [Link#secret] round it.
    public Link openLink() throws LinkLost, InterruptedException {
        return address.open(id, Deadline.in(OPENING));
    }

    /// Opens a slot for chip cards; the rest as [#openLink()].
    public CardSlot openSlot() throws LinkLost, InterruptedException {
        return address.openSlot(id, Deadline.in(OPENING));
    }
}
