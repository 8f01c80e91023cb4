/// Conformance suite for a central: pairs a test terminal, calls every operation of `central-api.yaml`
/// at a URL and holds each answer against the contract.
///
/// Written from the contract alone. Arrows: knows the JDK, Jackson, nimbus-jose-jwt, Bouncy Castle and
/// picocli, and no class of the kiosk. Thread: one check after the other, on the thread that calls.
/// Why codecs of its own for signatures, canonical JSON and pairing: two readings of the contract check
/// each other only while neither leans on the other.
@NullMarked
package org.openstm.conformance;

import org.jspecify.annotations.NullMarked;
