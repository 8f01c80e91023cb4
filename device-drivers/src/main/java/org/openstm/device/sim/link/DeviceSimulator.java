package org.openstm.device.sim.link;

import java.nio.file.Path;
import java.util.List;
import org.openstm.device.DeviceClass;

/// A simulated device that stands behind a real link.
public interface DeviceSimulator extends AutoCloseable {
    DeviceClass deviceClass();

    /// Where a driver reaches it, for example `tcp://127.0.0.1:43117` or `serial:/tmp/reader`.
    String link();

    /// Does what one control line says (`lay li-xiulan`, `lift`, `show TEXT`, `paper out`, `cover open`, `unplug`,
    /// ...; `help` lists them).
    ///
    /// @return one line: `ok`, `ok` and an answer, or `error: ` and why
    String runControlLine(String line);

    /// Papers that came out so far, oldest first, as PNG files; empty for a device without paper. Beside each slip
    /// lies a text file of the same name with the words on it.
    List<Path> printedPapers();

    @Override
    void close();
}
