package org.openstm.kiosk.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openstm.device.DeviceClass;
import org.openstm.device.manager.DeviceUse;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.staff.TerminalStatus;

/// With a real OTLP receiver, read by the published protobuf definitions.
class TelemetryReporterTest {
    private static final String ID_NUMBER = "110101195003071234";
    private static final Duration LONG = Duration.ofHours(1); // told when it is closed

    private static TelemetryReporter telling(Collector collector) {
        return TelemetryReporter.open(collector.uri(), "ST-0412-03", "0.1.0", LONG, InstantSource.system());
    }

    private static TerminalStatus board() {
        return new TerminalStatus(
                Instant.EPOCH,
                List.of(new TerminalStatus.ServiceLamp("line", 0, 1)),
                List.of(
                        task("device/slip-1/paper-out", "paper-out", TerminalStatus.TaskOwner.STAFF),
                        task("line", "line-down", TerminalStatus.TaskOwner.CENTRE)),
                List.of(new TerminalStatus.MonitoredDevice(
                        "slip-1",
                        "receipt-printer",
                        TerminalStatus.DeviceCondition.STOPPED,
                        "hardware-error",
                        List.of("paper-out"),
                        "escpos",
                        "tcp://127.0.0.1:9100",
                        1,
                        Map.of("serial", "J4XF001"),
                        Map.of(),
                        Map.of(),
                        Set.of("receipt-printer"))),
                3,
                44,
                new TerminalStatus.PendingWork(7, 12, 1, 2, 1, -4, 66_000_000_000L),
                Map.of());
    }

    private static TerminalStatus.StatusTask task(String id, String code, TerminalStatus.TaskOwner who) {
        return new TerminalStatus.StatusTask(id, code, "", who, "", 0, true);
    }

    @Test
    void the_board_comes_as_gauges() throws Exception {
        try (var collector = new Collector()) {
            try (var telemetry = telling(collector)) {
                telemetry.observeStatus(TelemetryReporterTest::board);
            }
            assertEquals(0, gauge(collector, "openstm.line.up"));
            assertEquals(3, gauge(collector, "openstm.items.closed"));
            assertEquals(44, gauge(collector, "openstm.items.offered"));
            assertEquals(7, gauge(collector, "openstm.cases.queued"));
            assertEquals(12, gauge(collector, "openstm.cases.oldest.age"));
            assertEquals(1, gauge(collector, "openstm.cases.paying"));
            assertEquals(2, gauge(collector, "openstm.papers.unknown"));
            assertEquals(1, gauge(collector, "openstm.cases.dead"));
            assertEquals(-4, gauge(collector, "openstm.clock.skew"));
            assertEquals(66_000_000_000L, gauge(collector, "openstm.disk.free"));
            assertEquals(0, gauge(collector, "openstm.device.serving"));
            var findings = metric(collector, "openstm.findings").getGauge().getDataPointsList();
            assertEquals(
                    List.of(Map.of("code", "line-down", "who", "centre"), Map.of("code", "paper-out", "who", "staff")),
                    findings.stream()
                            .map(point -> words(point.getAttributesList()))
                            .sorted((a, b) -> a.toString().compareTo(b.toString()))
                            .toList());
            var about = words(collector.attributes());
            assertEquals("openstm-kiosk", about.get("service.name"));
            assertEquals("ST-0412-03", about.get("service.instance.id"));
        }
    }

    @Test
    void calls_uses_and_visits_come_with_how_they_ended() throws Exception {
        try (var collector = new Collector()) {
            try (var telemetry = telling(collector)) {
                telemetry.onCallEnded("POST", "/v1/terminals/{}/transactions/{}", Duration.ofMillis(80), "done");
                telemetry.onCallEnded("GET", "/v1/systems", Duration.ofSeconds(4), "no-answer");
                telemetry.recordDeviceUse(new DeviceUse(
                        "slip-1", DeviceClass.RECEIPT_PRINTER, "command", Duration.ofSeconds(2), "paper-out"));
                telemetry.recordDeviceUse(
                        new DeviceUse("slip-1", DeviceClass.RECEIPT_PRINTER, "status", Duration.ofMillis(3), "done"));
                telemetry.recordPassage(new ProcessDataRecord(
                        "p1",
                        "pension/life-proof",
                        Instant.EPOCH,
                        "accepted",
                        "",
                        2,
                        1,
                        0,
                        List.of(
                                new ProcessDataRecord.StepTiming("check", 8_000, 1),
                                new ProcessDataRecord.StepTiming("result", 4_000, 1))));
            }
            assertEquals(
                    List.of("GET /v1/systems", "POST /v1/terminals/{}/transactions/{}", "use receipt-printer"),
                    collector.spans().stream().map(Span::getName).sorted().toList(),
                    "who was only asked how it is leaves no span");
            var failed = collector.spans().stream()
                    .filter(span -> span.getName().startsWith("GET"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("no-answer", words(failed.getAttributesList()).get("error.type"));
            assertEquals(4_000_000_000L, failed.getEndTimeUnixNano() - failed.getStartTimeUnixNano());
            var uses = metric(collector, "openstm.device.use.duration")
                    .getHistogram()
                    .getDataPointsList();
            assertEquals(2, uses.size(), "a command and a look are told apart");
            var visit = metric(collector, "openstm.visits").getSum().getDataPoints(0);
            assertEquals(1, visit.getAsInt());
            assertEquals(Map.of("item", "pension/life-proof", "outcome", "accepted"), words(visit.getAttributesList()));
            assertEquals(
                    12.0,
                    metric(collector, "openstm.visit.duration")
                            .getHistogram()
                            .getDataPoints(0)
                            .getSum());
        }
    }

    /// Texts of a central or a driver are foreign: a number of a person in them is not exported.
    @Test
    void a_person_does_not_get_out() throws Exception {
        try (var collector = new Collector()) {
            try (var telemetry = telling(collector)) {
                telemetry.onCallEnded("GET", "/v1/terminals/{}/cases", Duration.ofMillis(5), "李秀兰 " + ID_NUMBER);
                telemetry.onCallEnded("GET", "/v1/cases/" + ID_NUMBER, Duration.ofMillis(5), ID_NUMBER);
                telemetry.recordDeviceUse(new DeviceUse(
                        "slip-1", DeviceClass.RECEIPT_PRINTER, "command", Duration.ofMillis(5), "13800138000"));
            }
            assertFalse(collector.spans().isEmpty());
            for (var attribute : collector.attributes()) {
                var value = attribute.getValue().getStringValue();
                assertFalse(value.matches("(?s).*(\\d{5}|[\\u4e00-\\u9fff]).*"), attribute.toString());
            }
            for (byte[] body : collector.bodies()) {
                var text = new String(body, StandardCharsets.UTF_8);
                assertFalse(text.contains(ID_NUMBER) || text.contains("13800138000") || text.contains("李秀兰"));
            }
        }
    }

    @Test
    void a_collector_that_is_not_there_costs_nothing() {
        long begun = System.nanoTime();
        try (var telemetry = TelemetryReporter.open(
                URI.create("http://127.0.0.1:1"), "ST-0412-03", "0.1.0", LONG, InstantSource.system())) {
            for (int n = 0; n < 10_000; n++) telemetry.onCallEnded("GET", "/v1/systems", Duration.ofMillis(5), "done");
        }
        var took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, "it took " + took);
    }

    private static Metric metric(Collector collector, String name) {
        return collector.metrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " did not come"));
    }

    private static long gauge(Collector collector, String name) {
        return metric(collector, name).getGauge().getDataPoints(0).getAsInt();
    }

    private static Map<String, String> words(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, one -> one.getValue().getStringValue(), (first, _) -> first));
    }
}
