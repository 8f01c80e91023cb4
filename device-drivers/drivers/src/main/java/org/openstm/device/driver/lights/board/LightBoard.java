package org.openstm.device.driver.lights.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.Lights;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// A light board on one link.
final class LightBoard implements Lights {
    private static final Duration ASKING = Duration.ofSeconds(2);
    private static final Duration LOOKING_EVERY = Duration.ofMillis(100);

    /// Long enough for a person to see every light.
    private static final Duration TRYING = Duration.ofMillis(700);

    private static final Fault SILENT = FaultCode.NO_ANSWER.fault("the board does not answer");

    private final BoardExchange exchange;
    private final BoardIdentity identity;

    private LightBoard(BoardExchange exchange, BoardIdentity identity) {
        this.exchange = exchange;
        this.identity = identity;
    }

    /// Identifies the board and turns off lights left on by a previous run of the terminal.
    ///
    /// @throws LinkLost if the device does not identify itself as such a board
    static LightBoard openBoard(BoardExchange exchange) throws LinkLost, InterruptedException {
        var answer = exchange.sendQuestion("ID", Deadline.in(ASKING));
        if (answer.isEmpty()) throw new LinkLost("no board of lights answers");
        var board = new LightBoard(exchange, BoardIdentity.of(answer.get()));
        board.reset(ASKING);
        return board;
    }

    @Override
    public Map<String, String> capabilities() {
        return identity.capabilities();
    }

    @Override
    public Lit show(Map<Light, Glow> glowing, Duration patience) throws InterruptedException {
        var words = new StringBuilder("LED");
        for (var light : Light.values()) {
            var glow = glowing.get(light);
            if (glow == null || !identity.hasPart(light)) continue;
            words.append(',').append(BoardReport.wireName(light)).append(glow == Glow.BLINK ? "=B" : "=1");
        }
        try {
            var answer = exchange.sendQuestion(words.toString(), Deadline.in(patience));
            if (answer.isEmpty()) return new Lit.Failed(SILENT);
            return answer.get().getFirst().equals("OK") ? new Lit.Done() : new Lit.Failed(refusedFault());
        } catch (LinkLost lost) {
            return new Lit.Failed(lost.fault());
        }
    }

    private static Fault refusedFault() {
        return FaultCode.DEVICE_REFUSED.fault("the board does not do what its protocol says");
    }

    @Override
    public Watched await(Sensor sensor, boolean on, Duration patience) throws InterruptedException {
        if (!identity.hasPart(sensor))
            return new Watched.Failed(
                    FaultCode.NO_SUCH_SENSOR.fault("the board has no " + BoardReport.wireName(sensor)));
        var until = Deadline.in(patience);
        try {
            boolean heard = false;
            while (true) {
                var next = Deadline.in(LOOKING_EVERY);
                var report = readReport(Deadline.in(ASKING).orSooner(until));
                if (report.isEmpty()) return heard && until.over() ? new Watched.NotMet() : new Watched.Failed(SILENT);
                // a sensor without a report has neither value
                if (Boolean.valueOf(on).equals(report.get().on().get(sensor))) return new Watched.Met();
                if (until.over()) return new Watched.NotMet();
                heard = true;
                Thread.sleep(next.orSooner(until).millisLeft());
            }
        } catch (LinkLost lost) {
            return new Watched.Failed(lost.fault());
        }
    }

    private Optional<BoardReport> readReport(Deadline until) throws LinkLost, InterruptedException {
        return exchange.sendQuestion("GET", until).flatMap(BoardReport::of);
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            var report = readReport(Deadline.in(patience));
            if (report.isEmpty()) return DeviceStatus.of(DeviceState.UNKNOWN, SILENT);
            var facts = new HashMap<>(identity.facts());
            facts.putAll(report.get().facts());
            return new DeviceStatus(DeviceState.ONLINE, report.get().faults(), facts);
        } catch (LinkLost lost) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault());
        }
    }

    /// The external check turns every light on for a moment; a board that measures its lights reports broken ones.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var steps = new ArrayList<HealthReport.Step>();
        var status = status(patience);
        steps.add(HealthReport.statusStep(status));
        if (level != HealthLevel.INTERNAL && status.usable()) steps.add(lightTestStep(until));
        return HealthReport.of(level, steps);
    }

    private HealthReport.Step lightTestStep(Deadline until) throws InterruptedException {
        var all = new HashMap<Light, Glow>();
        for (var light : Light.values()) all.put(light, Glow.ON);
        var lit = show(all, Duration.ofMillis(until.millisLeft()));
        Thread.sleep(Deadline.in(TRYING).orSooner(until).millisLeft());
        var bad = status(ASKING).faults().stream()
                .filter(fault -> fault.is(FaultCode.LIGHT_BROKEN))
                .map(Fault::detail)
                .toList();
        reset(ASKING);
        boolean passed = lit instanceof Lit.Done && bad.isEmpty();
        return new HealthReport.Step("light-test", passed, passed ? "all glowed" : String.join("", bad));
    }

    /// Holds no data of a citizen; the guide lights' owner turns them off when they are no longer needed.
    @Override
    public void reset(Duration patience) throws InterruptedException {
        var _ = show(Map.of(), patience);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
