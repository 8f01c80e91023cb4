package org.openstm.kiosk.central.terminal;

import java.util.List;
import java.util.Optional;

/// Status that a terminal reports once a minute.
///
/// @param journal the end of its journal, for central to countersign; empty if the terminal cannot read it
/// @param queued number of cases that wait on the terminal
/// @param findings number of findings that staff have not looked at
/// @param version of the program
/// @param devices status of each device
/// @param offer what citizens can do now; empty if the terminal does not report it
public record HeartbeatRequest(
        Optional<JournalEnd> journal,
        int queued,
        int findings,
        String version,
        List<DeviceReport> devices,
        Optional<ServiceOffer> offer) {
    public HeartbeatRequest {
        devices = List.copyOf(devices);
    }

    /// For a terminal that does not report its devices.
    public HeartbeatRequest(JournalEnd journal, int queued, int findings, String version) {
        this(Optional.of(journal), queued, findings, version, List.of(), Optional.empty());
    }

    /// @param open whether citizens are served at all
    /// @param offered number of items that the terminal offers
    /// @param closed those of them that are unavailable now
    /// @param why a code of the reason why the terminal is closed: `disk`, `start`, `by-centre`; empty while it
    ///     is open
    public record ServiceOffer(boolean open, int offered, List<ClosedItem> closed, String why) {
        public ServiceOffer {
            closed = List.copyOf(closed);
        }

        /// For a terminal that does not report why it is closed.
        public ServiceOffer(boolean open, int offered, List<ClosedItem> closed) {
            this(open, offered, closed, "");
        }
    }

    /// @param why a code: `line`, `system`, `printer`, `reader`, `hours` ...
    public record ClosedItem(String item, String why) {}

    /// @param id as in `devices.yaml`
    /// @param state by XFS4IoT, in kebab case
    /// @param serves whether citizens can use it now
    /// @param faults codes, worst first
    public record DeviceReport(String id, String deviceClass, String state, boolean serves, List<String> faults) {
        public DeviceReport {
            faults = List.copyOf(faults);
        }
    }

    /// @param begin the sequence after which the journal begins
    /// @param hash of the entry `seq`, hex
    /// @param seen central's last countersignature that the terminal knows
    public record JournalEnd(long begin, long seq, String hash, Optional<CountersignedEntry> seen) {}

    public record CountersignedEntry(long seq, String hash) {}
}
