/// Chip cards in a reader behind an XFS4IoT service (CardReader): commands go to the card by ChipIO, and its data
/// are read as everywhere.
///
/// Arrows: sees ports, spi, link, `driver.xfs4iot`, `driver.chipcard`. Thread: the device's executor. Why a card
/// that a motor or a latch holds is returned as soon as it is read: the machine never keeps a card, and whether it
/// is still in the slot is queried afterwards as with any other reader.
@NullMarked
package org.openstm.device.driver.chipcard.xfs4iot;

import org.jspecify.annotations.NullMarked;
