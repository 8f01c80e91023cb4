package org.openstm.conformance;

import java.io.Serial;

/// What came is not what the contract says; the message tells what came.
final class ContractBreach extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    ContractBreach(String came) {
        super(came, null, false, false);
    }
}
