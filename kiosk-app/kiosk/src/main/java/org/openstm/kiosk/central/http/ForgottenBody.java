package org.openstm.kiosk.central.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// The body of a request, which nobody can reach after [#close()]: the JDK's client keeps the request that
/// opened a connection, and the publisher of its body, as long as that connection is open.
final class ForgottenBody implements BodyPublisher, AutoCloseable {
    private final int length;
    private volatile byte @Nullable [] bytes;

    ForgottenBody(byte[] bytes) {
        this.length = bytes.length;
        this.bytes = bytes;
    }

    @Override
    public long contentLength() {
        return length;
    }

    /// The client subscribes again when it repeats a request on another connection.
    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Once(subscriber));
    }

    @Override
    public void close() {
        bytes = null;
    }

    /// Hands out the whole body at the first demand.
    private final class Once implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private boolean ended;

        Once(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public synchronized void request(long demand) {
            if (ended) return;
            ended = true;
            byte[] body = bytes;
            if (body == null) {
                subscriber.onError(new IllegalStateException("the call is over"));
            } else {
                subscriber.onNext(ByteBuffer.wrap(body));
                subscriber.onComplete();
            }
        }

        @Override
        public synchronized void cancel() {
            ended = true;
        }
    }
}
