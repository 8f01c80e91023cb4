/// The HTTP client of the contract ([HttpCentralClient]) with its TLS credentials. Each resource has a client
/// of its own; `CentralCaller` makes their calls, `TerminalEnrolment` enrols the terminal, and
/// `SignedTransport` signs what is sent.
///
/// Arrows: sees all of `central` except `central.export`; `app` makes the client, `telemetry` listens to its
/// calls ([CallListener]). The reference central never uses it. Thread: every call blocks its caller and may
/// be interrupted; the JDK's client keeps threads of its own. Why an unusable answer counts as no answer: a
/// receipt with a wrong signature, a portal's page or a proxy's error says nothing about what central did.
/// Why one pinned certificate authority: the lists of the operating system and of Java hold authorities that
/// central did not choose.
@NullMarked
package org.openstm.kiosk.central.http;

import org.jspecify.annotations.NullMarked;
