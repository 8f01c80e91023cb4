package org.openstm.kiosk.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.Field;
import org.openstm.kiosk.catalog.Words;

/// What the citizen has told in this visit and need not tell again (S21). Gone with the visit.
///
/// @param answers to questions that are the same in another item
public record Told(Map<Field, Answer> answers) {
    public static final Told NOTHING = new Told(Map.of());

    /// @param label of an answer that the centre offered, else empty
    /// @param proven a message code has proved it
    public record Answer(String value, Words label, boolean proven) {
        @Override
        public String toString() {
            return "Answer";
        }
    }

    public Told {
        answers = Map.copyOf(answers);
    }

    /// After an item was handed in. Only what is true of the person goes on to the next one.
    Told and(Road road) {
        var more = new HashMap<>(answers);
        for (var field : road.item().fields().values()) {
            if (!field.lasts() || !field.given().isEmpty()) continue;
            road.answers().of(field.name()).ifPresent(value -> {
                boolean proven = field.checkCode() && road.factors().contains("sms-code");
                var label = road.labels().getOrDefault(field.name(), Words.NONE);
                more.put(field.proving(true), new Answer(value, label, proven));
            });
        }
        return new Told(more);
    }

    /// An answer to the same question, unless it still had to be proved.
    Optional<Answer> to(Field field) {
        return Optional.ofNullable(answers.get(field.proving(true))).filter(a -> a.proven() || !field.checkCode());
    }

    @Override
    public String toString() {
        return "Told[" + answers.size() + "]";
    }
}
