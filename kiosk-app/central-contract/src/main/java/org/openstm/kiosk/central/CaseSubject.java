package org.openstm.kiosk.central;

/// The person or organisation that a request is about, as read from a card or the register.
///
/// @param layout `resident`, `hk-macao-taiwan`, `foreigner-2017`, `foreigner-2023`, or `organisation`, whose
///     number is its credit code
public record CaseSubject(String name, String number, String layout) {
    @Override
    public String toString() {
        return "CaseSubject[" + layout + "]";
    }
}
