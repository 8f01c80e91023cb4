package org.openstm.kiosk.stock;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.openstm.kiosk.central.CatalogueApi;
import org.openstm.kiosk.central.Manifest;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.central.WireBroken;

/// Fetches the centre's newest catalogue, and takes it only if everything about it is right.
public final class Supply {
    /// Of one request.
    static final int PART = 256 * 1024;

    private final CatalogueApi central;
    private final Stock stock;
    private final String program;
    private final InstantSource clock;

    /// What one round brought.
    public sealed interface News {
        /// There is nothing newer, or the centre does not answer; the next round asks again.
        record Nothing() implements News {}

        /// A catalogue waits for its time.
        record Ready(int number) implements News {}

        /// Something came that is not taken.
        ///
        /// @param why a sentence for staff
        record Refused(String why) implements News {}
    }

    /// @param program version of this program, `0.1.0`
    public Supply(CatalogueApi central, Stock stock, String program, InstantSource clock) {
        this.central = central;
        this.stock = stock;
        this.program = program;
        this.clock = clock;
    }

    /// Asks once. Blocks as long as the line takes; may be interrupted and is then taken up again.
    public News round() {
        if (!(central.catalogue(stock.known()) instanceof Reply.Done<Optional<byte[]>>(var newest)) || newest.isEmpty())
            return new News.Nothing();
        central.signer().ifPresent(stock::of);
        byte[] bytes = newest.get();
        try {
            return take(Manifest.proven(bytes, central), bytes);
        } catch (WireBroken broken) {
            return refused("a catalogue", String.valueOf(broken.getMessage()));
        }
    }

    private News take(Manifest manifest, byte[] bytes) {
        String name = "catalogue " + manifest.number();
        try {
            if (known(manifest)) {
                stock.renew(manifest, bytes);
                return new News.Nothing();
            }
            for (var file : manifest.files()) if (!staged(file)) return new News.Nothing();
            stock.stage(manifest, bytes);
            return new News.Ready(manifest.number());
        } catch (Unfit unfit) {
            return refused(name, unfit.why());
        } catch (IOException full) {
            return refused(name, "it cannot be written: " + full.getMessage() + "; an engineer looks at the disk");
        }
    }

    /// Whether the manifest is only that of the newest catalogue here.
    private boolean known(Manifest manifest) throws Unfit {
        var label = stock.label();
        if (manifest.number() < label.seen())
            throw new Unfit("number " + label.seen() + " was here before: somebody sends an old one");
        if (!clock.instant().isBefore(manifest.until()))
            throw new Unfit(Stock.over(manifest) + ": see that clock and line of the terminal are right");
        if (manifest.number() == label.seen()) {
            if (!Stock.digest(manifest).equals(label.seenFiles()))
                throw new Unfit("another one with this number was here before");
            if (label.names(manifest.number()) || label.refused().contains(manifest.number())) return true;
        }
        if (Arrays.compare(numbers(manifest.program()), numbers(program)) > 0)
            throw new Unfit("it needs program " + manifest.program() + ", and this is " + program
                    + ": an engineer installs a newer program");
        return false;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    /// @return false if the line broke; what was staged so far is used by the next round
    private boolean staged(Manifest.File file) throws IOException, Unfit {
        var here = stock.find(file);
        var fetched = here.isPresent() ? here : fetched(file);
        if (fetched.isEmpty()) return false;
        byte[] bytes = fetched.get();
        if (!Shelves.fits(file, bytes)) throw new Unfit(file.path() + " is not what the centre signed");
        stock.stage(file, bytes);
        return true;
    }

    /// @return empty if the line broke
    private Optional<byte[]> fetched(Manifest.File file) throws Unfit {
        var whole = new byte[file.bytes()];
        for (int from = 0; from < whole.length; from += PART) {
            int length = Math.min(PART, whole.length - from);
            var reply = central.blob(file.sha256(), from, from + length);
            if (reply instanceof Reply.Refused<byte[]>(var problem) && problem.status() == 404)
                throw new Unfit("the centre does not have its file " + file.path());
            if (!(reply instanceof Reply.Done<byte[]>(var part)) || part.length != length) return Optional.empty();
            System.arraycopy(part, 0, whole, from, length);
        }
        return Optional.of(whole);
    }

    private News refused(String name, String why) {
        try {
            stock.unstage();
        } catch (IOException full) {
            return new News.Refused(name + " is not taken: " + why + ", and cannot be removed: " + full.getMessage());
        }
        return new News.Refused(name + " of the centre is not taken: " + why);
    }
}
