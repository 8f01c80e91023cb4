/// Document printers by the Internet Printing Protocol (IPP 2.0, RFC 8010 and 8011), as IPP Everywhere printers and
/// print servers speak it.
///
/// Arrows: ports, spi, link (for its words); shares nothing with its simulator. Thread: the device's lane; the JDK's
/// HTTP client keeps one of its own. Why the job is followed to its end: the answer to a print request only says that
/// the data arrived.
@NullMarked
package org.openstm.device.driver.document.ipp;

import org.jspecify.annotations.NullMarked;
