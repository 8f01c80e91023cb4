/// Who may do what: authentication of terminals ([RequestAuthenticator]), enrolment and pairing, central's
/// keys and certificate authority, evidence of citizens' identity, logins by phone, SMS codes and the
/// register of organisations.
///
/// Arrows: sees `demo`, `store`, `http` and the contract; `cases`, `pages` and the router see it. Thread: the
/// request's; the rate limits are kept in the memory of one instance. Why all requests are authenticated in
/// one place, by signature and, with TLS, by certificate: no route can forget it. Why evidence and not the
/// terminal's word: a case counts for what [IdentityRegister] has recorded, never for what a terminal says of
/// itself.
@NullMarked
package org.openstm.kiosk.reference.access;

import org.jspecify.annotations.NullMarked;
