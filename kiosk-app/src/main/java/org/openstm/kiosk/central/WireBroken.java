package org.openstm.kiosk.central;

/// Bytes that are not what the contract says. Kept inside the client, where it becomes "no answer".
public final class WireBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WireBroken(String what) {
        super(what);
    }
}
