package org.openstm.kiosk.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openstm.kiosk.staff.TerminalStatus;

/// The terminal's status, as staff see it, as gauges.
final class StatusGauges {
    private final ObservableLongMeasurement line;
    private final ObservableLongMeasurement offered;
    private final ObservableLongMeasurement closed;
    private final ObservableLongMeasurement queued;
    private final ObservableLongMeasurement oldest;
    private final ObservableLongMeasurement paying;
    private final ObservableLongMeasurement unknownPrints;
    private final ObservableLongMeasurement deadLetters;
    private final ObservableLongMeasurement skew;
    private final ObservableLongMeasurement free;
    private final ObservableLongMeasurement serving;
    private final ObservableLongMeasurement wrong;

    StatusGauges(Meter meter) {
        line = buildGauge(meter, "openstm.line.up", "1", "1 while central answers");
        offered = buildGauge(meter, "openstm.items.offered", "{item}", "Items that the terminal offers");
        closed = buildGauge(meter, "openstm.items.closed", "{item}", "Items that cannot be begun now");
        queued = buildGauge(meter, "openstm.cases.queued", "{case}", "Cases that wait for the line");
        oldest = buildGauge(meter, "openstm.cases.oldest.age", "min", "How long the oldest of them has waited");
        paying = buildGauge(meter, "openstm.cases.paying", "{case}", "Cases whose money is not where it belongs yet");
        unknownPrints = buildGauge(meter, "openstm.papers.unknown", "{paper}", "Papers that nobody can say came out");
        deadLetters = buildGauge(meter, "openstm.cases.dead", "{case}", "Cases that a person must look into");
        skew = buildGauge(meter, "openstm.clock.skew", "s", "How far the clock is behind central's");
        free = buildGauge(meter, "openstm.disk.free", "By", "Room on the journal's disk");
        serving = buildGauge(meter, "openstm.device.serving", "1", "1 while the device serves citizens");
        wrong = buildGauge(meter, "openstm.findings", "{finding}", "What is wrong, by code and by who must act");
    }

    private static ObservableLongMeasurement buildGauge(Meter meter, String name, String unit, String says) {
        return meter.gaugeBuilder(name)
                .ofLongs()
                .setUnit(unit)
                .setDescription(says)
                .buildObserver();
    }

    ObservableLongMeasurement[] otherGauges() {
        return new ObservableLongMeasurement[] {
            offered, closed, queued, oldest, paying, unknownPrints, deadLetters, skew, free, serving, wrong
        };
    }

    ObservableLongMeasurement firstGauge() {
        return line;
    }

    void recordStatus(TerminalStatus board) {
        for (var lamp : board.lamps()) if (lamp.name().equals("line")) line.record(lamp.isLit() ? 1 : 0);
        offered.record(board.offered());
        closed.record(board.closed());
        var stock = board.stock();
        queued.record(stock.queued());
        oldest.record(stock.oldestMinutes());
        paying.record(stock.paying());
        unknownPrints.record(stock.unknownPrints());
        deadLetters.record(stock.deadLetters());
        skew.record(stock.skewSeconds());
        free.record(stock.freeBytes());
        for (var device : board.devices())
            serving.record(
                    device.health() == TerminalStatus.DeviceCondition.STOPPED ? 0 : 1,
                    MetricLabels.of("id", device.id(), "class", device.deviceClass(), "state", device.state()));
        board.tasks().stream()
                .collect(Collectors.groupingBy(StatusGauges::taskLabels, Collectors.counting()))
                .forEach((labels, count) -> wrong.record(count, labels));
    }

    private static Attributes taskLabels(TerminalStatus.StatusTask task) {
        return MetricLabels.of("code", task.code(), "who", task.who().name().toLowerCase(Locale.ROOT));
    }
}
