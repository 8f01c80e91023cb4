package org.openstm.device.driver.document.ipp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads raster with an independent implementation: the library of CUPS reads PWG Raster (`cups/raster.h`).
// the restricted calls are the linker's own
@SuppressWarnings("restricted")
final class CupsRaster {
    private static final String LIBRARY = "libcups.so.2";
    private static final int READ = 0;
    private static final int HEADER = 1796;

    /// @param lines unpacked
    record Page(int width, int height, int bitsPerPixel, int dotsPerInch, int space, List<byte[]> lines) {}

    private CupsRaster() {}

    static boolean possible() {
        try {
            var _ = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    static List<Page> read(Path folder, byte[] document) throws Throwable {
        var file = folder.resolve("document.pwg");
        Files.write(file, document);
        var pages = new ArrayList<Page>();
        try (var arena = Arena.ofConfined()) {
            var c = Linker.nativeLinker().defaultLookup();
            int open = (int) handle(c, "open", JAVA_INT, ADDRESS, JAVA_INT)
                    .invokeExact(arena.allocateFrom(file.toString()), READ);
            var library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            var raster = (MemorySegment) handle(library, "cupsRasterOpen", ADDRESS, JAVA_INT, JAVA_INT)
                    .invokeExact(open, READ);
            var header = arena.allocate(HEADER);
            var next = handle(library, "cupsRasterReadHeader2", JAVA_INT, ADDRESS, ADDRESS);
            var line = handle(library, "cupsRasterReadPixels", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
            while ((int) next.invokeExact(raster, header) == 1) {
                int height = header.get(JAVA_INT, 376);
                int perLine = header.get(JAVA_INT, 392);
                var lines = new ArrayList<byte[]>();
                var dots = arena.allocate(perLine);
                for (int y = 0; y < height; y++) {
                    int count = (int) line.invokeExact(raster, dots, perLine);
                    if (count != perLine)
                        throw new IOException("line " + y + ": " + count + " of " + perLine + " bytes");
                    lines.add(dots.toArray(ValueLayout.JAVA_BYTE));
                }
                pages.add(new Page(
                        header.get(JAVA_INT, 372),
                        height,
                        header.get(JAVA_INT, 388),
                        header.get(JAVA_INT, 276),
                        header.get(JAVA_INT, 400),
                        lines));
            }
            Linker.nativeLinker()
                    .downcallHandle(library.findOrThrow("cupsRasterClose"), FunctionDescriptor.ofVoid(ADDRESS))
                    .invokeExact(raster);
            var _ = (int) handle(c, "close", JAVA_INT, JAVA_INT).invokeExact(open);
        }
        return pages;
    }

    private static MethodHandle handle(
            SymbolLookup library, String name, MemoryLayout result, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }
}
