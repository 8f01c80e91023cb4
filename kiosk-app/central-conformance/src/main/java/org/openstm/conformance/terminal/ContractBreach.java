package org.openstm.conformance.terminal;

import java.io.Serial;

/// What came is not what the contract says; the message tells what came.
public final class ContractBreach extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public ContractBreach(String came) {
        super(came, null, false, false);
    }
}
