package org.openstm.device.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.openstm.device.supervision.SupervisedLoop;

/// Takes over what somebody writes into `devices.yaml` while the terminal runs. A wrong file
/// changes nothing and is said once. Looks by itself once a second: file events do not come through
/// on every file system.
final class DevicesWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 1000;

    /// How a file looked; a change that keeps both is not made by an editor.
    private record Look(FileTime time, long size) {}

    private final DevicesInForce where;
    private final Path configured;
    private final Versions versions;
    private final Desk desk;
    private final SupervisedLoop loop = new SupervisedLoop("devices.yaml", this::watch);
    private Look seen;
    private List<DeviceEntry> inForce;

    DevicesWatch(DevicesInForce where, Versions versions, Desk desk, List<DeviceEntry> inForce) {
        this.where = where;
        this.configured = where.configured();
        this.versions = versions;
        this.desk = desk;
        this.inForce = inForce;
        this.seen = look();
    }

    Versions versions() {
        return versions;
    }

    /// @param good whether the file is what is in force
    void start(boolean good) {
        if (good && where.current().equals(configured)) takeOverFile();
        if (good) {
            versions.lastGood(desk.drivers())
                    .map(Versions.Good::entries)
                    .filter(last -> !last.equals(inForce))
                    .ifPresent(last -> tellChange(last, inForce, ", while the program was off"));
            keep("start");
        }
        loop.start();
    }

    SupervisedLoop.Health health() {
        return loop.health();
    }

    private void watch() throws InterruptedException {
        Thread.sleep(EVERY_MILLIS);
        lookAgain();
    }

    private void lookAgain() {
        // a swap that is under way writes the file itself when it is done
        synchronized (desk) {
            takeOver();
        }
    }

    private void takeOver() {
        var now = look();
        if (now.equals(seen)) return;
        seen = now;
        if (!where.isChanged()) return;
        try {
            var entries = DevicesFile.read(configured, desk.drivers());
            takeOverFile();
            if (entries.equals(inForce)) return;
            tellChange(inForce, entries, "");
            inForce = entries;
            desk.take(entries);
            keep("file");
        } catch (IllegalArgumentException wrong) {
            desk.diary().write("", "file-refused", String.valueOf(wrong.getMessage()));
        }
    }

    private void takeOverFile() {
        try {
            where.takeOver();
        } catch (IOException full) {
            desk.diary().write("", "version-not-kept", full.toString());
        }
    }

    /// Whoever may write the file is who has changed it, as far as anybody can tell.
    private void tellChange(List<DeviceEntry> before, List<DeviceEntry> now, String when) {
        desk.diary()
                .write(
                        "",
                        DeviceEvent.FILE_CHANGED,
                        configured.getFileName() + " of " + owner() + when + ": " + difference(before, now));
    }

    private String owner() {
        try {
            return Files.getOwner(configured).getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "an unknown owner";
        }
    }

    private static String difference(List<DeviceEntry> before, List<DeviceEntry> now) {
        var words = new ArrayList<String>();
        for (var entry : now) {
            var old = before.stream().filter(one -> one.id().equals(entry.id())).findFirst();
            if (old.isEmpty()) words.add(entry.id() + " added as " + spoken(entry));
            else if (!old.get().equals(entry))
                words.add(entry.id() + " from " + spoken(old.get()) + " to " + spoken(entry));
        }
        for (var entry : before)
            if (now.stream().noneMatch(one -> one.id().equals(entry.id()))) words.add(entry.id() + " removed");
        return String.join("; ", words);
    }

    private static String spoken(DeviceEntry entry) {
        return entry.driver() + " " + entry.link();
    }

    /// Makes the file say what is in force. Called by whoever holds the desk.
    void write(List<DeviceEntry> entries, String by) throws IOException {
        DevicesFile.write(where.file(), entries);
        inForce = entries;
        seen = look();
        keep(by);
    }

    private void keep(String by) {
        try {
            versions.keep(where.file(), by);
        } catch (IOException full) {
            desk.diary().write("", "version-not-kept", full.toString());
        }
    }

    private Look look() {
        try {
            return new Look(Files.getLastModifiedTime(configured), Files.size(configured));
        } catch (IOException gone) {
            return new Look(FileTime.fromMillis(0), -1);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
