/// Converts the records of the contract to JSON and back, one codec per resource. The bytes are canonical (RFC
/// 8785).
///
/// Arrows: sees the records in `central`, `central.terminal` and `central.payment`, and `central.json` and
/// `central.crypto`; `central.http`, `dispatch`, `engine`, the staff services and `reference` use it. Thread:
/// any, all functions are pure. Why canonical: digests and signatures are made over these bytes, and both sides
/// must produce the same ones.
@NullMarked
package org.openstm.kiosk.central.codec;

import org.jspecify.annotations.NullMarked;
