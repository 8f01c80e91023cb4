package org.openstm.kiosk.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openstm.device.DeviceClass;
import org.openstm.device.manager.DeviceUse;
import org.openstm.kiosk.central.http.CallListener;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.staff.TerminalStatus;

/// Exports the terminal's status and activity to an OTLP collector. A collector that does not answer only loses
/// data.
///
/// Names follow the semantic conventions of OpenTelemetry where they have one (`http.request.method`,
/// `url.template`, `error.type`, `service.*`); times are seconds.
public final class TelemetryReporter implements CallListener, AutoCloseable {
    private static final String SCOPE = "org.openstm.kiosk";
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<Double> SECONDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 180.0, 600.0);
    private static final String DONE = "done";
    /// Device uses that go on all day without an event: readers wait, and lights are refreshed.
    private static final Set<DeviceClass> UNEVENTFUL = Set.of(
            DeviceClass.ID_CARD_READER, DeviceClass.CHIP_CARD_READER, DeviceClass.BARCODE_READER, DeviceClass.LIGHTS);

    private final SdkMeterProvider meters;
    private final SdkTracerProvider traces;
    private final InstantSource clock;
    private final Meter meter;
    private final Tracer tracer;
    private final DoubleHistogram calls;
    private final DoubleHistogram uses;
    private final DoubleHistogram ways;
    private final LongCounter visits;

    private TelemetryReporter(SdkMeterProvider meters, SdkTracerProvider traces, InstantSource clock) {
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
        this.meter = meters.get(SCOPE);
        this.tracer = traces.get(SCOPE);
        this.calls = buildHistogram("openstm.centre.call.duration", "How long calls to central took");
        this.uses = buildHistogram("openstm.device.use.duration", "How long uses of devices took");
        this.ways = buildHistogram("openstm.visit.duration", "How long citizens took for an item");
        this.visits = meter.counterBuilder("openstm.visits")
                .setUnit("{visit}")
                .setDescription("Ways through an item, by how they ended")
                .build();
    }

    /// @param collector its base address; `/v1/metrics` and `/v1/traces` are called below it
    /// @param every export interval
    public static TelemetryReporter open(
            URI collector, String terminal, String version, Duration every, InstantSource clock) {
        var base = collector.toString().replaceAll("/+$", "");
        var about = Resource.create(Attributes.builder()
                .put("service.name", "openstm-kiosk")
                .put("service.version", version)
                .put("service.instance.id", terminal)
                .build());
        var metrics = OtlpHttpMetricExporter.builder()
                .setEndpoint(base + "/v1/metrics")
                .setTimeout(PATIENCE)
                .build();
        var spans = OtlpHttpSpanExporter.builder()
                .setEndpoint(base + "/v1/traces")
                .setTimeout(PATIENCE)
                .build();
        return new TelemetryReporter(
                SdkMeterProvider.builder()
                        .setResource(about)
                        .registerMetricReader(PeriodicMetricReader.builder(new OutageLoggingExporter(metrics, base))
                                .setInterval(every)
                                .build())
                        .build(),
                SdkTracerProvider.builder()
                        .setResource(about)
                        .addSpanProcessor(BatchSpanProcessor.builder(spans)
                                .setScheduleDelay(every)
                                .build())
                        .build(),
                clock);
    }

    private DoubleHistogram buildHistogram(String name, String says) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(says)
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    /// @param status read at each export; it must not block
    public void observeStatus(Supplier<TerminalStatus> status) {
        var gauges = new StatusGauges(meter);
        var _ = meter.batchCallback(() -> gauges.recordStatus(status.get()), gauges.firstGauge(), gauges.otherGauges());
    }

    @Override
    public void onCallEnded(String method, String route, Duration took, String result) {
        var labels = MetricLabels.of("http.request.method", method, "url.template", route, "result", result);
        calls.record(toSeconds(took), labels);
        recordSpan(method + " " + MetricLabels.toSafeCode(route), SpanKind.CLIENT, took, labels, result);
    }

    /// Status queries leave no span, nor does a reader that waited for a card or a code.
    public void recordDeviceUse(DeviceUse use) {
        var labels = MetricLabels.of(
                "id", use.id(), "class", use.deviceClass().text(), "kind", use.kind(), "result", use.result());
        uses.record(toSeconds(use.took()), labels);
        boolean uneventful =
                UNEVENTFUL.contains(use.deviceClass()) && use.result().equals(DONE);
        if (use.kind().equals("command") && !uneventful)
            recordSpan("use " + use.deviceClass().text(), SpanKind.INTERNAL, use.took(), labels, use.result());
    }

    /// Records one pass through an item, in numbers alone.
    public void recordPassage(ProcessDataRecord passage) {
        var labels = MetricLabels.of("item", passage.item(), "outcome", passage.outcome());
        visits.add(1, labels);
        long millis = passage.strides().stream()
                .mapToLong(ProcessDataRecord.StepTiming::ms)
                .sum();
        ways.record(millis / 1000.0, labels);
    }

    private void recordSpan(String name, SpanKind kind, Duration took, Attributes labels, String result) {
        var now = clock.instant();
        var span = tracer.spanBuilder(name)
                .setNoParent()
                .setSpanKind(kind)
                .setStartTimestamp(now.minus(took))
                .setAllAttributes(labels)
                .startSpan();
        if (!result.equals(DONE)) {
            span.setAttribute("error.type", MetricLabels.toSafeCode(result));
            span.setStatus(StatusCode.ERROR);
        }
        span.end(now);
    }

    private static double toSeconds(Duration took) {
        return took.toNanos() / 1e9;
    }

    /// Exports what is pending, if the collector takes it in time.
    @Override
    public void close() {
        var _ = CompletableResultCode.ofAll(List.of(meters.shutdown(), traces.shutdown()))
                .join(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    }
}
