package org.openstm.device.driver.chipcard;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.HexFormat;
import org.openstm.device.BankCard;
import org.openstm.device.driver.iso7816.Tlv;
import org.openstm.device.driver.iso7816.Unsound;

/// A bank card's number on its way to being masked: never a text, and wiped as soon as it is masked or refused.
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

    /// Looks into a record. Track 2 is read for what is in no other place, and not kept.
    void take(byte[] record) throws Unsound {
        var number = Tlv.find(record, NUMBER);
        if (number.isPresent()) digits = until(number.get(), FILLING);
        var date = Tlv.find(record, EXPIRES);
        if (date.isPresent() && date.get().length == 3)
            expires = HexFormat.of().formatHex(date.get()).substring(0, 4);
        var track = Tlv.find(record, TRACK_2);
        if (track.isPresent()) takeTrack(track.get());
        Arrays.fill(record, (byte) 0);
    }

    private void takeTrack(byte[] track) {
        var first = until(track, SEPARATOR);
        if (digits.length == 0) digits = first;
        else Arrays.fill(first, (byte) 0);
        int behind = first.length + 1;
        if (!expires.matches(MONTH) && 2 * track.length >= behind + EXPIRY) expires = digitsOf(track, behind, EXPIRY);
        Arrays.fill(track, (byte) 0);
    }

    /// The date behind the number is no secret.
    private static String digitsOf(byte[] packed, int from, int many) {
        var text = new StringBuilder();
        for (int i = from; i < from + many; i++) text.append(Character.forDigit(half(packed, i), 16));
        return text.toString();
    }

    private static int half(byte[] packed, int at) {
        return at % 2 == 0 ? packed[at / 2] >> 4 & 0xF : packed[at / 2] & 0xF;
    }

    /// Half bytes up to the one that ends them.
    private static byte[] until(byte[] packed, int end) {
        var found = new byte[2 * packed.length];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            int half = half(packed, i);
            if (half == end) break;
            found[count++] = (byte) half;
        }
        var digits = Arrays.copyOf(found, count);
        Arrays.fill(found, (byte) 0);
        return digits;
    }

    /// Whether there is nothing more to read.
    boolean complete() {
        return sound() && expires.matches(MONTH);
    }

    private boolean sound() {
        for (byte digit : digits) if (digit > 9) return false;
        return digits.length >= SHORTEST && digits.length <= LONGEST && luhn();
    }

    BankCard card(String scheme, String label) throws Unsound {
        if (digits.length < SHORTEST || digits.length > LONGEST) throw new Unsound("the card has no number");
        for (byte digit : digits) if (digit > 9) throw new Unsound("the number has a place that is no digit");
        if (!luhn()) throw new Unsound("the number has a wrong check digit");
        if (!expires.matches(MONTH)) throw new Unsound("the card does not say how long it is good");
        var until =
                YearMonth.of(2000 + Integer.parseInt(expires.substring(0, 2)), Integer.parseInt(expires.substring(2)));
        return new BankCard(scheme, label, masked(), until);
    }

    private boolean luhn() {
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = digits[digits.length - 1 - i];
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /// Six in front and four behind may be shown (PCI DSS 3.4).
    private String masked() {
        var text = new StringBuilder();
        for (int i = 0; i < digits.length; i++)
            text.append(i < 6 || i >= digits.length - 4 ? (char) ('0' + digits[i]) : '*');
        return text.toString();
    }

    void wipe() {
        Arrays.fill(digits, (byte) 0);
    }
}
