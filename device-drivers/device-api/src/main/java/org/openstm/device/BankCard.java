package org.openstm.device;

import java.time.YearMonth;

/// The data of a bank card that this program keeps. The full number never leaves the driver: it identifies nobody
/// here, and data that are not kept cannot leak.
///
/// @param scheme `unionpay-debit`, `unionpay-credit`, `unionpay`, `visa`, `mastercard`,
///     `american-express`, `jcb` or
///     `other`, by the application's identifier
/// @param label the card's name for its application, or empty; digits beyond the four that may be shown of a number
///     are masked by stars
/// @param number the first six and the last four digits, stars between; the check digit of the full number was
///     valid
/// @param expires last month of validity
public record BankCard(String scheme, String label, String number, YearMonth expires) {
    private static final int SHOWN = 4;

    public BankCard {
        if (!number.matches("[0-9]{6}\\*{2,9}[0-9]{4}")) throw new IllegalArgumentException("not a masked number");
        if (label.chars().filter(Character::isDigit).count() > SHOWN) label = label.replaceAll("\\p{Nd}", "*");
    }
}
