package org.openstm.device.driver.chipcard.travel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import net.sf.scuba.smartcards.CardServiceException;
import org.jmrtd.AccessKeySpec;
import org.jmrtd.BACKey;
import org.jmrtd.PACEKeySpec;
import org.jmrtd.lds.CardAccessFile;
import org.jmrtd.lds.PACEInfo;
import org.jmrtd.protocol.BACAPDUSender;
import org.jmrtd.protocol.BACProtocol;
import org.jmrtd.protocol.PACEAPDUSender;
import org.jmrtd.protocol.PACEProtocol;
import org.jmrtd.protocol.ReadBinaryAPDUSender;
import org.jmrtd.protocol.SecureMessagingWrapper;
import org.openstm.device.DocumentKey;
import org.openstm.device.driver.iso7816.MalformedCardData;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// Opens a chip with the key that is printed on the document.
final class ChipAccess {
    private static final byte[] APPLICATION = {(byte) 0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01};
    private static final int CARD_ACCESS = 0x011C;
    private static final int MOST_CARD_ACCESS = 2048;
    private static final int LONGEST_ANSWER = 256;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");

    /// The key does not open this chip; with the reason.
    static final class AccessRefused extends Exception {
        private final boolean wrong;

        private AccessRefused(boolean wrong, String why) {
            super(why);
            this.wrong = wrong;
        }

        /// Whether the chip refused the key; otherwise the chip does not support this kind of key.
        boolean isKeyWrong() {
            return wrong;
        }
    }

    /// No travel document: the application does not exist.
    static final class ApplicationAbsent extends Exception {
        private ApplicationAbsent() {
            super("no application of a travel document");
        }
    }

    private final JmrtdCardService wire;
    private final ReadBinaryAPDUSender sender;

    ChipAccess(JmrtdCardService wire) {
        this.wire = wire;
        this.sender = new ReadBinaryAPDUSender(wire);
    }

    /// @return the files of the opened chip
    SecuredFileReader openFiles(DocumentKey key)
            throws LinkLost, CardTrouble, MalformedCardData, AccessRefused, ApplicationAbsent, InterruptedException {
        var offered = readPaceInfo();
        if (offered.isPresent()) {
            var session = openByPace(key, offered.get());
            selectApplication(Optional.of(session));
            return new SecuredFileReader(wire, Optional.of(session));
        }
        selectApplication(Optional.empty());
        return new SecuredFileReader(wire, Optional.of(openByBac(key)));
    }

    /// A chip without EF.CardAccess supports BAC only.
    Optional<PACEInfo> readPaceInfo() throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var files = new SecuredFileReader(wire, Optional.empty());
        if (!files.selectFile(CARD_ACCESS)) return Optional.empty();
        var file = files.readSelected(CARD_ACCESS, MOST_CARD_ACCESS);
        try {
            return new CardAccessFile(new ByteArrayInputStream(file))
                    .getSecurityInfos().stream()
                            .filter(PACEInfo.class::isInstance)
                            .map(PACEInfo.class::cast)
                            .filter(ChipAccess::isSupported)
                            .min(Comparator.comparing(PACEInfo::getObjectIdentifier));
        } catch (IOException | RuntimeException _) {
            throw new MalformedCardData("EF.CardAccess is none");
        }
    }

    /// Elliptic curves only: the others need commands that are longer than many readers support.
    private static boolean isSupported(PACEInfo info) {
        try {
            return PACEInfo.toKeyAgreementAlgorithm(info.getObjectIdentifier()).equals("ECDH")
                    && PACEInfo.toParameterSpec(info.getParameterId()) != null;
        } catch (RuntimeException _) {
            return false;
        }
    }

    SecureMessagingWrapper openByPace(DocumentKey key, PACEInfo info)
            throws LinkLost, CardTrouble, MalformedCardData, AccessRefused, InterruptedException {
        var protocol = new PACEProtocol(new PACEAPDUSender(wire), null, LONGEST_ANSWER, LONGEST_ANSWER, true);
        var secret = toPaceKey(key);
        return runProtocol(() -> protocol.doPACE(
                        secret,
                        info.getObjectIdentifier(),
                        PACEInfo.toParameterSpec(info.getParameterId()),
                        info.getParameterId())
                .getWrapper());
    }

    private static AccessKeySpec toPaceKey(DocumentKey key) {
        return switch (key) {
            case DocumentKey.Access(var digits) -> PACEKeySpec.createCANKey(digits);
            case DocumentKey.Lines lines -> {
                try {
                    yield PACEKeySpec.createMRZKey(toBacKey(lines));
                } catch (GeneralSecurityException noSha1) {
                    throw new IllegalStateException(noSha1);
                }
            }
        };
    }

    SecureMessagingWrapper openByBac(DocumentKey key)
            throws LinkLost, CardTrouble, MalformedCardData, AccessRefused, InterruptedException {
        if (!(key instanceof DocumentKey.Lines lines))
            throw new AccessRefused(false, "this chip is opened by the document's number and its two dates only");
        var protocol = new BACProtocol(new BACAPDUSender(wire), LONGEST_ANSWER, true);
        return runProtocol(() -> protocol.doBAC(toBacKey(lines)).getWrapper());
    }

    private static BACKey toBacKey(DocumentKey.Lines lines) {
        return new BACKey(lines.number(), DAY.format(lines.birth()), DAY.format(lines.expiry()));
    }

    private SecureMessagingWrapper runProtocol(JmrtdCardService.LibraryCall<SecureMessagingWrapper> protocol)
            throws LinkLost, CardTrouble, MalformedCardData, AccessRefused, InterruptedException {
        try {
            return wire.callLibrary("the chip does not open", protocol);
        } catch (MalformedCardData unsound) {
            if (wire.isKeyRefused()) throw new AccessRefused(true, String.valueOf(unsound.getMessage()));
            throw unsound;
        }
    }

    private void selectApplication(Optional<SecureMessagingWrapper> session)
            throws LinkLost, CardTrouble, MalformedCardData, ApplicationAbsent, InterruptedException {
        boolean there = wire.callLibrary("the travel application is not selected", () -> {
            try {
                sender.sendSelectApplet(session.orElse(null), APPLICATION);
                return true;
            } catch (CardServiceException problem) {
                if (session.isPresent() || wire.isConnectionLost(problem)) throw problem;
                return false;
            }
        });
        if (!there) throw new ApplicationAbsent();
    }
}
