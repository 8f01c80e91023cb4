package org.openstm.kiosk.catalog;

import java.util.List;

/// One question of a form.
///
/// @param name key of the answer
/// @param options fixed options of a choice; empty when `list` names a list of central
/// @param list list of central with the options, or empty
/// @param given names of earlier answers that the list depends on
/// @param least lower limit: of a date in days from today, of a month range in months back, of a number or an
///     amount (yuan) itself, of digits and texts the number of characters
/// @param most upper limit, same units
/// @param within name of a value of the back system that is the upper limit of an amount, or empty
/// @param unit of a number, or empty
/// @param depth level down to which a region is asked ([RegionCodes]: province 1, city 2, county 3, town 4,
///     village 5), wherever its list begins
/// @param checkCode whether a message code must prove the number
/// @param without words that a text must not contain
/// @param later whether a picture may be left out, and its paper brought later
public record ItemField(
        String name,
        FieldKind kind,
        LocalizedText label,
        List<FieldOption> options,
        String list,
        List<String> given,
        int least,
        int most,
        String within,
        LocalizedText unit,
        int depth,
        boolean checkCode,
        List<String> without,
        boolean later) {

    public enum FieldKind {
        CHOICE,
        REGION,
        DATE,
        MONTH_RANGE,
        MOBILE,
        BANK_CARD,
        COPIES,
        /// An integer.
        NUMBER,
        /// Yuan, two decimals at most.
        AMOUNT,
        /// A number used as an identifier: of a receipt, of an examinee.
        DIGITS,
        /// Another person's identity number (GB 11643).
        ID_NUMBER,
        /// Vehicle plate (GA 36).
        PLATE,
        /// Unified social credit code (GB 32100).
        USCC,
        /// Free text.
        TEXT,
        /// Street and house below the region that `given` names.
        ADDRESS,
        /// Picture of a paper that the citizen has brought (XFS: document scan).
        SCAN,
        /// Picture of the person at the terminal.
        PHOTO;

        /// Whether a camera provides the answer.
        public boolean isPicture() {
            return this == SCAN || this == PHOTO;
        }
    }

    /// The answer for a picture that is brought later.
    public static final String LATER = "later";

    /// @param plain in plain words; `official` the official term, shown small
    public record FieldOption(String value, LocalizedText plain, LocalizedText official) {}

    /// Whether another item's field is the same question, so that one answer serves both. Whether the
    /// answer must be proved makes no difference.
    public boolean isSameQuestion(ItemField other) {
        return withCheckCode(true).equals(other.withCheckCode(true));
    }

    /// Whether an answer describes the person, and not one request alone.
    public boolean hasLastingAnswer() {
        return switch (kind) {
            case CHOICE -> list.isEmpty();
            case REGION, MOBILE, BANK_CARD, ID_NUMBER, PLATE, USCC -> true;
            case DATE, MONTH_RANGE, COPIES, NUMBER, AMOUNT, DIGITS, TEXT, ADDRESS, SCAN, PHOTO -> false;
        };
    }

    public ItemField withCheckCode(boolean code) {
        return new ItemField(
                name, kind, label, options, list, given, least, most, within, unit, depth, code, without, later);
    }

    public ItemField {
        options = List.copyOf(options);
        given = List.copyOf(given);
        without = List.copyOf(without);
    }
}
