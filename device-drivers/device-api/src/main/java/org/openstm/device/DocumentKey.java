package org.openstm.device;

import java.time.LocalDate;
import java.util.Locale;

/// The printed key that opens the chip of a passport or travel permit (ICAO Doc 9303-11, 4.3 and 4.4). Hidden by
/// [#toString()]: with it, anybody nearby can read the document.
public sealed interface DocumentKey {
    /// The key from the machine-readable lines, or from the text beside the photograph.
    ///
    /// @param number of the document: capital letters and digits, at most 22
    /// @param birth date of birth; the chip is opened by the last two digits of the year
    record Lines(String number, LocalDate birth, LocalDate expiry) implements DocumentKey {
        private static final int LONGEST = 22;

        public Lines {
            number = number.toUpperCase(Locale.ROOT).replaceAll("[\\s<-]", "");
            if (number.length() > LONGEST || !number.matches("[A-Z0-9]+"))
                throw new IllegalArgumentException("a document's number has letters and digits, at most " + LONGEST);
        }

        @Override
        public String toString() {
            return "Lines";
        }
    }

    /// The card access number (CAN): six digits on the front of some cards.
    record Access(String digits) implements DocumentKey {
        public Access {
            if (!digits.matches("[0-9]{6}")) throw new IllegalArgumentException("a card access number has six digits");
        }

        @Override
        public String toString() {
            return "Access";
        }
    }
}
