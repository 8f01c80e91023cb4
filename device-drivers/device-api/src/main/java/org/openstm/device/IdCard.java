package org.openstm.device;

import java.time.LocalDate;
import java.util.Optional;

/// The text of an identity card, validated: number, dates and layout of an existing value are correct. Masked by
/// [#toString()], so that no log can contain personal data.
///
/// @param layout which of the four layouts of GA/T 490 and its supplements the chip carried
/// @param name Chinese name; for foreigners without one, empty
/// @param foreignName name in Latin letters, empty for residents
/// @param sex GB/T 2261.1 code: 0 unknown, 1 male, 2 female, 9 not stated
/// @param nation nationality group as GB/T 3304 code (`01`), empty where the layout has none
/// @param country GB/T 2659 alpha-3 code for foreigners, empty otherwise
/// @param validTo empty means long-term (长期)
/// @param permitNumber travel permit number (HK/Macao/Taiwan layout), empty otherwise
/// @param reader identity of the security module (SAM) that read it, for the audit trail
public record IdCard(
        Layout layout,
        String name,
        String foreignName,
        int sex,
        String nation,
        String country,
        LocalDate birthDate,
        String address,
        String number,
        String authority,
        LocalDate validFrom,
        Optional<LocalDate> validTo,
        String permitNumber,
        int issueCount,
        String reader) {
    public enum Layout {
        RESIDENT("resident"),
        HK_MACAO_TAIWAN("hk-macao-taiwan"),
        FOREIGNER_2017("foreigner-2017"),
        FOREIGNER_2023("foreigner-2023");

        private final String text;

        Layout(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /// The name to address this person by.
    public String displayName() {
        return name.isBlank() ? foreignName : name;
    }

    /// The nationality group in words (GB/T 3304), empty where the layout has none or the table does not know the
    /// code.
    public String nationName() {
        return Nations.name(nation);
    }

    public boolean expiredOn(LocalDate day) {
        return validTo.map(end -> end.isBefore(day)).orElse(false);
    }

    @Override
    public String toString() {
        return "IdCard[" + layout.text() + "]";
    }
}
