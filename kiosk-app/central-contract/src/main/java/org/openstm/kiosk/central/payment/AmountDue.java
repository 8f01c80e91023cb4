package org.openstm.kiosk.central.payment;

import java.time.Instant;

/// The fee of an accepted case: the case is done when it is paid, and otherwise withdrawn.
///
/// @param fen CNY 0.01
/// @param until when central stops waiting for a hold
public record AmountDue(long fen, Instant until) {}
