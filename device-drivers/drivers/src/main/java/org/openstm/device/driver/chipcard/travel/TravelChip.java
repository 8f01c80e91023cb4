package org.openstm.device.driver.chipcard.travel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.DocumentKey;
import org.openstm.device.FaultCode;
import org.openstm.device.TravelDocument;
import org.openstm.device.TravelDocument.Chip;
import org.openstm.device.TravelDocument.Trust;
import org.openstm.device.driver.iso7816.ApduChannel;
import org.openstm.device.driver.iso7816.BerTlv;
import org.openstm.device.driver.iso7816.MalformedCardData;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// The chip of a passport or travel permit.
public final class TravelChip {
    private static final byte[] APPLICATION = HexFormat.of().parseHex("A0000002471001");
    private static final int SECURITY_OBJECT = 0x011D;
    private static final int FIRST_GROUP = 0x0100;
    private static final int LINES = 1;
    private static final int DETAILS = 11;
    private static final int CHIP_KEY = 15;
    private static final int MRZ = 0x5F1F;

    /// Maximum size of these files: the list and its certificate, and little text.
    private static final int MOST = 16_384;

    private final ApduChannel talk;
    private final CountrySigningAuthorities authorities;

    public TravelChip(ApduChannel talk, CountrySigningAuthorities authorities) {
        this.talk = talk;
        this.authorities = authorities;
    }

    /// Whether a travel document answers; this needs no key.
    public boolean isPresent() throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        return talk.selectByName(APPLICATION).isOk();
    }

    /// @throws LinkLost, CardTrouble as for any card; problems of the document are faults
    public Reading readDocument(DocumentKey key) throws LinkLost, CardTrouble, InterruptedException {
        // the data exchanged during opening suffice to find the key
        talk.setSecret(true);
        try {
            var wire = new JmrtdCardService(talk);
            return new Reading.Travel(readFiles(wire, new ChipAccess(wire).openFiles(key)));
        } catch (ChipAccess.ApplicationAbsent absent) {
            return toUnreadable(FaultCode.CARD_NO_DOCUMENT, absent);
        } catch (ChipAccess.AccessRefused closed) {
            return toUnreadable(closed.isKeyWrong() ? FaultCode.CARD_KEY_WRONG : FaultCode.CARD_NEEDS_KEY, closed);
        } catch (ForgedDocument forged) {
            return toUnreadable(FaultCode.CARD_DOCUMENT_FORGED, forged);
        } catch (MalformedCardData unsound) {
            return toUnreadable(FaultCode.CARD_DOCUMENT_UNSOUND, unsound);
        }
    }

    private static Reading toUnreadable(FaultCode code, Exception why) {
        return new Reading.Unreadable(code.fault(String.valueOf(why.getMessage())));
    }

    private TravelDocument readFiles(JmrtdCardService wire, SecuredFileReader files)
            throws LinkLost, CardTrouble, MalformedCardData, ForgedDocument, InterruptedException {
        var security = DocumentSecurityObject.of(files.readFile(SECURITY_OBJECT, MOST));
        var first = security.verifyGroup(LINES, files.readFile(FIRST_GROUP + LINES, MOST));
        var more = security.hasGroup(DETAILS)
                ? DataGroup11.of(security.verifyGroup(DETAILS, files.readFile(FIRST_GROUP + DETAILS, MOST)))
                : DataGroup11.NONE;
        var lines = readMrz(first);
        var trust = security.assessTrust(authorities, lines.issuer(), Instant.now());
        return toDocument(lines, more, trust, verifyChip(wire, files, security));
    }

    private static Chip verifyChip(JmrtdCardService wire, SecuredFileReader files, DocumentSecurityObject security)
            throws LinkLost, CardTrouble, MalformedCardData, ForgedDocument, InterruptedException {
        if (!security.hasGroup(CHIP_KEY)) return Chip.UNPROVEN;
        var group = security.verifyGroup(CHIP_KEY, files.readFile(FIRST_GROUP + CHIP_KEY, MOST));
        return new ActiveAuthentication(wire, files.secureSession()).verifyChip(group);
    }

    private static Mrz readMrz(byte[] file) throws MalformedCardData {
        var text = BerTlv.findFirst(file, MRZ).orElseThrow(() -> new MalformedCardData("data group 1 has no lines"));
        return Mrz.of(new String(text, StandardCharsets.US_ASCII), LocalDate.now(ZoneId.systemDefault()));
    }

    private static TravelDocument toDocument(Mrz lines, DataGroup11 more, Trust trust, Chip chip) {
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
