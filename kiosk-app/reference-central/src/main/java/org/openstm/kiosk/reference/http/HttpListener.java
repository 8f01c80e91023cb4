package org.openstm.kiosk.reference.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.openstm.kiosk.central.FileReference;

/// One address on which central listens: reads each request within the limits of memory, and writes its
/// response.
public final class HttpListener implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int DRAINED = 2 * FileReference.LARGEST;

    /// Answers the requests of a listener.
    public interface RequestHandler {
        /// A refusal that needs no body; empty where the body must be read.
        Optional<ServerResponse> refusalBeforeBody(ServerRequest head, InetAddress from);

        ServerResponse serveRequest(ServerRequest request);
    }

    static {
        // read once, when the first server is created: idle or slow callers are disconnected
        setDefaultLimit("sun.net.httpserver.maxReqTime", 90);
        setDefaultLimit("sun.net.httpserver.maxRspTime", 300);
        setDefaultLimit("sun.net.httpserver.idleInterval", 60);
        setDefaultLimit("sun.net.httpserver.maxIdleConnections", 2000);
        setDefaultLimit("jdk.httpserver.maxConnections", 5000);
    }

    private static void setDefaultLimit(String property, int value) {
        if (System.getProperty(property) == null) System.setProperty(property, Integer.toString(value));
    }

    private final HttpServer server;
    private final BodyReceiver receiver;
    private final RefusalResponses refusals;
    private final RequestHandler handler;

    private HttpListener(HttpServer server, BodyReceiver receiver, RefusalResponses refusals, RequestHandler handler) {
        this.server = server;
        this.receiver = receiver;
        this.refusals = refusals;
        this.handler = handler;
    }

    public static HttpListener open(
            InetSocketAddress at,
            Optional<SSLContext> tls,
            Executor threads,
            BodyReceiver receiver,
            RefusalResponses refusals,
            RequestHandler handler)
            throws IOException {
        var server = tls.isPresent() ? createTlsServer(at, tls.get()) : HttpServer.create(at, BACKLOG);
        var listener = new HttpListener(server, receiver, refusals, handler);
        server.setExecutor(threads);
        server.createContext("/", listener::handleExchange);
        server.start();
        return listener;
    }

    /// Requests a client certificate, which is checked with the request.
    private static HttpServer createTlsServer(InetSocketAddress at, SSLContext context) throws IOException {
        var server = HttpsServer.create(at, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = context.getDefaultSSLParameters();
                wanted.setProtocols(new String[] {"TLSv1.3"});
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        return server;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handleExchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            var head = readHead(exchange);
            var early =
                    handler.refusalBeforeBody(head, exchange.getRemoteAddress().getAddress());
            if (early.isPresent()) {
                exchange.getRequestBody().skip(DRAINED); // otherwise the caller sees a reset instead of the reason
                writeResponse(exchange, early.get());
                return;
            }
            int largest = ServerRequest.maximumBodySize(head.method(), head.path());
            switch (receiver.receiveBody(exchange.getRequestBody(), contentLength(head), largest)) {
                case BodyReceiver.ReceivedBody.Busy() -> writeResponse(exchange, refusals.busy());
                case BodyReceiver.ReceivedBody.CompleteBody whole -> {
                    try {
                        if (whole.bytes().length > largest)
                            exchange.getRequestBody().skip(DRAINED);
                        writeResponse(exchange, handler.serveRequest(head.withBody(whole.bytes())));
                    } finally {
                        receiver.releaseBody(whole);
                    }
                }
            }
        }
    }

    private static ServerRequest readHead(HttpExchange exchange) {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var uri = exchange.getRequestURI();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new ServerRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                query,
                headers,
                new byte[0],
                clientCertificate(exchange));
    }

    /// @return -1 if the caller does not declare it
    private static long contentLength(ServerRequest head) {
        var told = head.header("Content-Length");
        if (told.isEmpty()) return head.header("Transfer-Encoding").isEmpty() ? 0 : -1;
        return told.matches("[0-9]{1,12}") ? Long.parseLong(told) : -1;
    }

    private static void writeResponse(HttpExchange exchange, ServerResponse answer) throws IOException {
        if (answer.silent()) return; // closes without a byte: the caller cannot know the result
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static Optional<X509Certificate> clientCertificate(HttpExchange exchange) {
        if (!(exchange instanceof HttpsExchange safe)) return Optional.empty();
        try {
            return Optional.of((X509Certificate) safe.getSSLSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /// Calls that are being answered are cut.
    @Override
    public void close() {
        server.stop(0);
    }
}
