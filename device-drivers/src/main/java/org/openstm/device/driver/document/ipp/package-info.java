/// Document printers by the Internet Printing Protocol (IPP 2.0, RFC 8010 and 8011), as IPP Everywhere
/// printers and print servers speak it.
///
/// Arrows: ports, spi, link (for its words); shares nothing with its simulator. Thread: the device's lane;
/// the JDK's HTTP client keeps one of its own. Why the job is followed to its end: the answer to a print
/// request only says that the data arrived. Why that end is no proof behind every queue: one that does not
/// lead on by IPP knows only that the bytes are gone ([JobConfirmation]). Why two forms: each printer of IPP
/// Everywhere takes PWG Raster, and many take PDF as well; it is drawn here only for those that do not.
@NullMarked
package org.openstm.device.driver.document.ipp;

import org.jspecify.annotations.NullMarked;
