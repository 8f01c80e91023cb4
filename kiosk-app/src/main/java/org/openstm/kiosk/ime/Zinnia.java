package org.openstm.kiosk.ime;

import static org.openstm.kiosk.ime.Library.INT;
import static org.openstm.kiosk.ime.Library.LONG;
import static org.openstm.kiosk.ime.Library.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Handwriting by zinnia (`zinnia.h` of 0.06). One thread. A character lives as long as one question.
final class Zinnia implements AutoCloseable {
    /// Candidates that a hand needs; more are not better guesses.
    private static final int CANDIDATES = 24;

    /// No character has as many strokes, no stroke needs as many points.
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

    private Zinnia(Library library, MemorySegment recognizer) throws Unusable {
        this.recognizer = recognizer;
        destroyRecognizer = library.function("zinnia_recognizer_destroy", FunctionDescriptor.ofVoid(POINTER));
        classify =
                library.function("zinnia_recognizer_classify", FunctionDescriptor.of(POINTER, POINTER, POINTER, LONG));
        newCharacter = library.function("zinnia_character_new", FunctionDescriptor.of(POINTER));
        destroyCharacter = library.function("zinnia_character_destroy", FunctionDescriptor.ofVoid(POINTER));
        width = library.function("zinnia_character_set_width", FunctionDescriptor.ofVoid(POINTER, LONG));
        height = library.function("zinnia_character_set_height", FunctionDescriptor.ofVoid(POINTER, LONG));
        add = library.function("zinnia_character_add", FunctionDescriptor.of(INT, POINTER, LONG, INT, INT));
        size = library.function("zinnia_result_size", FunctionDescriptor.of(LONG, POINTER));
        value = library.function("zinnia_result_value", FunctionDescriptor.of(POINTER, POINTER, LONG));
        destroyResult = library.function("zinnia_result_destroy", FunctionDescriptor.ofVoid(POINTER));
    }

    static Zinnia open(String name, Path model) throws Unusable {
        var library = Library.open(name);
        if (!Files.isRegularFile(model)) throw new Unusable("the handwriting model " + model + " is not there");
        var make = library.function("zinnia_recognizer_new", FunctionDescriptor.of(POINTER));
        var open = library.function("zinnia_recognizer_open", FunctionDescriptor.of(INT, POINTER, POINTER));
        try (var arena = Arena.ofConfined()) {
            var recognizer = (MemorySegment) make.invokeExact();
            var zinnia = new Zinnia(library, recognizer);
            if ((int) open.invokeExact(recognizer, arena.allocateFrom(model.toString())) != 0) return zinnia;
            zinnia.close();
        } catch (Unusable | RuntimeException problem) {
            throw problem;
        } catch (Throwable thrown) {
            throw Library.bug(thrown);
        }
        throw new Unusable("the handwriting model " + model + " cannot be read");
    }

    /// What does not lie in the square is drawn to its edge; strokes and points beyond the bounds are
    /// not looked at.
    List<String> recognise(List<List<Integer>> strokes, int edge) {
        if (strokes.isEmpty() || edge < 1) return List.of();
        try {
            var character = (MemorySegment) newCharacter.invokeExact();
            try {
                width.invokeExact(character, (long) edge);
                height.invokeExact(character, (long) edge);
                for (int stroke = 0; stroke < Math.min(strokes.size(), STROKES); stroke++)
                    draw(character, stroke, strokes.get(stroke), edge);
                return candidates((MemorySegment) classify.invokeExact(recognizer, character, (long) CANDIDATES));
            } finally {
                destroyCharacter.invokeExact(character);
            }
        } catch (Throwable thrown) {
            throw Library.bug(thrown);
        }
    }

    private void draw(MemorySegment character, int stroke, List<Integer> points, int edge) throws Throwable {
        for (int at = 0; at + 1 < Math.min(points.size(), 2 * POINTS); at += 2) {
            int x = Math.clamp(points.get(at), 0, edge);
            int y = Math.clamp(points.get(at + 1), 0, edge);
            int _ = (int) add.invokeExact(character, (long) stroke, x, y);
        }
    }

    private List<String> candidates(MemorySegment result) throws Throwable {
        if (result.equals(MemorySegment.NULL)) return List.of();
        try {
            var all = new ArrayList<String>();
            long found = (long) size.invokeExact(result);
            for (long at = 0; at < found; at++) all.add(Library.text((MemorySegment) value.invokeExact(result, at)));
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
            throw Library.bug(thrown);
        }
    }
}
