package org.openstm.kiosk.session.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.LocalizedText;

/// Answers of this session that need not be given again. They are discarded with the session.
///
/// @param answers answers to questions that another item asks in the same way
public record CarriedAnswers(Map<ItemField, CarriedAnswer> answers) {
    public static final CarriedAnswers NOTHING = new CarriedAnswers(Map.of());

    /// @param label label of an answer that central offered, else empty
    public record CarriedAnswer(String value, LocalizedText label) {
        @Override
        public String toString() {
            return "CarriedAnswer";
        }
    }

    public CarriedAnswers {
        answers = Map.copyOf(answers);
    }

    /// After an item was submitted. Only answers about the person carry over to the next item.
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

    /// An answer to the same question. A phone number that a message code must verify is asked each time: the
    /// code is valid only for the case for which it was sent.
    Optional<CarriedAnswer> findAnswer(ItemField field) {
        return field.checkCode() ? Optional.empty() : Optional.ofNullable(answers.get(field.withCheckCode(true)));
    }

    /// The earlier entry for the same question, where it still has to be verified.
    public Optional<String> findSuggestion(ItemField field) {
        return field.checkCode()
                ? Optional.ofNullable(answers.get(field.withCheckCode(true))).map(CarriedAnswer::value)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "CarriedAnswers[" + answers.size() + "]";
    }
}
