package org.openstm.kiosk.cataloguestore;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.openstm.kiosk.central.CatalogueApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.terminal.CatalogueManifest;

/// Downloads central's newest catalogue, and takes it only if all of it verifies.
public final class CatalogueDownloader {
    /// Bytes per request.
    static final int PART = 256 * 1024;

    private final CatalogueApi central;
    private final CatalogueStore stock;
    private final String program;
    private final InstantSource clock;

    /// Result of one round.
    public sealed interface DownloadResult {
        /// There is nothing newer, or central does not answer; the next round asks again.
        record NothingNew() implements DownloadResult {}

        /// A catalogue is ready and waits for its time.
        record CatalogueReady(int number) implements DownloadResult {}

        /// A catalogue was received and refused.
        ///
        /// @param why a sentence for staff
        record CatalogueRefused(String why) implements DownloadResult {}
    }

    /// @param program version of this program, `0.1.0`
    public CatalogueDownloader(CatalogueApi central, CatalogueStore stock, String program, InstantSource clock) {
        this.central = central;
        this.stock = stock;
        this.program = program;
        this.clock = clock;
    }

    /// Runs one round. Blocks as long as the transfer takes; may be interrupted and then continues in the next
    /// round.
    public DownloadResult downloadOnce() {
        if (!(central.fetchManifest(stock.newestDigest()) instanceof CentralReply.Done<Optional<byte[]>>(var newest))
                || newest.isEmpty()) return new DownloadResult.NothingNew();
        central.signerThumbprint().ifPresent(stock::setSigner);
        byte[] bytes = newest.get();
        try {
            return stageCatalogue(CatalogueManifest.parseSigned(bytes, central), bytes);
        } catch (ContractViolationException broken) {
            return refuseCatalogue("a catalogue", String.valueOf(broken.getMessage()));
        }
    }

    private DownloadResult stageCatalogue(CatalogueManifest manifest, byte[] bytes) {
        String name = "catalogue " + manifest.number();
        try {
            if (isKnown(manifest)) {
                stock.renewManifest(manifest, bytes);
                return new DownloadResult.NothingNew();
            }
            for (var file : manifest.files()) if (!stageFile(file)) return new DownloadResult.NothingNew();
            stock.stageManifest(manifest, bytes);
            return new DownloadResult.CatalogueReady(manifest.number());
        } catch (UnfitCatalogueException unfit) {
            return refuseCatalogue(name, unfit.reason());
        } catch (IOException full) {
            return refuseCatalogue(
                    name, "it cannot be written: " + full.getMessage() + "; an engineer looks at the disk");
        }
    }

    /// Whether the manifest is that of the newest catalogue here, signed again.
    private boolean isKnown(CatalogueManifest manifest) throws UnfitCatalogueException {
        var label = stock.catalogueState();
        if (manifest.number() < label.seen())
            throw new UnfitCatalogueException("number " + label.seen() + " was here before: somebody sends an old one");
        if (!clock.instant().isBefore(manifest.until()))
            throw new UnfitCatalogueException(
                    CatalogueStore.expiryText(manifest) + ": see that clock and line of the terminal are right");
        if (manifest.number() == label.seen()) {
            if (!CatalogueStore.digestOfFiles(manifest).equals(label.seenFiles()))
                throw new UnfitCatalogueException("another one with this number was here before");
            if (label.isReferenced(manifest.number()) || label.refused().contains(manifest.number())) return true;
        }
        if (Arrays.compare(versionNumbers(manifest.program()), versionNumbers(program)) > 0)
            throw new UnfitCatalogueException("it needs program " + manifest.program() + ", and this is " + program
                    + ": an engineer installs a newer program");
        return false;
    }

    private static int[] versionNumbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    /// @return false if the connection was lost; the next round uses what was staged so far
    private boolean stageFile(CatalogueManifest.ManifestFile file) throws IOException, UnfitCatalogueException {
        var here = stock.findFile(file);
        var fetched = here.isPresent() ? here : fetchFile(file);
        if (fetched.isEmpty()) return false;
        byte[] bytes = fetched.get();
        if (!CatalogueDirectory.matchesManifest(file, bytes))
            throw new UnfitCatalogueException(file.path() + " is not what central signed");
        stock.stageFile(file, bytes);
        return true;
    }

    /// @return empty if the connection was lost
    private Optional<byte[]> fetchFile(CatalogueManifest.ManifestFile file) throws UnfitCatalogueException {
        var whole = new byte[file.bytes()];
        for (int from = 0; from < whole.length; from += PART) {
            int length = Math.min(PART, whole.length - from);
            var reply = central.fetchFilePart(file.sha256(), from, from + length);
            if (reply instanceof CentralReply.Refused<byte[]>(var problem) && problem.status() == 404)
                throw new UnfitCatalogueException("central does not have its file " + file.path());
            if (!(reply instanceof CentralReply.Done<byte[]>(var part)) || part.length != length)
                return Optional.empty();
            System.arraycopy(part, 0, whole, from, length);
        }
        return Optional.of(whole);
    }

    private DownloadResult refuseCatalogue(String name, String why) {
        try {
            stock.discardStaged();
        } catch (IOException full) {
            return new DownloadResult.CatalogueRefused(
                    name + " is not taken: " + why + ", and cannot be removed: " + full.getMessage());
        }
        return new DownloadResult.CatalogueRefused(name + " of central is not taken: " + why);
    }
}
