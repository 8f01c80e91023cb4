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

/// The dependency rules of the device modules.
class DeviceArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/device/contract/")) // the kit is a test
            .importPackages("org.openstm.device");

    @Test
    void the_rules_look_at_something() {
        assertFalse(CLASSES.isEmpty());
    }

    @Test
    void drivers_and_simulators_share_no_codec() {
        noClasses()
                .that()
                .resideInAPackage("..device.driver..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..device.sim..")
                .because("a driver and its simulator test each other only while neither uses the other's code")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..device.sim..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..device.driver..", "..device.manager..", "..device.spi..", "org.openstm.print..")
                .because("a picture of paper must show the bytes that arrived, not what a driver or a sheet meant")
                .check(CLASSES);
    }

    @Test
    void a_simulator_borrows_only_the_pty_of_the_links() {
        noClasses()
                .that()
                .resideInAPackage("..device.sim..")
                .should()
                .dependOnClassesThat(resideInAPackage("..device.link..")
                        .and(DescribedPredicate.not(HasName.Predicates.nameMatching(".*\\.Pty(\\$.*)?"))))
                .because("the simulator exists to test the driver's reading and writing")
                .check(CLASSES);
    }

    @Test
    void ports_know_no_driver_and_links_know_only_the_words() {
        noClasses()
                .that()
                .resideInAPackage("org.openstm.device")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.openstm.device.*..")
                .because("the kiosk sees only the port; its implementation can be swapped")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..device.link..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..device.driver..", "..device.spi..", "..device.manager..", "..device.sim..")
                .because("links transmit bytes and must not depend on their meaning")
                .check(CLASSES);
    }

    @Test
    void drivers_are_met_only_through_the_service_loader() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..device.driver..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..device.driver..")
                .because("a third party's driver must have the same access as ours")
                .check(CLASSES);
    }

    @Test
    void drivers_do_not_know_each_other() {
        slices().matching("..device.driver.*.(*)..")
                .should()
                .notDependOnEachOther()
                .because("each driver must be able to move into a process of its own")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.openstm.device.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that needs its own user cannot be understood alone")
                .check(CLASSES);
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
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("..device.host..", "..device.manager..", "..device.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..device.host..")
                .because("a driver must not notice in which process it runs")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage("..device.host..")
                .and()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.(Hosts|HostSettings)")
                .because("the messages on the socket are internal to this package")
                .check(CLASSES);
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
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("..device.manager..", "..device.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DeviceManager.class.getPackageName())
                .because("only a source of drivers may depend on the device manager")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("..device.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..device.bundle..")
                .because("the device manager is given its source of drivers")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..device.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..device.driver..", "..device.sim..", "org.openstm.print..")
                .because("the contents of a bundle are read as bytes and loaded only in its host")
                .check(CLASSES);
    }

    @Test
    void nothing_of_a_citizen_is_laid_down_in_a_temporary_file() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..device.bundle..", "..device.host..")
                .should()
                .callMethodWhere(
                        target(nameMatching("createTemp.*")).or(target(nameMatching("createImageInputStream"))))
                .because("only bundles and sockets have a folder; other data may be personal")
                .check(CLASSES);
    }

    @Test
    void native_code_is_called_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..device.link..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.foreign..", "com.fazecast..", "javax.smartcardio..")
                .because("code that can hang or crash a process must be easy to find")
                .check(CLASSES);
    }
}
