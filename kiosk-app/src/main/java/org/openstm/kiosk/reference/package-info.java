/// Reference central: the other side of `central-api.yaml`, honest about durability, with invented
/// back systems. Files of cases lie in the `Cabinet`, each once by what it is.
///
/// Behind it stands a payment system for demonstrations ([PaymentService], [PaymentPage]): double entry, and a
/// page where a phone pays; and a program on citizens' phones that shows codes to log in with ([PhoneAppPage],
/// told by [AppLoginService]), and goes on with half-done cases ([CaseTransferService], [CaseTransferPage]).
///
/// Arrows: sees the wire records of `central` and `org.openstm.print`; only `app` sees it. Thread:
/// one virtual thread per request; one connection to SQLite, sixteen to PostgreSQL, where several
/// instances may share one database: what they must agree on (a case once, a nonce once, a
/// journal's end) is held by the database and by nothing in memory. Who is let in is judged in one
/// place (`Gate`), by signature and, with TLS, by certificate. Why it is in the product: whoever
/// builds a real centre has something to compare with, and every test of the kiosk runs against a
/// counterpart that keeps its word.
@NullMarked
package org.openstm.kiosk.reference;

import org.jspecify.annotations.NullMarked;
