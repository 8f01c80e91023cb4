package org.openstm.kiosk.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.openstm.device.DeviceClass;
import org.openstm.kiosk.app.cli.FolderCleaner;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.staff.service.StaffRoster;
import org.openstm.kiosk.ui.screen.ControlIds;
import org.openstm.kiosk.walk.ScenarioRunner;
import org.openstm.kiosk.walk.TestBed;
import org.openstm.kiosk.walk.TestBedConfig;
import org.openstm.kiosk.walk.TestBedJvmOptions;
import org.openstm.kiosk.walk.WalkScript;

/// Prepares the test bed of a walk: a new folder, child processes, simulators, journal check and staff codes.
public final class WalkLauncher {
    private WalkLauncher() {}

    /// @param out parent folder; the walk's own folder is recreated below it
    /// @param grounds given parts of the test bed
    /// @throws org.openstm.kiosk.process.CommandFailedException naming line and reason
    public static void runWalk(
            WalkScript script, Path out, TestBedJvmOptions java, TestBedConfig grounds, Consumer<String> log)
            throws IOException, InterruptedException {
        var folder =
                out.resolve(String.valueOf(Path.of(script.name()).getFileName()).replaceAll("\\.walk$", ""));
        FolderCleaner.removeFolder(folder);
        Files.createDirectories(folder);
        try (var testBed = new TestBed(folder, java, false, grounds.withDevices(requiredDevices(script)))) {
            testBed.open();
            newRunner(testBed, log).runScenario(script);
        }
    }

    /// Adds the devices that a walk needs to insert cards or to swap a device.
    private static Set<DeviceClass> requiredDevices(WalkScript script) {
        var needed = EnumSet.noneOf(DeviceClass.class);
        for (var line : script.lines()) {
            if (line.word().equals("insert")) needed.add(DeviceClass.CHIP_CARD_READER);
            if (line.word().equals("swap"))
                needed.add(DeviceClass.named(line.rest().split(" ", 2)[0]));
        }
        return needed;
    }

    /// Ids that a walk can tap: those of the screens, and the catalogue's values for ID, NAME and
    /// VALUE; the options of central's lists are named by their values.
    static List<String> tappableIds(ItemCatalogue catalog) {
        var ids = new ArrayList<>(ControlIds.allIdForms());
        catalog.themes().forEach(theme -> ids.add("theme/" + theme.id()));
        for (var item : catalog.items()) {
            ids.add("item/" + item.id());
            item.fieldsByName().values().forEach(field -> {
                if (!field.list().isEmpty()) ids.add("field/" + field.name() + "/VALUE");
                field.options().forEach(option -> ids.add("field/" + field.name() + "/" + option.value()));
                ids.add("check/" + field.name() + "/change");
            });
        }
        return List.copyOf(ids);
    }

    public static ScenarioRunner newRunner(TestBed testBed, Consumer<String> log) {
        var roster = StaffRoster.readFile(
                KioskSettings.readFolder(testBed.folder().resolve("config")).staff());
        return new ScenarioRunner(
                testBed,
                testBed.folder().resolve("shots"),
                WalkLauncher::verifyJournal,
                new OfficerOnDuty(roster.officerPhone()),
                InstantSource.system(),
                log);
    }

    /// @param phone code generator of the first officer of the branch in the terminal's roster
    private record OfficerOnDuty(Optional<StaffRoster.OfficerPhone> phone) implements ScenarioRunner.StaffPhone {
        @Override
        public String officerNumber() {
            return currentPhone().number();
        }

        @Override
        public String oneUseCode(Instant now) {
            return currentPhone().codes().codeAt(now);
        }

        private StaffRoster.OfficerPhone currentPhone() {
            return phone.orElseThrow(() -> new IllegalStateException("staff.yaml names no officer of the branch"));
        }
    }

    private static String verifyJournal(Path data) {
        var verification = JournalFiles.verifyFile(
                data.resolve("journal.db"), FileKeyStore.openExisting(data.resolve("journal.key")));
        return verification.sound() ? "" : verification.toString();
    }
}
