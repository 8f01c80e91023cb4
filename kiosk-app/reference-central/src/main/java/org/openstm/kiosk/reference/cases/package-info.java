/// The register of cases and what belongs to a case: the departments' decisions, appointments, documents,
/// payments, transfers to other channels, and citizens' preferences. [CaseService] decides a submission,
/// `CaseWriter` writes what was decided; [CaseArchive], [CaseProgressService] and [CaseReports] serve it
/// later.
///
/// Arrows: sees `access`, `demo`, `store`, `http`, the contract and `org.openstm.print`; `pages` and the
/// router see it. Thread: the request's; a case, its receipt and its document are written in one transaction.
/// Why receipts are kept as bytes: a terminal that asks again gets the same answer byte for byte. Why
/// [PaymentService] keeps money by double entry: the accounts of a payment always sum to zero.
@NullMarked
package org.openstm.kiosk.reference.cases;

import org.jspecify.annotations.NullMarked;
