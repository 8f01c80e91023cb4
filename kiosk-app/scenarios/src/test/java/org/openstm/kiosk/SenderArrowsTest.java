package org.openstm.kiosk;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Permitted dependencies of journal, central, dispatch and reference.
class SenderArrowsTest {
    private static final String KIOSK = "org.openstm.kiosk.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.openstm.kiosk");

    private static DescribedPredicate<JavaClass> kioskBut(String... packages) {
        return resideInAnyPackage("org.openstm.kiosk..").and(DescribedPredicate.not(resideInAnyPackage(packages)));
    }

    @Test
    void the_journal_knows_nothing_else_of_the_kiosk() {
        noClasses()
                .that()
                .resideInAPackage(KIOSK + "journal..")
                .should()
                .dependOnClassesThat(kioskBut(KIOSK + "journal.."))
                .because("a journal must stay readable when the rest of the kiosk changes")
                .check(CLASSES);
    }

    @Test
    void central_knows_nothing_else_of_the_kiosk() {
        noClasses()
                .that()
                .resideInAPackage(KIOSK + "central..")
                .should()
                .dependOnClassesThat(kioskBut(KIOSK + "central.."))
                .because("the contract is shared with central")
                .check(CLASSES);
    }

    @Test
    void dispatch_sees_journal_and_central_only() {
        noClasses()
                .that()
                .resideInAPackage(KIOSK + "dispatch..")
                .should()
                .dependOnClassesThat(kioskBut(KIOSK + "dispatch..", KIOSK + "journal..", KIOSK + "central.."))
                .because("it outlives every session and must not depend on one")
                .check(CLASSES);
    }

    @Test
    void the_reference_sees_the_wire_only_and_only_its_commands_see_it() {
        noClasses()
                .that()
                .resideInAPackage(KIOSK + "reference..")
                .should()
                .dependOnClassesThat(kioskBut(KIOSK + "reference..", KIOSK + "central.."))
                .because("kiosk and central verify each other only if they share nothing but the contract")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage(KIOSK + "reference..")
                .should()
                .onlyBeAccessed()
                .byAnyPackage(KIOSK + "reference..", KIOSK + "app.cli.central..")
                .because("the kiosk reaches central only through its connection")
                .check(CLASSES);
    }

    @Test
    void nothing_of_a_citizen_is_laid_down_in_a_temporary_file() {
        noClasses()
                .should()
                .callMethodWhere(
                        target(nameMatching("createTemp.*")).or(target(nameMatching("createImageInputStream"))))
                .because("the data of a case are stored only in the journal, sealed")
                .check(CLASSES);
    }

    @Test
    void time_and_ids_come_from_outside() {
        noClasses()
                .that()
                .resideInAnyPackage(KIOSK + "journal..", KIOSK + "central..", KIOSK + "reference..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .because("a test must be able to control time and ids")
                .check(CLASSES);
    }
}
