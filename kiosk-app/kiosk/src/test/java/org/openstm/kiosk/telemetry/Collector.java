package org.openstm.kiosk.telemetry;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// An OTLP receiver over HTTP, by the published protobuf definitions.
public final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();

    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/v1/metrics", to(body -> metrics.add(ExportMetricsServiceRequest.parseFrom(body))));
        server.createContext("/v1/traces", to(body -> traces.add(ExportTraceServiceRequest.parseFrom(body))));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private interface Reading {
        void read(byte[] body) throws InvalidProtocolBufferException;
    }

    private com.sun.net.httpserver.HttpHandler to(Reading reading) {
        return exchange -> {
            try (exchange) {
                byte[] body = body(exchange);
                bodies.add(body);
                reading.read(body);
                exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1); // an empty message: everything was taken
            }
        };
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (var in = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return in.readAllBytes();
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Everything received, uncompressed.
    public List<byte[]> bodies() {
        return List.copyOf(bodies);
    }

    public List<Metric> metrics() {
        return metrics.stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .toList();
    }

    public List<Span> spans() {
        return traces.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /// Every attribute of everything received, of resources, points and spans.
    public List<KeyValue> attributes() {
        var all = new ArrayList<KeyValue>();
        for (var request : metrics)
            for (var resource : request.getResourceMetricsList())
                all.addAll(resource.getResource().getAttributesList());
        for (var metric : metrics()) points(metric).forEach(all::addAll);
        for (var request : traces)
            for (var resource : request.getResourceSpansList())
                all.addAll(resource.getResource().getAttributesList());
        for (var span : spans()) all.addAll(span.getAttributesList());
        return all;
    }

    /// The attributes of each point of a metric.
    static Stream<List<KeyValue>> points(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsList().stream().map(point -> point.getAttributesList());
            case SUM -> metric.getSum().getDataPointsList().stream().map(point -> point.getAttributesList());
            case HISTOGRAM ->
                metric.getHistogram().getDataPointsList().stream().map(point -> point.getAttributesList());
            default -> throw new AssertionError("a kind of metric that nobody makes: " + metric.getDataCase());
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
