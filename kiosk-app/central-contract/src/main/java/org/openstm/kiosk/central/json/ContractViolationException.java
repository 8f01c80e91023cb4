package org.openstm.kiosk.central.json;

/// Content that breaks the contract. It does not leave the client, which reports it as "no answer".
public final class ContractViolationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ContractViolationException(String what) {
        super(what);
    }
}
