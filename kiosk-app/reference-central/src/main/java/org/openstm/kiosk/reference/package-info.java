/// Reference central: implements the server side of `central-api.yaml`, with invented back systems. It
/// acknowledges only what its database has stored durably. [ReferenceCentral] runs the server,
/// [CentralAdministration] does what people at central do by command; `CentralRouter` lists the routes of the
/// contract and leads each request to its resource in `resources`; `CentralServices` makes the services that
/// they call.
///
/// Arrows: sees the contract in `central` (never `central.http`) and, for documents, `org.openstm.print`;
/// only `app` sees it. Inside, `demo` and `store` are below `http`, `access` and `terminals`; `cases`,
/// `pages` and `resources` follow. Thread: one virtual thread per request. Several instances may share one
/// PostgreSQL database: what they must agree on (a case once, a nonce once, a journal's end) is held by the
/// database and by nothing in memory. Why it is in the product: the builders of a real central have something
/// to compare with, and every test of the kiosk runs against it.
@NullMarked
package org.openstm.kiosk.reference;

import org.jspecify.annotations.NullMarked;
