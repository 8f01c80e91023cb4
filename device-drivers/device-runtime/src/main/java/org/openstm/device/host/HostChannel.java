package org.openstm.device.host;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import tools.jackson.core.JacksonException;

/// One end of the socket: messages as JSON, each preceded by its length. Input is not trusted: a message that is
/// too long or not understood is treated like a lost connection.
final class HostChannel implements AutoCloseable {
    /// A sealed PDF of 12 MB in Base64.
    static final int LONGEST_COMMAND = 16 << 20;

    /// A picture of 4 MB in Base64.
    static final int LONGEST_ANSWER = 6 << 20;

    private final SocketChannel channel;
    private final int longestIn;
    private final ByteBuffer length = ByteBuffer.allocate(4);

    /// Interrupting a thread that writes would close the channel, so threads that are interrupted to cancel leave
    /// the writing to this one.
    private final ExecutorService writer;

    HostChannel(SocketChannel channel, int longestIn, String name) {
        this.channel = channel;
        this.longestIn = longestIn;
        this.writer = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    static byte[] encodeMessage(HostMessage message) {
        return HostJson.JSON.writerFor(HostMessage.class).writeValueAsBytes(message);
    }

    /// Never blocks. The reader notices when a message could not be sent.
    void queueMessage(byte[] message) {
        try {
            writer.execute(() -> {
                try {
                    writeMessage(message);
                } catch (IOException _) {
                    close();
                }
            });
        } catch (RejectedExecutionException _) {
            // closed
        }
    }

    void queueMessage(HostMessage message) {
        queueMessage(encodeMessage(message));
    }

    /// Only for a thread that is never interrupted.
    void writeMessage(HostMessage message) throws IOException {
        writeMessage(encodeMessage(message));
    }

    private synchronized void writeMessage(byte[] message) throws IOException {
        var frame = ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .flip();
        while (frame.hasRemaining()) channel.write(frame);
    }

    /// Waits for the next message; to be called by one thread only.
    HostMessage readMessage() throws IOException {
        int size = fillBuffer(length.clear()).getInt();
        if (size < 2 || size > longestIn) throw new IOException("a message of " + size + " bytes");
        var frame = fillBuffer(ByteBuffer.allocate(size));
        try {
            var message = HostJson.JSON.readValue(frame.array(), HostMessage.class);
            if (message == null) throw new IOException("an empty message");
            return message;
        } catch (JacksonException wrong) {
            // its message could quote a card
            throw new IOException("an invalid message: " + wrong.getClass().getSimpleName());
        }
    }

    private ByteBuffer fillBuffer(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) if (channel.read(buffer) < 0) throw new EOFException("the other side hung up");
        return buffer.flip();
    }

    @Override
    public void close() {
        writer.shutdownNow();
        try {
            channel.close();
        } catch (IOException _) {
            // it is closed either way
        }
    }
}
