package org.openstm.device;

/// Why a device could not do what was asked.
///
/// @param code stable name in kebab case (`paper-out`, `card-moved`, `link-lost`); texts in each language hang on it
/// @param who who must act
/// @param detail for staff and logs, in English; never holds personal data
public record Fault(String code, WhoActs who, String detail) {
    public Fault {
        if (!code.matches("[a-z][a-z0-9-]*")) throw new IllegalArgumentException("fault code: " + code);
    }
}
