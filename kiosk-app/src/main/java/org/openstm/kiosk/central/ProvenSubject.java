package org.openstm.kiosk.central;

/// A person, and what central gave out when a card, a phone or staff said who it is. Central answers
/// nothing about a person without it.
///
/// @param evidence opaque; empty where central could not be asked or knows no evidence (contract 1.6 and before)
public record ProvenSubject(CaseSubject subject, String evidence) {
    @Override
    public String toString() {
        return "ProvenSubject[" + subject + "]";
    }
}
