package org.openstm.device.contract;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.Driver;

/// A driver on a bench, and the device (or what stands for it) at the other end of its line. Each check gets a fresh
/// one, well and plugged.
public interface Rig extends AutoCloseable {
    /// As the desk gets it: inside, or working in a host.
    Driver driver();

    /// Whether the driver works in a process of its own.
    boolean hosted();

    /// Where the driver reaches the device.
    LinkAddress link();

    /// What the bundle claims of this device; its capabilities must be these and no others.
    Map<String, String> claims();

    /// What the device sends of a person beside what the contract knows itself, as it stands on the line, by name: a
    /// card's other fields, its photo. None of it may stay in memory once the device was cleared.
    default Map<String, byte[]> personal() {
        return Map.of();
    }

    void unplug();

    void plug();

    /// The device takes nothing and says nothing for a while.
    void stopReading(Duration time);

    /// Whatever the device says from now on is rubbish.
    void garbage();

    /// What the bench can do to the device.
    Set<Trouble> troubles();

    void cause(Trouble trouble);

    /// Troubles for which the protocol itself has no word, whatever the device behind it knows; a driver cannot tell
    /// what it is never told.
    default Set<Trouble> withoutAWord() {
        return Set.of();
    }

    /// Everything is well again; what the device was told in the meantime stays told.
    void heal();

    @Override
    void close();
}
