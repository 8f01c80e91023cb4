/// Receipt printers behind an XFS4IoT service (Printer).
///
/// Arrows: ports, spi, link, `driver.xfs4iot`, and `org.openstm.print.render` for what is on the paper. Thread:
/// the device's lane. Why a form with one picture: it is the only thing that every service prints without knowing
/// its printer's language; Chinese, codes and layout are then ours. A service without forms gets ESC/POS by
/// PrintNative, if an engineer says that its printer speaks it. Why a completion is proof: the media is cut or
/// ejected by the same command, and the definition has a service flush its data before that.
@NullMarked
package org.openstm.device.driver.receipt.xfs4iot;

import org.jspecify.annotations.NullMarked;
