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
public record Board(
        Instant at,
        List<Lamp> lamps,
        List<Task> tasks,
        List<Instrument> devices,
        int closed,
        int offered,
        Stock stock,
        Map<String, String> versions) {
    /// Fault of a device that an engineer has taken out of service.
    public static final String DISABLED = "device-disabled";

    /// Fault of a device whose line a tool of its maker has.
    public static final String LENT = "device-lent";

    public static final Board NOTHING =
            new Board(Instant.EPOCH, List.of(), List.of(), List.of(), 0, 0, new Stock(0, 0, 0, 0, 0, 0, 0), Map.of());

    public Board {
        lamps = List.copyOf(lamps);
        tasks = List.copyOf(tasks);
        devices = List.copyOf(devices);
        versions = Map.copyOf(versions);
    }

    /// Whether citizens can do anything at all.
    public boolean serves() {
        return closed < offered;
    }

    /// One of the three ways through: 网络通, 数据通, 业务通.
    ///
    /// @param name `line`, `data`, `systems`
    /// @param working how many answer
    /// @param of how many there are
    public record Lamp(String name, int working, int of) {
        public boolean lit() {
            return working == of;
        }
    }

    /// Who must act.
    public enum Who {
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
    public record Task(String id, String code, String about, Who who, String detail, int affected, boolean stops) {
        private static final String FINDING = "finding/";

        /// Whether it stands there until somebody says that it is dealt with; all else goes by
        /// itself.
        public boolean stays() {
            return id.startsWith(FINDING);
        }

        /// A paper of which nobody knows whether it came out.
        public boolean paper() {
            return stays() && code.equals("print-unknown");
        }
    }

    /// How a device is.
    public enum Health {
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
    public record Instrument(
            String id,
            String deviceClass,
            Health health,
            String state,
            List<String> faults,
            String driver,
            String link,
            long ageSeconds,
            Map<String, String> facts,
            Map<String, String> capabilities,
            Map<String, Long> counts,
            Set<String> stops) {
        public Instrument {
            faults = List.copyOf(faults);
            facts = Map.copyOf(facts);
            capabilities = Map.copyOf(capabilities);
            counts = Map.copyOf(counts);
            stops = Set.copyOf(stops);
        }

        public boolean lent() {
            return faults.contains(LENT);
        }

        /// Whether an engineer has taken it out of service.
        public boolean disabled() {
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
    public record Stock(
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
