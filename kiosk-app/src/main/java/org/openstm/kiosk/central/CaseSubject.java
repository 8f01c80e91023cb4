package org.openstm.kiosk.central;

/// The person or organisation a request is about, as a card or the register said it.
///
/// @param layout `resident`, `hk-macao-taiwan`, `foreigner-2017`, `foreigner-2023`, or `organisation`, whose
///     number is its credit code
public record CaseSubject(String name, String number, String layout) {
    @Override
    public String toString() {
        return "Subject[" + layout + "]";
    }
}
