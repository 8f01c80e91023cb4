package org.openstm.device.manager;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The device manager's own counters of one device since it started, apart from the device's counters.
final class DeviceCounters {
    static final String COMMANDS = "commands";
    static final String BUSY_MILLIS = "busy-millis";
    static final String OPENINGS = "openings";
    static final String LOSSES = "losses";
    static final String HANGS = "hangs";

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void addCount(String name) {
        addCount(name, 1);
    }

    void addCount(String name, long more) {
        counts.computeIfAbsent(name, _ -> new LongAdder()).add(more);
    }

    Map<String, Long> allCounts() {
        var all = new TreeMap<String, Long>();
        counts.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }
}
