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
// the restricted calls are the linker's own: the signatures stand beside the functions' names
@SuppressWarnings("restricted")
final class EngineLibrary {
    /// What C calls a pointer, a `long` or `size_t`, an `int`.
    static final AddressLayout POINTER = ValueLayout.ADDRESS;

    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    /// No text of an engine is as long as this.
    private static final long LONGEST = 4096;

    private static final Linker LINKER = Linker.nativeLinker();
    private final String name;
    private final SymbolLookup symbols;

    private EngineLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /// Stays loaded as long as the process: an engine has threads of its own.
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

    /// UTF-8 up to its zero; no pointer is an empty text.
    static String readText(MemorySegment pointer) {
        return pointer.equals(MemorySegment.NULL)
                ? ""
                : pointer.reinterpret(LONGEST).getString(0);
    }

    /// A call that threw is a bug of ours: C functions throw nothing.
    static IllegalStateException callFailure(Throwable thrown) {
        if (thrown instanceof Error error) throw error;
        return new IllegalStateException("a call into a library failed", thrown);
    }
}
