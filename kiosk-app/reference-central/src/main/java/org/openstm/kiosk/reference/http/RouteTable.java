package org.openstm.kiosk.reference.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Which method answers which path. In a pattern, `{terminal}` is the terminal that sends the request (a
/// terminal reaches its own resources only), another name in braces is a parameter, and `*` is any segment.
public final class RouteTable {
    private static final String OWN = "{terminal}";

    private record Route(String method, List<String> pattern, Function<TerminalRequest, ServerResponse> handler) {}

    private final List<Route> routes = new ArrayList<>();

    /// @param pattern of the path after the version
    public void addRoute(String method, String pattern, Function<TerminalRequest, ServerResponse> handler) {
        routes.add(new Route(method, List.of(pattern.split("/")), handler));
    }

    /// @param path the segments after the version
    /// @return empty if no route matches
    public Optional<ServerResponse> serveRequest(ServerRequest request, String terminal, List<String> path) {
        for (var route : routes) {
            if (!route.method().equals(request.method())) continue;
            var parameters = matchPath(route.pattern(), terminal, path);
            if (parameters.isPresent())
                return Optional.of(route.handler().apply(new TerminalRequest(request, terminal, parameters.get())));
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> matchPath(List<String> pattern, String terminal, List<String> path) {
        if (pattern.size() != path.size()) return Optional.empty();
        var parameters = new HashMap<String, String>();
        for (int i = 0; i < pattern.size(); i++) {
            String wanted = pattern.get(i);
            String found = path.get(i);
            boolean matches = switch (wanted) {
                case "*" -> true;
                case OWN -> found.equals(terminal);
                default -> wanted.startsWith("{") || wanted.equals(found);
            };
            if (!matches) return Optional.empty();
            if (wanted.startsWith("{")) parameters.put(wanted.substring(1, wanted.length() - 1), found);
        }
        return Optional.of(parameters);
    }
}
