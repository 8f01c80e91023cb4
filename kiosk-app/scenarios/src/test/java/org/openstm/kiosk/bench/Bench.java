package org.openstm.kiosk.bench;

import java.nio.file.Path;
import java.util.List;

/// A named measurement.
interface Bench {
    String name();

    /// What it measures and against what, for a reader of the table.
    String says();

    /// @param folder empty, and its own
    List<Figure> run(Path folder) throws Exception;
}
