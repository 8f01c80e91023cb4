package org.openstm.device;

import java.time.LocalDate;
import java.util.Optional;

/// The data of a social security card (社会保障卡) that are readable without a PIN: files EF05 and EF06 of its public
/// environment. Masked by [#toString()], so that no log can contain personal data.
///
/// @param version of the card's specification: `1.00`, `2.00`, `3.00`
/// @param number the card's own number (9 places), not its holder's
/// @param issuer identification code of the card (32 hexadecimal digits); begins with the place of issue
/// @param validTo empty where the card has no expiry date
/// @param holder empty where the card gives its holder only to a security module (PSAM), as third-generation cards
///     do
public record SocialSecurityCard(
        String version,
        String number,
        String issuer,
        LocalDate issuedOn,
        Optional<LocalDate> validTo,
        Optional<Holder> holder) {
    /// The holder of the card.
    ///
    /// @param number social security number, which is the resident identity number; check digit
    ///     and date of birth are right
    /// @param sex GB/T 2261.1 code
    /// @param nation GB/T 3304 code (`01`), or empty
    public record Holder(String name, String number, int sex, String nation, LocalDate birthDate) {
        @Override
        public String toString() {
            return "Holder";
        }
    }

    public boolean expiredOn(LocalDate day) {
        return validTo.map(end -> end.isBefore(day)).orElse(false);
    }

    @Override
    public String toString() {
        return "SocialSecurityCard[" + version + (holder.isPresent() ? "" : ", without its holder") + "]";
    }
}
