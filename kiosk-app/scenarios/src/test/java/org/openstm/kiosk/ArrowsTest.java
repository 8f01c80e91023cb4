package org.openstm.kiosk;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.load.CatalogueFiles;

/// Permitted dependencies between packages, with reasons. SenderArrowsTest covers journal, dispatch and central.
class ArrowsTest {
    private static final String KIOSK = "org.openstm.kiosk.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.openstm.kiosk");

    private static void sees(String name, String because, String... others) {
        var allowed = new java.util.ArrayList<>(List.of("java..", "org.jspecify..", KIOSK + name));
        for (var other : others) allowed.add(other);
        classes()
                .that()
                .resideInAPackage(KIOSK + name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .because(because)
                .check(CLASSES);
    }

    @Test
    void the_form_uses_the_jdk_only() {
        sees("form", "a rule about an answer must be testable without any other package");
    }

    @Test
    void the_catalogue_is_records_over_the_form() {
        sees("catalog", "items are data; their readers need no parser", KIOSK + "form");
    }

    @Test
    void the_session_is_pure() {
        sees(
                "session.model",
                "every refusal is tested without a window, a clock or a connection",
                KIOSK + "catalog",
                KIOSK + "form",
                KIOSK + "staff");
        sees(
                "session.flow",
                "the rules of the session use its model, never the other way round",
                KIOSK + "session.model",
                KIOSK + "catalog",
                KIOSK + "form",
                KIOSK + "staff");
    }

    @Test
    void the_staff_side_is_pure() {
        sees("staff", "login and time-out of staff are tested without any other package");
    }

    @Test
    void staff_services_are_seen_by_the_app_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(KIOSK + "staff.service..", KIOSK + "app..", KIOSK + "scenario..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(KIOSK + "staff.service..")
                .because("a citizen's session must not reach the actions of staff")
                .check(CLASSES);
    }

    @Test
    void the_engines_of_writing_know_nobody() {
        sees("ime", "the conversion of keys into characters must not know the person who types");
    }

    @Test
    void the_screen_only_draws_the_state() {
        noClasses()
                .that()
                .resideInAPackage(KIOSK + "ui..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        KIOSK + "engine..",
                        KIOSK + "journal..",
                        KIOSK + "dispatch..",
                        KIOSK + "central..",
                        KIOSK + "reference..",
                        KIOSK + "walk..",
                        "org.openstm.device..")
                .because("the citizen's screen must depend on the session alone")
                .check(CLASSES);
    }

    @Test
    void only_the_view_sees_the_toolkit() {
        noClasses()
                .that()
                .resideOutsideOfPackages(KIOSK + "ui.view..", KIOSK + "app..", KIOSK + "scenario..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "com.sun.javafx..", "atlantafx..")
                .because("the contents of a screen are tested without a window")
                .check(CLASSES);
    }

    @Test
    void only_the_engine_joins_the_visit_and_the_ports() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        KIOSK + "journal..",
                        KIOSK + "dispatch..",
                        KIOSK + "central..",
                        KIOSK + "reference..",
                        KIOSK + "walk..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KIOSK + "session..", KIOSK + "ui..", KIOSK + "engine..")
                .because("journal, dispatch and central outlive a session, so they must not depend on one")
                .check(CLASSES);
    }

    @Test
    void a_walk_sees_only_what_a_person_or_an_auditor_sees() {
        noClasses()
                .that()
                .resideInAPackage(KIOSK + "walk")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        KIOSK + "journal..",
                        KIOSK + "dispatch..",
                        KIOSK + "central..",
                        KIOSK + "reference..",
                        "javafx..")
                .because("a test that bypasses the screen proves nothing about it")
                .check(CLASSES);
    }

    @Test
    void the_catalogue_store_sees_the_transport_and_the_check_of_catalogues() {
        sees(
                "cataloguestore",
                "the verification of a catalogue must not depend on the session",
                KIOSK + "central..",
                KIOSK + "catalog",
                KIOSK + "catalog.load");
    }

    @Test
    void nothing_sees_the_wiring() {
        noClasses()
                .that()
                .resideOutsideOfPackages(KIOSK + "app..", KIOSK + "scenario..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(KIOSK + "app..")
                .because("only the wiring creates services, so nothing may depend on it")
                .check(CLASSES);
    }

    @Test
    void only_the_commands_of_a_central_know_the_reference_central() {
        noClasses()
                .that()
                .resideOutsideOfPackages(KIOSK + "app.cli.central..", KIOSK + "reference..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(KIOSK + "reference..")
                .because("the kiosk must not be able to distinguish it from a real central")
                .check(CLASSES);
    }

    @Test
    void what_no_terminal_has_is_found_by_service_files_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(KIOSK + "scenario..", KIOSK + "walk..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KIOSK + "scenario..", KIOSK + "walk..")
                .because("a terminal has no walks, no bench and nobody who touches its screen from outside")
                .check(CLASSES);
    }

    /// The exceptions do what somebody hands over and waits for (journal, input method), have rules of their own for
    /// a bug (the loop of a session), or belong to the toolkit and to child processes.
    @Test
    void a_thread_that_lives_as_long_as_the_program_is_supervised() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        KIOSK + "reference..", KIOSK + "app.cli..", KIOSK + "walk..", KIOSK + "scenario..")
                .and()
                .haveNameNotMatching(
                        ".*\\.(SessionLoop|JournalThread|InputMethodService|KioskWindow|KioskCommand|ChildProcess)")
                .should()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(Thread.class))))
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(ThreadPoolExecutor.class))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Executors.class)))
                        .and(target(
                                nameMatching("new(SingleThread|FixedThread|CachedThread|Scheduled|WorkStealing).*"))))
                .because("an exception must neither end it nor pass unseen: it is logged, counted and shown to staff")
                .check(CLASSES);
    }

    @Test
    void there_is_no_circle() {
        slices().matching("org.openstm.kiosk.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package in a dependency cycle cannot be understood alone")
                .check(CLASSES);
    }

    @Test
    void simple_names_of_types_are_unique_in_the_repository() throws IOException {
        var places = new TreeMap<String, TreeSet<String>>();
        for (var module : List.of("printer-templates", "device-drivers", "kiosk-app")) {
            try (var files = Files.walk(Repository.path(module))) {
                files.map(Path::toString)
                        .filter(file -> file.matches(".*/src/(main|test)/java/.*\\.java"))
                        .filter(file -> !file.contains("/resources/")
                                && !file.contains("/target/")
                                && !file.endsWith("-info.java"))
                        .forEach(file -> places.computeIfAbsent(file.replaceFirst(".*/", ""), _ -> new TreeSet<>())
                                .add(file));
            }
        }
        Assertions.assertTrue(places.size() > 1_000, "the sources are read");
        places.values().removeIf(files -> files.size() == 1);
        Assertions.assertEquals(Map.of(), places, "two types with the same simple name: a search finds both");
    }

    @Test
    void the_text_of_an_object_begins_with_the_name_of_its_type() throws IOException {
        var text = Pattern.compile("return \"([A-Z]\\w*)\\[");
        int found = 0;
        for (var file : Repository.mainSources("")) {
            var source = Files.readString(file);
            for (var name : text.matcher(source).results().map(r -> r.group(1)).toList()) {
                found++;
                Assertions.assertTrue(
                        Pattern.compile("(class|record|enum) " + name + "\\b")
                                .matcher(source)
                                .find(),
                        file + " writes the name of another type: " + name);
            }
        }
        Assertions.assertTrue(found > 30, "such texts are found: " + found);
    }

    @Test
    void no_java_names_an_item() throws IOException {
        var ids = CatalogueFiles.loadShipped().items().stream()
                .map(i -> '"' + i.id() + '"')
                .toList();
        for (var file : Repository.mainSources("kiosk-app")) {
            // this class lists the catalogue files in the jar
            if (file.endsWith("CatalogueFiles.java")) continue;
            var text = Files.readString(file);
            for (var id : ids) Assertions.assertFalse(text.contains(id), file + " names the item " + id);
        }
    }
}
