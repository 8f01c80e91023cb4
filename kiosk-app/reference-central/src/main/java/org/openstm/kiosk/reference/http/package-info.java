/// HTTP requests and responses as values, the table of routes ([RouteTable]), the reading of bodies within
/// memory limits, the listener ([HttpListener]) and its address, and refusals as problem details.
///
/// Arrows: sees `demo` for the sentences of a refusal, and the contract; the packages `access`, `cases`,
/// `terminals`, `pages` and `resources`, the server, and the command that starts it see it. Thread: the
/// request's; [BodyReceiver] lets it wait up to ten seconds for free memory and then reports busy. Why bodies
/// have a budget: slow or large uploads of many terminals must not fill the memory.
@NullMarked
package org.openstm.kiosk.reference.http;

import org.jspecify.annotations.NullMarked;
