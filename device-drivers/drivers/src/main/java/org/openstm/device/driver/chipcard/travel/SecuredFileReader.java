package org.openstm.device.driver.chipcard.travel;

import java.util.Arrays;
import java.util.Optional;
import net.sf.scuba.smartcards.CardServiceException;
import org.jmrtd.protocol.ReadBinaryAPDUSender;
import org.jmrtd.protocol.SecureMessagingWrapper;
import org.openstm.device.driver.iso7816.BerTlv;
import org.openstm.device.driver.iso7816.MalformedCardData;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// Reads the files of a chip, each one data object whose length is at its beginning.
final class SecuredFileReader {
    private static final int HEAD = 4;

    /// Block size that, with secure messaging, fills a short answer.
    private static final int BLOCK = 223;

    private final JmrtdCardService wire;
    private final ReadBinaryAPDUSender sender;
    private final Optional<SecureMessagingWrapper> session;

    /// @param session empty for files that are read before the chip is opened
    SecuredFileReader(JmrtdCardService wire, Optional<SecureMessagingWrapper> session) {
        this.wire = wire;
        this.sender = new ReadBinaryAPDUSender(wire);
        this.session = session;
    }

    /// @throws IllegalStateException if the chip is not open
    SecureMessagingWrapper secureSession() {
        return session.orElseThrow(IllegalStateException::new);
    }

    /// @param most maximum bytes; a longer file is not read
    byte[] readFile(int id, int most) throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        if (!selectFile(id)) throw new MalformedCardData("file %04X is not there".formatted(id));
        return readSelected(id, most);
    }

    /// Selects a file.
    boolean selectFile(int id) throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        return wire.callLibrary("file %04X is not selected".formatted(id), () -> {
            try {
                sender.sendSelectFile(session.orElse(null), (short) id);
                return true;
            } catch (CardServiceException problem) {
                if (session.isPresent() || wire.isConnectionLost(problem)) throw problem;
                return false;
            }
        });
    }

    /// Reads the entire selected file.
    byte[] readSelected(int id, int most) throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var head = readBlock(id, 0, HEAD);
        var header = new BerTlv.TlvHeader(head, 0);
        int size = header.end() + header.length();
        if (size > most) throw new MalformedCardData("file %04X says that it has %d bytes".formatted(id, size));
        var file = Arrays.copyOf(head, size);
        int at = Math.min(HEAD, size);
        while (at < size) {
            var block = readBlock(id, at, Math.min(BLOCK, size - at));
            System.arraycopy(block, 0, file, at, block.length);
            at += block.length;
        }
        return file;
    }

    /// Reads a block, at most the requested length.
    private byte[] readBlock(int id, int from, int many)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var what = "file %04X is not read to its end".formatted(id);
        var block =
                wire.callLibrary(what, () -> sender.sendReadBinary(session.orElse(null), 0, from, many, false, false));
        if (block == null || block.length == 0 || block.length > many) throw new MalformedCardData(what);
        return block;
    }
}
