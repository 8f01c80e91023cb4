package org.openstm.kiosk.central.payment;

import java.time.Instant;

/// What an accepted case costs: it is done when this is paid, and else withdrawn.
///
/// @param fen CNY 0.01
/// @param until when the centre stops waiting for a hold
public record AmountDue(long fen, Instant until) {}
