package org.openstm.kiosk.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.Words;
import org.openstm.kiosk.form.Answers;

/// One citizen's way through one item.
///
/// @param labels words of answers whose options came from the centre
/// @param known what a back system already knows
/// @param factors proofs of identity so far: `id-card`, `sms-code`, `staff-code`, `simulated-match`
/// @param signature strokes with which the citizen signed these answers; empty until then
public record Road(
        Item item,
        Optional<Person> person,
        Answers answers,
        Map<String, Words> labels,
        Map<String, String> known,
        Set<String> factors,
        List<Place.Stroke> signature) {
    public Road {
        labels = Map.copyOf(labels);
        known = Map.copyOf(known);
        factors = Set.copyOf(factors);
        signature = List.copyOf(signature);
    }

    static Road to(Item item, Optional<Person> person) {
        return new Road(
                item,
                person,
                Answers.NONE,
                Map.of(),
                Map.of(),
                person.isPresent() ? Set.of("id-card") : Set.of(),
                List.of());
    }

    Road by(Person who) {
        return new Road(item, Optional.of(who), answers, labels, known, plus("id-card"), signature);
    }

    Road answering(String name, String value) {
        return new Road(item, person, answers.with(name, value), labels, known, factors, signature);
    }

    Road answering(String name, String value, Words label) {
        var more = new HashMap<>(labels);
        more.put(name, label);
        return new Road(item, person, answers.with(name, value), more, known, factors, signature);
    }

    /// An answer was taken back, and with it those that hung on it.
    Road forgetting(String name) {
        return new Road(item, person, answers.without(name), labels, known, factors, signature);
    }

    Road knowing(Map<String, String> values) {
        return new Road(item, person, answers, labels, values, factors, signature);
    }

    Road proving(String factor) {
        return new Road(item, person, answers, labels, known, plus(factor), signature);
    }

    Road signedWith(List<Place.Stroke> strokes) {
        return new Road(item, person, answers, labels, known, factors, strokes);
    }

    private Set<String> plus(String factor) {
        var more = new HashSet<>(factors);
        more.add(factor);
        return more;
    }

    /// Steps that the citizen sees: notice, identity, one a page, check. Skipped pages do not change it.
    public int steps() {
        return 3 + item.pages().size();
    }
}
