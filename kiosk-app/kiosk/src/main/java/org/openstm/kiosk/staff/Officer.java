package org.openstm.kiosk.staff;

/// A member of staff who is logged in.
///
/// @param number on the staff card
/// @param name name shown on the terminal's dark strip
public record Officer(String number, String name, StaffRole duty) {
    @Override
    public String toString() {
        return "Officer[" + number + ", " + duty + "]";
    }
}
