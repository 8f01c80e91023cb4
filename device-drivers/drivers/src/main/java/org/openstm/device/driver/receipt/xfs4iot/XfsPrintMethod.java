package org.openstm.device.driver.receipt.xfs4iot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.driver.xfs4iot.XfsAnswer;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Sheet;
import tools.jackson.databind.node.ObjectNode;

/// Method of printing a sheet through the service.
interface XfsPrintMethod {
    /// One command that prints.
    ///
    /// @param rows height of the paper in dots
    record PrintStep(String command, ObjectNode payload, int rows) {}

    /// The papers of a sheet, one command each.
    List<PrintStep> toPrintSteps(Sheet sheet);

    /// Prepares a step without moving paper.
    ///
    /// @return the failure, or empty
    Optional<XfsAnswer> prepareStep(PrintStep step, Deadline until) throws LinkLost, InterruptedException;

    /// Capabilities in the terms of a bundle's claims.
    Map<String, String> capabilities();
}
