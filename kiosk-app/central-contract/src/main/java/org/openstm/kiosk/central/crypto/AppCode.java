package org.openstm.kiosk.central.crypto;

/// The contents of a verified phone code. It names no person: central resolves the reference, once.
///
/// @param issuer of the code
/// @param reference for central to redeem
/// @param acr how the app authenticated the person
public record AppCode(String issuer, String reference, String acr) {
    @Override
    public String toString() {
        return "AppCode[" + issuer + "]";
    }
}
