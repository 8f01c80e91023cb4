package org.openstm.device.driver.chipcard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.openstm.device.BankCard;
import org.openstm.device.driver.iso7816.CardTalk;
import org.openstm.device.driver.iso7816.Tlv;
import org.openstm.device.driver.iso7816.Unsound;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// The application of a bank on a card (EMV Book 1 chapter 12, Book 3 chapter 10; PBOC 3.0), by
/// contact or contactless (EMV Contactless Book B chapter 3): there the directory is the answer to
/// its own selection, and the account's number may stand in the answer to GET PROCESSING OPTIONS,
/// with no file at all.
final class BankApplication {
    private static final byte[] CONTACT = "1PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTACTLESS = "2PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII);

    /// Asked for by name where a card has no list of its own, and what they are called here.
    private static final List<Scheme> SCHEMES = List.of(
            new Scheme("A000000333010101", "unionpay-debit"),
            new Scheme("A000000333010102", "unionpay-credit"),
            new Scheme("A000000333", "unionpay"),
            new Scheme("A000000003", "visa"),
            new Scheme("A000000004", "mastercard"),
            new Scheme("A000000025", "american-express"),
            new Scheme("A000000065", "jcb"));

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

    /// @param id how the application's identifier begins
    private record Scheme(String id, String name) {}

    /// An application that a card offers.
    ///
    /// @param priority 1 comes first; 16 for one that names none
    private record Offer(byte[] id, int priority) {}

    private final CardTalk talk;
    private final List<byte[]> refusing = new ArrayList<>();
    private Optional<Unsound> trouble = Optional.empty();
    private boolean blocked;

    BankApplication(CardTalk talk) {
        this.talk = talk;
    }

    /// The first application, as the card wants them tried, that tells its number. One that does not start
    /// is passed over (Book 3, 10.1); those that start only where they are told nothing come last.
    ///
    /// @return empty where the card has none of a bank, or only blocked ones
    Optional<BankCard> read() throws LinkLost, CardTrouble, Unsound, InterruptedException {
        talk.secret(true); // names and labels are the card's own words: a number may stand in any of them
        try {
            var card = first(offered(), true);
            if (card.isEmpty()) card = first(List.copyOf(refusing), false);
            if (card.isEmpty() && trouble.isPresent()) throw trouble.get();
            return card;
        } finally {
            talk.secret(false);
        }
    }

    /// Whether an application of a bank was there that is blocked.
    boolean blocked() {
        return blocked;
    }

    private Optional<BankCard> first(List<byte[]> applications, boolean granting)
            throws LinkLost, CardTrouble, InterruptedException {
        for (var id : applications.subList(0, Math.min(applications.size(), MOST_APPLICATIONS)))
            try {
                var answer = talk.selectByName(id);
                blocked |= answer.status() == BLOCKED;
                if (!answer.ok()) continue;
                var card = told(id, answer.data(), granting);
                if (card.isPresent()) return card;
            } catch (Unsound unsound) {
                trouble = trouble.or(() -> Optional.of(unsound));
            }
        return Optional.empty();
    }

    private List<byte[]> offered() throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var contact = talk.selectByName(CONTACT);
        var named = contact.ok() ? listed(contact.data()) : List.<byte[]>of();
        if (!named.isEmpty()) return named;
        var contactless = talk.selectByName(CONTACTLESS);
        if (contactless.ok()) named = wanted(offers(contactless.data()));
        if (!named.isEmpty()) return named;
        var known = new ArrayList<byte[]>();
        for (var scheme : SCHEMES) known.add(HexFormat.of().parseHex(scheme.id()));
        return known;
    }

    /// The directory is a file of records. Where it is none, or an empty one, the applications are asked
    /// for by name (Book 1, 12.3.2).
    private List<byte[]> listed(byte[] environment) throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var file = Tlv.find(environment, SHORT_FILE).filter(value -> value.length == 1);
        if (file.isEmpty()) return List.of();
        var all = new ArrayList<Offer>();
        for (int number = 1; number <= MOST_RECORDS; number++) {
            var answer = talk.record(number, file.get()[0] << 3 | 4);
            if (!answer.ok()) break;
            all.addAll(offers(answer.data()));
        }
        return wanted(all);
    }

    private static List<Offer> offers(byte[] data) throws Unsound {
        var all = new ArrayList<Offer>();
        for (var entry : Tlv.findAll(data, ENTRY)) {
            var id = Tlv.find(entry, APPLICATION_ID).orElse(new byte[0]);
            if (id.length < 5 || id.length > 16) continue; // an entry without a name is none
            var priority = Tlv.find(entry, PRIORITY).orElse(new byte[0]);
            int rank = priority.length == 1 ? priority[0] & 0xF : 0;
            all.add(new Offer(id, rank == 0 ? LAST : rank));
        }
        return all;
    }

    /// As the card wants it; those of the same rank as they stand.
    private static List<byte[]> wanted(List<Offer> offers) {
        return offers.stream()
                .sorted(Comparator.comparingInt(Offer::priority))
                .map(Offer::id)
                .toList();
    }

    /// @param granting whether the card is told what it wants to know; some start only where they are told nothing
    /// @return empty if the application does not start
    private Optional<BankCard> told(byte[] id, byte[] described, boolean granting)
            throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var label = Tlv.find(described, LABEL).map(BankApplication::label).orElse("");
        var wishes = granting ? Tlv.find(described, PDOL).orElse(new byte[0]) : new byte[0];
        var options = talk.send(0x80, 0xA8, 0x00, 0x00, Wishes.granted(wishes));
        if (!options.ok()) {
            if (wishes.length > 0) refusing.add(id);
            throw new Unsound("the application does not start (%04X)".formatted(options.status()));
        }
        var number = new AccountNumber();
        try {
            read(options.data(), number);
            return Optional.of(number.card(scheme(id), label));
        } finally {
            number.wipe();
        }
    }

    /// Reads until number and expiry are there: a record that is missing loses nothing that was read before it.
    private void read(byte[] options, AccountNumber number)
            throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var files = files(options);
        if (files.length % 4 != 0 || files.length / 4 > MOST_FILES) throw new Unsound("a list of files that is none");
        number.take(options); // a contactless card may tell its number already here
        int read = 0;
        for (int at = 0; at < files.length; at += 4) {
            int last = files[at + 2] & 0xFF;
            for (int record = files[at + 1] & 0xFF; record <= last && read < MOST_FILES; record++) {
                if (number.complete()) return;
                read++;
                var answer = talk.record(record, (files[at] & 0xF8) | 4);
                if (answer.ok()) number.take(answer.data());
            }
        }
    }

    /// Format 1 (template 80) is flags and files; format 2 (77) has a tag for each.
    private static byte[] files(byte[] options) throws Unsound {
        var flat = Tlv.find(options, 0x80);
        if (flat.isEmpty()) return Tlv.find(options, FILES).orElse(new byte[0]);
        if (flat.get().length < 2) throw new Unsound("processing options that are none");
        return Arrays.copyOfRange(flat.get(), 2, flat.get().length);
    }

    private static String scheme(byte[] application) {
        var name = HexFormat.of().withUpperCase().formatHex(application);
        return SCHEMES.stream()
                .filter(scheme -> name.startsWith(scheme.id()))
                .findFirst()
                .map(Scheme::name)
                .orElse("other");
    }

    /// As EMV has it: letters, digits and spaces, at most 16.
    private static String label(byte[] said) {
        return Optional.of(new String(said, StandardCharsets.US_ASCII).strip())
                .filter(text -> text.matches("[\\x20-\\x7E]{1,16}"))
                .orElse("");
    }
}
