package org.openstm.kiosk.central.crypto;

/// What a code says that a citizen's phone has shown, once it is proved. It names nobody: whose it is, the centre
/// tells once for the reference.
///
/// @param issuer whose program made it
/// @param reference what the centre redeems
/// @param acr how the program knew the person
public record AppCode(String issuer, String reference, String acr) {
    @Override
    public String toString() {
        return "AppCode[" + issuer + "]";
    }
}
