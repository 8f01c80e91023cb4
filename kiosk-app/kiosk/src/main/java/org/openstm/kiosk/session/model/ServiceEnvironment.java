package org.openstm.kiosk.session.model;

import java.util.Set;
import org.openstm.kiosk.catalog.ItemField;

/// What the terminal can use at present.
///
/// @param lineUp whether central answers
/// @param down back systems that do not answer
/// @param broken device classes (`id-card-reader` ...) and input methods (`pinyin`,
///     `handwriting`) that do not work
/// @param full ids of items of which no more cases may be stored
/// @param diskFull the journal has no room for new cases
/// @param clockWrong whether the terminal's clock differs from central's
public record ServiceEnvironment(
        boolean lineUp, Set<String> down, Set<String> broken, Set<String> full, boolean diskFull, boolean clockWrong) {
    /// Name in `broken` when no camera for papers works.
    public static final String PAPER_CAMERA = "paper-camera";

    /// Name in `broken` when no camera for persons works.
    public static final String PERSON_CAMERA = "person-camera";

    public static final ServiceEnvironment FINE =
            new ServiceEnvironment(true, Set.of(), Set.of(), Set.of(), false, false);

    /// Whether an identity card can be read.
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

    /// Whether a slip can be printed.
    public boolean printsSlips() {
        return !broken.contains("receipt-printer");
    }

    /// Whether a phone code can be scanned and verified.
    public boolean takesPhones() {
        return knowsPhones() && !broken.contains("barcode-reader");
    }

    /// Whether a scanned phone code can be verified: central must answer to name its owner, and the clock
    /// must be right to judge its age. The scanned code itself proves that the scanner works;
    /// the known device state is seconds old.
    public boolean knowsPhones() {
        return lineUp && !clockWrong;
    }

    public ServiceEnvironment {
        down = Set.copyOf(down);
        broken = Set.copyOf(broken);
        full = Set.copyOf(full);
    }
}
