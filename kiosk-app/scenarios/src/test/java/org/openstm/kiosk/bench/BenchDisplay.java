package org.openstm.kiosk.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The display as a person has it: a finger on the glass and eyes on the pixels, through the X server (Xlib,
/// XTEST) and so from outside of the program that is measured. One thread at a time.
// the restricted calls are the linker's own: their signatures stand below
@SuppressWarnings("restricted")
final class BenchDisplay implements AutoCloseable {
    private static final int Z_PIXMAP = 2;
    private static final long ALL_PLANES = -1;

    /// `char *data` in XImage, behind four ints.
    private static final long IMAGE_DATA = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN =
            handle("libX11.so.6", "XOpenDisplay", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle CLOSE =
            handle("libX11.so.6", "XCloseDisplay", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle ROOT =
            handle("libX11.so.6", "XDefaultRootWindow", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    private static final MethodHandle FLUSH = handle("libX11.so.6", "XFlush", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle IMAGE = handle(
            "libX11.so.6",
            "XGetImage",
            FunctionDescriptor.of(
                    ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle FREE_IMAGE =
            handle("libX11.so.6", "XDestroyImage", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle MOVE = handle(
            "libXtst.so.6",
            "XTestFakeMotionEvent",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle BUTTON = handle(
            "libXtst.so.6",
            "XTestFakeButtonEvent",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG));

    private final MemorySegment display;
    private final long root;

    BenchDisplay() {
        try {
            display = (MemorySegment) OPEN.invokeExact(MemorySegment.NULL);
            if (display.equals(MemorySegment.NULL)) throw new IllegalStateException("no display: DISPLAY is not set");
            root = (long) ROOT.invokeExact(display);
        } catch (Throwable problem) {
            throw failed(problem);
        }
    }

    void finger(int x, int y) {
        try {
            int _ = (int) MOVE.invokeExact(display, -1, x, y, 0L);
            int _ = (int) FLUSH.invokeExact(display);
        } catch (Throwable problem) {
            throw failed(problem);
        }
    }

    void down() {
        button(1);
    }

    void up() {
        button(0);
    }

    private void button(int pressed) {
        try {
            int _ = (int) BUTTON.invokeExact(display, 1, pressed, 0L);
            int _ = (int) FLUSH.invokeExact(display);
        } catch (Throwable problem) {
            throw failed(problem);
        }
    }

    /// Red, green and blue of one pixel.
    int pixel(int x, int y) {
        return pixels(x, y, 1, 1)[0];
    }

    int[] pixels(int x, int y, int width, int height) {
        try {
            var image = (MemorySegment) IMAGE.invokeExact(display, root, x, y, width, height, ALL_PLANES, Z_PIXMAP);
            var seen = image.reinterpret(IMAGE_DATA + ADDRESS.byteSize())
                    .get(ADDRESS, IMAGE_DATA)
                    .reinterpret(4L * width * height)
                    .toArray(JAVA_INT);
            int _ = (int) FREE_IMAGE.invokeExact(image);
            for (int i = 0; i < seen.length; i++) seen[i] &= 0xFFFFFF;
            return seen;
        } catch (Throwable problem) {
            throw failed(problem);
        }
    }

    /// Waits for a pixel to be of a colour, as closely as the server answers.
    ///
    /// @return when it was, by [System#nanoTime]
    long waitFor(int x, int y, int colour, long patienceMillis) {
        long until = System.nanoTime() + patienceMillis * 1_000_000;
        while (true) {
            int seen = pixel(x, y);
            long now = System.nanoTime();
            if (seen == colour) return now;
            if (now > until)
                throw new IllegalStateException(String.format(
                        "after %d ms the pixel at %d,%d is #%06X, not #%06X", patienceMillis, x, y, seen, colour));
        }
    }

    private static MethodHandle handle(String library, String name, FunctionDescriptor of) {
        return LINKER.downcallHandle(
                SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow(name), of);
    }

    private static IllegalStateException failed(Throwable problem) {
        return problem instanceof IllegalStateException known ? known : new IllegalStateException(problem);
    }

    @Override
    public void close() {
        try {
            int _ = (int) CLOSE.invokeExact(display);
        } catch (Throwable problem) {
            throw failed(problem);
        }
    }
}
