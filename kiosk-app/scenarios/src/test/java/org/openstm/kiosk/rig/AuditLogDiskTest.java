package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.staff.service.AuditLog;

/// The audit log of staff on a disk whose device fails. Such a disk takes every write into memory, and only an
/// `fsync` says that nothing reached the device.
@Timeout(60)
class AuditLogDiskTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:02:00Z");
    private static final int GROUND_MIB = 44;

    /// Some pages: the device fails at the first page that is new to it.
    private static final int LINES = 200;

    @TempDir
    Path dir;

    @Test
    void a_line_that_did_not_reach_the_disk_is_not_said_to_be_written() throws Exception {
        Needs.orSkip(FailingDisk.missing(dir));
        var disk = Disk.onPoorGround(dir, GROUND_MIB);
        try {
            var file = disk.root().resolve("audit.log");
            List<AuditLog.AuditLine> written;
            try (var log = AuditLog.open(file)) {
                log.writeLine(NOW, "0417", "admitted", "");
                disk.fail();
                assertThrows(UncheckedIOException.class, () -> {
                    for (int n = 0; n < LINES; n++) log.writeLine(NOW, "0417", "reset", "slip-1");
                });
                written = log.lines();
            }
            disk.repair();
            try (var again = AuditLog.open(file)) {
                assertEquals(written, again.lines().subList(0, written.size()), "what was said to be written");
            }
        } finally {
            disk.closeGround(dir);
        }
    }
}
