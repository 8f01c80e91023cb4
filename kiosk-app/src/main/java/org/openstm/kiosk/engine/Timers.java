package org.openstm.kiosk.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.dispatch.Dispatch;
import org.openstm.kiosk.ime.ChineseInput;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.World;

/// The second hand of the terminal, and its look around: line, back systems, devices.
public final class Timers implements AutoCloseable {
    private static final int LOOK_EVERY = 3;
    private final Loop loop;
    private final Dispatch dispatch;
    private final Devices devices;
    private final ChineseInput writing;
    private final SupervisedLoop ticking = new SupervisedLoop("ticks", this::tick);
    private final SupervisedLoop looking = new SupervisedLoop("look-around", this::look);

    /// Written by the looking thread only.
    private World last = World.FINE;

    public Timers(Loop loop, Dispatch dispatch, Devices devices, ChineseInput writing) {
        this.loop = loop;
        this.dispatch = dispatch;
        this.devices = devices;
        this.writing = writing;
    }

    public void start() {
        ticking.start();
        looking.start();
    }

    public List<SupervisedLoop> loops() {
        return List.of(ticking, looking);
    }

    private void tick() throws InterruptedException {
        Thread.sleep(1000);
        loop.post(new Event.Tick());
    }

    private void look() throws InterruptedException {
        var now = around();
        if (!now.equals(last)) loop.post(new Event.WorldChanged(now));
        last = now;
        Thread.sleep(1000L * LOOK_EVERY);
    }

    private World around() {
        boolean up = dispatch.lineUp();
        return new World(up, up ? down() : Set.of(), broken(), full(), !dispatch.hasRoom(), dispatch.clockWrong());
    }

    private Set<String> broken() {
        var broken = new HashSet<>(devices.broken());
        broken.addAll(writing.unavailableMethods());
        return broken;
    }

    private Set<String> full() {
        return loop.session().catalog().items().stream()
                .filter(Item::isStorable)
                .map(Item::id)
                .filter(dispatch::full)
                .collect(Collectors.toSet());
    }

    private Set<String> down() {
        var down = new HashSet<String>();
        if (dispatch.asking().systems() instanceof Reply.Done<Map<String, Boolean>>(var systems))
            systems.forEach((name, answers) -> {
                if (!answers) down.add(name);
            });
        return down;
    }

    @Override
    public void close() {
        ticking.close();
        looking.close();
    }
}
