package org.openstm.kiosk.reference.access;

import java.util.Map;

/// Which key of central signs, and who knows the next one.
///
/// @param version of the newest key set; 0 before the first
/// @param signer name of the key that signs
/// @param keys names with what is said of them
/// @param terminals how many there are
/// @param told how many of them have taken the newest key set
public record SigningKeyStatus(int version, String signer, Map<String, String> keys, int terminals, int told) {}
