package org.openstm.device;

import java.time.LocalDate;
import java.util.Optional;

/// What the chip of a passport or travel permit tells (ICAO Doc 9303-10: data groups 1 and 11). The
/// photograph is not read: nobody here looks at it, and it would take longer than all the rest.
/// Masked by [#toString()].
///
/// The lines have years of two digits. The day of birth is the latest such day that is not still to
/// come, unless data group 11 has the whole year; the last day of validity is the one that lies
/// within fifty years from now.
///
/// @param code kind of document, one or two letters: `P` or `P?` a passport, `C?` a permit
/// @param issuer state or organisation in three letters of Doc 9303-3 (`CHN`), also `D`
/// @param number of the document
/// @param surname in Latin letters, as in the lines; may be the whole name
/// @param givenNames in Latin letters, apart by spaces; may be empty
/// @param nativeName in the letters of its own country, or empty
/// @param nationality as `issuer`
/// @param sex GB/T 2261.1 code: 1 male, 2 female, 0 not said
/// @param birthDate empty where the document does not say it, or not to the day
/// @param validTo the last day on which it is good
/// @param personalNumber or what the state has put in its place; may be empty
/// @param trust how far the signature over the data was followed
/// @param chip whether it is the chip to which these data were given
public record TravelDocument(
        String code,
        String issuer,
        String number,
        String surname,
        String givenNames,
        String nativeName,
        String nationality,
        int sex,
        Optional<LocalDate> birthDate,
        LocalDate validTo,
        String personalNumber,
        Trust trust,
        Chip chip) {
    /// A document with a wrong signature, or with data that are not the signed ones, is none of
    /// these: it is a fault.
    public enum Trust {
        /// Signed by a signer whom a country's authority that this terminal knows has appointed;
        /// both are in their time.
        VERIFIED,
        /// As before, but the signer's or the authority's time is over.
        SIGNER_EXPIRED,
        /// The signature is right for the signer in the chip, and this terminal does not know who
        /// appointed that one.
        NO_CSCA
    }

    /// Data and their signature can be copied into another chip; a key that no chip gives away
    /// cannot. A chip that should have one and does not know it is a fault.
    public enum Chip {
        /// It has proved its key (active authentication, ICAO Doc 9303-11, 6.1).
        GENUINE,
        /// It has no such key, or one that is not asked for here.
        UNPROVEN
    }

    public boolean expiredOn(LocalDate day) {
        return validTo.isBefore(day);
    }

    @Override
    public String toString() {
        return "TravelDocument[" + code + ", " + issuer + ", " + trust + ", " + chip + "]";
    }
}
