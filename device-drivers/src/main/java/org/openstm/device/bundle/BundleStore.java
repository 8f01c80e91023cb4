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

/// Where installed bundles lie, `FOLDER/ID/VERSION/`, versions side by side. One appears there
/// whole or not at all, and is checked again, signature and all, each time it is used.
public final class BundleStore {
    /// What begins so is under way, or was when the power went.
    private static final String ASIDE = ".aside-";

    private static final String LOCK = ".lock";

    /// The newest version of each driver that was ever here, a line each.
    private static final String NEWEST = "newest";

    private final Path folder;
    private final TrustStore trust;

    public BundleStore(Path folder, TrustStore trust) {
        this.folder = folder.toAbsolutePath();
        this.trust = trust;
    }

    /// Checks a bundle and puts it beside what is there; no device is touched. In the place of one
    /// that was changed on disk it is put too.
    ///
    /// @param seen the devices of this terminal, to tell which of them it fits
    public Installation install(Path zip, List<Sighting> seen) {
        try {
            var bundle = Bundle.checked(Archive.read(zip), trust);
            alone(() -> put(bundle));
            return new Installation.Done(Installed.whole(bundle, seen));
        } catch (BundleRefused refused) {
            return new Installation.Refused(refused.fault());
        }
    }

    /// Whether a version is older than the newest that was ever installed here: such a one may bring back
    /// what a newer one mended. What cannot be read is not older; it is refused elsewhere.
    ///
    /// @param text ID@VERSION
    public boolean isOlder(String text) {
        try {
            return isOlder(BundleName.parse(text));
        } catch (BundleRefused _) {
            return false;
        }
    }

    /// The same of a bundle's file.
    public boolean isOlder(Path zip) {
        try {
            return isOlder(Bundle.checked(Archive.read(zip), trust).manifest().name());
        } catch (BundleRefused _) {
            return false;
        }
    }

    private boolean isOlder(BundleName name) {
        var newest = newest().get(name.id());
        return newest != null && name.version().compareTo(newest) < 0;
    }

    /// By id, of those that were removed since, too.
    private Map<String, Version> newest() {
        var newest = new TreeMap<String, Version>();
        for (var name : names()) newest.merge(name.id(), name.version(), BinaryOperator.maxBy(Version::compareTo));
        try {
            var kept = folder.resolve(NEWEST);
            if (!Files.exists(kept)) return newest;
            for (var line : Files.readAllLines(kept)) {
                var name = BundleName.parse(line.strip());
                newest.merge(name.id(), name.version(), BinaryOperator.maxBy(Version::compareTo));
            }
        } catch (IOException | BundleRefused damaged) {
            // what is installed still counts
        }
        return newest;
    }

    private void keepNewest() throws IOException {
        var lines = newest().entrySet().stream()
                .map(one -> new BundleName(one.getKey(), one.getValue()).toString())
                .toList();
        var fresh = folder.resolve(ASIDE + NEWEST);
        Files.write(fresh, lines);
        Files.move(fresh, folder.resolve(NEWEST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Checks a bundle as [#install] would, and changes nothing.
    ///
    /// @param seen devices, to tell which of them it fits
    public Installed inspect(Path zip, List<Sighting> seen) {
        try {
            return Installed.whole(Bundle.checked(Archive.read(zip), trust), seen);
        } catch (BundleRefused refused) {
            return new Installed(
                    zip.getFileName().toString(), List.of(), new Installed.Standing.Spoilt(refused.fault()));
        }
    }

    /// @param seen the devices of this terminal; what one of them uses is kept
    /// @return why it was not removed, or empty
    public Optional<Fault> remove(String text, List<Sighting> seen) {
        try {
            var name = BundleName.parse(text);
            var users = Installed.users(name, seen);
            if (!users.isEmpty()) throw new BundleRefused(Reason.IN_USE, name + " serves " + String.join(", ", users));
            if (!has(name)) throw notInstalled(name);
            alone(() -> setAside(name));
            return Optional.empty();
        } catch (BundleRefused refused) {
            return Optional.of(refused.fault());
        }
    }

    /// Everything that is installed, by name and version.
    public List<Installed> all(List<Sighting> seen) {
        return names().stream().map(name -> installed(name, seen)).toList();
    }

    /// One that is installed, and how it is.
    ///
    /// @param text ID@VERSION
    public Optional<Installed> look(String text, List<Sighting> seen) {
        try {
            var name = BundleName.parse(text);
            return has(name) ? Optional.of(installed(name, seen)) : Optional.empty();
        } catch (BundleRefused _) {
            return Optional.empty();
        }
    }

    private Installed installed(BundleName name, List<Sighting> seen) {
        try {
            return Installed.whole(whole(name), seen);
        } catch (BundleRefused refused) {
            return Installed.spoilt(name, refused.fault(), seen);
        }
    }

    /// The bundle of this name, checked as if it came from a stranger.
    Bundle whole(BundleName name) throws BundleRefused {
        if (!has(name)) throw notInstalled(name);
        try {
            var bundle = Bundle.checked(Folder.read(place(name)), trust);
            if (!bundle.manifest().name().equals(name))
                throw new BundleRefused(
                        Reason.CONTENT_CHANGED,
                        place(name) + " holds " + bundle.manifest().name());
            return bundle;
        } catch (IOException problem) {
            throw failed(problem);
        }
    }

    boolean has(BundleName name) {
        return Files.isDirectory(place(name));
    }

    Path place(BundleName name) {
        return folder.resolve(name.id()).resolve(name.version().toString());
    }

    private BundleRefused notInstalled(BundleName name) {
        return new BundleRefused(Reason.NOT_INSTALLED, name + " is not in " + folder);
    }

    private List<BundleName> names() {
        var names = new ArrayList<BundleName>();
        for (var id : children(folder))
            for (var version : children(id)) {
                try {
                    names.add(BundleName.parse(id.getFileName() + "@" + version.getFileName()));
                } catch (BundleRefused _) {
                    // somebody else's folder
                }
            }
        return names.stream().sorted().toList();
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (var children = Files.list(folder)) {
            return children.filter(Files::isDirectory).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private interface Deed {
        void run() throws IOException, BundleRefused;
    }

    /// One at a time, also between two programs; what an earlier one left behind is swept out
    /// first.
    private synchronized void alone(Deed deed) throws BundleRefused {
        try {
            Files.createDirectories(folder);
            try (var door = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = door.lock()) {
                sweep();
                deed.run();
                sweep();
            }
        } catch (IOException problem) {
            throw failed(problem);
        }
    }

    private BundleRefused failed(IOException problem) {
        return new BundleRefused(Reason.STORE_FAILED, folder + ": " + problem);
    }

    private void put(Bundle bundle) throws IOException, BundleRefused {
        var name = bundle.manifest().name();
        if (has(name) && isWhole(name))
            throw new BundleRefused(Reason.ALREADY_INSTALLED, name + " is installed already");
        var fresh = Files.createTempDirectory(folder, ASIDE);
        Folder.write(bundle.entries(), fresh);
        if (has(name)) setAside(name);
        Files.createDirectories(place(name).getParent());
        Files.move(fresh, place(name), StandardCopyOption.ATOMIC_MOVE);
        try (var parent = FileChannel.open(place(name).getParent())) {
            parent.force(true);
        }
        keepNewest();
    }

    private boolean isWhole(BundleName name) {
        try {
            whole(name);
            return true;
        } catch (BundleRefused _) {
            return false;
        }
    }

    private void setAside(BundleName name) throws IOException {
        Files.move(
                place(name),
                Files.createTempDirectory(folder, ASIDE).resolve(name.id()),
                StandardCopyOption.ATOMIC_MOVE);
    }

    private void sweep() throws IOException {
        for (var child : children(folder)) if (child.getFileName().toString().startsWith(ASIDE)) Folder.delete(child);
    }
}
