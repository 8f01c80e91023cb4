package org.openstm.kiosk.stock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Manifest;
import org.openstm.kiosk.central.Sha256;

/// The catalogues of the centre that this terminal has: the one in force, the one before it, and the next.
public final class Stock {
    /// With a catalogue that has not proved good the program begins so often; then it goes back. Once
    /// more than once, for a power cut is nobody's fault.
    static final int TRIALS = 3;

    private final Shelves shelves;
    private final Manifest.Proof proof;
    private final InstantSource clock;
    private Label label;

    /// @param folder need not be there
    public Stock(Path folder, Manifest.Proof proof, InstantSource clock) {
        this(new Shelves(folder, _ -> {}), proof, clock);
    }

    Stock(Shelves shelves, Manifest.Proof proof, InstantSource clock) {
        this.shelves = shelves;
        this.proof = proof;
        this.clock = clock;
        this.label = shelves.label().orElseGet(this::found);
    }

    /// A lost label: the highest set that is whole is in force, and nothing lower is taken.
    private Label found() {
        return shelves.numbers().stream()
                .flatMap(number -> whole(number).stream())
                .findFirst()
                .map(set -> new Label("", set.number(), digest(set), set.number(), 0, 0, List.of(), 0))
                .orElse(Label.NEW);
    }

    private Optional<Manifest> whole(int number) {
        try {
            return Optional.of(shelves.load(number, proof).manifest());
        } catch (Unfit broken) {
            return Optional.empty();
        }
    }

    /// What is in force when the program begins. What cannot be read, or let it end again and again,
    /// gives way to the one before it, and that to the shipped one.
    ///
    /// @param tell of what gave way, a sentence for staff
    /// @return empty for the shipped one
    public synchronized Optional<Held> begin(Consumer<String> tell) {
        while (label.current() > 0) {
            try {
                if (label.trial() >= TRIALS)
                    throw new Unfit("the program began " + TRIALS + " times with it and never ran for a minute");
                var held = shelves.load(label.current(), proof);
                if (label.trial() > 0) write(label.begun());
                return Optional.of(held);
            } catch (Unfit unfit) {
                tell.accept(wentBack(unfit.why()));
            }
        }
        return Optional.empty();
    }

    /// The next one, when its time has come.
    ///
    /// @param tell why it will not come into force, a sentence for staff
    public synchronized Optional<Held> next(Consumer<String> tell) {
        if (label.ready() == 0) return Optional.empty();
        try {
            var held = shelves.load(label.ready(), proof);
            if (clock.instant().isBefore(held.manifest().from())) return Optional.empty();
            if (!clock.instant().isBefore(held.manifest().until())) throw new Unfit(over(held.manifest()));
            return Optional.of(held);
        } catch (Unfit unfit) {
            tell.accept(dropped(unfit.why()));
            return Optional.empty();
        }
    }

    /// Puts the next one into force.
    public synchronized void activate() {
        if (label.ready() > 0) write(label.activated());
        prune();
    }

    /// The next one is not to come into force.
    ///
    /// @return a sentence for staff
    public synchronized String dropped(String why) {
        String said = "catalogue " + label.ready() + " of the centre is not taken: " + why + "; "
                + inForce(label.current()) + " stays in force";
        write(label.withoutReady());
        return said;
    }

    /// The one in force has proved good.
    public synchronized void good() {
        if (label.trial() > 0) write(label.good());
    }

    /// Goes back to the one before, because somebody says so or because the one in force is no good.
    ///
    /// @return a sentence for staff
    public synchronized String wentBack(String why) {
        if (label.current() == 0)
            return "the catalogue that came with the program is in force: there is none before it";
        String said = "catalogue " + label.current() + " of the centre is given up: " + why + "; "
                + inForce(label.previous()) + " is in force, until the centre publishes another";
        write(label.back());
        return said;
    }

    private static String inForce(int number) {
        return number == 0 ? "the catalogue that came with the program" : "catalogue " + number;
    }

    static String over(Manifest manifest) {
        return "it counted until " + manifest.until();
    }

    /// What `stm status` shows.
    ///
    /// @param number in force, 0 for the shipped one; `previous` and `ready` alike
    /// @param until when the one in force is no longer taken by others
    public record State(int number, int previous, int ready, Optional<Instant> until) {}

    public synchronized State state() {
        return new State(
                label.current(),
                label.previous(),
                label.ready(),
                kept(label.current()).map(Manifest::until));
    }

    private Optional<Manifest> kept(int number) {
        if (number == 0) return Optional.empty();
        try {
            return Optional.of(Manifest.proven(shelves.manifest(number), (_, _) -> true));
        } catch (IOException | org.openstm.kiosk.central.WireBroken broken) {
            return Optional.empty();
        }
    }

    synchronized Label label() {
        return label;
    }

    /// The centre's key is another: it is another centre, which counts anew.
    synchronized void of(String signer) {
        if (!signer.equals(label.signer())) write(label.signer().isEmpty() ? label.signedBy(signer) : label.of(signer));
    }

    /// Digest of the newest manifest here, to ask whether there is a newer one; empty if there is none.
    synchronized String known() {
        int newest = Math.max(label.ready(), label.current());
        if (newest < label.seen() && !label.refused().contains(label.seen())) return "";
        try {
            return newest == 0 ? "" : Sha256.digestHex(shelves.manifest(newest));
        } catch (IOException gone) {
            return "";
        }
    }

    /// The same number and files, signed anew.
    synchronized void renew(Manifest manifest, byte[] bytes) throws IOException {
        var before = kept(manifest.number());
        if (before.isPresent() && before.get().until().isBefore(manifest.until()))
            shelves.renew(manifest.number(), bytes);
    }

    /// The bytes of a file that is here already.
    Optional<byte[]> find(Manifest.File file) {
        return shelves.find(file, List.of(label().current(), label().previous(), label().ready()));
    }

    void stage(Manifest.File file, byte[] bytes) throws IOException {
        shelves.stage(file, bytes);
    }

    /// Once all files are staged: proves the set as it lies on the disk, and gives it its place.
    synchronized void stage(Manifest manifest, byte[] bytes) throws IOException, Unfit {
        shelves.stage(bytes);
        var held = shelves.staged(proof);
        if (!held.manifest().equals(manifest)) throw new Unfit("it changed on the disk");
        shelves.place(manifest.number());
        write(label.staged(manifest.number(), digest(manifest)));
        prune();
    }

    /// What was half staged is of no use to anybody.
    synchronized void unstage() throws IOException {
        shelves.unstage();
    }

    private void prune() {
        try {
            for (int number : shelves.numbers()) if (!label.names(number)) shelves.remove(number);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void write(Label changed) {
        try {
            shelves.write(changed);
            label = changed;
        } catch (IOException broken) {
            throw new UncheckedIOException("the label of the catalogues cannot be written", broken);
        }
    }

    static String digest(Manifest manifest) {
        return Sha256.digestHex(
                Json.canonical(java.util.Map.of("files", manifest.tree().get("files"))));
    }
}
