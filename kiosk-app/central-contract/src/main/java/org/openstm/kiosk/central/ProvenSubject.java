package org.openstm.kiosk.central;

/// A person with the evidence that central issued when a card, a phone or staff identified them. Central
/// answers no query about a person without it.
///
/// @param evidence opaque; empty where central could not be asked or knows no evidence (contract 1.6 and before)
public record ProvenSubject(CaseSubject subject, String evidence) {
    @Override
    public String toString() {
        return "ProvenSubject[" + subject + "]";
    }
}
