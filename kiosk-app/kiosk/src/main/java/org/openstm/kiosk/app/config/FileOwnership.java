package org.openstm.kiosk.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Checks owners and modes of the files from which a terminal starts: the configuration is readable and not
/// writable for the kiosk's user, secrets are readable by nobody else, nor is the data folder.
public final class FileOwnership {
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> OTHERS_ANY = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);
    private static final Set<PosixFilePermission> STRANGERS_ANY = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    /// Below the data folder.
    private static final List<String> SECRETS =
            List.of("journal.key", "terminal.key", "officers.json", "tls.key", "central.keys");

    /// Root may write everything: for root only modes and owners are checked.
    private final boolean root = "root".equals(System.getProperty("user.name"));

    private final Path config;
    private final Path data;

    public FileOwnership(Path config, Path data) {
        this.config = config;
        this.data = data;
    }

    /// @return the problems, each with the remedy; empty if the terminal may start
    public List<String> findFaults() {
        var faults = new ArrayList<String>();
        try (var files = Files.walk(config)) {
            for (var file : files.toList()) checkConfiguration(file, faults);
        } catch (IOException unreadable) {
            faults.add(config + " cannot be read: " + unreadable.getMessage());
        }
        var staff = config.resolve("staff.yaml");
        if (Files.exists(staff) && hasPermission(staff, STRANGERS_ANY))
            faults.add(staff + " holds secrets and is open to everybody: chmod 640 " + staff);
        if (Files.exists(data) && hasPermission(data, OTHERS_ANY))
            faults.add(data + " is open to others: chmod 700 " + data);
        for (var name : SECRETS) {
            var secret = data.resolve(name);
            if (Files.exists(secret) && hasPermission(secret, OTHERS_ANY))
                faults.add(secret + " is a secret and open to others: chmod 600 " + secret);
        }
        return List.copyOf(faults);
    }

    private void checkConfiguration(Path file, List<String> faults) {
        if (Files.isSymbolicLink(file)) return; // the reader of the link checks its target
        if (hasPermission(file, OTHERS_WRITE)) faults.add(file + " can be changed by others: chmod go-w " + file);
        else if (!root && Files.isWritable(file))
            faults.add(file + " can be changed by the kiosk's own user: chown root " + file + ", chmod u=rw,g=r,o= "
                    + file + ", and give the kiosk's user the group");
    }

    private static boolean hasPermission(Path file, Set<PosixFilePermission> any) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(any::contains);
        } catch (IOException unreadable) {
            return true;
        }
    }

    /// Creates the data folder, closed to all other users from the start.
    public static void makeDataFolder(Path data) throws IOException {
        if (Files.exists(data)) return;
        var parent = data.toAbsolutePath().getParent();
        if (parent != null) Files.createDirectories(parent);
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
