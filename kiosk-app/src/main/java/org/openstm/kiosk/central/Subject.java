package org.openstm.kiosk.central;

/// The person a request is about, as the card said it.
///
/// @param layout `resident`, `hk-macao-taiwan`, `foreigner-2017`, `foreigner-2023`
public record Subject(String name, String number, String layout) {
    @Override
    public String toString() {
        return "Subject[" + layout + "]";
    }
}
