package org.openstm.device.driver.document.ipp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openstm.device.link.Authority;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;

/// Sends requests to one printer.
final class IppClient implements AutoCloseable {
    private static final int IPP_PORT = 631;
    private static final int LARGEST_ANSWER = 1 << 20;

    /// Connection refused: nothing was sent.
    static final class NotSent extends IOException {
        NotSent(Throwable cause) {
            super(cause);
        }
    }

    private final HttpClient.Builder builder;
    private HttpClient http;
    private final AtomicInteger ids = new AtomicInteger();
    private final LinkAddress address;
    private final URI web;
    private final String printer;
    private volatile boolean closed;

    IppClient(LinkAddress address) throws LinkLost {
        this.address = address;
        this.builder = clientBuilder(address);
        this.http = builder.build();
        boolean safe = address.scheme().equals("ipps");
        int slash = address.target().indexOf('/');
        var host = slash < 0 ? address.target() : address.target().substring(0, slash);
        var path = slash < 0 ? "/ipp/print" : address.target().substring(slash);
        var withPort = host.contains(":") ? host : host + ":" + IPP_PORT;
        try {
            web = URI.create((safe ? "https://" : "http://") + withPort + path);
        } catch (IllegalArgumentException wrong) {
            throw new LinkLost(address + " names no printer", wrong);
        }
        printer = address.scheme() + "://" + withPort + path;
    }

    /// With TLS, trusts only the authority in the link's settings: printers have no publicly trusted certificates
    /// (RFC 7472).
    private static HttpClient.Builder clientBuilder(LinkAddress address) throws LinkLost {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(3));
        if (!address.scheme().equals("ipps")) return client;
        var authority = address.setting("ca", "");
        if (authority.isEmpty())
            throw new LinkLost("an ipps: link names the printer's authority by ca=FILE (PEM): " + address);
        return client.sslContext(Authority.trusting(Path.of(authority)));
    }

    LinkAddress address() {
        return address;
    }

    IppRequest createRequest(int operation) {
        return new IppRequest(operation, ids.incrementAndGet(), printer);
    }

    /// @return the answer, or empty if it is malformed
    Optional<IppResponse> sendRequest(IppRequest request, byte[] document, Deadline until)
            throws IOException, InterruptedException {
        var post = HttpRequest.newBuilder(web)
                .timeout(Duration.ofMillis(Math.max(1, until.millisLeft())))
                .header("Content-Type", "application/ipp")
                .POST(BodyPublishers.ofByteArray(request.toBytes(document)))
                .build();
        var answer = startRequest(post);
        try {
            var response = answer.get();
            return response.statusCode() == 200 ? IppResponse.parse(response.body()) : Optional.empty();
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case ConnectException nobody -> new NotSent(nobody);
                case HttpConnectTimeoutException nobody -> new NotSent(nobody);
                case IOException broken -> broken;
                case null, default -> new IOException(failed.getCause());
            };
        } finally {
            answer.cancel(true); // if this thread was interrupted
        }
    }

    /// Synchronized, because a client that is shut down takes no request.
    private synchronized CompletableFuture<HttpResponse<byte[]>> startRequest(HttpRequest post) {
        // the largest valid answer has a few tens of kilobytes; more is not read
        return http.sendAsync(post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    }

    /// Closes the connections once their requests have ended: a connection of the JDK's client holds the request
    /// that opened it, which may be a citizen's document.
    synchronized void forgetExchanges() {
        if (closed) return;
        var old = http;
        http = builder.build();
        old.shutdown();
    }

    Optional<IppResponse> queryPrinter(IppRequest request, Deadline until) throws IOException, InterruptedException {
        return sendRequest(request, new byte[0], until);
    }

    /// Whether the client is closed.
    boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        http.shutdownNow();
    }
}
