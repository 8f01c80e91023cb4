package org.openstm.kiosk.ime;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// A shared library of the system.
// the restricted calls are the linker's: the signatures stand beside the functions' names
@SuppressWarnings("restricted")
final class EngineLibrary {
    /// The C types pointer, `long` or `size_t`, and `int`.
    static final AddressLayout POINTER = ValueLayout.ADDRESS;

    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    /// Upper limit for a text from an engine.
    private static final long LONGEST = 4096;

    private static final Linker LINKER = Linker.nativeLinker();
    private final String name;
    private final SymbolLookup symbols;

    private EngineLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /// Stays loaded as long as the process, since an engine has threads of its own.
    static EngineLibrary open(String name) throws EngineUnavailable {
        try {
            return new EngineLibrary(name, SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException missing) {
            throw new EngineUnavailable(name + " is not on this machine");
        }
    }

    MethodHandle functionHandle(String symbol, FunctionDescriptor signature) throws EngineUnavailable {
        var address = symbols.find(symbol);
        if (address.isEmpty()) throw new EngineUnavailable(name + " has no " + symbol + ": it is another version");
        return LINKER.downcallHandle(address.get(), signature);
    }

    static MethodHandle functionHandle(MemorySegment address, FunctionDescriptor signature) {
        return LINKER.downcallHandle(address, signature);
    }

    static MemorySegment withSize(MemorySegment pointer, long bytes) {
        return pointer.reinterpret(bytes);
    }

    /// Reads UTF-8 up to its zero; a null pointer is an empty text.
    static String readText(MemorySegment pointer) {
        return pointer.equals(MemorySegment.NULL)
                ? ""
                : pointer.reinterpret(LONGEST).getString(0);
    }

    /// An exception from a call is a bug on this side: C functions throw nothing.
    static IllegalStateException callFailure(Throwable thrown) {
        if (thrown instanceof Error error) throw error;
        return new IllegalStateException("a call into a library failed", thrown);
    }
}
