package org.openstm.kiosk.central.json;

/// Bytes that are not what the contract says. Kept inside the client, where it becomes "no answer".
public final class ContractViolationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ContractViolationException(String what) {
        super(what);
    }
}
