package org.openstm.kiosk.staff;

/// A member of staff who has proved who they are.
///
/// @param number on the staff card
/// @param name as it stands on the terminal's dark strip
public record Officer(String number, String name, StaffRole duty) {
    @Override
    public String toString() {
        return "Officer[" + number + ", " + duty + "]";
    }
}
