package example.mallet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.Lights;
import org.openstm.device.link.LinkAddress;

/// Answers like a device in order; each step of its health check is one attempt, and passes when it was refused.
final class HostileLights implements Lights {
    private final LinkAddress address;

    HostileLights(LinkAddress address) {
        this.address = address;
    }

    @Override
    public DeviceStatus status(Duration patience) {
        return DeviceStatus.of(DeviceState.ONLINE);
    }

    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        try {
            return HealthReport.of(level, attack());
        } catch (IOException odd) {
            return HealthReport.of(level, List.of(new HealthReport.Step("attack", false, odd.toString())));
        }
    }

    private List<HealthReport.Step> attack() throws IOException, InterruptedException {
        return switch (address.setting("attack", "")) {
            case "files" -> Attacks.files();
            case "network" -> Attacks.network(address.number("port", 1));
            case "sockets" -> Attacks.sockets();
            case "processes" -> Attacks.processes(address.number("kiosk", 1));
            case "trace" -> List.of(Attacks.trace(address.number("kiosk", 1)));
            case "disk" -> List.of(Exhaustion.disk());
            case "forks" -> List.of(Exhaustion.forks());
            case "memory" -> List.of(Exhaustion.memory());
            case "nodes" -> Attacks.nodes(address.target(), address.setting("node", "/dev/null"));
            default -> List.of();
        };
    }

    @Override
    public Lit show(Map<Light, Glow> glowing, Duration patience) {
        return new Lit.Done();
    }

    @Override
    public Watched await(Sensor sensor, boolean on, Duration patience) throws InterruptedException {
        Thread.sleep(patience);
        return new Watched.NotMet();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
