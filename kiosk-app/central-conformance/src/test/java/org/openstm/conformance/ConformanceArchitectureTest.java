package org.openstm.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The one arrow of this module.
class ConformanceArchitectureTest {
    @Test
    void the_suite_knows_nothing_of_the_kiosk() {
        var suite = suite();
        assertFalse(suite.isEmpty());
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "javax.net..",
                        "javax.imageio..",
                        "org.jspecify..",
                        "org.openstm.conformance..",
                        "com.nimbusds..",
                        "tools.jackson..",
                        "org.bouncycastle..",
                        "picocli..")
                .because("two readings of the contract check each other only while neither leans on the other")
                .check(suite);
    }

    @Test
    void the_test_terminal_knows_no_check() {
        noClasses()
                .that()
                .resideInAPackage("org.openstm.conformance.terminal")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.openstm.conformance", "org.openstm.conformance.checks")
                .because("what is checked with is no check")
                .check(suite());
    }

    private static JavaClasses suite() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPath(Path.of("target", "classes"));
    }
}
