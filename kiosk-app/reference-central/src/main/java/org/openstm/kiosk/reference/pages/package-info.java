/// HTML pages for people: monitoring of the province ([MonitoringPages] leads to its pages),
/// [VerificationPage], and the demonstration's stand-ins for the bank's page and for the province's program
/// on phones ([PaymentPage], [PhoneAppPage], [CaseTransferPage]).
///
/// Arrows: sees `cases`, `access`, `terminals`, `store`, `demo`, `http` and the contract; only the server and
/// the router see it. Thread: the request's. Why HTML is built only through `HtmlFragment`: text is always
/// escaped. Why monitoring names no person: it shows cases by number, and its readers need no more.
@NullMarked
package org.openstm.kiosk.reference.pages;

import org.jspecify.annotations.NullMarked;
