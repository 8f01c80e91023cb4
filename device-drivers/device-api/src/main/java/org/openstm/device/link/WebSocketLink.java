package org.openstm.device.link;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A WebSocket of the JDK, text messages only. A peer that sends faster than its messages are read is throttled;
/// one that sends a message without end is disconnected.
final class WebSocketLink implements TextLink, WebSocket.Listener {
    /// Maximum characters of one message; a device's answer has a few thousand.
    private static final int LONGEST = 1 << 20;

    /// Maximum unread messages before the peer is throttled.
    private static final int WAITING = 64;

    private static final long PULSE_MILLIS = 500;

    /// Wakes a waiting reader when the connection is lost.
    private static final String GONE = "";

    private final String address;
    private final HttpClient http;
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private StringBuilder part = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    private volatile @Nullable String lost;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private CompletableFuture<?> pinging = CompletableFuture.completedFuture(null);

    private WebSocketLink(String address, HttpClient http) {
        this.address = address;
        this.http = http;
    }

    static WebSocketLink open(LinkAddress address, Deadline until) throws LinkLost, InterruptedException {
        var uri = uri(address);
        var http = client(address, until);
        var link = new WebSocketLink(address.toString(), http);
        boolean opened = false;
        try {
            var opening = http.newWebSocketBuilder().buildAsync(uri, link);
            link.socket = opening.get(Math.max(1, until.millisLeft()), TimeUnit.MILLISECONDS);
            opened = true;
            return link;
        } catch (ExecutionException refused) {
            throw new LinkLost(address + " cannot be reached: " + reason(refused), refused);
        } catch (TimeoutException silent) {
            throw new LinkLost(address + " does not answer", silent);
        } finally {
            if (!opened) link.close();
        }
    }

    private static HttpClient client(LinkAddress address, Deadline until) throws LinkLost {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofMillis(Math.max(1, until.millisLeft())));
        var authority = address.setting("ca", "");
        if (!authority.isEmpty()) client.sslContext(Authority.trusting(Path.of(authority)));
        return client.build();
    }

    private static URI uri(LinkAddress address) throws LinkLost {
        try {
            return URI.create(address.scheme() + "://" + address.target());
        } catch (IllegalArgumentException wrong) {
            throw new LinkLost(address + " names no service", wrong);
        }
    }

    private static String reason(ExecutionException refused) {
        var cause = refused.getCause();
        return cause == null ? "refused" : String.valueOf(cause);
    }

    // ---------------------------------------------------------------- the reader's side

    @Override
    public Optional<String> receive(Deadline until) throws LinkLost, InterruptedException {
        var text = arrived.poll(Math.min(PULSE_MILLIS, until.millisLeft()), TimeUnit.MILLISECONDS);
        while (text == null && !until.over()) {
            ping();
            text = arrived.poll(Math.min(PULSE_MILLIS, until.millisLeft()), TimeUnit.MILLISECONDS);
        }
        if (text == null) return Optional.empty();
        if (text.equals(GONE)) {
            arrived.add(GONE); // for the next reader
            throw new LinkLost(address + " broke: " + lost);
        }
        var open = socket;
        if (open != null) open.request(1);
        return Optional.of(text);
    }

    /// Detects a connection that was lost while the peer was silent; only writing to it shows that.
    private void ping() {
        var open = socket;
        if (open == null || !pinging.isDone()) return;
        pinging = open.sendPing(ByteBuffer.allocate(0)).exceptionally(broken -> {
            gone(String.valueOf(broken));
            return open;
        });
    }

    @Override
    public boolean send(String text, Deadline until) throws LinkLost, InterruptedException {
        var open = socket;
        var why = lost;
        if (why != null || open == null) throw new LinkLost(address + " broke: " + why);
        try {
            // one message at a time: the previous one may still be in progress
            sending.get(until.millisLeft(), TimeUnit.MILLISECONDS);
            sending = open.sendText(text, true);
            sending.get(Math.max(1, until.millisLeft()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException broken) {
            gone(reason(broken));
            throw new LinkLost(address + " broke: " + lost, broken);
        }
    }

    @Override
    public void close() {
        gone("closed");
        var open = socket;
        if (open != null) open.abort();
        http.shutdownNow();
    }

    private synchronized void gone(String why) {
        if (lost != null) return;
        lost = why;
        arrived.add(GONE);
    }

    // ---------------------------------------------------------------- the socket's side

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(WAITING);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (part.length() > LONGEST) {
            gone("a message without end");
            from.abort();
        } else if (last) {
            if (part.length() > 0) arrived.add(part.toString());
            else from.request(1);
            part = new StringBuilder(); // one that is emptied would keep the message
        } else from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        from.request(1); // binary messages are not used here
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        gone("closed by the other side, " + status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        gone(String.valueOf(error));
    }
}
