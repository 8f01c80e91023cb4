package org.openstm.kiosk.ime;

import static org.openstm.kiosk.ime.EngineLibrary.INT;
import static org.openstm.kiosk.ime.EngineLibrary.LONG;
import static org.openstm.kiosk.ime.EngineLibrary.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The functions behind `rime_get_api()`: an `int`, then one pointer per function, 8 bytes each.
record RimeApi(
        MethodHandle setup,
        MethodHandle initialize,
        MethodHandle finish0,
        MethodHandle maintain,
        MethodHandle maintained,
        MethodHandle create,
        MethodHandle destroy,
        MethodHandle clear0,
        MethodHandle commit,
        MethodHandle freeCommit,
        MethodHandle context,
        MethodHandle freeContext,
        MethodHandle schema,
        MethodHandle keys,
        MethodHandle select0,
        MethodHandle first,
        MethodHandle next,
        MethodHandle end) {

    /// Log level at which not even fatal messages are written.
    private static final int SILENT = 4;

    /// Set once: librime's logging ends the process when it is set up twice.
    private static final AtomicBoolean SET_UP = new AtomicBoolean();

    private static final long TRAITS = 96;

    /// Larger than the structure of 1.13, so that a later, longer one fits too.
    private static final long CONTEXT = 512;

    static RimeApi loadFunctions(EngineLibrary library) throws EngineUnavailable {
        var get = library.functionHandle("rime_get_api", FunctionDescriptor.of(POINTER));
        MemorySegment api;
        try {
            api = EngineLibrary.withSize((MemorySegment) get.invokeExact(), 8 + 8 * 80);
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
        if (api.get(INT, 0) < 8 * 78) throw new EngineUnavailable("librime is older than 1.5");
        return new RimeApi(
                functionAt(api, 0, FunctionDescriptor.ofVoid(POINTER)),
                functionAt(api, 2, FunctionDescriptor.ofVoid(POINTER)),
                functionAt(api, 3, FunctionDescriptor.ofVoid()),
                functionAt(api, 4, FunctionDescriptor.of(INT, INT)),
                functionAt(api, 6, FunctionDescriptor.ofVoid()),
                functionAt(api, 13, FunctionDescriptor.of(LONG)),
                functionAt(api, 15, FunctionDescriptor.of(INT, LONG)),
                functionAt(api, 20, FunctionDescriptor.ofVoid(LONG)),
                functionAt(api, 21, FunctionDescriptor.of(INT, LONG, POINTER)),
                functionAt(api, 22, FunctionDescriptor.of(INT, POINTER)),
                functionAt(api, 23, FunctionDescriptor.of(INT, LONG, POINTER)),
                functionAt(api, 24, FunctionDescriptor.of(INT, POINTER)),
                functionAt(api, 34, FunctionDescriptor.of(INT, LONG, POINTER)),
                functionAt(api, 47, FunctionDescriptor.of(INT, LONG, POINTER)),
                functionAt(api, 71, FunctionDescriptor.of(INT, LONG, LONG)),
                functionAt(api, 75, FunctionDescriptor.of(INT, LONG, POINTER)),
                functionAt(api, 76, FunctionDescriptor.of(INT, POINTER)),
                functionAt(api, 77, FunctionDescriptor.ofVoid(POINTER)));
    }

    private static MethodHandle functionAt(MemorySegment api, int slot, FunctionDescriptor signature) {
        return EngineLibrary.functionHandle(api.get(POINTER, 8 + 8L * slot), signature);
    }

    /// Builds the engine's data in `work`; takes half a second.
    void startEngine(Path data, Path work) {
        try {
            var traits = buildTraits(Arena.global(), data, work);
            if (SET_UP.compareAndSet(false, true)) setup.invokeExact(traits);
            initialize.invokeExact(traits);
            if ((int) maintain.invokeExact(0) != 0) maintained.invokeExact();
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    private static MemorySegment buildTraits(Arena arena, Path data, Path work) {
        var traits = arena.allocate(TRAITS);
        traits.set(INT, 0, (int) TRAITS - 4);
        traits.set(POINTER, 8, arena.allocateFrom(data.toString()));
        traits.set(POINTER, 16, arena.allocateFrom(work.toString()));
        traits.set(POINTER, 24, arena.allocateFrom("OpenSTM"));
        traits.set(POINTER, 32, arena.allocateFrom("openstm"));
        traits.set(POINTER, 40, arena.allocateFrom("1"));
        traits.set(POINTER, 48, arena.allocateFrom("rime.openstm"));
        traits.set(INT, 64, SILENT);
        traits.set(POINTER, 72, arena.allocateFrom("")); // no folder for logs
        return traits;
    }

    void finishEngine() {
        try {
            finish0.invokeExact();
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    long openSession() {
        try (var arena = Arena.ofConfined()) {
            long session = (long) create.invokeExact();
            int _ = (int) schema.invokeExact(session, arena.allocateFrom(RimeEngine.SCHEMA));
            return session;
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    void closeSession(long session) {
        try {
            int _ = (int) destroy.invokeExact(session);
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    void typeLetters(long session, String letters) {
        try (var arena = Arena.ofConfined()) {
            clear0.invokeExact(session);
            int _ = (int) keys.invokeExact(session, arena.allocateFrom(letters));
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    void clearInput(long session) {
        takeCommitted(session);
        try {
            clear0.invokeExact(session);
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    /// The text being composed: chosen characters, then letters.
    String composedText(long session) {
        try (var arena = Arena.ofConfined()) {
            var into = arena.allocate(CONTEXT);
            into.set(INT, 0, (int) CONTEXT - 4);
            if ((int) context.invokeExact(session, into) == 0) return "";
            var text = EngineLibrary.readText(into.get(POINTER, 24));
            int _ = (int) freeContext.invokeExact(into);
            return text;
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    /// Takes the engine's pending output; a second call returns nothing.
    String takeCommitted(long session) {
        try (var arena = Arena.ofConfined()) {
            var into = arena.allocate(16);
            into.set(INT, 0, 12);
            if ((int) commit.invokeExact(session, into) == 0) return "";
            var text = EngineLibrary.readText(into.get(POINTER, 8));
            int _ = (int) freeCommit.invokeExact(into);
            return text;
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    boolean selectCandidate(long session, int candidate) {
        try {
            return (int) select0.invokeExact(session, (long) candidate) != 0;
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    List<String> readCandidates(long session) {
        try (var arena = Arena.ofConfined()) {
            var iterator = arena.allocate(64);
            if ((int) first.invokeExact(session, iterator) == 0) return List.of();
            var all = new ArrayList<String>();
            while (all.size() < ChineseInput.MOST && (int) next.invokeExact(iterator) != 0)
                all.add(EngineLibrary.readText(iterator.get(POINTER, 16)));
            end.invokeExact(iterator);
            return all;
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }
}
