/// The resources of the contract: one class per resource turns a request of an authenticated terminal into
/// calls of the services and their results into a response. `CentralRouter` lists which path leads to which
/// method.
///
/// Arrows: sees `http` and the services in `access`, `cases`, `terminals`, `demo` and `store`; only the
/// server sees it. Thread: the request's. Why apart from the services: a service can be called by pages and
/// tests without a request, and knows no status code.
@NullMarked
package org.openstm.kiosk.reference.resources;

import org.jspecify.annotations.NullMarked;
