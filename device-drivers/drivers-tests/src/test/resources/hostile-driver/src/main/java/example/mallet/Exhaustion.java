package example.mallet;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openstm.device.HealthReport.Step;

/// Attempts to use up the machine. Each gives up at a size that is far more than a driver may have and does no harm.
final class Exhaustion {
    private static final long MEGABYTE = 1 << 20;
    private static final long MOST_DISK = 400 * MEGABYTE;
    private static final long ALLOWED_DISK = 32 * MEGABYTE;
    private static final int MOST_PROCESSES = 1000;
    private static final int ALLOWED_PROCESSES = 200;
    private static final String FORKS =
            "i=0; while [ $i -lt %d ]; do sleep 600 >/dev/null 2>&1 & i=$((i+1)); echo $i; done";
    private static final long MOST_MEMORY = 2048 * MEGABYTE;
    private static final long ALLOWED_MEMORY = 700 * MEGABYTE;

    private Exhaustion() {}

    static Step disk() {
        long written = 0;
        for (var folder : List.of(
                "/tmp", "/var/tmp", "/var", "/var/lib/openstm/drivers", "/dev/shm", "/dev", "/run", "/run/openstm-driver",
                "/home", "/root", "/opt", "/mnt", "/srv", "/usr", "/etc"))
            for (int i = 0; written < MOST_DISK && i < 100; i++) {
                long more = fill(Path.of(folder, "fill-" + i));
                if (more == 0) break;
                written += more;
            }
        return new Step("fill the disk", written <= ALLOWED_DISK, written / MEGABYTE + " MB were written");
    }

    private static long fill(Path file) {
        long written = 0;
        // a file that grows over its limit would end the process: stay below it, and make many
        try (var out = Files.newOutputStream(file)) {
            for (; written < 8 * MEGABYTE; written += MEGABYTE) out.write(new byte[(int) MEGABYTE]);
        } catch (IOException _) {
            // refused
        }
        return written;
    }

    /// By a shell, whose children hold no descriptors of this process: that limit would come first.
    static Step forks() throws IOException, InterruptedException {
        var shell = new ProcessBuilder("/bin/sh", "-c", FORKS.formatted(MOST_PROCESSES))
                .redirectErrorStream(true)
                .start();
        var lines = new String(shell.getInputStream().readAllBytes()).strip().lines().toList();
        shell.waitFor();
        long own = ProcessHandle.current().pid();
        ProcessHandle.allProcesses().filter(each -> each.pid() != own).forEach(ProcessHandle::destroyForcibly);
        long made = lines.stream().filter(line -> line.matches("[0-9]+")).count();
        return new Step("fork without end", made <= ALLOWED_PROCESSES, made + " processes, then: " + lines.getLast());
    }

    static Step memory() {
        long taken = 0;
        try (var arena = Arena.ofConfined()) {
            for (; taken < MOST_MEMORY; taken += 16 * MEGABYTE) arena.allocate(16 * MEGABYTE).fill((byte) 1);
        } catch (OutOfMemoryError _) {
            // refused
        }
        return new Step("eat memory", taken <= ALLOWED_MEMORY, taken / MEGABYTE + " MB were taken");
    }
}
