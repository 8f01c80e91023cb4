package org.openstm.device.driver.chipcard.travel;

import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.sf.scuba.smartcards.CardService;
import net.sf.scuba.smartcards.CardServiceException;
import net.sf.scuba.smartcards.CommandAPDU;
import net.sf.scuba.smartcards.ResponseAPDU;
import org.jspecify.annotations.Nullable;
import org.openstm.device.driver.iso7816.ApduChannel;
import org.openstm.device.driver.iso7816.BerTlv;
import org.openstm.device.driver.iso7816.MalformedCardData;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// Adapter of the card for the library. A failure of the slot is kept for the caller of the library, and every
/// later command is rejected; likewise after a refused key, since the library would try it a second time.
final class JmrtdCardService extends CardService {
    /// Held in a field: a logger without a strong reference loses its level.
    private static final List<Logger> SILENT = List.of(Logger.getLogger("org.jmrtd"), Logger.getLogger("net.sf.scuba"));

    private static final int SECURED = 0x0C;
    private static final int EXTERNAL_AUTHENTICATE = 0x82;
    private static final int GENERAL_AUTHENTICATE = 0x86;
    private static final int NO_STATUS = 0;

    /// Status words for a wrong key, or one that must not be tried again now.
    private static final Set<Integer> KEY_REFUSED = Set.of(0x6300, 0x6982, 0x6983, 0x6985, 0x6988, 0x6A80);

    static {
        SILENT.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final ApduChannel talk;
    private int status = NO_STATUS;
    private boolean keyRefused;
    private @Nullable Exception broken;

    JmrtdCardService(ApduChannel talk) {
        this.talk = talk;
    }

    /// A call of the library.
    interface LibraryCall<R> {
        R call() throws CardServiceException;
    }

    /// @param what description of the failed action, for the one who must act
    @SuppressWarnings("CatchingUnchecked") // the library throws any exception on malformed card data
    <R> R callLibrary(String what, LibraryCall<R> asked)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        try {
            return asked.call();
        } catch (CardServiceException | RuntimeException _) {
            rethrowKept();
            throw new MalformedCardData(status == ApduChannel.OK ? what : what + " (%04X)".formatted(status));
        }
    }

    private void rethrowKept() throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        switch (broken) {
            case LinkLost lost -> throw lost;
            case CardTrouble trouble -> throw trouble;
            case MalformedCardData unsound -> throw unsound;
            case InterruptedException cancelled -> throw cancelled;
            case null, default -> {}
        }
    }

    /// Whether the card refused the key.
    boolean isKeyRefused() {
        return keyRefused;
    }

    @Override
    public ResponseAPDU transmit(CommandAPDU command) throws CardServiceException {
        if (broken != null || keyRefused) throw new CardServiceException("no more");
        try {
            var answer = talk.transmitFully(command.getBytes());
            status = answer.status();
            boolean trying = command.getINS() == EXTERNAL_AUTHENTICATE || command.getINS() == GENERAL_AUTHENTICATE;
            keyRefused = trying && (KEY_REFUSED.contains(status) || status >> 4 == 0x63C);
            // the library allocates arrays of any announced length
            if (command.getCLA() == SECURED || command.getINS() == GENERAL_AUTHENTICATE) BerTlv.parseAll(answer.data());
            return new ResponseAPDU(toResponseBytes(answer));
        } catch (LinkLost | CardTrouble | MalformedCardData | InterruptedException problem) {
            broken = problem;
            throw new CardServiceException("no more");
        }
    }

    private static byte[] toResponseBytes(ApduChannel.ApduResponse answer) {
        var data = answer.data();
        var whole = java.util.Arrays.copyOf(data, data.length + 2);
        whole[data.length] = (byte) (answer.status() >> 8);
        whole[data.length + 1] = (byte) answer.status();
        return whole;
    }

    @Override
    public boolean isConnectionLost(Exception problem) {
        return broken != null;
    }

    @Override
    public byte[] getATR() {
        return new byte[0];
    }

    @Override
    public void open() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
