package org.openstm.kiosk.app.watchdog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openstm.kiosk.app.text.ReportText;

/// `GET /health` on this machine's loopback, for a supervisor of the kiosk: 200 while each part answers in
/// time, else 503. The body is `{"well":false,"silent":["screen"]}`; it holds no citizen's data.
public final class HealthEndpoint implements AutoCloseable {
    /// Prefix of its address.
    public static final String ADDRESS = "http://127.0.0.1:";

    public static final String SCREEN = "screen";
    public static final String VISIT = "visit";
    public static final String JOURNAL = "journal";
    public static final String THREADS = "threads";

    /// The disk accepts writes: otherwise a restart does not help.
    public static final String DISK = "disk";

    /// The kiosk could not start, and shows that.
    public static final String START = "start";

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final KioskHealthChecks checks;

    private HealthEndpoint(HttpServer server, Map<String, Callable<?>> parts) {
        this.server = server;
        this.checks = new KioskHealthChecks(parts);
    }

    /// @param port 0 takes a free one
    /// @param parts parts to supervise, by name: a probe that returns when the part has processed it
    public static HealthEndpoint open(int port, Map<String, Callable<?>> parts) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
            var door = new HealthEndpoint(server, parts);
            server.createContext("/health", door::answerRequest);
            server.setExecutor(door.threads);
            server.start();
            return door;
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "cannot listen for health requests on port " + port + ": name another one by --health", taken);
        }
    }

    /// Sets the parts that must answer from now on.
    public void setChecks(Map<String, Callable<?>> others) {
        checks.setParts(others);
    }

    public URI uri() {
        return URI.create(ADDRESS + server.getAddress().getPort() + "/health");
    }

    private void answerRequest(HttpExchange exchange) throws IOException {
        try (exchange) {
            var silent = checks.findSilentParts(PATIENCE);
            byte[] body = ReportText.toJson(Map.of("well", silent.isEmpty(), "silent", silent))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(silent.isEmpty() ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        checks.close();
    }
}
