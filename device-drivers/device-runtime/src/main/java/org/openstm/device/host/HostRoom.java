package org.openstm.device.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openstm.device.spi.DriverContext;

/// Where one host meets the kiosk, from before its start until it has connected.
interface HostRoom extends AutoCloseable {
    /// Path of the socket for the kiosk.
    Path socket();

    /// Path of the socket for the host.
    Path socketInside();

    /// A folder in which the host may write.
    Path temporaryFolder();

    /// The parameters of the driver as they are valid in the host: a confined host has other paths.
    DriverContext context();

    /// @param java the Java command, ending with the main class and the words for it
    /// @param token the token that the host must send first
    HostRun start(List<String> java, String token) throws IOException, InterruptedException;

    /// Deletes what only the start needed; the host runs on.
    @Override
    void close() throws IOException;
}
