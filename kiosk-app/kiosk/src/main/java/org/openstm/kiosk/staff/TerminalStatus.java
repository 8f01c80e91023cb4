package org.openstm.kiosk.staff;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Status of the terminal at one moment. It holds codes; the texts are looked up in the
/// reader's language.
///
/// @param at time of collection
/// @param lamps connection, shared data, business systems, in this order
/// @param tasks problems, the most urgent owner first
/// @param devices in the order of `devices.yaml`
/// @param closed items that are not available now
/// @param offered number of items in the catalogue
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
    /// Fault of a device that an engineer has taken out of service; a `FaultCode`, which this package may not see.
    public static final String DISABLED = "device-disabled";

    /// Fault of a device whose link a vendor's tool uses; a `FaultCode`, too.
    public static final String LENT = "device-lent";

    public static final TerminalStatus NOTHING = new TerminalStatus(
            Instant.EPOCH, List.of(), List.of(), List.of(), 0, 0, new PendingWork(0, 0, 0, 0, 0, 0, 0), Map.of());

    public TerminalStatus {
        lamps = List.copyOf(lamps);
        tasks = List.copyOf(tasks);
        devices = List.copyOf(devices);
        versions = Map.copyOf(versions);
    }

    /// Whether any item is available to citizens.
    public boolean isServing() {
        return closed < offered;
    }

    /// One of the three stages: 网络通, 数据通, 业务通.
    ///
    /// @param name `line`, `data`, `systems`
    /// @param working number of those that answer
    /// @param of number of all
    public record ServiceLamp(String name, int working, int of) {
        public boolean isLit() {
            return working == of;
        }
    }

    /// Person responsible for a task.
    public enum TaskOwner {
        /// The reader of the page.
        STAFF,
        /// A person at the device can fix it.
        CITIZEN,
        ENGINEER,
        AUDITOR,
        CENTRE,
        /// It resolves by itself.
        NOBODY
    }

    /// A problem.
    ///
    /// @param id id on the screen: `device/printer-1/paper-out`, `finding/17`, `line`
    /// @param code kind in kebab case; the texts are found by it
    /// @param about device class, or the code of another subject
    /// @param detail for engineers, in English; no personal data
    /// @param affected items that are unavailable because of it
    /// @param stops whether it stops a function; else it is a warning
    public record StatusTask(
            String id, String code, String about, TaskOwner who, String detail, int affected, boolean stops) {
        private static final String FINDING = "finding/";

        /// Whether it remains until somebody marks it as resolved; all others disappear
        /// by themselves.
        public boolean needsSettling() {
            return id.startsWith(FINDING);
        }

        /// A paper of which it is unknown whether it came out.
        public boolean isUnknownPrint() {
            return needsSettling() && code.equals("print-unknown");
        }
    }

    /// State of a device.
    public enum DeviceCondition {
        FINE,
        /// Works, and needs attention soon.
        WARNS,
        STOPPED
    }

    /// A device of the terminal.
    ///
    /// @param state device state of XFS4IoT, in kebab case
    /// @param faults codes, worst first
    /// @param facts identity data that it reports: `maker`, `model`, `serial`, `firmware`, `paper`
    /// @param counts counters of the device manager since the program began
    /// @param stops functions that the terminal loses with it: its class, and the subjects that only it sees
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

    /// Pending work.
    ///
    /// @param queued cases that wait for the connection
    /// @param oldestMinutes how long the oldest of them has waited
    /// @param paying cases whose payment is not settled
    /// @param unknownPrints papers of which it is unknown whether they came out
    /// @param deadLetters cases that a person must handle
    /// @param skewSeconds difference between this clock and central's
    /// @param freeBytes free space on the journal's disk
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
