package org.openstm.kiosk.stock;

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
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.KeptFile;
import org.openstm.kiosk.central.Manifest;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.WireBroken;

/// The folder: `label.json`, `sets/NUMBER/` with `manifest.json` and `files/`, and `staging/`.
final class Shelves {
    private static final String MANIFEST = "manifest.json";
    private static final String FILES = "files";
    private static final String MODE = "rw-------";

    private final Path folder;
    private final Path sets;
    private final Path staging;

    /// Told before each step that reaches the disk; a test cuts the power there.
    private final Consumer<String> step;

    Shelves(Path folder, Consumer<String> step) {
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
    Optional<Label> label() {
        try {
            return Optional.of(Label.of(Files.readAllBytes(folder.resolve("label.json"))));
        } catch (IOException | WireBroken | NumberFormatException none) {
            return Optional.empty();
        }
    }

    void write(Label label) throws IOException {
        step.accept("label");
        KeptFile.write(folder.resolve("label.json"), label.text(), MODE);
    }

    /// The numbers that have a place, the highest first.
    List<Integer> numbers() {
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

    /// The signed manifest of a set, as it was kept.
    byte[] manifest(int number) throws IOException {
        return limited(set(number).resolve(MANIFEST), Json.LARGEST);
    }

    void renew(int number, byte[] manifest) throws IOException {
        step.accept("renew");
        KeptFile.write(set(number).resolve(MANIFEST), new String(manifest, StandardCharsets.UTF_8), MODE);
    }

    /// A whole set, proven anew.
    Held load(int number, Manifest.Proof proof) throws Unfit {
        return load(set(number), proof);
    }

    /// The set that is being staged, proven as any other.
    Held staged(Manifest.Proof proof) throws Unfit {
        return load(staging, proof);
    }

    private static Held load(Path set, Manifest.Proof proof) throws Unfit {
        try {
            var manifest = Manifest.proven(limited(set.resolve(MANIFEST), Json.LARGEST), proof);
            var files = new LinkedHashMap<String, String>();
            for (var file : manifest.files()) files.put(file.path(), text(file, set.resolve(FILES)));
            var problems = CatalogueFiles.loadFiles(files).problems();
            if (!problems.isEmpty())
                throw new Unfit("it has a mistake: " + problems.getFirst()
                        + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""));
            return new Held(manifest, files);
        } catch (WireBroken broken) {
            throw new Unfit(String.valueOf(broken.getMessage()));
        } catch (IOException broken) {
            throw new Unfit("it cannot be read: " + broken);
        }
    }

    private static String text(Manifest.File file, Path files) throws IOException, Unfit {
        var path = files.resolve(file.path());
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) throw new Unfit(file.path() + " is not there");
        byte[] bytes = limited(path, file.bytes());
        if (!fits(file, bytes)) throw new Unfit(file.path() + " is not what the centre signed");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new Unfit(file.path() + " is no UTF-8 text");
        }
    }

    static boolean fits(Manifest.File file, byte[] bytes) {
        return bytes.length == file.bytes() && Sha256.digestHex(bytes).equals(file.sha256());
    }

    /// One byte more than may be is enough to see that it is too large.
    private static byte[] limited(Path file, int most) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        }
    }

    /// The bytes of a file that lies here already, in the set that is staged or in another.
    Optional<byte[]> find(Manifest.File file, List<Integer> among) {
        var places = new ArrayList<Path>(List.of(staging));
        among.stream().filter(n -> n > 0).forEach(n -> places.add(set(n)));
        return places.stream()
                .flatMap(set -> read(set.resolve(FILES).resolve(file.path()), file).stream())
                .findFirst();
    }

    private static Optional<byte[]> read(Path path, Manifest.File file) {
        try {
            byte[] bytes = limited(path, file.bytes());
            return fits(file, bytes) ? Optional.of(bytes) : Optional.empty();
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }

    /// On the disk when this returns; whatever lay there is gone.
    void stage(Manifest.File file, byte[] bytes) throws IOException {
        step.accept("file");
        durable(staging.resolve(FILES).resolve(file.path()), bytes);
    }

    void stage(byte[] manifest) throws IOException {
        step.accept("manifest");
        durable(staging.resolve(MANIFEST), manifest);
        try (var folders = Files.walk(staging)) {
            for (var one : folders.filter(Files::isDirectory).toList()) force(one);
        }
        force(folder);
    }

    private static void durable(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file); // never through a link that lies there
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        force(file);
    }

    /// The staged set gets its place, in one step.
    void place(int number) throws IOException {
        if (Files.exists(set(number), LinkOption.NOFOLLOW_LINKS)) delete(set(number));
        step.accept("place");
        Files.move(staging, set(number), StandardCopyOption.ATOMIC_MOVE);
        force(sets);
        force(folder);
    }

    void unstage() throws IOException {
        step.accept("unstage");
        delete(staging);
    }

    void remove(int number) throws IOException {
        step.accept("remove");
        delete(set(number));
    }

    private static void delete(Path tree) throws IOException {
        try (var all = Files.walk(tree)) {
            for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private static void force(Path path) throws IOException {
        try (var open = FileChannel.open(path, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    private Path set(int number) {
        return sets.resolve(Integer.toString(number));
    }
}
