package org.openstm.device.contract;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.Driver;

/// A test bench: a driver, and the device (or its simulator) at the other end of its link. Each check gets a fresh
/// one, without faults and plugged in.
public interface Rig extends AutoCloseable {
    /// The driver as the device manager gets it: inside the process, or in a host.
    Driver driver();

    /// Whether the driver works in a process of its own.
    boolean hosted();

    /// Address of the device.
    LinkAddress link();

    /// The bundle's claims for this device; its capabilities must match exactly.
    Map<String, String> claims();

    /// Personal data sent by the device beyond those that the contract knows, in their encoding on the link, by
    /// name: a card's other fields, its photo. None of it may stay in memory after the device was cleared.
    default Map<String, byte[]> personal() {
        return Map.of();
    }

    /// Whether the driver reaches its device over a link of the API, which can write a trace; not where a
    /// library of its own makes the connection (IPP, JavaPOS).
    default boolean traced() {
        return true;
    }

    void unplug();

    void plug();

    /// Makes the device unresponsive for a while.
    void stopReading(Duration time);

    /// Makes the device send only rubbish from now on.
    void garbage();

    /// Faults that the bench can cause.
    Set<Trouble> troubles();

    void cause(Trouble trouble);

    /// Faults that the protocol itself cannot express, so that a driver cannot detect them.
    default Set<Trouble> withoutAWord() {
        return Set.of();
    }

    /// Clears all faults; data sent to the device in the meantime stay.
    void heal();

    @Override
    void close();
}
