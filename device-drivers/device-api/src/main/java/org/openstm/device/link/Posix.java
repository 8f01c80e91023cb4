package org.openstm.device.link;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Calls of the C library (POSIX.1-2017, Linux numbers) that the JDK does not offer.
// the restricted calls are the linker's; their signatures below follow the standard
@SuppressWarnings("restricted")
final class Posix {
    static final int READ_ONLY = 0;
    static final int READ_WRITE = 2;
    static final int NO_CONTROLLING_TERMINAL = 0x100;
    static final int NON_BLOCKING = 0x800;
    static final short POLL_IN = 1;
    static final short POLL_OUT = 4;
    static final int INTERRUPTED = 4;
    static final int TRY_AGAIN = 11;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");
    private static final int TERMIOS_SIZE = 128;

    private static final MethodHandle OPEN =
            LINKER.downcallHandle(find("open"), of(ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2), KEEP_ERRNO);
    private static final MethodHandle IOCTL = LINKER.downcallHandle(
            find("ioctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(2),
            KEEP_ERRNO);
    private static final MethodHandle OPENPT = handle("posix_openpt", of(JAVA_INT));
    private static final MethodHandle GRANTPT = handle("grantpt", of(JAVA_INT));
    private static final MethodHandle UNLOCKPT = handle("unlockpt", of(JAVA_INT));
    private static final MethodHandle PTSNAME = handle("ptsname_r", of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = handle("close", of(JAVA_INT));
    private static final MethodHandle POLL = handle("poll", of(ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle GET_TERMIOS = handle("tcgetattr", of(JAVA_INT, ADDRESS));
    private static final MethodHandle SET_TERMIOS = handle("tcsetattr", of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle SETENV = handle("setenv", of(ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle MAKE_RAW = handle("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));

    private Posix() {}

    /// @param access [#READ_ONLY] or [#READ_WRITE]
    static int open(String path, int access) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            return checked("open " + path, state, (int)
                    OPEN.invokeExact(state, arena.allocateFrom(path), access | NO_CONTROLLING_TERMINAL | NON_BLOCKING));
        } catch (Throwable problem) {
            throw asIo(problem);
        }
    }

    /// An ioctl request with an integer argument.
    static void control(int descriptor, String name, long request, long argument) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            checked(name, state, (int) IOCTL.invokeExact(state, descriptor, request, argument));
        } catch (Throwable problem) {
            throw asIo(problem);
        }
    }

    static int openPseudoTerminal() throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            int master = checked("posix_openpt", state, (int)
                    OPENPT.invokeExact(state, READ_WRITE | NO_CONTROLLING_TERMINAL | NON_BLOCKING));
            checked("grantpt", state, (int) GRANTPT.invokeExact(state, master));
            checked("unlockpt", state, (int) UNLOCKPT.invokeExact(state, master));
            return master;
        } catch (Throwable problem) {
            throw asIo(problem);
        }
    }

    static String slaveOf(int master) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            var name = arena.allocate(128);
            int code = (int) PTSNAME.invokeExact(state, master, name, 128L);
            if (code != 0) throw new IOException("ptsname_r: error " + code);
            return name.getString(0);
        } catch (Throwable problem) {
            throw asIo(problem);
        }
    }

    /// Sets raw mode: no echo, no line editing, no translation.
    static void makeRaw(int descriptor) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            var termios = arena.allocate(TERMIOS_SIZE, 8);
            checked("tcgetattr", state, (int) GET_TERMIOS.invokeExact(state, descriptor, termios));
            MAKE_RAW.invokeExact(state, termios);
            checked("tcsetattr", state, (int) SET_TERMIOS.invokeExact(state, descriptor, 0, termios));
        } catch (Throwable problem) {
            throw asIo(problem);
        }
    }

    /// @return whether the descriptor is ready or broken; the next read or write shows which
    static boolean poll(int descriptor, short events, int millis) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            var entry = arena.allocate(8, 4);
            entry.set(JAVA_INT, 0, descriptor);
            entry.set(JAVA_SHORT, 4, events);
            int count = (int) POLL.invokeExact(state, entry, 1L, millis);
            return count > 0;
        } catch (Throwable problem) {
            throw asIo(problem);
        }
    }

    /// @return count, 0 at the end, or minus the error number
    static int read(int descriptor, byte[] into) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            var buffer = arena.allocate(into.length);
            long count = (long) READ.invokeExact(state, descriptor, buffer, (long) into.length);
            if (count > 0) MemorySegment.copy(buffer, JAVA_BYTE, 0, into, 0, (int) count);
            return count < 0 ? -errno(state) : (int) count;
        } catch (Throwable problem) {
            throw asIo(problem);
        }
    }

    /// @return count, or minus the error number
    static int write(int descriptor, byte[] bytes, int from, int length) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            var buffer = arena.allocate(Math.max(1, length));
            MemorySegment.copy(bytes, from, buffer, JAVA_BYTE, 0, length);
            long count = (long) WRITE.invokeExact(state, descriptor, buffer, (long) length);
            return count < 0 ? -errno(state) : (int) count;
        } catch (Throwable problem) {
            throw asIo(problem);
        }
    }

    /// Sets a variable for libraries that read the environment of this process later.
    static void setEnvironment(String name, String value) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            checked("setenv", state, (int)
                    SETENV.invokeExact(state, arena.allocateFrom(name), arena.allocateFrom(value), 1));
        } catch (Throwable problem) {
            throw asIo(problem);
        }
    }

    static void close(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            var _ = (int) CLOSE.invokeExact(state(arena), descriptor);
        } catch (Throwable _) {
            // nothing can be done about a descriptor that does not close
        }
    }

    private static FunctionDescriptor of(ValueLayout... arguments) {
        return FunctionDescriptor.of(JAVA_INT, (MemoryLayout[]) arguments);
    }

    private static MethodHandle handle(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(find(name), shape, KEEP_ERRNO);
    }

    /// Resolves a symbol like a C program: a library that is loaded before the C library (`LD_PRELOAD`) takes
    /// precedence. A test uses this to give this process a device that the machine does not have.
    private static MemorySegment find(String name) {
        try (var arena = Arena.ofConfined()) {
            var dlsym = LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("dlsym"), FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
            var found = (MemorySegment) dlsym.invokeExact(MemorySegment.NULL, arena.allocateFrom(name));
            if (found.equals(MemorySegment.NULL)) throw new IllegalStateException("the C library has no " + name);
            return found;
        } catch (Throwable problem) {
            throw new IllegalStateException(problem);
        }
    }

    private static MemorySegment state(Arena arena) {
        return arena.allocate(Linker.Option.captureStateLayout());
    }

    private static int errno(MemorySegment state) {
        return state.get(JAVA_INT, 0);
    }

    private static int checked(String what, MemorySegment state, int result) throws IOException {
        if (result < 0) throw new IOException(what + ": " + meaning(errno(state)));
        return result;
    }

    /// Texts for the errors with a known remedy.
    private static String meaning(int errno) {
        return switch (errno) {
            case 2, 6, 19 -> "there is none";
            case 13 -> "this user may not";
            case 16 -> "another program has it";
            case 25 -> "it is not that kind of device";
            default -> "error " + errno;
        };
    }

    private static IOException asIo(Throwable problem) {
        return problem instanceof IOException known ? known : new IOException(problem);
    }
}
