package org.openstm.kiosk.form;

import java.util.List;

/// When a page is asked. A tree that the compiler knows: no expression language.
public sealed interface Condition {
    record Always() implements Condition {}

    record Is(String field, String value) implements Condition {}

    record All(List<Condition> of) implements Condition {}

    record Any(List<Condition> of) implements Condition {}

    record Not(Condition of) implements Condition {}

    default boolean holds(Answers given) {
        return switch (this) {
            case Always() -> true;
            case Is(var field, var value) -> given.has(field, value);
            case All(var of) -> of.stream().allMatch(c -> c.holds(given));
            case Any(var of) -> of.stream().anyMatch(c -> c.holds(given));
            case Not(var of) -> !of.holds(given);
        };
    }
}
