package org.openstm.kiosk.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.ime.ChineseInput;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.TerminalEvent;

/// The one-second tick of the terminal, and the polling of connection, back systems and devices.
public final class TerminalTimers implements AutoCloseable {
    private static final int LOOK_EVERY = 3;
    private final SessionLoop loop;
    private final OutboxDispatcher dispatch;
    private final DeviceProvider devices;
    private final ChineseInput writing;
    private final SupervisedLoop ticking = new SupervisedLoop("ticks", this::postTick);
    private final SupervisedLoop looking = new SupervisedLoop("look-around", this::checkEnvironment);

    /// Written by the polling thread only.
    private ServiceEnvironment last = ServiceEnvironment.FINE;

    public TerminalTimers(SessionLoop loop, OutboxDispatcher dispatch, DeviceProvider devices, ChineseInput writing) {
        this.loop = loop;
        this.dispatch = dispatch;
        this.devices = devices;
        this.writing = writing;
    }

    public void start() {
        ticking.start();
        looking.start();
    }

    public List<SupervisedLoop> supervisedLoops() {
        return List.of(ticking, looking);
    }

    private void postTick() throws InterruptedException {
        Thread.sleep(1000);
        loop.postEvent(new TerminalEvent.ClockTick());
    }

    private void checkEnvironment() throws InterruptedException {
        var now = currentEnvironment();
        if (!now.equals(last)) loop.postEvent(new TerminalEvent.EnvironmentChanged(now));
        last = now;
        Thread.sleep(1000L * LOOK_EVERY);
    }

    private ServiceEnvironment currentEnvironment() {
        boolean up = dispatch.isConnected();
        return new ServiceEnvironment(
                up,
                up ? downSystems() : Set.of(),
                brokenCapabilities(),
                fullItems(),
                !dispatch.hasRoom(),
                dispatch.isClockWrong());
    }

    private Set<String> brokenCapabilities() {
        var broken = new HashSet<>(devices.brokenClasses());
        broken.addAll(writing.unavailableMethods());
        return broken;
    }

    private Set<String> fullItems() {
        return loop.session().catalog().items().stream()
                .filter(Item::isStorable)
                .map(Item::id)
                .filter(dispatch::isQueueFull)
                .collect(Collectors.toSet());
    }

    private Set<String> downSystems() {
        var down = new HashSet<String>();
        if (dispatch.queryClient().querySystems() instanceof CentralReply.Done<Map<String, Boolean>>(var systems))
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
