package org.openstm.kiosk.reference.http;

import java.util.Map;

/// A request of an authenticated terminal that matches a route.
///
/// @param parameters the segments of the path that the route names
public record TerminalRequest(ServerRequest request, String terminal, Map<String, String> parameters) {
    public String parameter(String name) {
        var value = parameters.get(name);
        if (value == null) throw new IllegalArgumentException("the route names no " + name);
        return value;
    }

    @Override
    public String toString() {
        return "TerminalRequest[" + terminal + ", " + request + "]";
    }
}
