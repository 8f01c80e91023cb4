package org.openstm.device.link;

import java.io.IOException;

/// Selects the `pcscd` for this process. Its library reads the path of the socket once, from the environment.
final class PcscDaemon {
    private static final String VARIABLE = "PCSCLITE_CSOCK_NAME";
    private static String chosen = "";

    private PcscDaemon() {}

    /// @param socket path of its socket, or empty for the default
    /// @throws IllegalArgumentException if this process uses another one already
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
