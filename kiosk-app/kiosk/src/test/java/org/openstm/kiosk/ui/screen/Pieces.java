package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openstm.kiosk.catalog.ItemCatalogue;

/// Collects values from nested records.
public final class Pieces {
    private Pieces() {}

    /// All controls, at any depth.
    public static List<Control> controls(Object of) {
        var found = new ArrayList<Control>();
        collect(of, found);
        return found;
    }

    private static void collect(Object piece, List<Control> found) {
        switch (piece) {
            case Control control -> found.add(control);
            case Collection<?> all -> all.forEach(one -> collect(one, found));
            case Optional<?> one -> one.ifPresent(it -> collect(it, found));
            case Record pieces -> parts(pieces).forEach(part -> collect(part, found));
            default -> {}
        }
    }

    /// Every text. The catalogue is left out, as it holds no citizen's data.
    static Set<String> texts(Object of) {
        var found = new TreeSet<String>();
        gather(of, found);
        return found;
    }

    private static void gather(Object piece, Set<String> found) {
        switch (piece) {
            case String text -> found.add(text);
            case Collection<?> all -> all.forEach(one -> gather(one, found));
            case Map<?, ?> all -> {
                all.keySet().forEach(one -> gather(one, found));
                all.values().forEach(one -> gather(one, found));
            }
            case Optional<?> one -> one.ifPresent(it -> gather(it, found));
            case ItemCatalogue _ -> {}
            case Record pieces -> parts(pieces).forEach(part -> gather(part, found));
            default -> {}
        }
    }

    private static List<Object> parts(Record pieces) {
        var all = new ArrayList<Object>();
        try {
            for (var part : pieces.getClass().getRecordComponents()) {
                part.getAccessor().setAccessible(true);
                all.add(part.getAccessor().invoke(pieces));
            }
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(closed);
        }
        return all;
    }
}
