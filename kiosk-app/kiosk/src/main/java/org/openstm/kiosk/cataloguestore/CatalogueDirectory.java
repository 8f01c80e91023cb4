package org.openstm.kiosk.cataloguestore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.crypto.AtomicFile;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.CatalogueManifest;

/// The folder: `label.json`, `sets/NUMBER/` with `manifest.json` and `files/`, and `staging/`.
final class CatalogueDirectory {
    private static final String MANIFEST = "manifest.json";
    private static final String FILES = "files";
    private static final String MODE = "rw-------";

    private final Path folder;
    private final Path sets;
    private final Path staging;

    /// Called before each step that reaches the disk; a test simulates a power failure there.
    private final Consumer<String> step;

    CatalogueDirectory(Path folder, Consumer<String> step) {
        this.folder = folder;
        this.sets = folder.resolve("sets");
        this.staging = folder.resolve("staging");
        this.step = step;
        try {
            Files.createDirectories(sets);
        } catch (IOException broken) {
            throw new UncheckedIOException(folder + " cannot be made", broken);
        }
    }

    /// @return empty if there is none, or none that can be read
    Optional<CatalogueState> readState() {
        try {
            return Optional.of(CatalogueState.of(Files.readAllBytes(folder.resolve("label.json"))));
        } catch (IOException | ContractViolationException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    void writeState(CatalogueState label) throws IOException {
        step.accept("label");
        AtomicFile.writeAtomically(folder.resolve("label.json"), label.toJson(), MODE);
    }

    /// The stored numbers, the highest first.
    List<Integer> storedNumbers() {
        try (var all = Files.list(sets)) {
            return all.map(set -> set.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                    .map(Integer::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The signed manifest of a set, as it was stored.
    byte[] readManifest(int number) throws IOException {
        return readLimited(setFolder(number).resolve(MANIFEST), StrictJson.LARGEST);
    }

    void renewManifest(int number, byte[] manifest) throws IOException {
        step.accept("renew");
        AtomicFile.writeAtomically(
                setFolder(number).resolve(MANIFEST), new String(manifest, StandardCharsets.UTF_8), MODE);
    }

    /// Loads a complete set and verifies it again.
    VerifiedCatalogue loadSet(int number, CatalogueManifest.SignatureCheck proof) throws UnfitCatalogueException {
        return loadSet(setFolder(number), proof);
    }

    /// Loads the staged set and verifies it like any other.
    VerifiedCatalogue loadStaged(CatalogueManifest.SignatureCheck proof) throws UnfitCatalogueException {
        return loadSet(staging, proof);
    }

    private static VerifiedCatalogue loadSet(Path set, CatalogueManifest.SignatureCheck proof)
            throws UnfitCatalogueException {
        try {
            var manifest = CatalogueManifest.parseSigned(readLimited(set.resolve(MANIFEST), StrictJson.LARGEST), proof);
            var files = new LinkedHashMap<String, String>();
            for (var file : manifest.files()) files.put(file.path(), readText(file, set.resolve(FILES)));
            var problems = CatalogueFiles.loadFiles(files).problems();
            if (!problems.isEmpty())
                throw new UnfitCatalogueException("it has a mistake: " + problems.getFirst()
                        + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""));
            return new VerifiedCatalogue(manifest, files);
        } catch (ContractViolationException broken) {
            throw new UnfitCatalogueException(String.valueOf(broken.getMessage()));
        } catch (IOException broken) {
            throw new UnfitCatalogueException("it cannot be read: " + broken);
        }
    }

    private static String readText(CatalogueManifest.ManifestFile file, Path files)
            throws IOException, UnfitCatalogueException {
        var path = files.resolve(file.path());
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
            throw new UnfitCatalogueException(file.path() + " is not there");
        byte[] bytes = readLimited(path, file.bytes());
        if (!matchesManifest(file, bytes))
            throw new UnfitCatalogueException(file.path() + " is not what central signed");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new UnfitCatalogueException(file.path() + " is no UTF-8 text");
        }
    }

    static boolean matchesManifest(CatalogueManifest.ManifestFile file, byte[] bytes) {
        return bytes.length == file.bytes() && Sha256.digestHex(bytes).equals(file.sha256());
    }

    /// One byte more than the limit is enough to see that it is too large.
    private static byte[] readLimited(Path file, int most) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        }
    }

    /// The bytes of a file that is already stored, in the staged set or in another.
    Optional<byte[]> findFile(CatalogueManifest.ManifestFile file, List<Integer> among) {
        var places = new ArrayList<Path>(List.of(staging));
        among.stream().filter(n -> n > 0).forEach(n -> places.add(setFolder(n)));
        return places.stream()
                .flatMap(set -> readMatching(set.resolve(FILES).resolve(file.path()), file).stream())
                .findFirst();
    }

    private static Optional<byte[]> readMatching(Path path, CatalogueManifest.ManifestFile file) {
        try {
            byte[] bytes = readLimited(path, file.bytes());
            return matchesManifest(file, bytes) ? Optional.of(bytes) : Optional.empty();
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }

    /// On the disk when this returns; an existing file is replaced.
    void stageFile(CatalogueManifest.ManifestFile file, byte[] bytes) throws IOException {
        step.accept("file");
        writeDurably(staging.resolve(FILES).resolve(file.path()), bytes);
    }

    void stageManifest(byte[] manifest) throws IOException {
        step.accept("manifest");
        writeDurably(staging.resolve(MANIFEST), manifest);
        try (var folders = Files.walk(staging)) {
            for (var one : folders.filter(Files::isDirectory).toList()) forceToDisk(one);
        }
        forceToDisk(folder);
    }

    private static void writeDurably(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file); // never write through an existing link
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        forceToDisk(file);
    }

    /// Moves the staged set to its final place in one step.
    void placeStaged(int number) throws IOException {
        if (Files.exists(setFolder(number), LinkOption.NOFOLLOW_LINKS)) deleteTree(setFolder(number));
        step.accept("place");
        Files.move(staging, setFolder(number), StandardCopyOption.ATOMIC_MOVE);
        forceToDisk(sets);
        forceToDisk(folder);
    }

    void discardStaged() throws IOException {
        step.accept("unstage");
        deleteTree(staging);
    }

    void removeSet(int number) throws IOException {
        step.accept("remove");
        deleteTree(setFolder(number));
    }

    private static void deleteTree(Path tree) throws IOException {
        try (var all = Files.walk(tree)) {
            for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private static void forceToDisk(Path path) throws IOException {
        try (var open = FileChannel.open(path, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    private Path setFolder(int number) {
        return sets.resolve(Integer.toString(number));
    }
}
