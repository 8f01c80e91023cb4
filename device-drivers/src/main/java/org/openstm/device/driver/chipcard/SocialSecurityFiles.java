package org.openstm.device.driver.chipcard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.openstm.device.SocialSecurityCard;
import org.openstm.device.SocialSecurityCard.Holder;
import org.openstm.device.driver.Plausible;
import org.openstm.device.driver.ResidentNumber;
import org.openstm.device.driver.iso7816.CardTalk;
import org.openstm.device.driver.iso7816.CardTalk.Answer;
import org.openstm.device.driver.iso7816.Unsound;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// The public files of a social security card (LB 002-2000, LD/T 32): EF05 is the card, EF06
/// whose it is. A record is
/// tag, length, value.
final class SocialSecurityFiles {
    /// `sx1.sh.` and 社会保障 in GBK.
    private static final byte[] ENVIRONMENT = HexFormat.of().parseHex("7378312E73682EC9E7BBE1B1A3D5CF");

    private static final int CARD = 0xEF05;
    private static final int PERSON = 0xEF06;
    private static final Charset CHINESE = Charset.forName("GB18030");
    private static final int LONGEST_NAME = 50;

    private final CardTalk talk;

    /// What ended the reading of a file before its time.
    private boolean denied;

    SocialSecurityFiles(CardTalk talk) {
        this.talk = talk;
    }

    boolean there() throws LinkLost, CardTrouble, Unsound, InterruptedException {
        return talk.selectByName(ENVIRONMENT).ok();
    }

    SocialSecurityCard read() throws LinkLost, CardTrouble, Unsound, InterruptedException {
        if (!select(CARD)) throw new Unsound("EF05 cannot be selected");
        talk.secret(true);
        var issuer = hex(must(CARD, 0x01, 1, 16));
        var version = ascii(must(CARD, 0x03, 3, 4));
        var issued = date(must(CARD, 0x05, 5, 4)).orElseThrow(() -> new Unsound("EF05 names no day of issue"));
        var validTo = date(must(CARD, 0x06, 6, 4));
        var number = ascii(must(CARD, 0x07, 7, 9)).strip();
        if (!version.matches("[0-9][.][0-9]{2}")) throw new Unsound("EF05 names no version");
        if (!number.matches("[0-9A-Z]{1,9}")) throw new Unsound("EF05 names no card");
        return new SocialSecurityCard(version, number, issuer, issued, validTo, holder(issued));
    }

    /// Empty where the card wants to know more than a terminal without a security module can
    /// show.
    private Optional<Holder> holder(LocalDate issued) throws LinkLost, CardTrouble, Unsound, InterruptedException {
        if (!select(PERSON)) return Optional.empty();
        var number = record(PERSON, 0x08, 1, 18);
        if (number.isEmpty() && denied) return Optional.empty();
        if (number.isEmpty()) throw new Unsound("EF06 has no number");
        var name = name();
        var sex = ascii(must(PERSON, 0x0A, 4, 1));
        var nation = record(PERSON, 0x0B, 5, 1).map(SocialSecurityFiles::hex).orElse("");
        var birth = date(must(PERSON, 0x0D, 7, 4)).orElseThrow(() -> new Unsound("EF06 names no date of birth"));
        var id = ascii(number.get());
        var wrong = ResidentNumber.wrongIn(id, birth);
        if (wrong.isPresent()) throw new Unsound("the number in EF06 " + wrong.get());
        var impossible = Plausible.wrongIn(birth, issued);
        if (impossible.isPresent()) throw new Unsound("the date of birth in EF06 " + impossible.get());
        if (!sex.matches("[0-9]")) throw new Unsound("EF06 names no sex");
        return Optional.of(new Holder(name, id, sex.charAt(0) - '0', nation, birth));
    }

    /// The name, and its extension where it did not fit.
    private String name() throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var first = must(PERSON, 0x09, 2, 30);
        var more = record(PERSON, 0x4E, 3, 20).orElse(new byte[0]);
        var all = Arrays.copyOf(trimmed(first), trimmed(first).length + trimmed(more).length);
        System.arraycopy(trimmed(more), 0, all, trimmed(first).length, trimmed(more).length);
        try {
            var name =
                    CHINESE.newDecoder().decode(ByteBuffer.wrap(all)).toString().strip();
            boolean sound = !name.isEmpty()
                    && name.length() <= LONGEST_NAME
                    && !Plausible.hidesSomething(name)
                    && name.codePoints().noneMatch(c -> Character.isISOControl(c) || !Character.isDefined(c));
            if (sound) return name;
        } catch (CharacterCodingException _) {
            // said below
        }
        throw new Unsound("the name in EF06 is none");
    }

    private static byte[] trimmed(byte[] padded) {
        int length = padded.length;
        while (length > 0 && (padded[length - 1] == 0 || padded[length - 1] == ' ' || padded[length - 1] == -1))
            length--;
        return Arrays.copyOf(padded, length);
    }

    private boolean select(int file) throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var id = new byte[] {(byte) (file >> 8), (byte) file};
        denied = false;
        for (int p1 : new int[] {0x02, 0x00}) {
            var answer = talk.send(0x00, 0xA4, p1, 0x00, id);
            if (answer.ok()) return true;
            denied |= answer.denied();
        }
        if (!denied && file == PERSON) throw new Unsound("EF06 cannot be selected");
        return false;
    }

    private byte[] must(int file, int tag, int order, int length)
            throws LinkLost, CardTrouble, Unsound, InterruptedException {
        return record(file, tag, order, length)
                .orElseThrow(() -> new Unsound("%04X has no record %02X".formatted(file, tag)));
    }

    /// By its tag, as the standard says; cards that know only the order of their records are
    /// asked by it.
    private Optional<byte[]> record(int file, int tag, int order, int length)
            throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var answer = talk.record(tag, 0x00);
        if (!answer.ok() && !answer.denied()) answer = talk.record(order, 0x04);
        denied |= answer.denied();
        return answer.ok() ? value(answer, file, tag, length) : Optional.empty();
    }

    private static Optional<byte[]> value(Answer answer, int file, int tag, int length) throws Unsound {
        var said = answer.data();
        if (said.length < 2 || (said[0] & 0xFF) != tag) return Optional.empty();
        if ((said[1] & 0xFF) != length || said.length != 2 + length)
            throw new Unsound("record %02X of %04X is not %d bytes long".formatted(tag, file, length));
        return Optional.of(Arrays.copyOfRange(said, 2, said.length));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /// A day as four bytes BCD; zeros or FF for none.
    private static Optional<LocalDate> date(byte[] bcd) throws Unsound {
        var text = hex(bcd);
        if (text.matches("0{8}|F{8}")) return Optional.empty();
        return Optional.of(ResidentNumber.date(text).orElseThrow(() -> new Unsound("a date that does not exist")));
    }
}
