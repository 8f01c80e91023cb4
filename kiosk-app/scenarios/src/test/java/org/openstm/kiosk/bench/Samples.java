package org.openstm.kiosk.bench;

import java.util.ArrayList;
import java.util.List;

/// Times of one kind.
final class Samples {
    private final List<Double> all = new ArrayList<>();

    void add(double one) {
        all.add(one);
    }

    int count() {
        return all.size();
    }

    double median() {
        return at(0.50);
    }

    /// The smallest sample that so large a part of all do not exceed.
    double at(double part) {
        var sorted = all.stream().sorted().toList();
        return sorted.get((int) Math.clamp(Math.ceil(part * sorted.size()) - 1, 0, sorted.size() - 1.0));
    }
}
