/// Chip cards in a reader behind an XFS4IoT service (CardReader): commands go to the card by ChipIO, what is read
/// of it is read as everywhere.
///
/// Arrows: ports, spi, link, `driver.xfs4iot`, `driver.chipcard`. Thread: the device's lane. Why a card that a
/// motor or a latch holds is given back as soon as it is read: the machine never keeps a card, and whether it is
/// still in the slot is asked afterwards as with any other reader.
@NullMarked
package org.openstm.device.driver.chipcard.xfs4iot;

import org.jspecify.annotations.NullMarked;
