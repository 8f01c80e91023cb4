package org.openstm.kiosk.central.terminal;

import java.util.List;
import java.util.Optional;

/// What a terminal says of itself once a minute.
///
/// @param journal the end of its journal, for the centre to countersign; empty of a terminal that cannot read it
/// @param queued cases that wait on the terminal
/// @param findings what staff have not looked at yet
/// @param version of the program
/// @param devices how each device is
/// @param offer what citizens can do now; empty of a terminal that does not tell
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

    /// Of a terminal that says nothing of its devices.
    public HeartbeatRequest(JournalEnd journal, int queued, int findings, String version) {
        this(Optional.of(journal), queued, findings, version, List.of(), Optional.empty());
    }

    /// @param open false when nobody is served at all
    /// @param offered how many items the terminal offers
    /// @param closed those of them that cannot be begun now
    /// @param why nobody is served at all, a code: `disk`, `start`, `by-centre`; empty while the terminal is open
    public record ServiceOffer(boolean open, int offered, List<ClosedItem> closed, String why) {
        public ServiceOffer {
            closed = List.copyOf(closed);
        }

        /// Of a terminal that does not say why it is closed.
        public ServiceOffer(boolean open, int offered, List<ClosedItem> closed) {
            this(open, offered, closed, "");
        }
    }

    /// @param why a code: `line`, `system`, `printer`, `reader`, `hours` ...
    public record ClosedItem(String item, String why) {}

    /// @param id as `devices.yaml` has it
    /// @param state of XFS4IoT, in kebab case
    /// @param serves whether citizens are served by it now
    /// @param faults codes, worst first
    public record DeviceReport(String id, String deviceClass, String state, boolean serves, List<String> faults) {
        public DeviceReport {
            faults = List.copyOf(faults);
        }
    }

    /// @param begin the sequence behind which the journal begins
    /// @param hash of the entry `seq`, hex
    /// @param seen what the centre countersigned last, as far as the terminal knows
    public record JournalEnd(long begin, long seq, String hash, Optional<CountersignedEntry> seen) {}

    public record CountersignedEntry(long seq, String hash) {}
}
