package org.openstm.conformance.checks;

import java.io.IOException;

/// One check: what the contract says, and how to find out.
///
/// @param section of the contract that says it
/// @param expected what it says
public record ContractCheck(String id, String section, String expected, Probe probe) {
    /// The first word of the id.
    public String group() {
        return id.substring(0, id.indexOf('/'));
    }

    /// Ends by itself where the central does as it should.
    public interface Probe {
        /// @throws ContractBreach if something else came
        /// @throws CheckSkipped if it cannot be tried here
        void run() throws IOException, InterruptedException;
    }
}
