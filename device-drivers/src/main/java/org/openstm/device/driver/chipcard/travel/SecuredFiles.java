package org.openstm.device.driver.chipcard.travel;

import java.util.Arrays;
import java.util.Optional;
import net.sf.scuba.smartcards.CardServiceException;
import org.jmrtd.protocol.ReadBinaryAPDUSender;
import org.jmrtd.protocol.SecureMessagingWrapper;
import org.openstm.device.driver.iso7816.Tlv;
import org.openstm.device.driver.iso7816.Unsound;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// The files of a chip, each one data object: how long a file is stands at its beginning.
final class SecuredFiles {
    private static final int HEAD = 4;

    /// Secured, this fills a short answer.
    private static final int BLOCK = 223;

    private final Wire wire;
    private final ReadBinaryAPDUSender sender;
    private final Optional<SecureMessagingWrapper> session;

    /// @param session empty for what is read before the chip is open
    SecuredFiles(Wire wire, Optional<SecureMessagingWrapper> session) {
        this.wire = wire;
        this.sender = new ReadBinaryAPDUSender(wire);
        this.session = session;
    }

    /// @throws IllegalStateException if the chip is not open
    SecureMessagingWrapper session() {
        return session.orElseThrow(IllegalStateException::new);
    }

    /// @param most bytes; a file that says it is longer is not read
    byte[] read(int id, int most) throws LinkLost, CardTrouble, Unsound, InterruptedException {
        if (!there(id)) throw new Unsound("file %04X is not there".formatted(id));
        return rest(id, most);
    }

    /// Selects a file.
    boolean there(int id) throws LinkLost, CardTrouble, Unsound, InterruptedException {
        return wire.ask("file %04X is not selected".formatted(id), () -> {
            try {
                sender.sendSelectFile(session.orElse(null), (short) id);
                return true;
            } catch (CardServiceException problem) {
                if (session.isPresent() || wire.isConnectionLost(problem)) throw problem;
                return false;
            }
        });
    }

    /// The whole file that is selected.
    byte[] rest(int id, int most) throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var head = block(id, 0, HEAD);
        var header = new Tlv.Header(head, 0);
        int size = header.end() + header.length();
        if (size > most) throw new Unsound("file %04X says that it has %d bytes".formatted(id, size));
        var file = Arrays.copyOf(head, size);
        int at = Math.min(HEAD, size);
        while (at < size) {
            var block = block(id, at, Math.min(BLOCK, size - at));
            System.arraycopy(block, 0, file, at, block.length);
            at += block.length;
        }
        return file;
    }

    /// Some bytes, and not more than were asked for.
    private byte[] block(int id, int from, int many) throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var what = "file %04X is not read to its end".formatted(id);
        var block = wire.ask(what, () -> sender.sendReadBinary(session.orElse(null), 0, from, many, false, false));
        if (block == null || block.length == 0 || block.length > many) throw new Unsound(what);
        return block;
    }
}
