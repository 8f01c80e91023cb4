package org.openstm.kiosk.session;

import org.openstm.kiosk.form.Mask;

/// Who stands there, as the card says.
///
/// @param layout which kind of card
/// @param expired day the card ran out (ISO 8601), or empty while it is valid
public record Person(String name, String number, String layout, String address, String expired) {
    @Override
    public String toString() {
        return "Person[" + Mask.name(name) + "]";
    }
}
