package org.openstm.conformance.checks;

import java.util.ArrayList;
import java.util.List;

/// The checks of one part of the contract, in their order.
final class CheckList {
    private final String part;
    private final List<ContractCheck> checks = new ArrayList<>();

    /// @param part first word of every id
    CheckList(String part) {
        this.part = part;
    }

    void add(String name, String section, String expected, ContractCheck.Probe probe) {
        checks.add(new ContractCheck(part + "/" + name, section, expected, probe));
    }

    List<ContractCheck> checks() {
        return List.copyOf(checks);
    }
}
