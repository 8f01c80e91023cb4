package org.openstm.kiosk.reference.resources;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.demo.SimulatedOutages;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;

/// Applies the scripted outages to requests that need a back system, and says which systems are up.
public final class OutageFilter {
    /// The payment system's name in outages, and the requests that need it.
    private static final String PAYMENT = "payment";
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final Set<String> MONEY = Set.of("payment", "reversal");

    private final SimulatedOutages outages;
    private final DemoProvince demo;
    private final ProblemFactory problems;
    private final RefusalResponses refusals;
    private final boolean demonstration;
    private final Predicate<Duration> pause;

    public OutageFilter(
            SimulatedOutages outages,
            DemoProvince demo,
            ProblemFactory problems,
            RefusalResponses refusals,
            boolean demonstration,
            Predicate<Duration> pause) {
        this.outages = outages;
        this.demo = demo;
        this.problems = problems;
        this.refusals = refusals;
        this.demonstration = demonstration;
        this.pause = pause;
    }

    /// @param service answers the request, if the outage lets it through
    public ServerResponse applyOutage(ServerRequest request, List<String> parts, Supplier<ServerResponse> service) {
        var systems = systemsOf(request, parts);
        if (systems.contains(PAYMENT) && !demonstration)
            return ServerResponse.ofProblem(
                    problems.createRetryable(503, "system-down", Map.of("owner", PAYMENT), RETRY));
        var system = systems.stream()
                .filter(one -> outages.currentOutage(one).isPresent())
                .findFirst()
                .orElse("");
        var outage = outages.currentOutage(system);
        if (outage.isEmpty()) return service.get();
        return switch (outage.get().mode()) {
            case UP -> service.get();
            case DOWN, REFUSE -> {
                if (parts.get(1).equals("health")) yield service.get();
                String owner = demo.services().systems().contains(system) ? departmentOf(system) : system;
                yield ServerResponse.ofProblem(
                        problems.createRetryable(503, "system-down", Map.of("owner", owner), RETRY));
            }
            case FORBID -> request.method().equals("GET") ? service.get() : refusals.refuse(409, "forbidden");
            case SLOW -> {
                ServerResponse late = service.get();
                yield pause.test(outage.get().delay()) ? late : late.withoutReply();
            }
            case SILENT_AFTER_COMMIT -> {
                ServerResponse done = service.get();
                yield request.method().equals("GET") ? done : done.withoutReply();
            }
            case GARBAGE -> {
                var _ = service.get();
                yield ServerResponse.ofPage("<html>%$§ 502 welcome to the portal");
            }
        };
    }

    private String departmentOf(String system) {
        return demo.services().listServices().stream()
                .filter(s -> s.system().equals(system))
                .map(ServiceDefinition::owner)
                .findFirst()
                .orElse(system);
    }

    /// The back systems that a request needs; none for central's own.
    private List<String> systemsOf(ServerRequest request, List<String> parts) {
        return switch (parts.get(1)) {
            case "queries" -> List.of(parts.size() > 2 ? parts.get(2) : "");
            case "sms-codes" -> List.of("sms");
            case "terminals" -> {
                boolean payment = parts.size() > 5 && MONEY.contains(parts.get(5));
                if (payment) yield List.of(PAYMENT);
                boolean submit = request.method().equals("PUT")
                        && parts.size() == 5
                        && parts.get(3).equals("transactions");
                String service = submit ? StrictJson.parse(request.body()).text("service") : "";
                yield demo.services().findService(service).map(this::systemsOf).orElse(List.of("central"));
            }
            default -> List.of("central");
        };
    }

    private List<String> systemsOf(ServiceDefinition service) {
        if (service.parts().isEmpty()) return List.of(service.system());
        return demo.services().partsOf(service).stream()
                .map(ServiceDefinition::system)
                .distinct()
                .toList();
    }

    public ServerResponse serveHealth() {
        var systems = new LinkedHashMap<String, Object>();
        for (String system : demo.services().systems()) systems.put(system, outages.isUp(system));
        systems.put("sms", outages.isUp("sms"));
        systems.put(PAYMENT, demonstration && outages.isUp(PAYMENT)); // only the demonstration has one
        return ServerResponse.ofJson(Map.of("systems", systems));
    }
}
