/// Receipt printers behind an XFS4IoT service (Printer).
///
/// Arrows: sees ports, spi, link, `driver.xfs4iot`, and `org.openstm.print.render` for the picture of the paper.
/// Thread: the device's executor. Why a form with one picture: it is the only thing that every service prints
/// without knowledge of its printer's language; Chinese, codes and layout are then ours. A service without forms
/// gets ESC/POS by PrintNative, if an engineer has set that its printer supports it. Why a completion is proof: the
/// same command cuts or ejects the media, and by specification a service flushes its data before that.
@NullMarked
package org.openstm.device.driver.receipt.xfs4iot;

import org.jspecify.annotations.NullMarked;
