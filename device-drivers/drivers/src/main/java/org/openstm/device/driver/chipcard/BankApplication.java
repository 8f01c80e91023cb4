package org.openstm.device.driver.chipcard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.openstm.device.BankCard;
import org.openstm.device.driver.iso7816.ApduChannel;
import org.openstm.device.driver.iso7816.BerTlv;
import org.openstm.device.driver.iso7816.MalformedCardData;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// The bank application on a card (EMV Book 1 chapter 12, Book 3 chapter 10; PBOC 3.0), by contact or contactless
/// (EMV Contactless Book B chapter 3). Contactless, the directory is the answer to its own selection, and the
/// account number may be in the answer to GET PROCESSING OPTIONS, without any file.
final class BankApplication {
    private static final byte[] CONTACT = "1PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTACTLESS = "2PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII);

    /// Schemes that are selected by name when a card has no directory, and our names for them.
    private static final List<CardScheme> SCHEMES = List.of(
            new CardScheme("A000000333010101", "unionpay-debit"),
            new CardScheme("A000000333010102", "unionpay-credit"),
            new CardScheme("A000000333", "unionpay"),
            new CardScheme("A000000003", "visa"),
            new CardScheme("A000000004", "mastercard"),
            new CardScheme("A000000025", "american-express"),
            new CardScheme("A000000065", "jcb"));

    private static final int ENTRY = 0x61;
    private static final int APPLICATION_ID = 0x4F;
    private static final int PRIORITY = 0x87;
    private static final int LAST = 16;
    private static final int SHORT_FILE = 0x88;
    private static final int PDOL = 0x9F38;
    private static final int LABEL = 0x50;
    private static final int FILES = 0x94;
    private static final int BLOCKED = 0x6283;
    private static final int MOST_APPLICATIONS = 10;
    private static final int MOST_RECORDS = 16;
    private static final int MOST_FILES = 30;

    /// @param id prefix of the application identifier
    private record CardScheme(String id, String name) {}

    /// An application that a card offers.
    ///
    /// @param priority 1 is the first; 16 if none is given
    private record ApplicationOffer(byte[] id, int priority) {}

    private final ApduChannel talk;
    private final List<byte[]> refusing = new ArrayList<>();
    private Optional<MalformedCardData> trouble = Optional.empty();
    private boolean blocked;

    BankApplication(ApduChannel talk) {
        this.talk = talk;
    }

    /// Reads the first application, in the card's order, that returns its number. An application that does not
    /// start is skipped (Book 3, 10.1); those that start only with an empty PDOL answer are tried last.
    ///
    /// @return empty where the card has no bank application, or only blocked ones
    Optional<BankCard> readCard() throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        talk.setSecret(true); // names and labels are free text of the card: any of them may contain a number
        try {
            var card = readFirst(findApplications(), true);
            if (card.isEmpty()) card = readFirst(List.copyOf(refusing), false);
            if (card.isEmpty() && trouble.isPresent()) throw trouble.get();
            return card;
        } finally {
            talk.setSecret(false);
        }
    }

    /// Whether a blocked bank application was found.
    boolean isBlocked() {
        return blocked;
    }

    private Optional<BankCard> readFirst(List<byte[]> applications, boolean granting)
            throws LinkLost, CardTrouble, InterruptedException {
        for (var id : applications.subList(0, Math.min(applications.size(), MOST_APPLICATIONS)))
            try {
                var answer = talk.selectByName(id);
                blocked |= answer.status() == BLOCKED;
                if (!answer.isOk()) continue;
                var card = readApplication(id, answer.data(), granting);
                if (card.isPresent()) return card;
            } catch (MalformedCardData unsound) {
                trouble = trouble.or(() -> Optional.of(unsound));
            }
        return Optional.empty();
    }

    private List<byte[]> findApplications() throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var contact = talk.selectByName(CONTACT);
        var named = contact.isOk() ? readDirectory(contact.data()) : List.<byte[]>of();
        if (!named.isEmpty()) return named;
        var contactless = talk.selectByName(CONTACTLESS);
        if (contactless.isOk()) named = sortByPriority(parseOffers(contactless.data()));
        if (!named.isEmpty()) return named;
        var known = new ArrayList<byte[]>();
        for (var scheme : SCHEMES) known.add(HexFormat.of().parseHex(scheme.id()));
        return known;
    }

    /// The directory is a file of records. If it is missing or empty, the applications are selected by name (Book
    /// 1, 12.3.2).
    private List<byte[]> readDirectory(byte[] environment)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var file = BerTlv.findFirst(environment, SHORT_FILE).filter(value -> value.length == 1);
        if (file.isEmpty()) return List.of();
        var all = new ArrayList<ApplicationOffer>();
        for (int number = 1; number <= MOST_RECORDS; number++) {
            var answer = talk.readRecord(number, file.get()[0] << 3 | 4);
            if (!answer.isOk()) break;
            all.addAll(parseOffers(answer.data()));
        }
        return sortByPriority(all);
    }

    private static List<ApplicationOffer> parseOffers(byte[] data) throws MalformedCardData {
        var all = new ArrayList<ApplicationOffer>();
        for (var entry : BerTlv.findAll(data, ENTRY)) {
            var id = BerTlv.findFirst(entry, APPLICATION_ID).orElse(new byte[0]);
            if (id.length < 5 || id.length > 16) continue; // an entry without a name is invalid
            var priority = BerTlv.findFirst(entry, PRIORITY).orElse(new byte[0]);
            int rank = priority.length == 1 ? priority[0] & 0xF : 0;
            all.add(new ApplicationOffer(id, rank == 0 ? LAST : rank));
        }
        return all;
    }

    /// Sorts by the card's priority; entries of the same rank keep their order.
    private static List<byte[]> sortByPriority(List<ApplicationOffer> offers) {
        return offers.stream()
                .sorted(Comparator.comparingInt(ApplicationOffer::priority))
                .map(ApplicationOffer::id)
                .toList();
    }

    /// @param granting whether the card gets the data of its PDOL; some applications start only without them
    /// @return empty if the application does not start
    private Optional<BankCard> readApplication(byte[] id, byte[] described, boolean granting)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var label =
                BerTlv.findFirst(described, LABEL).map(BankApplication::toLabel).orElse("");
        var wishes = granting ? BerTlv.findFirst(described, PDOL).orElse(new byte[0]) : new byte[0];
        var options = talk.sendCommand(0x80, 0xA8, 0x00, 0x00, PdolBuilder.buildResponse(wishes));
        if (!options.isOk()) {
            if (wishes.length > 0) refusing.add(id);
            throw new MalformedCardData("the application does not start (%04X)".formatted(options.status()));
        }
        var number = new AccountNumber();
        try {
            readRecords(options.data(), number);
            return Optional.of(number.toBankCard(schemeName(id), label));
        } finally {
            number.wipeDigits();
        }
    }

    /// Reads until number and expiry are known: a missing record loses nothing that was read before it.
    private void readRecords(byte[] options, AccountNumber number)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var files = fileList(options);
        if (files.length % 4 != 0 || files.length / 4 > MOST_FILES)
            throw new MalformedCardData("a list of files that is none");
        number.readRecord(options); // a contactless card may return its number here
        int read = 0;
        for (int at = 0; at < files.length; at += 4) {
            int last = files[at + 2] & 0xFF;
            for (int record = files[at + 1] & 0xFF; record <= last && read < MOST_FILES; record++) {
                if (number.isComplete()) return;
                read++;
                var answer = talk.readRecord(record, (files[at] & 0xF8) | 4);
                if (answer.isOk()) number.readRecord(answer.data());
            }
        }
    }

    /// Format 1 (template 80) is flags and files; format 2 (77) has a tag for each.
    private static byte[] fileList(byte[] options) throws MalformedCardData {
        var flat = BerTlv.findFirst(options, 0x80);
        if (flat.isEmpty()) return BerTlv.findFirst(options, FILES).orElse(new byte[0]);
        if (flat.get().length < 2) throw new MalformedCardData("processing options that are none");
        return Arrays.copyOfRange(flat.get(), 2, flat.get().length);
    }

    private static String schemeName(byte[] application) {
        var name = HexFormat.of().withUpperCase().formatHex(application);
        return SCHEMES.stream()
                .filter(scheme -> name.startsWith(scheme.id()))
                .findFirst()
                .map(CardScheme::name)
                .orElse("other");
    }

    /// By the EMV rule: letters, digits and spaces, at most 16.
    private static String toLabel(byte[] said) {
        return Optional.of(new String(said, StandardCharsets.US_ASCII).strip())
                .filter(text -> text.matches("[\\x20-\\x7E]{1,16}"))
                .orElse("");
    }
}
