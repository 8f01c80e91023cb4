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
import org.openstm.device.driver.iso7816.Unsound;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// How a chip is opened by what is printed on the document.
final class Door {
    private static final byte[] APPLICATION = {(byte) 0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01};
    private static final int CARD_ACCESS = 0x011C;
    private static final int MOST_CARD_ACCESS = 2048;
    private static final int LONGEST_ANSWER = 256;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");

    /// The key does not open this chip, and why.
    static final class Closed extends Exception {
        private final boolean wrong;

        private Closed(boolean wrong, String why) {
            super(why);
            this.wrong = wrong;
        }

        /// Whether the chip has refused the key; else it is of a kind that this chip does not know.
        boolean wrong() {
            return wrong;
        }
    }

    /// No travel document: nothing answers to its name.
    static final class Absent extends Exception {
        private Absent() {
            super("no application of a travel document");
        }
    }

    private final Wire wire;
    private final ReadBinaryAPDUSender sender;

    Door(Wire wire) {
        this.wire = wire;
        this.sender = new ReadBinaryAPDUSender(wire);
    }

    /// @return the files behind it
    SecuredFiles open(DocumentKey key) throws LinkLost, CardTrouble, Unsound, Closed, Absent, InterruptedException {
        var offered = offered();
        if (offered.isPresent()) {
            var session = byPace(key, offered.get());
            select(Optional.of(session));
            return new SecuredFiles(wire, Optional.of(session));
        }
        select(Optional.empty());
        return new SecuredFiles(wire, Optional.of(byBac(key)));
    }

    /// A chip without EF.CardAccess knows BAC only.
    Optional<PACEInfo> offered() throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var files = new SecuredFiles(wire, Optional.empty());
        if (!files.there(CARD_ACCESS)) return Optional.empty();
        var file = files.rest(CARD_ACCESS, MOST_CARD_ACCESS);
        try {
            return new CardAccessFile(new ByteArrayInputStream(file))
                    .getSecurityInfos().stream()
                            .filter(PACEInfo.class::isInstance)
                            .map(PACEInfo.class::cast)
                            .filter(Door::known)
                            .min(Comparator.comparing(PACEInfo::getObjectIdentifier));
        } catch (IOException | RuntimeException _) {
            throw new Unsound("EF.CardAccess is none");
        }
    }

    /// By elliptic curves: the others need commands that are longer than many readers carry.
    private static boolean known(PACEInfo info) {
        try {
            return PACEInfo.toKeyAgreementAlgorithm(info.getObjectIdentifier()).equals("ECDH")
                    && PACEInfo.toParameterSpec(info.getParameterId()) != null;
        } catch (RuntimeException _) {
            return false;
        }
    }

    SecureMessagingWrapper byPace(DocumentKey key, PACEInfo info)
            throws LinkLost, CardTrouble, Unsound, Closed, InterruptedException {
        var protocol = new PACEProtocol(new PACEAPDUSender(wire), null, LONGEST_ANSWER, LONGEST_ANSWER, true);
        var secret = paceKey(key);
        return opened(() -> protocol.doPACE(
                        secret,
                        info.getObjectIdentifier(),
                        PACEInfo.toParameterSpec(info.getParameterId()),
                        info.getParameterId())
                .getWrapper());
    }

    private static AccessKeySpec paceKey(DocumentKey key) {
        return switch (key) {
            case DocumentKey.Access(var digits) -> PACEKeySpec.createCANKey(digits);
            case DocumentKey.Lines lines -> {
                try {
                    yield PACEKeySpec.createMRZKey(bacKey(lines));
                } catch (GeneralSecurityException noSha1) {
                    throw new IllegalStateException(noSha1);
                }
            }
        };
    }

    SecureMessagingWrapper byBac(DocumentKey key) throws LinkLost, CardTrouble, Unsound, Closed, InterruptedException {
        if (!(key instanceof DocumentKey.Lines lines))
            throw new Closed(false, "this chip is opened by the document's number and its two dates only");
        var protocol = new BACProtocol(new BACAPDUSender(wire), LONGEST_ANSWER, true);
        return opened(() -> protocol.doBAC(bacKey(lines)).getWrapper());
    }

    private static BACKey bacKey(DocumentKey.Lines lines) {
        return new BACKey(lines.number(), DAY.format(lines.birth()), DAY.format(lines.expiry()));
    }

    private SecureMessagingWrapper opened(Wire.Asked<SecureMessagingWrapper> protocol)
            throws LinkLost, CardTrouble, Unsound, Closed, InterruptedException {
        try {
            return wire.ask("the chip does not open", protocol);
        } catch (Unsound unsound) {
            if (wire.keyRefused()) throw new Closed(true, String.valueOf(unsound.getMessage()));
            throw unsound;
        }
    }

    private void select(Optional<SecureMessagingWrapper> session)
            throws LinkLost, CardTrouble, Unsound, Absent, InterruptedException {
        boolean there = wire.ask("the travel application is not selected", () -> {
            try {
                sender.sendSelectApplet(session.orElse(null), APPLICATION);
                return true;
            } catch (CardServiceException problem) {
                if (session.isPresent() || wire.isConnectionLost(problem)) throw problem;
                return false;
            }
        });
        if (!there) throw new Absent();
    }
}
