package org.openstm.kiosk.session.model;

import java.util.Set;
import org.openstm.kiosk.catalog.ItemField;

/// What works around the terminal right now.
///
/// @param lineUp the centre answers
/// @param down back systems that do not
/// @param broken device classes (`id-card-reader` ...) and ways of writing (`pinyin`,
///     `handwriting`) that cannot work
/// @param full items of which no more cases may be stored, by id
/// @param diskFull the journal has no room for new cases
/// @param clockWrong the terminal's clock is not the centre's
public record ServiceEnvironment(
        boolean lineUp, Set<String> down, Set<String> broken, Set<String> full, boolean diskFull, boolean clockWrong) {
    /// What stands in `broken` where no camera sees papers.
    public static final String PAPER_CAMERA = "paper-camera";

    /// The same of persons.
    public static final String PERSON_CAMERA = "person-camera";

    public static final ServiceEnvironment FINE =
            new ServiceEnvironment(true, Set.of(), Set.of(), Set.of(), false, false);

    /// Whether a card can be read.
    public boolean readsCards() {
        return !broken.contains("id-card-reader");
    }

    /// Whether a social security card can be read.
    public boolean readsChips() {
        return !broken.contains("chip-card-reader");
    }

    /// Whether there is a camera for such a field.
    public boolean takesPictures(ItemField.FieldKind kind) {
        return !broken.contains(kind == ItemField.FieldKind.PHOTO ? PERSON_CAMERA : PAPER_CAMERA);
    }

    /// Whether a slip would come out.
    public boolean printsSlips() {
        return !broken.contains("receipt-printer");
    }

    /// Whether the code of a phone can be taken.
    public boolean takesPhones() {
        return knowsPhones() && !broken.contains("barcode-reader");
    }

    /// Whether a code that was read can be judged: whose it is, only the centre can say, and whether
    /// it is too old, only a clock that goes right. That a scanner works, the code itself proves;
    /// what is known of devices is seconds old.
    public boolean knowsPhones() {
        return lineUp && !clockWrong;
    }

    public ServiceEnvironment {
        down = Set.copyOf(down);
        broken = Set.copyOf(broken);
        full = Set.copyOf(full);
    }
}
