package org.openstm.kiosk.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Logs once when the collector stops answering, and once when it answers again; the library would log it each
/// minute, with a stack trace.
final class OutageLoggingExporter implements MetricExporter {
    private static final System.Logger LOG = System.getLogger(OutageLoggingExporter.class.getName());
    /// A strong reference: the logger's level is lost when the logger is collected.
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final MetricExporter inner;
    private final String collector;
    private volatile boolean answers = true;

    OutageLoggingExporter(MetricExporter inner, String collector) {
        LIBRARY.setLevel(Level.OFF);
        this.inner = inner;
        this.collector = collector;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        var result = inner.export(metrics);
        return result.whenComplete(() -> logChange(result.isSuccess()));
    }

    private void logChange(boolean answered) {
        if (answered == answers) return;
        answers = answered;
        if (answered) LOG.log(System.Logger.Level.INFO, "the telemetry collector answers again: " + collector);
        else
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the telemetry collector does not accept data: " + collector
                            + "; citizens are served all the same, whoever runs it looks at it");
    }

    @Override
    public CompletableResultCode flush() {
        return inner.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return inner.shutdown();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return inner.getAggregationTemporality(type);
    }
}
