package org.openstm.kiosk.form;

/// The only masking rule for persons on screens and slips.
///
/// Names keep their ends: two characters `王*`, three and more `李*兰`, dotted names their first part, Latin names
/// initials. Numbers keep the region and the last four; 15-character numbers keep 3 and 2.
public final class PersonalDataMask {
    private PersonalDataMask() {}

    public static String maskName(String name) {
        var clean = name.strip();
        int dot = clean.indexOf('·');
        if (dot > 0) return clean.substring(0, dot) + "·**";
        if (clean.chars().allMatch(c -> c < 0x250)) return toInitials(clean);
        var characters = clean.codePoints().mapToObj(Character::toString).toList();
        if (characters.size() < 2) return "*";
        if (characters.size() == 2) return characters.getFirst() + "*";
        return characters.getFirst() + "*".repeat(characters.size() - 2) + characters.getLast();
    }

    private static String toInitials(String latin) {
        var words = latin.split("[ ,]+", -1);
        var masked = new StringBuilder();
        for (var word : words)
            if (!word.isEmpty()) masked.append(word.charAt(0)).append("** ");
        return masked.toString().strip();
    }

    public static String maskNumber(String number) {
        int head = number.length() == 15 ? 3 : 6;
        int tail = number.length() == 15 ? 2 : 4;
        if (number.length() < head + tail + 2) return "*".repeat(number.length());
        return number.substring(0, head)
                + "*".repeat(number.length() - head - tail)
                + number.substring(number.length() - tail);
    }

    public static String maskMobile(String mobile) {
        return mobile.length() == 11
                ? mobile.substring(0, 3) + " **** " + mobile.substring(7)
                : "*".repeat(mobile.length());
    }

    public static String maskBankCard(String card) {
        return card.length() < 8 ? "*".repeat(card.length()) : "**** " + card.substring(card.length() - 4);
    }
}
