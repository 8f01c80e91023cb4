package org.openstm.kiosk.central;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ForeignEndsTest {
    @Test
    void the_centrals_that_stand_for_another_language_use_no_code_of_the_contract() {
        var ends = new ClassFileImporter().importClasses(StubCentral.class, RecordedCentral.class);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.openstm.kiosk.central.codec..",
                        "org.openstm.kiosk.central.crypto..",
                        "org.openstm.kiosk.central.json..",
                        "org.openstm.kiosk.central.http..",
                        "org.openstm.kiosk.reference..")
                .because("an end that shares the codec agrees with its mistakes")
                .check(ends);
    }
}
