/// The conformance kit: the requirements for a driver that a branch may use.
///
/// A vendor extends the contract of the device class ([IdCardReaderContract] and its siblings), names the driver in
/// a [Subject] and provides a [Rig]: the driver's link and a peer that can be unplugged, made silent or made to
/// send nonsense. [SimulatedRig] is one for drivers whose protocol a shipped simulator supports. The report of a
/// run is in `target/kit/<driver>.json`; that of a partial run lists what is missing.
///
/// Arrows: sees ports, spi, the device manager and the facade of the simulators, and no driver. Thread: checks run in
/// parallel, each with a rig of its own. Limits are
/// generous, because a busy build machine does not make a driver slow; the measured numbers are printed (`kit:
/// ...`). Why one process of its own counts leaks, and another is searched for personal data: only there does no
/// other code open or close resources or hold such data at the same time. Why one package with so many classes:
/// makers' tests are compiled against their names, and what they need not see stays package-private.
@NullMarked
package org.openstm.device.contract;

import org.jspecify.annotations.NullMarked;
