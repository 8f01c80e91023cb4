/// Reference central: implements the server side of `central-api.yaml`, with invented back systems. It
/// acknowledges only what its database has stored durably. [ReferenceCentral] runs the server; `CentralRouter`
/// routes each request to the service that answers it.
///
/// Arrows: sees the contract in `central` (never `central.http`) and, for documents, `org.openstm.print`; only
/// `app` sees it. Inside, `demo` and `store` are below `http`, `access` and `terminals`; `cases` and `pages`
/// follow. Thread: one virtual thread per request. Several instances may share one PostgreSQL database: what
/// they must agree on (a case once, a nonce once, a journal's end) is held by the database and by nothing in
/// memory. Why it is in the product: the builders of a real central have something to compare with, and every
/// test of the kiosk runs against it.
@NullMarked
package org.openstm.kiosk.reference;

import org.jspecify.annotations.NullMarked;
