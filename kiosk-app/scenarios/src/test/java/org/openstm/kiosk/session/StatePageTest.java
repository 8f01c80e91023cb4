package org.openstm.kiosk.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.SessionState;

/// The page of the session's states is what the compiled state machine can do: for each state, the states that the
/// methods of its flow create. `-Ddocs.write=true` writes it anew.
class StatePageTest {
    private static final Path PAGE = Repository.path("kiosk-app/docs/developer/states.md");
    private static final String SESSION = "org.openstm.kiosk.session.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(SESSION + "flow", SESSION + "model");
    private static final List<Class<?>> STATES = Arrays.asList(SessionState.class.getPermittedSubclasses());

    @Test
    void the_page_shows_every_transition_of_the_code() throws IOException {
        var page = page();
        if (Boolean.getBoolean("docs.write")) Files.writeString(PAGE, page);
        assertEquals(page, Files.readString(PAGE), "write it anew with -Ddocs.write=true");
    }

    @Test
    void every_state_is_left_by_its_own_rules_or_by_those_of_all() {
        for (var state : STATES) assertTrue(!stepsOf(state).isEmpty(), state + " has no step");
        assertTrue(createdFrom(stepsOf(SessionState.Filling.class)).contains("Confirming"));
        assertTrue(
                !createdFrom(stepsOf(SessionState.Idle.class)).contains("Farewell"),
                "not everything leads to everything");
    }

    private static String page() {
        var rows = new StringBuilder();
        for (var state : STATES)
            rows.append("| ")
                    .append(state.getSimpleName())
                    .append(" | ")
                    .append(String.join(", ", createdFrom(stepsOf(state))))
                    .append(" |\n");
        return """
                # States of a session

                For developers: which state may follow which. Generated from the compiled state machine (`StatePageTest`): a state
                stands here if a method of the flow creates it, whatever the answers. What each state holds says `SessionState`; stages
                within a state are not shown.

                | in this state | its own rules lead to |
                |---|---|
                %s
                In every state, time-outs, leaving, a lost journal and staff lead to: %s.
                """.formatted(rows, String.join(", ", createdFrom(rulesOfAll())));
    }

    /// The methods to which the state machine hands an event of that state.
    private static List<JavaCodeUnit> stepsOf(Class<?> state) {
        var name = "step" + state.getSimpleName().replace("State", "");
        return CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getName().startsWith("step"))
                .filter(method -> method.getName().equals(name)
                        || method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(state)))
                .map(JavaCodeUnit.class::cast)
                .toList();
    }

    private static List<JavaCodeUnit> rulesOfAll() {
        return CLASSES.get(SessionStateMachine.class).getMethods().stream()
                .filter(method ->
                        method.getName().startsWith("apply") || method.getName().startsWith("abandon"))
                .filter(method ->
                        !Set.of("applyToState", "applyEvent", "applyAnswer").contains(method.getName()))
                .map(JavaCodeUnit.class::cast)
                .toList();
    }

    private static Set<String> createdFrom(List<JavaCodeUnit> begin) {
        var seen = new HashSet<JavaCodeUnit>(begin);
        var waiting = new ArrayDeque<JavaCodeUnit>(begin);
        var created = new TreeSet<String>();
        while (!waiting.isEmpty()) {
            var unit = waiting.poll();
            unit.getConstructorCallsFromSelf().stream()
                    .map(call -> call.getTargetOwner())
                    .filter(type -> STATES.stream().anyMatch(type::isEquivalentTo))
                    .forEach(type -> created.add(type.getSimpleName()));
            unit.getMethodCallsFromSelf().stream()
                    .flatMap(call -> call.getTarget().resolveMember().stream())
                    .filter(next -> next.getOwner().getPackageName().startsWith(SESSION))
                    .filter(next -> !next.getName().equals("applyToState")
                            && !next.getName().equals("applyEvent"))
                    .filter(seen::add)
                    .forEach(waiting::add);
        }
        return created;
    }
}
