package org.openstm.device.driver.idcard.samv;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Rules of the numbers on the four kinds of card beyond GB 11643, which is in
/// [org.openstm.device.driver.ResidentNumber].
final class IdCardNumber {
    private IdCardNumber() {}

    /// Whether an 18-place number belongs to a resident: a first digit 1 to 8, and no permit's region.
    static boolean isResident(String number) {
        return number.charAt(0) != '9' && !isPermit(number);
    }

    /// 81, 82 and 83 followed by 0000: residence permits for Hong Kong, Macao and Taiwan residents.
    static boolean isPermit(String number) {
        return number.matches("8[123]0000.*");
    }

    /// Foreigner 2017: alpha-3, area 4, yymmdd, sequence 1, check by weights 7 3 1 (letters count from A = 10).
    static Optional<String> findForeignerProblem(String number, String country, LocalDate birth) {
        if (!number.matches("[A-Z]{3}[0-9]{12}")) return Optional.of("is not 15 places");
        if (!number.startsWith(country)) return Optional.of("does not carry the country");
        if (!number.substring(7, 13).equals(birth.format(DateTimeFormatter.ofPattern("uuMMdd"))))
            return Optional.of("does not carry the date of birth");
        int sum = 0;
        for (int i = 0; i < 14; i++) sum += Character.digit(number.charAt(i), 36) * new int[] {7, 3, 1}[i % 3];
        if (sum % 10 != number.charAt(14) - '0') return Optional.of("has a wrong check digit");
        return Optional.empty();
    }
}
