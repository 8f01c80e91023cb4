package org.openstm.device;

import java.time.LocalDate;
import java.util.Optional;

/// The data of the chip of a passport or travel permit (ICAO Doc 9303-10: data groups 1 and 11). The photograph is
/// not read: it is not used here, and it would take longer than all the rest. Masked by [#toString()].
///
/// The machine-readable lines have two-digit years. The date of birth is the latest such date that is not in the
/// future, unless data group 11 has the full year; the expiry date is the one within fifty years from now.
///
/// @param code kind of document, one or two letters: `P` or `P?` a passport, `C?` a permit
/// @param issuer state or organisation in three letters of Doc 9303-3 (`CHN`), also `D`
/// @param number of the document
/// @param surname in Latin letters, as in the lines; may be the whole name
/// @param givenNames in Latin letters, separated by spaces; may be empty
/// @param nativeName in the script of its own country, or empty
/// @param nationality as `issuer`
/// @param sex GB/T 2261.1 code: 1 male, 2 female, 0 not said
/// @param birthDate empty where the document does not give it, or not to the day
/// @param validTo last day of validity
/// @param personalNumber personal number, or the state's replacement for it; may be empty
/// @param trust how far the signature over the data was verified
/// @param chip whether the chip is the one to which these data were issued
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
    /// A document with a wrong signature, or with data that differ from the signed ones, is a fault and has no
    /// level.
    public enum Trust {
        /// Signed by a signer whom a national authority known to this terminal has appointed; both certificates are
        /// valid.
        VERIFIED,
        /// As before, but the certificate of the signer or of the authority has expired.
        SIGNER_EXPIRED,
        /// The signature matches the signer in the chip, but this terminal does not know the authority that
        /// appointed the signer.
        NO_CSCA
    }

    /// Data and their signature can be copied into another chip; a key that never leaves the chip cannot. A chip
    /// that should have the key and cannot prove it is a fault.
    public enum Chip {
        /// The chip proved its key (active authentication, ICAO Doc 9303-11, 6.1).
        GENUINE,
        /// The chip has no such key, or one that is not checked here.
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
