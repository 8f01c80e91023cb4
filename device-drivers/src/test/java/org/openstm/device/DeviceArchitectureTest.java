package org.openstm.device;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;

/// The arrows of this module; a wrong one fails the build.
class DeviceArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.openstm.device");

    @Test
    void the_rules_look_at_something() {
        assertFalse(HOUSE.isEmpty());
    }

    @Test
    void drivers_and_simulators_share_no_codec() {
        noClasses()
                .that()
                .resideInAPackage("..device.driver..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..device.sim..")
                .because("two readings of a protocol check each other only while neither leans on the other")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("..device.sim..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..device.driver..", "..device.manager..", "..device.spi..", "org.openstm.print..")
                .because("a picture of paper must show the bytes that arrived, not what a driver or a sheet meant")
                .check(HOUSE);
    }

    @Test
    void a_simulator_borrows_only_the_pty_of_the_links() {
        noClasses()
                .that()
                .resideInAPackage("..device.sim..")
                .should()
                .dependOnClassesThat(resideInAPackage("..device.link..")
                        .and(DescribedPredicate.not(HasName.Predicates.nameMatching(".*\\.Pty(\\$.*)?"))))
                .because("the driver's reading and writing is what the simulator is there to try out")
                .check(HOUSE);
    }

    @Test
    void ports_know_no_driver_and_links_know_only_the_words() {
        noClasses()
                .that()
                .resideInAPackage("org.openstm.device")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.openstm.device.*..")
                .because("a port is what the kiosk sees; whatever stands behind it can be swapped")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("..device.link..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..device.driver..", "..device.spi..", "..device.manager..", "..device.sim..")
                .because("bytes do not know what they mean")
                .check(HOUSE);
    }

    @Test
    void drivers_are_met_only_through_the_service_loader() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..device.driver..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..device.driver..")
                .because("a driver of a third party must have no less than ours")
                .check(HOUSE);
    }

    @Test
    void drivers_do_not_know_each_other() {
        slices().matching("..device.driver.*.(*)..")
                .should()
                .notDependOnEachOther()
                .because("each driver must be able to move into a process of its own")
                .check(HOUSE);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.openstm.device.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that needs its own user cannot be understood alone")
                .check(HOUSE);
    }

    @Test
    void a_host_knows_ports_and_the_spi_and_only_manager_and_bundles_know_hosts() {
        noClasses()
                .that()
                .resideInAPackage("..device.host..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..device.driver..", "..device.manager..", "..device.sim..", "org.openstm.print.render..")
                .because("a host finds its driver by name; a third party's is hosted like ours")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackages("..device.host..", "..device.manager..", "..device.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..device.host..")
                .because("a driver must not notice in which process it runs")
                .check(HOUSE);
        classes()
                .that()
                .resideInAPackage("..device.host..")
                .and()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.(Hosts|HostSettings)")
                .because("what is said over the socket is nobody else's business")
                .check(HOUSE);
    }

    @Test
    void each_room_has_one_door() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..device.sim..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.openstm.device.sim.*..")
                        .and(DescribedPredicate.not(
                                HasName.Predicates.nameMatching(".*\\.(DeviceSimulator|EscPosRendering)"))))
                .because("simulators are used through one facade, "
                        + SimulatorFactory.class.getSimpleName()
                        + ", which hands out these two types only")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackages("..device.manager..", "..device.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DeviceManager.class.getPackageName())
                .because("nothing but a source of drivers stands above the device manager")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage("..device.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..device.bundle..")
                .because("the device manager takes drivers from whatever source it is given")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("..device.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..device.driver..", "..device.sim..", "org.openstm.print..")
                .because("what a bundle carries is looked at as bytes and loaded only in its host")
                .check(HOUSE);
    }

    @Test
    void nothing_of_a_citizen_is_laid_down_in_a_temporary_file() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..device.bundle..", "..device.host..")
                .should()
                .callMethodWhere(
                        target(nameMatching("createTemp.*")).or(target(nameMatching("createImageInputStream"))))
                .because("a bundle and a socket have a folder of their own; whatever else there is may hold a person")
                .check(HOUSE);
    }

    @Test
    void native_code_is_called_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..device.link..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.foreign..", "com.fazecast..", "javax.smartcardio..")
                .because("what can hang or crash a process must be easy to find")
                .check(HOUSE);
    }
}
