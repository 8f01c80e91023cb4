package org.openstm.device.driver.receipt.xfs4iot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.driver.xfs4iot.XfsAnswer;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Sheet;
import tools.jackson.databind.node.ObjectNode;

/// How a sheet gets onto the service's paper.
interface XfsPrintMethod {
    /// One command that prints.
    ///
    /// @param rows of dots that the paper has
    record PrintStep(String command, ObjectNode payload, int rows) {}

    /// The papers of a sheet, one command each.
    List<PrintStep> toPrintSteps(Sheet sheet);

    /// Makes ready for a step without moving paper.
    ///
    /// @return what failed, or empty
    Optional<XfsAnswer> prepareStep(PrintStep step, Deadline until) throws LinkLost, InterruptedException;

    /// What a bundle would claim of it.
    Map<String, String> capabilities();
}
