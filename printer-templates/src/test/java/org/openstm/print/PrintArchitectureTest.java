package org.openstm.print;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The dependency rules of this module.
class PrintArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.openstm.print");

    @Test
    void the_rules_look_at_something() {
        assertFalse(CLASSES.isEmpty());
    }

    @Test
    void print_is_a_leaf() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.openstm.device..", "org.openstm.kiosk..", "javafx..", "java.net..", "java.sql..")
                .because("printing must work without a terminal: for central, a driver, a test")
                .check(CLASSES);
    }

    @Test
    void typesetting_uses_the_jdk_only() {
        classes()
                .that()
                .resideInAPackage("org.openstm.print.typeset")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "java.text..",
                        "org.jspecify..",
                        "org.openstm.print",
                        "org.openstm.print.typeset")
                .because("line breaks must not depend on the renderer")
                .check(CLASSES);
    }

    @Test
    void values_know_no_renderer() {
        noClasses()
                .that()
                .resideInAnyPackage("org.openstm.print", "org.openstm.print.typeset")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.openstm.print.render..", "java.awt..", "org.apache.pdfbox..", "com.google.zxing..")
                .because("a sheet is the same on every printer")
                .check(CLASSES);
    }

    @Test
    void nobody_looks_at_the_clock() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("the same sheet gives the same bytes")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.openstm.print.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that needs its own user cannot be understood alone")
                .check(CLASSES);
    }
}
