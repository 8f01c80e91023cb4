package org.openstm.kiosk.cataloguestore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.CatalogueManifest;

/// The catalogues of central on this terminal: the active one, the one before it, and the next.
public final class CatalogueStore {
    /// Number of starts with an unconfirmed catalogue before it is reverted. More than one, since a power
    /// failure also causes a restart.
    static final int TRIALS = 3;

    private final CatalogueDirectory directory;
    private final CatalogueManifest.SignatureCheck proof;
    private final InstantSource clock;
    private CatalogueState label;

    /// @param folder need not exist
    public CatalogueStore(Path folder, CatalogueManifest.SignatureCheck proof, InstantSource clock) {
        this(new CatalogueDirectory(folder, _ -> {}), proof, clock);
    }

    CatalogueStore(CatalogueDirectory directory, CatalogueManifest.SignatureCheck proof, InstantSource clock) {
        this.directory = directory;
        this.proof = proof;
        this.clock = clock;
        this.label = directory.readState().orElseGet(this::rebuildState);
    }

    /// Rebuilds lost state: the highest complete set becomes active, and no lower number is taken.
    private CatalogueState rebuildState() {
        return directory.storedNumbers().stream()
                .flatMap(number -> loadIfComplete(number).stream())
                .findFirst()
                .map(set -> new CatalogueState("", set.number(), digestOfFiles(set), set.number(), 0, 0, List.of(), 0))
                .orElse(CatalogueState.NEW);
    }

    private Optional<CatalogueManifest> loadIfComplete(int number) {
        try {
            return Optional.of(directory.loadSet(number, proof).manifest());
        } catch (UnfitCatalogueException broken) {
            return Optional.empty();
        }
    }

    /// Loads the active catalogue at the program's start. If it cannot be read, or made the program end
    /// repeatedly, it is replaced by the one before it, and that by the shipped one.
    ///
    /// @param tell receives what was replaced, a sentence for staff
    /// @return empty for the shipped one
    public synchronized Optional<VerifiedCatalogue> startWithCurrent(Consumer<String> tell) {
        while (label.current() > 0) {
            try {
                if (label.trial() >= TRIALS)
                    throw new UnfitCatalogueException(
                            "the program began " + TRIALS + " times with it and never ran for a minute");
                var held = directory.loadSet(label.current(), proof);
                if (label.trial() > 0) writeState(label.withStartCounted());
                return Optional.of(held);
            } catch (UnfitCatalogueException unfit) {
                tell.accept(revertToPrevious(unfit.reason()));
            }
        }
        return Optional.empty();
    }

    /// Loads the next catalogue when its time has come.
    ///
    /// @param tell receives why it is refused, a sentence for staff
    public synchronized Optional<VerifiedCatalogue> findDueCatalogue(Consumer<String> tell) {
        if (label.ready() == 0) return Optional.empty();
        try {
            var held = directory.loadSet(label.ready(), proof);
            if (clock.instant().isBefore(held.manifest().from())) return Optional.empty();
            if (!clock.instant().isBefore(held.manifest().until()))
                throw new UnfitCatalogueException(expiryText(held.manifest()));
            return Optional.of(held);
        } catch (UnfitCatalogueException unfit) {
            tell.accept(dropNext(unfit.reason()));
            return Optional.empty();
        }
    }

    /// Activates the next catalogue.
    public synchronized void activateNext() {
        if (label.ready() > 0) writeState(label.withActivated());
        removeUnused();
    }

    /// Refuses the next catalogue.
    ///
    /// @return a sentence for staff
    public synchronized String dropNext(String why) {
        String said = "catalogue " + label.ready() + " of central is not taken: " + why + "; "
                + catalogueName(label.current()) + " stays in force";
        writeState(label.withoutNext());
        return said;
    }

    /// Confirms the active catalogue.
    public synchronized void confirmCurrent() {
        if (label.trial() > 0) writeState(label.withTrialPassed());
    }

    /// Reverts to the one before, on request or because the active one is defective.
    ///
    /// @return a sentence for staff
    public synchronized String revertToPrevious(String why) {
        if (label.current() == 0)
            return "the catalogue that came with the program is in force: there is none before it";
        String said = "catalogue " + label.current() + " of central is given up: " + why + "; "
                + catalogueName(label.previous()) + " is in force, until central publishes another";
        writeState(label.withPreviousAgain());
        return said;
    }

    private static String catalogueName(int number) {
        return number == 0 ? "the catalogue that came with the program" : "catalogue " + number;
    }

    static String expiryText(CatalogueManifest manifest) {
        return "it counted until " + manifest.until();
    }

    /// Catalogue status as `stm status` shows it.
    ///
    /// @param number in force, 0 for the shipped one; `previous` and `ready` alike
    /// @param until end of the active catalogue's validity
    public record StoreStatus(int number, int previous, int ready, Optional<Instant> until) {}

    public synchronized StoreStatus storeStatus() {
        return new StoreStatus(
                label.current(),
                label.previous(),
                label.ready(),
                findManifest(label.current()).map(CatalogueManifest::until));
    }

    private Optional<CatalogueManifest> findManifest(int number) {
        if (number == 0) return Optional.empty();
        try {
            return Optional.of(CatalogueManifest.parseSigned(directory.readManifest(number), (_, _) -> true));
        } catch (IOException | org.openstm.kiosk.central.json.ContractViolationException broken) {
            return Optional.empty();
        }
    }

    synchronized CatalogueState catalogueState() {
        return label;
    }

    /// Central's key is a different one: this is another central, which numbers from the beginning.
    synchronized void setSigner(String signer) {
        if (!signer.equals(label.signer()))
            writeState(label.signer().isEmpty() ? label.withSigner(signer) : label.of(signer));
    }

    /// Digest of the newest manifest here, sent to ask for a newer one; empty if there is none.
    synchronized String newestDigest() {
        int newest = Math.max(label.ready(), label.current());
        if (newest < label.seen() && !label.refused().contains(label.seen())) return "";
        try {
            return newest == 0 ? "" : Sha256.digestHex(directory.readManifest(newest));
        } catch (IOException gone) {
            return "";
        }
    }

    /// Stores a new signature of the same number and files.
    synchronized void renewManifest(CatalogueManifest manifest, byte[] bytes) throws IOException {
        var before = findManifest(manifest.number());
        if (before.isPresent() && before.get().until().isBefore(manifest.until()))
            directory.renewManifest(manifest.number(), bytes);
    }

    /// The bytes of a file that is already stored.
    Optional<byte[]> findFile(CatalogueManifest.ManifestFile file) {
        return directory.findFile(
                file,
                List.of(
                        catalogueState().current(),
                        catalogueState().previous(),
                        catalogueState().ready()));
    }

    void stageFile(CatalogueManifest.ManifestFile file, byte[] bytes) throws IOException {
        directory.stageFile(file, bytes);
    }

    /// Called when all files are staged: verifies the set on the disk, and moves it to its place.
    synchronized void stageManifest(CatalogueManifest manifest, byte[] bytes)
            throws IOException, UnfitCatalogueException {
        directory.stageManifest(bytes);
        var held = directory.loadStaged(proof);
        if (!held.manifest().equals(manifest)) throw new UnfitCatalogueException("it changed on the disk");
        directory.placeStaged(manifest.number());
        writeState(label.withStaged(manifest.number(), digestOfFiles(manifest)));
        removeUnused();
    }

    /// Discards an incomplete staged set.
    synchronized void discardStaged() throws IOException {
        directory.discardStaged();
    }

    private void removeUnused() {
        try {
            for (int number : directory.storedNumbers()) if (!label.isReferenced(number)) directory.removeSet(number);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void writeState(CatalogueState changed) {
        try {
            directory.writeState(changed);
            label = changed;
        } catch (IOException broken) {
            throw new UncheckedIOException("the state of the catalogues cannot be written", broken);
        }
    }

    static String digestOfFiles(CatalogueManifest manifest) {
        return Sha256.digestHex(StrictJson.toCanonicalBytes(
                java.util.Map.of("files", manifest.toJsonTree().get("files"))));
    }
}
