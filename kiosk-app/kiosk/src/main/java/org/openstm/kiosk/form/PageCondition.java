package org.openstm.kiosk.form;

import java.util.List;

/// Condition under which a page is asked. A tree of types that the compiler checks, not an expression language.
public sealed interface PageCondition {
    record Always() implements PageCondition {}

    record Is(String field, String value) implements PageCondition {}

    record All(List<PageCondition> of) implements PageCondition {}

    record Any(List<PageCondition> of) implements PageCondition {}

    record Not(PageCondition of) implements PageCondition {}

    default boolean isMet(FormAnswers given) {
        return switch (this) {
            case Always() -> true;
            case Is(var field, var value) -> given.hasAnswer(field, value);
            case All(var of) -> of.stream().allMatch(c -> c.isMet(given));
            case Any(var of) -> of.stream().anyMatch(c -> c.isMet(given));
            case Not(var of) -> !of.isMet(given);
        };
    }
}
