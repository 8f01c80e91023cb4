package org.openstm.kiosk.app.watchdog;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// The datagram socket on which systemd listens to a service (sd_notify(3)). The JDK has local sockets for streams
/// only, so this calls the C library (Linux numbers).
// the restricted calls are the linker's: the signatures stand beside the functions' names
@SuppressWarnings("restricted")
final class NotifySocket {
    private static final int AF_UNIX = 1;
    private static final int DATAGRAM_CLOSED_ON_EXEC = 0x80002;
    private static final int NO_SIGNAL = 0x4000;

    /// Bytes of a `sockaddr_un` before and in its path.
    private static final int FAMILY_SIZE = 2;

    private static final int PATH_SIZE = 108;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");
    private static final MethodHandle SOCKET =
            handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SENDTO = handle(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final byte[] path;

    /// @param address `NOTIFY_SOCKET`: the path of a socket, or with `@` a name in the kernel's list
    NotifySocket(String address) {
        path = address.getBytes(StandardCharsets.UTF_8);
        if (!address.matches("[/@].+") || path.length >= PATH_SIZE)
            throw new IllegalArgumentException("NOTIFY_SOCKET is no address of a local socket: " + address);
        if (path[0] == '@') path[0] = 0;
    }

    private static MethodHandle handle(String function, FunctionDescriptor signature) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), signature, KEEP_ERRNO);
    }

    void send(String message) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var errno = arena.allocate(Linker.Option.captureStateLayout());
            int descriptor = (int) SOCKET.invokeExact(errno, AF_UNIX, DATAGRAM_CLOSED_ON_EXEC, 0);
            if (descriptor < 0) throw failure("socket", errno);
            try {
                sendTo(descriptor, message.getBytes(StandardCharsets.UTF_8), arena, errno);
            } finally {
                int _ = (int) CLOSE.invokeExact(errno, descriptor);
            }
        } catch (IOException known) {
            throw known;
        } catch (Throwable impossible) { // a call into the C library throws nothing
            throw new IllegalStateException(impossible);
        }
    }

    private void sendTo(int descriptor, byte[] message, Arena arena, MemorySegment errno) throws Throwable {
        var address = arena.allocate(FAMILY_SIZE + PATH_SIZE, 2); // filled with zeros
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, JAVA_BYTE, FAMILY_SIZE, path.length);
        // a path ends with a zero, a name with its last byte
        int size = FAMILY_SIZE + path.length + (path[0] == 0 ? 0 : 1);
        var bytes = arena.allocateFrom(JAVA_BYTE, message);
        long sent =
                (long) SENDTO.invokeExact(errno, descriptor, bytes, (long) message.length, NO_SIGNAL, address, size);
        if (sent != message.length) throw failure("sendto", errno);
    }

    private static IOException failure(String function, MemorySegment errno) {
        return new IOException("systemd cannot be told: " + function + " failed with error " + errno.get(JAVA_INT, 0));
    }
}
