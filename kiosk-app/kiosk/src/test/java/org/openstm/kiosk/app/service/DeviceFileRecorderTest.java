package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;

/// An edited `devices.yaml` leaves a note in the journal, with the file's owner.
@Timeout(60)
class DeviceFileRecorderTest {
    @TempDir
    Path dir;

    private DeviceSimulator first;
    private DeviceSimulator second;
    private Path file;
    private Journal journal;

    @BeforeEach
    void open() throws Exception {
        first = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", dir);
        second = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", dir);
        file = dir.resolve("devices.yaml");
        write(first);
        journal = Journal.open(
                dir.resolve("kiosk"),
                "ST-0412-03",
                FileKeyStore.openOrCreate(dir.resolve("journal.key")),
                InstantSource.system());
    }

    private void write(DeviceSimulator reader) throws Exception {
        Files.writeString(
                file,
                "devices: [{id: reader-1, class: id-card-reader, driver: samv, link: \"" + reader.link() + "\"}]\n");
    }

    @AfterEach
    void close() {
        journal.close();
        first.close();
        second.close();
    }

    private String awaitNote() throws InterruptedException {
        while (journal.notes().lastNote("device-file").isEmpty()) Thread.sleep(20);
        return journal.notes().lastNote("device-file").orElseThrow();
    }

    @Test
    void a_change_while_the_terminal_serves_is_noted_with_the_owner_of_the_file() throws Exception {
        try (var desk = DeviceManager.open(file, new BuiltInDrivers(), InstantSource.system())) {
            DeviceFileRecorder.recordChanges(desk, journal.notes()::addNote);
            write(second);
            var note = awaitNote();
            assertTrue(note.startsWith("devices.yaml of " + Files.getOwner(file).getName()), note);
            assertTrue(note.contains("from samv " + first.link() + " to samv " + second.link()), note);
        }
    }

    @Test
    void a_change_while_the_terminal_was_off_is_noted_at_its_start() throws Exception {
        try (var desk = DeviceManager.open(file, new BuiltInDrivers(), InstantSource.system())) {
            DeviceFileRecorder.recordChanges(desk, journal.notes()::addNote);
        }
        write(second);
        try (var desk = DeviceManager.open(file, new BuiltInDrivers(), InstantSource.system())) {
            DeviceFileRecorder.recordChanges(desk, journal.notes()::addNote);
            assertTrue(awaitNote().contains("while the program was off"));
        }
    }
}
