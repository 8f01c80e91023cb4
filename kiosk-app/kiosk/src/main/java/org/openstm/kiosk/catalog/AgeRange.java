package org.openstm.kiosk.catalog;

/// The ages that an item is made for. Only the age influences which items are shown first: it is all that a
/// card tells of a stage of life.
///
/// @param from completed years, from 0
/// @param until the last completed year included, at most [#OLDEST]
public record AgeRange(int from, int until) {
    public static final int OLDEST = 150;
    /// An item for everybody.
    public static final AgeRange ANY = new AgeRange(0, OLDEST);

    /// Whether the item is made for some ages and not for others.
    public boolean isLimited() {
        return !equals(ANY);
    }

    public boolean includesAge(int age) {
        return from <= age && age <= until;
    }

    /// A narrower range ranks higher.
    public int spanInYears() {
        return until - from;
    }
}
