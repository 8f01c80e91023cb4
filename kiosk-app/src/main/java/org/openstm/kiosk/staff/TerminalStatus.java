package org.openstm.kiosk.staff;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the terminal is, at one moment. Sentences are not in it: they hang on the codes, in the
/// reader's language.
///
/// @param at when it was looked at
/// @param lamps line, shared data, business systems, in this order
/// @param tasks what is wrong, who must act first on top
/// @param devices in the order of `devices.yaml`
/// @param closed items that cannot be begun now
/// @param offered items that the terminal offers at all
/// @param versions by name: `program`, `catalogue`, `journal`
public record TerminalStatus(
        Instant at,
        List<ServiceLamp> lamps,
        List<StatusTask> tasks,
        List<MonitoredDevice> devices,
        int closed,
        int offered,
        PendingWork stock,
        Map<String, String> versions) {
    /// Fault of a device that an engineer has taken out of service.
    public static final String DISABLED = "device-disabled";

    /// Fault of a device whose line a tool of its maker has.
    public static final String LENT = "device-lent";

    public static final TerminalStatus NOTHING = new TerminalStatus(
            Instant.EPOCH, List.of(), List.of(), List.of(), 0, 0, new PendingWork(0, 0, 0, 0, 0, 0, 0), Map.of());

    public TerminalStatus {
        lamps = List.copyOf(lamps);
        tasks = List.copyOf(tasks);
        devices = List.copyOf(devices);
        versions = Map.copyOf(versions);
    }

    /// Whether citizens can do anything at all.
    public boolean isServing() {
        return closed < offered;
    }

    /// One of the three ways through: 网络通, 数据通, 业务通.
    ///
    /// @param name `line`, `data`, `systems`
    /// @param working how many answer
    /// @param of how many there are
    public record ServiceLamp(String name, int working, int of) {
        public boolean isLit() {
            return working == of;
        }
    }

    /// Who must act.
    public enum TaskOwner {
        /// Whoever reads this.
        STAFF,
        /// Somebody stands in front of it and can cure it.
        CITIZEN,
        ENGINEER,
        AUDITOR,
        CENTRE,
        /// It heals by itself.
        NOBODY
    }

    /// Something that is wrong.
    ///
    /// @param id names it on the screen: `device/printer-1/paper-out`, `finding/17`, `line`
    /// @param code what it is, in kebab case; sentences hang on it
    /// @param about device class, or the code of what is meant
    /// @param detail for those who repair it, in English; no personal data
    /// @param affected items that cannot be begun because of it
    /// @param stops something does not work because of it; else it is a warning
    public record StatusTask(
            String id, String code, String about, TaskOwner who, String detail, int affected, boolean stops) {
        private static final String FINDING = "finding/";

        /// Whether it stands there until somebody says that it is dealt with; all else goes by
        /// itself.
        public boolean needsSettling() {
            return id.startsWith(FINDING);
        }

        /// A paper of which nobody knows whether it came out.
        public boolean isUnknownPrint() {
            return needsSettling() && code.equals("print-unknown");
        }
    }

    /// How a device is.
    public enum DeviceCondition {
        FINE,
        /// Works, and wants something soon.
        WARNS,
        STOPPED
    }

    /// A device of the terminal.
    ///
    /// @param state of XFS4IoT, in kebab case
    /// @param faults codes, worst first
    /// @param facts what it says of itself: `maker`, `model`, `serial`, `firmware`, `paper`
    /// @param counts of the desk since the program began
    /// @param stops what the terminal does not have when this is gone: its class, and what only it sees
    public record MonitoredDevice(
            String id,
            String deviceClass,
            DeviceCondition health,
            String state,
            List<String> faults,
            String driver,
            String link,
            long ageSeconds,
            Map<String, String> facts,
            Map<String, String> capabilities,
            Map<String, Long> counts,
            Set<String> stops) {
        public MonitoredDevice {
            faults = List.copyOf(faults);
            facts = Map.copyOf(facts);
            capabilities = Map.copyOf(capabilities);
            counts = Map.copyOf(counts);
            stops = Set.copyOf(stops);
        }

        public boolean isLent() {
            return faults.contains(LENT);
        }

        /// Whether an engineer has taken it out of service.
        public boolean isDisabled() {
            return faults.contains(DISABLED);
        }
    }

    /// What waits.
    ///
    /// @param queued cases that wait for the line
    /// @param oldestMinutes how long the oldest of them has waited
    /// @param paying cases whose money is not where it belongs yet
    /// @param unknownPrints papers of which nobody knows whether they came out
    /// @param deadLetters cases that a person must look into
    /// @param skewSeconds of the clock against the centre's
    /// @param freeBytes on the disk of the journal
    public record PendingWork(
            int queued,
            long oldestMinutes,
            int paying,
            int unknownPrints,
            int deadLetters,
            long skewSeconds,
            long freeBytes) {
        /// A thousand million bytes each, as disks are sold.
        public double freeGigabytes() {
            return freeBytes / 1e9;
        }
    }
}
