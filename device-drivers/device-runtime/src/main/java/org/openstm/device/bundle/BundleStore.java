package org.openstm.device.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.openstm.device.Fault;

/// The folder of installed bundles, `FOLDER/ID/VERSION/`, versions side by side. A bundle is installed atomically,
/// and is verified again, including its signature, each time it is used.
public final class BundleStore {
    /// Prefix of folders of unfinished work, possibly left over from a power failure.
    private static final String ASIDE = ".aside-";

    private static final String LOCK = ".lock";

    /// File with the newest version of each driver that was ever installed, one line each.
    private static final String NEWEST = "newest";

    private final Path folder;
    private final TrustStore trust;

    public BundleStore(Path folder, TrustStore trust) {
        this.folder = folder.toAbsolutePath();
        this.trust = trust;
    }

    /// Verifies a bundle and installs it beside the others; changes no device. It also replaces a bundle that was
    /// changed on disk.
    ///
    /// @param seen the devices of this terminal, to find those that it fits
    public InstallationResult installBundle(Path zip, List<ObservedDevice> seen) {
        try {
            var bundle = DriverBundle.verifyBundle(BundleZipReader.readZip(zip), trust);
            runExclusively(() -> placeBundle(bundle));
            return new InstallationResult.Done(InstalledBundle.describeIntact(bundle, seen));
        } catch (BundleRefused refused) {
            return new InstallationResult.Refused(refused.fault());
        }
    }

    /// Whether a version is older than the newest that was ever installed here: it may bring back an error that a
    /// newer one corrected. An unreadable name is not older; it is refused elsewhere.
    ///
    /// @param text ID@VERSION
    public boolean isOlder(String text) {
        try {
            return isOlder(BundleName.parse(text));
        } catch (BundleRefused _) {
            return false;
        }
    }

    /// The same for a bundle's file.
    public boolean isOlder(Path zip) {
        try {
            return isOlder(DriverBundle.verifyBundle(BundleZipReader.readZip(zip), trust)
                    .manifest()
                    .name());
        } catch (BundleRefused _) {
            return false;
        }
    }

    private boolean isOlder(BundleName name) {
        var newest = newestVersions().get(name.id());
        return newest != null && name.version().compareTo(newest) < 0;
    }

    /// Versions by id, including drivers that were removed since.
    private Map<String, DriverVersion> newestVersions() {
        var newest = new TreeMap<String, DriverVersion>();
        for (var name : installedNames())
            newest.merge(name.id(), name.version(), BinaryOperator.maxBy(DriverVersion::compareTo));
        try {
            var kept = folder.resolve(NEWEST);
            if (!Files.exists(kept)) return newest;
            for (var line : Files.readAllLines(kept)) {
                var name = BundleName.parse(line.strip());
                newest.merge(name.id(), name.version(), BinaryOperator.maxBy(DriverVersion::compareTo));
            }
        } catch (IOException | BundleRefused damaged) {
            // the installed bundles still count
        }
        return newest;
    }

    private void writeNewestVersions() throws IOException {
        var lines = newestVersions().entrySet().stream()
                .map(one -> new BundleName(one.getKey(), one.getValue()).toString())
                .toList();
        var fresh = folder.resolve(ASIDE + NEWEST);
        Files.write(fresh, lines);
        Files.move(fresh, folder.resolve(NEWEST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Checks a bundle as [#installBundle] would, and changes nothing.
    ///
    /// @param seen devices, to find those that it fits
    public InstalledBundle inspectBundle(Path zip, List<ObservedDevice> seen) {
        try {
            return InstalledBundle.describeIntact(DriverBundle.verifyBundle(BundleZipReader.readZip(zip), trust), seen);
        } catch (BundleRefused refused) {
            return new InstalledBundle(
                    zip.getFileName().toString(),
                    List.of(),
                    new InstalledBundle.BundleCondition.Damaged(refused.fault()));
        }
    }

    /// @param seen the devices of this terminal; a bundle in use is not removed
    /// @return the reason why it was not removed, or empty
    public Optional<Fault> removeBundle(String text, List<ObservedDevice> seen) {
        try {
            var name = BundleName.parse(text);
            var users = InstalledBundle.deviceIdsUsing(name, seen);
            if (!users.isEmpty())
                throw new BundleRefused(BundleRefusalReason.IN_USE, name + " serves " + String.join(", ", users));
            if (!isInstalled(name)) throw notInstalledRefusal(name);
            runExclusively(() -> moveAside(name));
            return Optional.empty();
        } catch (BundleRefused refused) {
            return Optional.of(refused.fault());
        }
    }

    /// All installed bundles, by name and version.
    public List<InstalledBundle> installedBundles(List<ObservedDevice> seen) {
        return installedNames().stream()
                .map(name -> describeInstalled(name, seen))
                .toList();
    }

    /// An installed bundle and its condition.
    ///
    /// @param text ID@VERSION
    public Optional<InstalledBundle> findInstalled(String text, List<ObservedDevice> seen) {
        try {
            var name = BundleName.parse(text);
            return isInstalled(name) ? Optional.of(describeInstalled(name, seen)) : Optional.empty();
        } catch (BundleRefused _) {
            return Optional.empty();
        }
    }

    private InstalledBundle describeInstalled(BundleName name, List<ObservedDevice> seen) {
        try {
            return InstalledBundle.describeIntact(verifyInstalled(name), seen);
        } catch (BundleRefused refused) {
            return InstalledBundle.describeDamaged(name, refused.fault(), seen);
        }
    }

    /// The bundle of this name, verified like one from an untrusted source.
    DriverBundle verifyInstalled(BundleName name) throws BundleRefused {
        if (!isInstalled(name)) throw notInstalledRefusal(name);
        try {
            var bundle = DriverBundle.verifyBundle(BundleFolder.readContents(folderOf(name)), trust);
            if (!bundle.manifest().name().equals(name))
                throw new BundleRefused(
                        BundleRefusalReason.CONTENT_CHANGED,
                        folderOf(name) + " holds " + bundle.manifest().name());
            return bundle;
        } catch (IOException problem) {
            throw storeFailure(problem);
        }
    }

    boolean isInstalled(BundleName name) {
        return Files.isDirectory(folderOf(name));
    }

    Path folderOf(BundleName name) {
        return folder.resolve(name.id()).resolve(name.version().toString());
    }

    private BundleRefused notInstalledRefusal(BundleName name) {
        return new BundleRefused(BundleRefusalReason.NOT_INSTALLED, name + " is not in " + folder);
    }

    private List<BundleName> installedNames() {
        var names = new ArrayList<BundleName>();
        for (var id : childFolders(folder))
            for (var version : childFolders(id)) {
                try {
                    names.add(BundleName.parse(id.getFileName() + "@" + version.getFileName()));
                } catch (BundleRefused _) {
                    // not a folder of this store
                }
            }
        return names.stream().sorted().toList();
    }

    private static List<Path> childFolders(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (var children = Files.list(folder)) {
            return children.filter(Files::isDirectory).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private interface StoreAction {
        void run() throws IOException, BundleRefused;
    }

    /// Runs one action at a time, also across processes; first removes the remains of an interrupted one.
    private synchronized void runExclusively(StoreAction deed) throws BundleRefused {
        try {
            Files.createDirectories(folder);
            try (var door = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = door.lock()) {
                deleteLeftovers();
                deed.run();
                deleteLeftovers();
            }
        } catch (IOException problem) {
            throw storeFailure(problem);
        }
    }

    private BundleRefused storeFailure(IOException problem) {
        return new BundleRefused(BundleRefusalReason.STORE_FAILED, folder + ": " + problem);
    }

    private void placeBundle(DriverBundle bundle) throws IOException, BundleRefused {
        var name = bundle.manifest().name();
        if (isInstalled(name) && isIntact(name))
            throw new BundleRefused(BundleRefusalReason.ALREADY_INSTALLED, name + " is installed already");
        var fresh = Files.createTempDirectory(folder, ASIDE);
        BundleFolder.writeContents(bundle.entries(), fresh);
        BundleFolder.openForReading(fresh);
        if (isInstalled(name)) moveAside(name);
        BundleFolder.openOneForReading(Files.createDirectories(folderOf(name).getParent()));
        BundleFolder.openOneForReading(folder);
        Files.move(fresh, folderOf(name), StandardCopyOption.ATOMIC_MOVE);
        try (var parent = FileChannel.open(folderOf(name).getParent())) {
            parent.force(true);
        }
        writeNewestVersions();
    }

    private boolean isIntact(BundleName name) {
        try {
            verifyInstalled(name);
            return true;
        } catch (BundleRefused _) {
            return false;
        }
    }

    private void moveAside(BundleName name) throws IOException {
        Files.move(
                folderOf(name),
                Files.createTempDirectory(folder, ASIDE).resolve(name.id()),
                StandardCopyOption.ATOMIC_MOVE);
    }

    private void deleteLeftovers() throws IOException {
        for (var child : childFolders(folder))
            if (child.getFileName().toString().startsWith(ASIDE)) BundleFolder.deleteFolder(child);
    }
}
