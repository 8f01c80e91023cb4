package org.openstm.device.manager;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The last events of the device manager, numbered. Listeners receive them in order, each before the next is
/// numbered.
final class EventLog {
    private static final int LAST = 1000;

    private final InstantSource clock;
    private final ArrayDeque<DeviceEvent> events = new ArrayDeque<>();
    private final List<Consumer<DeviceEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<DeviceUse>> watchers = new CopyOnWriteArrayList<>();
    private long seq;

    EventLog(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void recordEvent(String device, String kind, String text) {
        var event = new DeviceEvent(++seq, clock.instant(), device, kind, text);
        if (events.size() == LAST) events.removeFirst();
        events.addLast(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    synchronized List<DeviceEvent> eventsAfter(long seen) {
        return events.stream().filter(event -> event.seq() > seen).toList();
    }

    void addEventListener(Consumer<DeviceEvent> listener) {
        listeners.add(listener);
    }

    /// Reported but not stored, because devices are queried every few seconds.
    void reportUse(DeviceUse use) {
        watchers.forEach(watcher -> watcher.accept(use));
    }

    void addUseListener(Consumer<DeviceUse> watcher) {
        watchers.add(watcher);
    }
}
