/// Simulated chip cards in the virtual reader (vpcd) of a real `pcscd`, and an XFS4IoT service (CardReader)
/// that takes the same cards and card faults. `chip-cards.yaml` beside this package describes the invented
/// cards.
///
/// Arrows: sees `sim.link`, `sim.xfs4iot`, `sim.chipcard.passport` and `DeviceClass`; only
/// [org.openstm.device.sim.SimulatorFactory] sees it. The card is our own reading of ISO/IEC 7816-4. Thread:
/// each `VpcdSlot` has one platform thread. Why a `pcscd` of its own for each reader: many tests run at the
/// same time, and none needs root. vpcd listens on all interfaces, so it is for test machines only.
@NullMarked
package org.openstm.device.sim.chipcard;

import org.jspecify.annotations.NullMarked;
