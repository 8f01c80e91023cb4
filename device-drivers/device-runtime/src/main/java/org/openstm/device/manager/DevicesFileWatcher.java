package org.openstm.device.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.openstm.device.supervision.SupervisedLoop;

/// Applies changes of `devices.yaml` while the terminal runs. An invalid file changes nothing and is reported once.
/// Polls once a second: file events are not delivered on every file system.
final class DevicesFileWatcher implements AutoCloseable {
    private static final long EVERY_MILLIS = 1000;

    /// Time and size of a file; an editor's change does not keep both.
    private record FileStamp(FileTime time, long size) {}

    private final DevicesFilePaths where;
    private final Path configured;
    private final DevicesFileHistory versions;
    private final DeviceManager manager;
    private final SupervisedLoop loop = new SupervisedLoop("devices.yaml", this::watchOnce);
    private FileStamp seen;
    private List<DeviceEntry> inForce;

    DevicesFileWatcher(
            DevicesFilePaths where, DevicesFileHistory versions, DeviceManager manager, List<DeviceEntry> inForce) {
        this.where = where;
        this.configured = where.configured();
        this.versions = versions;
        this.manager = manager;
        this.inForce = inForce;
        this.seen = readFileStamp();
    }

    DevicesFileHistory fileHistory() {
        return versions;
    }

    /// @param good whether the file is the configuration in force
    void start(boolean good) {
        if (good && where.currentFile().equals(configured)) takeOverFile();
        if (good) {
            versions.findLastGood(manager.slots().driverSource())
                    .map(DevicesFileHistory.GoodVersion::entries)
                    .filter(last -> !last.equals(inForce))
                    .ifPresent(last -> recordChange(last, inForce, ", while the program was off"));
            keepVersion("start");
        }
        loop.start();
    }

    SupervisedLoop.LoopHealth loopHealth() {
        return loop.loopHealth();
    }

    private void watchOnce() throws InterruptedException {
        Thread.sleep(EVERY_MILLIS);
        checkForChange();
    }

    private void checkForChange() {
        // a running swap writes the file itself when it is done
        synchronized (manager.slots()) {
            takeOverChange();
        }
    }

    private void takeOverChange() {
        var now = readFileStamp();
        if (now.equals(seen)) return;
        seen = now;
        if (!where.isChanged()) return;
        try {
            var entries = DevicesFile.readEntries(configured, manager.slots().driverSource());
            takeOverFile();
            if (entries.equals(inForce)) return;
            recordChange(inForce, entries, "");
            inForce = entries;
            manager.applyConfiguration(entries);
            keepVersion("file");
        } catch (IllegalArgumentException wrong) {
            manager.slots().eventLog().recordEvent("", "file-refused", String.valueOf(wrong.getMessage()));
        }
    }

    private void takeOverFile() {
        try {
            where.takeOverConfigured();
        } catch (IOException full) {
            manager.slots().eventLog().recordEvent("", "version-not-kept", full.toString());
        }
    }

    /// Attributes the change to the file's owner, as the best available information.
    private void recordChange(List<DeviceEntry> before, List<DeviceEntry> now, String when) {
        manager.slots()
                .eventLog()
                .recordEvent(
                        "",
                        DeviceEvent.FILE_CHANGED,
                        configured.getFileName() + " of " + fileOwner() + when + ": "
                                + describeDifference(before, now));
    }

    private String fileOwner() {
        try {
            return Files.getOwner(configured).getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "an unknown owner";
        }
    }

    private static String describeDifference(List<DeviceEntry> before, List<DeviceEntry> now) {
        var words = new ArrayList<String>();
        for (var entry : now) {
            var old = before.stream().filter(one -> one.id().equals(entry.id())).findFirst();
            if (old.isEmpty()) words.add(entry.id() + " added as " + describeEntry(entry));
            else if (!old.get().equals(entry))
                words.add(entry.id() + " from " + describeEntry(old.get()) + " to " + describeEntry(entry));
        }
        for (var entry : before)
            if (now.stream().noneMatch(one -> one.id().equals(entry.id()))) words.add(entry.id() + " removed");
        return String.join("; ", words);
    }

    private static String describeEntry(DeviceEntry entry) {
        return entry.driver() + " " + entry.link();
    }

    /// Writes the configuration in force to the file. The caller holds the lock of the [DeviceSlots].
    void writeEntries(List<DeviceEntry> entries, String by) throws IOException {
        DevicesFile.writeEntries(where.file(), entries);
        inForce = entries;
        seen = readFileStamp();
        keepVersion(by);
    }

    private void keepVersion(String by) {
        try {
            versions.keepVersion(where.file(), by);
        } catch (IOException full) {
            manager.slots().eventLog().recordEvent("", "version-not-kept", full.toString());
        }
    }

    private FileStamp readFileStamp() {
        try {
            return new FileStamp(Files.getLastModifiedTime(configured), Files.size(configured));
        } catch (IOException gone) {
            return new FileStamp(FileTime.fromMillis(0), -1);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
