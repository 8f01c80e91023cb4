package org.openstm.kiosk.engine;

import org.openstm.kiosk.catalog.LocalizedText;

/// Who this terminal is.
///
/// @param id `ST-0412-03`
/// @param issuer heading of slips
/// @param verifyBase what a slip's QR begins with; the verification code follows
/// @param nearest nearest other places that are open, for refusals
public record TerminalProfile(
        String id,
        LocalizedText branch,
        LocalizedText title,
        LocalizedText issuer,
        String verifyBase,
        LocalizedText nearest) {}
