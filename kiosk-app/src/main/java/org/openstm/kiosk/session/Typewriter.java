package org.openstm.kiosk.session;

import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.session.Keyboard.Mode;

/// What keys, strokes and candidates make of an entry and its keyboard.
final class Typewriter {
    /// Letters of one composition; a phrase that needs more is typed in two.
    private static final int LETTERS = 30;

    /// More than any character needs.
    private static final int STROKES = 40;

    private static final int POINTS = 400;

    private final Comfort comfort;
    private final World world;
    private final Room room;

    /// What an entry has room for.
    interface Room {
        boolean holds(String entry);

        /// Whether letters may be composed behind it.
        boolean holds(String entry, String letters);
    }

    Typewriter(Session session, Room room) {
        this.comfort = session.comfort();
        this.world = session.world();
        this.room = room;
    }

    /// @param full something did not fit the entry
    record Typed(Keyboard keyboard, String entry, boolean full, List<Effect> effects) {}

    static boolean takes(Event event) {
        return switch (event) {
            case Event.Key _,
                    Event.Rub _,
                    Event.ClearEntry _,
                    Event.TypeBy _,
                    Event.Capitals _,
                    Event.Choose _,
                    Event.TurnCandidates _,
                    Event.Inked _,
                    Event.RubInk _,
                    Event.ClearInk _,
                    Event.Suggested _,
                    Event.Chosen _,
                    Event.Recognised _ -> true;
            default -> false;
        };
    }

    Typed step(Keyboard now, String entry, Event event) {
        return switch (event) {
            case Event.Key(var key) -> key(now, entry, key);
            case Event.Rub _ -> rubbed(now, entry);
            case Event.ClearEntry _ -> typed(now.cleared(), "");
            case Event.TypeBy(var mode) -> typed(Keyboard.in(mode), entry);
            case Event.Capitals _ -> typed(now.capitals(!now.capitals()), entry);
            case Event.Choose(var candidate) -> choose(now, entry, candidate);
            case Event.TurnCandidates(var by) -> typed(now.turned(by, comfort.large()), entry);
            case Event.Inked(var stroke) -> inked(now, entry, stroke);
            case Event.RubInk _ ->
                now.ink().isEmpty()
                        ? typed(now, entry)
                        : written(now, entry, now.ink().subList(0, now.ink().size() - 1));
            case Event.ClearInk _ -> typed(now.cleared(), entry);
            case Event.Suggested(var letters, var shown, var candidates)
            when letters.equals(now.letters()) -> typed(now.offering(shown, candidates), entry);
            case Event.Chosen(var letters, var text, var rest)
            when letters.equals(now.letters()) -> chosen(now, entry, text, rest);
            case Event.Recognised(var ink, var candidates)
            when ink.equals(now.ink()) && !ink.isEmpty() -> typed(now.offering("", candidates), entry);
            default -> typed(now, entry);
        };
    }

    private static Typed typed(Keyboard now, String entry, Effect... effects) {
        return new Typed(now, entry, false, List.of(effects));
    }

    private Typed key(Keyboard now, String entry, String key) {
        boolean letter =
                key.matches("[a-z]") || (key.equals("'") && !now.letters().isEmpty());
        if (now.mode() == Mode.PINYIN && letter && !world.broken().contains(Keyboard.PINYIN)) {
            var longer = now.letters() + key;
            boolean takes = longer.length() <= LETTERS && room.holds(entry, longer);
            return takes ? composed(now, entry, longer) : typed(now, entry);
        }
        if (key.equals(" ") && !now.letters().isEmpty()) return choose(now, entry, 0);
        if (now.open()) return typed(now, entry);
        return put(now, entry, key);
    }

    /// One character behind the entry.
    private Typed put(Keyboard now, String entry, String sign) {
        boolean one = sign.codePointCount(0, sign.length()) == 1;
        if (!one) return typed(now, entry);
        return room.holds(entry + sign) ? typed(now, entry + sign) : new Typed(now, entry, true, List.of());
    }

    private static Typed composed(Keyboard now, String entry, String letters) {
        return letters.isEmpty()
                ? typed(now.cleared(), entry)
                : typed(now.asking(letters), entry, new Effect.Suggest(letters));
    }

    private Typed rubbed(Keyboard now, String entry) {
        var letters = now.letters();
        if (!letters.isEmpty()) return composed(now, entry, letters.substring(0, letters.length() - 1));
        if (entry.isEmpty()) return typed(now, entry);
        return typed(now, entry.substring(0, entry.offsetByCodePoints(entry.length(), -1)));
    }

    /// What is on its way to change cannot be chosen from.
    private Typed choose(Keyboard now, String entry, int candidate) {
        if (now.asking() || candidate < 0 || candidate >= now.candidates().size()) return typed(now, entry);
        if (now.letters().isEmpty()) return chosen(now, entry, now.candidates().get(candidate), "");
        return typed(now.asking(now.letters()), entry, new Effect.Choose(now.letters(), candidate));
    }

    private Typed chosen(Keyboard now, String entry, String text, String rest) {
        if (text.isEmpty()) return composed(now, entry, now.letters());
        if (!room.holds(entry + text)) {
            var again = composed(now, entry, now.letters());
            return new Typed(again.keyboard(), entry, true, again.effects());
        }
        return composed(now.cleared(), entry + text, rest);
    }

    private Typed inked(Keyboard now, String entry, Place.Stroke stroke) {
        if (now.mode() != Mode.HANDWRITING || now.ink().size() >= STROKES) return typed(now, entry);
        var sound = sound(stroke);
        if (sound.points().isEmpty()) return typed(now, entry);
        var ink = new ArrayList<>(now.ink());
        ink.add(sound);
        return written(now, entry, ink);
    }

    /// Whatever a finger does, points lie in the square and are not too many.
    private static Place.Stroke sound(Place.Stroke stroke) {
        var points = new ArrayList<Integer>();
        for (int at = 0; at + 1 < Math.min(stroke.points().size(), 2 * POINTS); at += 2) {
            points.add(Math.clamp(stroke.points().get(at), 0, Keyboard.EDGE));
            points.add(Math.clamp(stroke.points().get(at + 1), 0, Keyboard.EDGE));
        }
        return new Place.Stroke(points);
    }

    private static Typed written(Keyboard now, String entry, List<Place.Stroke> ink) {
        return ink.isEmpty()
                ? typed(now.cleared(), entry)
                : typed(now.asking(List.copyOf(ink)), entry, new Effect.Recognise(List.copyOf(ink)));
    }
}
