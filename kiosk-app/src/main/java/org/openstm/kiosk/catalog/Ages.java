package org.openstm.kiosk.catalog;

/// The years of life that an item is made for. Nothing else about a person decides what is laid out first: it is all
/// that a card tells of a stage of life.
///
/// @param from completed years, from 0
/// @param until the last completed year that still counts, at most [#OLDEST]
public record Ages(int from, int until) {
    public static final int OLDEST = 150;
    /// An item for everybody.
    public static final Ages ANY = new Ages(0, OLDEST);

    /// Whether the item is made for some ages and not for others.
    public boolean some() {
        return !equals(ANY);
    }

    public boolean hold(int age) {
        return from <= age && age <= until;
    }

    /// The narrower, the more it is made for who is in it.
    public int width() {
        return until - from;
    }
}
