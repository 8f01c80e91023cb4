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
import org.openstm.device.driver.PlausibilityChecks;
import org.openstm.device.driver.ResidentNumber;
import org.openstm.device.driver.iso7816.ApduChannel;
import org.openstm.device.driver.iso7816.ApduChannel.ApduResponse;
import org.openstm.device.driver.iso7816.MalformedCardData;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// The public files of a social security card (LB 002-2000, LD/T 32): EF05 describes the card, EF06 its holder. A
/// record is tag, length, value.
final class SocialSecurityFiles {
    /// `sx1.sh.` and 社会保障 in GBK.
    private static final byte[] ENVIRONMENT = HexFormat.of().parseHex("7378312E73682EC9E7BBE1B1A3D5CF");

    private static final int CARD = 0xEF05;
    private static final int PERSON = 0xEF06;
    private static final Charset CHINESE = Charset.forName("GB18030");
    private static final int LONGEST_NAME = 50;

    private final ApduChannel talk;

    /// Whether access to a file was denied.
    private boolean denied;

    SocialSecurityFiles(ApduChannel talk) {
        this.talk = talk;
    }

    boolean isPresent() throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        return talk.selectByName(ENVIRONMENT).isOk();
    }

    SocialSecurityCard readCard() throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        if (!selectFile(CARD)) throw new MalformedCardData("EF05 cannot be selected");
        talk.setSecret(true);
        var issuer = toHex(requireRecord(CARD, 0x01, 1, 16));
        var version = toAscii(requireRecord(CARD, 0x03, 3, 4));
        var issued = parseDate(requireRecord(CARD, 0x05, 5, 4))
                .orElseThrow(() -> new MalformedCardData("EF05 names no day of issue"));
        var validTo = parseDate(requireRecord(CARD, 0x06, 6, 4));
        var number = toAscii(requireRecord(CARD, 0x07, 7, 9)).strip();
        if (!version.matches("[0-9][.][0-9]{2}")) throw new MalformedCardData("EF05 names no version");
        if (!number.matches("[0-9A-Z]{1,9}")) throw new MalformedCardData("EF05 names no card");
        return new SocialSecurityCard(version, number, issuer, issued, validTo, readHolder(issued));
    }

    /// Empty where the card requires a security module.
    private Optional<Holder> readHolder(LocalDate issued)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        if (!selectFile(PERSON)) return Optional.empty();
        var number = findRecord(PERSON, 0x08, 1, 18);
        if (number.isEmpty() && denied) return Optional.empty();
        if (number.isEmpty()) throw new MalformedCardData("EF06 has no number");
        var name = readName();
        var sex = toAscii(requireRecord(PERSON, 0x0A, 4, 1));
        var nation =
                findRecord(PERSON, 0x0B, 5, 1).map(SocialSecurityFiles::toHex).orElse("");
        var birth = parseDate(requireRecord(PERSON, 0x0D, 7, 4))
                .orElseThrow(() -> new MalformedCardData("EF06 names no date of birth"));
        var id = toAscii(number.get());
        var wrong = ResidentNumber.findProblem(id, birth);
        if (wrong.isPresent()) throw new MalformedCardData("the number in EF06 " + wrong.get());
        var impossible = PlausibilityChecks.findBirthProblem(birth, issued);
        if (impossible.isPresent()) throw new MalformedCardData("the date of birth in EF06 " + impossible.get());
        if (!sex.matches("[0-9]")) throw new MalformedCardData("EF06 names no sex");
        return Optional.of(new Holder(name, id, sex.charAt(0) - '0', nation, birth));
    }

    /// The name, with its extension if it did not fit.
    private String readName() throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var first = requireRecord(PERSON, 0x09, 2, 30);
        var more = findRecord(PERSON, 0x4E, 3, 20).orElse(new byte[0]);
        var all = Arrays.copyOf(trimPadding(first), trimPadding(first).length + trimPadding(more).length);
        System.arraycopy(trimPadding(more), 0, all, trimPadding(first).length, trimPadding(more).length);
        try {
            var name =
                    CHINESE.newDecoder().decode(ByteBuffer.wrap(all)).toString().strip();
            boolean sound = !name.isEmpty()
                    && name.length() <= LONGEST_NAME
                    && !PlausibilityChecks.hasInvisibleCharacters(name)
                    && name.codePoints().noneMatch(c -> Character.isISOControl(c) || !Character.isDefined(c));
            if (sound) return name;
        } catch (CharacterCodingException _) {
            // reported below
        }
        throw new MalformedCardData("the name in EF06 is none");
    }

    private static byte[] trimPadding(byte[] padded) {
        int length = padded.length;
        while (length > 0 && (padded[length - 1] == 0 || padded[length - 1] == ' ' || padded[length - 1] == -1))
            length--;
        return Arrays.copyOf(padded, length);
    }

    private boolean selectFile(int file) throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var id = new byte[] {(byte) (file >> 8), (byte) file};
        denied = false;
        for (int p1 : new int[] {0x02, 0x00}) {
            var answer = talk.sendCommand(0x00, 0xA4, p1, 0x00, id);
            if (answer.isOk()) return true;
            denied |= answer.isDenied();
        }
        if (!denied && file == PERSON) throw new MalformedCardData("EF06 cannot be selected");
        return false;
    }

    private byte[] requireRecord(int file, int tag, int order, int length)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        return findRecord(file, tag, order, length)
                .orElseThrow(() -> new MalformedCardData("%04X has no record %02X".formatted(file, tag)));
    }

    /// Finds a record by its tag, according to the standard; by its order on cards that support only that.
    private Optional<byte[]> findRecord(int file, int tag, int order, int length)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var answer = talk.readRecord(tag, 0x00);
        if (!answer.isOk() && !answer.isDenied()) answer = talk.readRecord(order, 0x04);
        denied |= answer.isDenied();
        return answer.isOk() ? recordValue(answer, file, tag, length) : Optional.empty();
    }

    private static Optional<byte[]> recordValue(ApduResponse answer, int file, int tag, int length)
            throws MalformedCardData {
        var said = answer.data();
        if (said.length < 2 || (said[0] & 0xFF) != tag) return Optional.empty();
        if ((said[1] & 0xFF) != length || said.length != 2 + length)
            throw new MalformedCardData("record %02X of %04X is not %d bytes long".formatted(tag, file, length));
        return Optional.of(Arrays.copyOfRange(said, 2, said.length));
    }

    private static String toHex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    private static String toAscii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /// A date as four bytes BCD; zeros or FF for none.
    private static Optional<LocalDate> parseDate(byte[] bcd) throws MalformedCardData {
        var text = toHex(bcd);
        if (text.matches("0{8}|F{8}")) return Optional.empty();
        return Optional.of(
                ResidentNumber.parseDate(text).orElseThrow(() -> new MalformedCardData("a date that does not exist")));
    }
}
