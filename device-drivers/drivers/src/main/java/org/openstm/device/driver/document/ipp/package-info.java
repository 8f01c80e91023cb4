/// Document printers by the Internet Printing Protocol (IPP 2.0, RFC 8010 and 8011), as IPP Everywhere
/// printers and print servers speak it.
///
/// Arrows: sees ports, spi, link (for addresses); shares nothing with its simulator. Thread: the device's executor;
/// the JDK's HTTP client has one of its own. Why the job is followed to its end (`IppJobMonitor`): the answer to a
/// print request only
/// means that the data arrived. Why that end is not proof behind every queue: a queue that does not use IPP to the
/// printer knows only that the bytes were sent ([JobConfirmation]). Why two forms: each printer of IPP Everywhere
/// accepts PWG Raster, and many accept PDF as well; pages are rendered here only for those that do not.
@NullMarked
package org.openstm.device.driver.document.ipp;

import org.jspecify.annotations.NullMarked;
