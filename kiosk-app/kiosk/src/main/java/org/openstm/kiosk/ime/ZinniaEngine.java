package org.openstm.kiosk.ime;

import static org.openstm.kiosk.ime.EngineLibrary.INT;
import static org.openstm.kiosk.ime.EngineLibrary.LONG;
import static org.openstm.kiosk.ime.EngineLibrary.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Handwriting by zinnia (`zinnia.h` of 0.06). Runs on one thread. A character object lives as long as one
/// query.
final class ZinniaEngine implements AutoCloseable {
    /// Number of candidates; more do not improve the guess.
    private static final int CANDIDATES = 24;

    /// Upper limits: no character has as many strokes, no stroke needs as many points.
    private static final int STROKES = 64;

    private static final int POINTS = 400;

    private final MethodHandle destroyRecognizer;
    private final MethodHandle classify;
    private final MethodHandle newCharacter;
    private final MethodHandle destroyCharacter;
    private final MethodHandle width;
    private final MethodHandle height;
    private final MethodHandle add;
    private final MethodHandle size;
    private final MethodHandle value;
    private final MethodHandle destroyResult;
    private final MemorySegment recognizer;

    private ZinniaEngine(EngineLibrary library, MemorySegment recognizer) throws EngineUnavailable {
        this.recognizer = recognizer;
        destroyRecognizer = library.functionHandle("zinnia_recognizer_destroy", FunctionDescriptor.ofVoid(POINTER));
        classify = library.functionHandle(
                "zinnia_recognizer_classify", FunctionDescriptor.of(POINTER, POINTER, POINTER, LONG));
        newCharacter = library.functionHandle("zinnia_character_new", FunctionDescriptor.of(POINTER));
        destroyCharacter = library.functionHandle("zinnia_character_destroy", FunctionDescriptor.ofVoid(POINTER));
        width = library.functionHandle("zinnia_character_set_width", FunctionDescriptor.ofVoid(POINTER, LONG));
        height = library.functionHandle("zinnia_character_set_height", FunctionDescriptor.ofVoid(POINTER, LONG));
        add = library.functionHandle("zinnia_character_add", FunctionDescriptor.of(INT, POINTER, LONG, INT, INT));
        size = library.functionHandle("zinnia_result_size", FunctionDescriptor.of(LONG, POINTER));
        value = library.functionHandle("zinnia_result_value", FunctionDescriptor.of(POINTER, POINTER, LONG));
        destroyResult = library.functionHandle("zinnia_result_destroy", FunctionDescriptor.ofVoid(POINTER));
    }

    static ZinniaEngine open(String name, Path model) throws EngineUnavailable {
        var library = EngineLibrary.open(name);
        if (!Files.isRegularFile(model))
            throw new EngineUnavailable("the handwriting model " + model + " is not there");
        var make = library.functionHandle("zinnia_recognizer_new", FunctionDescriptor.of(POINTER));
        var open = library.functionHandle("zinnia_recognizer_open", FunctionDescriptor.of(INT, POINTER, POINTER));
        try (var arena = Arena.ofConfined()) {
            var recognizer = (MemorySegment) make.invokeExact();
            var zinnia = new ZinniaEngine(library, recognizer);
            if ((int) open.invokeExact(recognizer, arena.allocateFrom(model.toString())) != 0) return zinnia;
            zinnia.close();
        } catch (EngineUnavailable | RuntimeException problem) {
            throw problem;
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
        throw new EngineUnavailable("the handwriting model " + model + " cannot be read");
    }

    /// Points outside the square are moved to its edge; strokes and points beyond the limits are ignored.
    List<String> recogniseStrokes(List<List<Integer>> strokes, int edge) {
        if (strokes.isEmpty() || edge < 1) return List.of();
        try {
            var character = (MemorySegment) newCharacter.invokeExact();
            try {
                width.invokeExact(character, (long) edge);
                height.invokeExact(character, (long) edge);
                for (int stroke = 0; stroke < Math.min(strokes.size(), STROKES); stroke++)
                    addStroke(character, stroke, strokes.get(stroke), edge);
                return readCandidates((MemorySegment) classify.invokeExact(recognizer, character, (long) CANDIDATES));
            } finally {
                destroyCharacter.invokeExact(character);
            }
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }

    private void addStroke(MemorySegment character, int stroke, List<Integer> points, int edge) throws Throwable {
        for (int at = 0; at + 1 < Math.min(points.size(), 2 * POINTS); at += 2) {
            int x = Math.clamp(points.get(at), 0, edge);
            int y = Math.clamp(points.get(at + 1), 0, edge);
            int _ = (int) add.invokeExact(character, (long) stroke, x, y);
        }
    }

    private List<String> readCandidates(MemorySegment result) throws Throwable {
        if (result.equals(MemorySegment.NULL)) return List.of();
        try {
            var all = new ArrayList<String>();
            long found = (long) size.invokeExact(result);
            for (long at = 0; at < found; at++)
                all.add(EngineLibrary.readText((MemorySegment) value.invokeExact(result, at)));
            return all;
        } finally {
            destroyResult.invokeExact(result);
        }
    }

    @Override
    public void close() {
        try {
            destroyRecognizer.invokeExact(recognizer);
        } catch (Throwable thrown) {
            throw EngineLibrary.callFailure(thrown);
        }
    }
}
