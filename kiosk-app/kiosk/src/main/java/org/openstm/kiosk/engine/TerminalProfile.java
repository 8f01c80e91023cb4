package org.openstm.kiosk.engine;

import org.openstm.kiosk.catalog.LocalizedText;

/// Identity of this terminal.
///
/// @param id `ST-0412-03`
/// @param issuer heading of slips
/// @param verifyBase prefix of a slip's QR code; the verification code follows
/// @param nearest nearest other open branches, for refusals
public record TerminalProfile(
        String id,
        LocalizedText branch,
        LocalizedText title,
        LocalizedText issuer,
        String verifyBase,
        LocalizedText nearest) {}
