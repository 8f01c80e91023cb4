package org.openstm.device.link;

import java.io.IOException;

/// Which `pcscd` this process talks to. Its library reads the place of the socket once, from
/// the environment.
final class PcscDaemon {
    private static final String VARIABLE = "PCSCLITE_CSOCK_NAME";
    private static String chosen = "";

    private PcscDaemon() {}

    /// @param socket where it listens, or empty for where it usually does
    /// @throws IllegalArgumentException if this process talks to another one already
    static synchronized void at(String socket) {
        if (socket.isEmpty() || socket.equals(chosen)) return;
        if (!chosen.isEmpty())
            throw new IllegalArgumentException("a process talks to one pcscd only, this one to " + chosen);
        try {
            Posix.setEnvironment(VARIABLE, socket);
        } catch (IOException refused) {
            throw new IllegalArgumentException("the socket of pcscd: " + refused.getMessage(), refused);
        }
        chosen = socket;
    }
}
