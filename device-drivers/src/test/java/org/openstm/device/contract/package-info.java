/// The conformance kit: what a driver must do before a branch may trust it. Published as the test jar of this
/// module.
///
/// A vendor extends the contract of the device class ([IdCardReaderContract] and its sisters), names the driver in a
/// [Subject] and brings a [Rig]: the driver's link and something at its other end that can be unplugged, made silent
/// or made to talk nonsense. [SimulatedRig] is one for drivers whose protocol a shipped simulator speaks. The report
/// of a run lies in `target/kit/<driver>.json`; one of a run in part says what is missing.
///
/// Arrows: ports, spi, desk and the facade of the simulators; of the drivers only the reader of pictures, as a
/// judge of printed codes. Thread: checks run side by side, each with a rig of its own. Limits are generous,
/// because a busy build machine is no slow driver; the numbers that count are printed (`kit: ...`). Why a process
/// of its own counts what is left behind, and another is searched for the person it served: only there nobody else
/// opens, closes or knows anything meanwhile.
@NullMarked
package org.openstm.device.contract;

import org.jspecify.annotations.NullMarked;
