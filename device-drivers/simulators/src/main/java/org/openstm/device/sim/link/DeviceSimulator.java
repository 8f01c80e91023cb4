package org.openstm.device.sim.link;

import java.nio.file.Path;
import java.util.List;
import org.openstm.device.DeviceClass;

/// A simulated device that stands behind a real link.
public interface DeviceSimulator extends AutoCloseable {
    DeviceClass deviceClass();

    /// Address for a driver, for example `tcp://127.0.0.1:43117` or `serial:/tmp/reader`.
    String link();

    /// Executes one control line (`lay li-xiulan`, `lift`, `show TEXT`, `paper out`, `cover open`, `unplug`, ...;
    /// `help` lists them).
    ///
    /// @return one line: `ok`, `ok` and an answer, or `error: ` and the reason
    String runControlLine(String line);

    /// Papers printed so far, oldest first, as PNG files; empty for a device without paper. Each receipt has a text
    /// file of the same name with its words.
    List<Path> printedPapers();

    @Override
    void close();
}
