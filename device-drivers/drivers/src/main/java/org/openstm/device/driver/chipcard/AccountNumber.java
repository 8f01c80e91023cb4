package org.openstm.device.driver.chipcard;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.HexFormat;
import org.openstm.device.BankCard;
import org.openstm.device.driver.iso7816.BerTlv;
import org.openstm.device.driver.iso7816.MalformedCardData;

/// A bank card's number until it is masked: never held as a String, and wiped as soon as it is masked or refused.
final class AccountNumber {
    private static final int NUMBER = 0x5A;
    private static final int TRACK_2 = 0x57;
    private static final int EXPIRES = 0x5F24;
    private static final int SEPARATOR = 0xD;
    private static final int FILLING = 0xF;
    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;
    private static final int EXPIRY = 4;
    private static final String MONTH = "[0-9]{2}(0[1-9]|1[0-2])";

    private byte[] digits = new byte[0];
    private String expires = "";

    /// Reads a record. Track 2 is read only for data that exist nowhere else, and not kept.
    void readRecord(byte[] record) throws MalformedCardData {
        var number = BerTlv.findFirst(record, NUMBER);
        if (number.isPresent()) digits = nibblesUntil(number.get(), FILLING);
        var date = BerTlv.findFirst(record, EXPIRES);
        if (date.isPresent() && date.get().length == 3)
            expires = HexFormat.of().formatHex(date.get()).substring(0, 4);
        var track = BerTlv.findFirst(record, TRACK_2);
        if (track.isPresent()) readTrack(track.get());
        Arrays.fill(record, (byte) 0);
    }

    private void readTrack(byte[] track) {
        var first = nibblesUntil(track, SEPARATOR);
        if (digits.length == 0) digits = first;
        else Arrays.fill(first, (byte) 0);
        int behind = first.length + 1;
        if (!expires.matches(MONTH) && 2 * track.length >= behind + EXPIRY) expires = digitsText(track, behind, EXPIRY);
        Arrays.fill(track, (byte) 0);
    }

    /// Digits of the date after the number, which is not secret.
    private static String digitsText(byte[] packed, int from, int many) {
        var text = new StringBuilder();
        for (int i = from; i < from + many; i++) text.append(Character.forDigit(nibbleAt(packed, i), 16));
        return text.toString();
    }

    private static int nibbleAt(byte[] packed, int at) {
        return at % 2 == 0 ? packed[at / 2] >> 4 & 0xF : packed[at / 2] & 0xF;
    }

    /// Nibbles up to the terminating one.
    private static byte[] nibblesUntil(byte[] packed, int end) {
        var found = new byte[2 * packed.length];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            int half = nibbleAt(packed, i);
            if (half == end) break;
            found[count++] = (byte) half;
        }
        var digits = Arrays.copyOf(found, count);
        Arrays.fill(found, (byte) 0);
        return digits;
    }

    /// Whether all data were read.
    boolean isComplete() {
        return hasValidNumber() && expires.matches(MONTH);
    }

    private boolean hasValidNumber() {
        for (byte digit : digits) if (digit > 9) return false;
        return digits.length >= SHORTEST && digits.length <= LONGEST && isLuhnValid();
    }

    BankCard toBankCard(String scheme, String label) throws MalformedCardData {
        if (digits.length < SHORTEST || digits.length > LONGEST) throw new MalformedCardData("the card has no number");
        for (byte digit : digits) if (digit > 9) throw new MalformedCardData("the number has a place that is no digit");
        if (!isLuhnValid()) throw new MalformedCardData("the number has a wrong check digit");
        if (!expires.matches(MONTH)) throw new MalformedCardData("the card does not say how long it is good");
        var until =
                YearMonth.of(2000 + Integer.parseInt(expires.substring(0, 2)), Integer.parseInt(expires.substring(2)));
        return new BankCard(scheme, label, maskedNumber(), until);
    }

    private boolean isLuhnValid() {
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = digits[digits.length - 1 - i];
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /// The first six and the last four digits may be shown (PCI DSS 3.4).
    private String maskedNumber() {
        var text = new StringBuilder();
        for (int i = 0; i < digits.length; i++)
            text.append(i < 6 || i >= digits.length - 4 ? (char) ('0' + digits[i]) : '*');
        return text.toString();
    }

    void wipeDigits() {
        Arrays.fill(digits, (byte) 0);
    }
}
