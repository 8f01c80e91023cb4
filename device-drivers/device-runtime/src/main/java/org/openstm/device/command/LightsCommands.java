package org.openstm.device.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openstm.device.Lights;
import org.openstm.device.Lights.Glow;
import org.openstm.device.Lights.Light;
import org.openstm.device.Lights.Lit;
import org.openstm.device.Lights.Sensor;
import org.openstm.device.Lights.Watched;

/// The commands of [Lights].
final class LightsCommands {
    private static final PortCommand<Lights, LightsRequest, Lit> SHOW = new PortCommand<>(
            "Lights.SetLight",
            Lights.class,
            LightsRequest.class,
            Lit.class,
            CommandTimes.PROMPT,
            CommandFaults.failing(Lit.Failed.class, Lit.Failed::fault, Lit.Failed::new),
            (board, wanted, patience, _) -> board.show(wanted.lights(), patience));

    private static final PortCommand<Lights, SensorRequest, Watched> AWAIT = new PortCommand<>(
            "Lights.Await",
            Lights.class,
            SensorRequest.class,
            Watched.class,
            CommandTimes.PROMPT,
            CommandFaults.failing(Watched.Failed.class, Watched.Failed::fault, Watched.Failed::new),
            (board, awaited, patience, _) -> board.await(awaited.sensor(), awaited.on(), patience));

    static final PortDescription<Lights> PORT =
            new PortDescription<>(Lights.class, LightsProxy::new, List.of(SHOW, AWAIT));

    private LightsCommands() {}

    private record LightsRequest(Map<Light, Glow> lights) {}

    private record SensorRequest(Sensor sensor, boolean on) {}

    private record LightsProxy(CommandTarget target) implements Lights, PortProxy {
        @Override
        public Lit show(Map<Light, Glow> glowing, Duration patience) throws InterruptedException {
            return target.callPort(SHOW, new LightsRequest(glowing), patience);
        }

        @Override
        public Watched await(Sensor sensor, boolean on, Duration patience) throws InterruptedException {
            return target.callPort(AWAIT, new SensorRequest(sensor, on), patience);
        }
    }
}
