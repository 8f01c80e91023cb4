package org.openstm.device.driver.chipcard.travel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.DocumentKey;
import org.openstm.device.Fault;
import org.openstm.device.TravelDocument;
import org.openstm.device.TravelDocument.Chip;
import org.openstm.device.TravelDocument.Trust;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.iso7816.CardTalk;
import org.openstm.device.driver.iso7816.Tlv;
import org.openstm.device.driver.iso7816.Unsound;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// The chip of a passport or travel permit.
public final class TravelChip {
    /// The fault of a document that is opened by another key, or by one at all.
    public static final String NEEDS_KEY = "card-needs-key";

    private static final byte[] APPLICATION = HexFormat.of().parseHex("A0000002471001");
    private static final int SECURITY_OBJECT = 0x011D;
    private static final int FIRST_GROUP = 0x0100;
    private static final int LINES = 1;
    private static final int DETAILS = 11;
    private static final int CHIP_KEY = 15;
    private static final int MRZ = 0x5F1F;

    /// What these files may have: the list and its certificate, and few words.
    private static final int MOST = 16_384;

    private final CardTalk talk;
    private final Authorities authorities;

    public TravelChip(CardTalk talk, Authorities authorities) {
        this.talk = talk;
        this.authorities = authorities;
    }

    /// Whether a travel document answers, which nothing opens without a key.
    public boolean there() throws LinkLost, CardTrouble, Unsound, InterruptedException {
        return talk.selectByName(APPLICATION).ok();
    }

    /// @throws LinkLost, CardTrouble as any card's; what is wrong with the document is a fault
    public Reading read(DocumentKey key) throws LinkLost, CardTrouble, InterruptedException {
        // what passes while a chip is opened is enough to find the key
        talk.secret(true);
        try {
            var wire = new Wire(talk);
            return new Reading.Travel(document(wire, new Door(wire).open(key)));
        } catch (Door.Absent absent) {
            return fault("card-no-document", WhoActs.CITIZEN, absent);
        } catch (Door.Closed closed) {
            return fault(closed.wrong() ? "card-key-wrong" : NEEDS_KEY, WhoActs.CITIZEN, closed);
        } catch (Forged forged) {
            return fault("card-document-forged", WhoActs.STAFF, forged);
        } catch (Unsound unsound) {
            return fault("card-document-unsound", WhoActs.STAFF, unsound);
        }
    }

    private static Reading fault(String code, WhoActs who, Exception why) {
        return new Reading.Unreadable(new Fault(code, who, String.valueOf(why.getMessage())));
    }

    private TravelDocument document(Wire wire, SecuredFiles files)
            throws LinkLost, CardTrouble, Unsound, Forged, InterruptedException {
        var security = SecurityObject.of(files.read(SECURITY_OBJECT, MOST));
        var first = security.checked(LINES, files.read(FIRST_GROUP + LINES, MOST));
        var more = security.lists(DETAILS)
                ? Details.of(security.checked(DETAILS, files.read(FIRST_GROUP + DETAILS, MOST)))
                : Details.NONE;
        var lines = lines(first);
        var trust = security.trust(authorities, lines.issuer(), Instant.now());
        return document(lines, more, trust, chip(wire, files, security));
    }

    private static Chip chip(Wire wire, SecuredFiles files, SecurityObject security)
            throws LinkLost, CardTrouble, Unsound, Forged, InterruptedException {
        if (!security.lists(CHIP_KEY)) return Chip.UNPROVEN;
        var group = security.checked(CHIP_KEY, files.read(FIRST_GROUP + CHIP_KEY, MOST));
        return new ChipProof(wire, files.session()).of(group);
    }

    private static Lines lines(byte[] file) throws Unsound {
        var text = Tlv.find(file, MRZ).orElseThrow(() -> new Unsound("data group 1 has no lines"));
        return Lines.of(new String(text, StandardCharsets.US_ASCII), LocalDate.now(ZoneId.systemDefault()));
    }

    private static TravelDocument document(Lines lines, Details more, Trust trust, Chip chip) {
        return new TravelDocument(
                lines.code(),
                lines.issuer(),
                lines.number(),
                lines.surname(),
                lines.givenNames(),
                more.name(),
                lines.nationality(),
                lines.sex(),
                more.birthDate().or(lines::birthDate),
                lines.validTo(),
                more.personalNumber().isEmpty() ? lines.optional() : more.personalNumber(),
                trust,
                chip);
    }
}
