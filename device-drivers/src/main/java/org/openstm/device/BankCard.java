package org.openstm.device;

import java.time.YearMonth;

/// What this program keeps of a bank card. The whole number never leaves the driver: it
/// identifies nobody here, and
/// what
/// is not there cannot be lost.
///
/// @param scheme `unionpay-debit`, `unionpay-credit`, `unionpay`, `visa`, `mastercard`,
///     `american-express`, `jcb` or
///     `other`, by the application's identifier
/// @param label as the card calls its application, or empty; with stars for its digits where there are more of them
///     than the four that may be shown of a number
/// @param number the first six and the last four digits, stars between; the whole number had
///     the right check digit
/// @param expires the last month in which it is good
public record BankCard(String scheme, String label, String number, YearMonth expires) {
    private static final int SHOWN = 4;

    public BankCard {
        if (!number.matches("[0-9]{6}\\*{2,9}[0-9]{4}")) throw new IllegalArgumentException("not a masked number");
        if (label.chars().filter(Character::isDigit).count() > SHOWN) label = label.replaceAll("\\p{Nd}", "*");
    }
}
