package org.openstm.kiosk.session.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.LocalizedText;

/// What the citizen has told in this visit and need not tell again (S21). Gone with the visit.
///
/// @param answers to questions that are the same in another item
public record CarriedAnswers(Map<ItemField, CarriedAnswer> answers) {
    public static final CarriedAnswers NOTHING = new CarriedAnswers(Map.of());

    /// @param label of an answer that the centre offered, else empty
    public record CarriedAnswer(String value, LocalizedText label) {
        @Override
        public String toString() {
            return "Answer";
        }
    }

    public CarriedAnswers {
        answers = Map.copyOf(answers);
    }

    /// After an item was handed in. Only what is true of the person goes on to the next one.
    CarriedAnswers withAnswersOf(ServiceApplication road) {
        var more = new HashMap<>(answers);
        for (var field : road.item().fieldsByName().values()) {
            if (!field.hasLastingAnswer() || !field.given().isEmpty()) continue;
            road.answers().findAnswer(field.name()).ifPresent(value -> {
                var label = road.labels().getOrDefault(field.name(), LocalizedText.NONE);
                more.put(field.withCheckCode(true), new CarriedAnswer(value, label));
            });
        }
        return new CarriedAnswers(more);
    }

    /// An answer to the same question. A number that a message code has to prove is asked each time: the
    /// code is used up by the case that it was sent for.
    Optional<CarriedAnswer> findAnswer(ItemField field) {
        return field.checkCode() ? Optional.empty() : Optional.ofNullable(answers.get(field.withCheckCode(true)));
    }

    /// What was typed for the same question, where it still has to be proved.
    public Optional<String> findSuggestion(ItemField field) {
        return field.checkCode()
                ? Optional.ofNullable(answers.get(field.withCheckCode(true))).map(CarriedAnswer::value)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Told[" + answers.size() + "]";
    }
}
