package org.openstm.device.driver.xfs4iot;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;
import tools.jackson.databind.JsonNode;

/// Finds the service of a device. `ws://HOST:PORT/xfs4iot/v1.0/NAME` names it; without a name the machine's
/// publisher is asked for its services, without a port at each of the ports reserved by XFS4IoT. The service with
/// the required interface is used; if there are two, the setting `service=NAME` selects one.
public final class XfsServiceFinder {
    private static final String PUBLISHER = "xfs4iot/v1.0";
    private static final int FIRST_PORT = 5846;
    private static final int LAST_PORT = 5856;
    private static final int MOST_SERVICES = 32;
    private static final long FINDING_MILLIS = 8000;
    private static final long KNOCKING_MILLIS = 1500;
    private static final long ASKING_MILLIS = 2000;
    private static final String VERSION = "2.0";

    private final DriverContext context;
    private final String name;
    private final boolean persons;
    private final Consumer<String> unasked;
    private final Deadline until = Deadline.inMillis(FINDING_MILLIS);
    private final String host;
    private final int port;

    private XfsServiceFinder(DriverContext context, String name, boolean persons, Consumer<String> unasked) {
        this.context = context;
        this.name = name;
        this.persons = persons;
        this.unasked = unasked;
        var where = context.address().target();
        int slash = where.indexOf('/');
        var authority = slash < 0 ? where : where.substring(0, slash);
        int colon = authority.lastIndexOf(':');
        boolean numbered = colon > authority.lastIndexOf(']');
        this.host = numbered ? authority.substring(0, colon) : authority;
        this.port = numbered ? parsePort(authority.substring(colon + 1)) : 0;
    }

    private static int parsePort(String text) {
        if (!text.matches("[1-9][0-9]{0,4}")) throw new IllegalArgumentException("not a port: " + text);
        return Integer.parseInt(text);
    }

    /// @param name of the interface that the driver needs, for example `Printer`
    /// @param persons whether the service's messages may contain personal data, which a trace must not keep
    /// @param unasked receives the name of each unsolicited event
    /// @throws IllegalArgumentException if the link is of another kind
    public static XfsServiceClient open(DriverContext context, String name, boolean persons, Consumer<String> unasked)
            throws LinkLost, InterruptedException {
        var scheme = context.address().scheme();
        if (!scheme.equals("ws") && !scheme.equals("wss"))
            throw new IllegalArgumentException("the link of an XFS4IoT service is ws://HOST or wss://HOST");
        return new XfsServiceFinder(context, name, persons, unasked).findService();
    }

    private XfsServiceClient findService() throws LinkLost, InterruptedException {
        var where = context.address().target();
        int slash = where.indexOf('/');
        var path = slash < 0 ? "" : where.substring(slash + 1).replaceFirst("/+$", "");
        if (!path.isEmpty() && !path.equals(PUBLISHER)) {
            var named = openService(effectivePort(), path, until);
            if (named.hasInterface(name)) return named;
            named.close();
            throw new LinkLost(context.address() + " is not a " + name);
        }
        var found = new ArrayList<String>();
        for (int each : candidatePorts()) found.addAll(findPublished(each));
        return openOnlyMatch(found);
    }

    private int effectivePort() {
        return port > 0 ? port : isSecure() ? 443 : 80;
    }

    private boolean isSecure() {
        return context.address().scheme().equals("wss");
    }

    private List<Integer> candidatePorts() {
        if (port > 0) return List.of(port);
        return IntStream.concat(IntStream.of(effectivePort()), IntStream.rangeClosed(FIRST_PORT, LAST_PORT))
                .boxed()
                .toList();
    }

    /// `port/path` of the services listed by a publisher at this port; none if there is no publisher.
    private List<String> findPublished(int at) throws InterruptedException {
        var found = new ArrayList<String>();
        try (var talk = openConnection(at, PUBLISHER, port > 0 ? until : Deadline.inMillis(KNOCKING_MILLIS))) {
            var command = new XfsCommand(
                    "ServicePublisher.GetServices", VERSION, XfsCommand.emptyPayload(), java.time.Duration.ZERO);
            if (talk.sendCommand(command, false, shortDeadline()) instanceof XfsAnswer.Completed done
                    && done.isSuccess())
                for (var each : done.payload().path("services")) {
                    var place = placeOf(each.path("serviceURI"));
                    if (!place.isEmpty() && found.size() < MOST_SERVICES) found.add(place);
                }
        } catch (LinkLost _) {
            // connection refused
        }
        return found;
    }

    /// A publisher lists services of its own machine: only port and path are used, never another host, and never a
    /// connection without TLS where TLS is required.
    private String placeOf(JsonNode said) {
        try {
            var uri = URI.create(said.asString(""));
            if (!context.address().scheme().equals(uri.getScheme()) || uri.getRawPath() == null) return "";
            int at = uri.getPort() > 0 ? uri.getPort() : isSecure() ? 443 : 80;
            var path = uri.getRawPath().replaceAll("^/+|/+$", "");
            var wanted = context.address().setting("service", "");
            boolean fits = wanted.isEmpty() || path.equals(PUBLISHER + "/" + wanted);
            return fits && path.startsWith(PUBLISHER + "/") ? at + "/" + path : "";
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private XfsServiceClient openOnlyMatch(List<String> places) throws LinkLost, InterruptedException {
        var offering = new ArrayList<String>();
        for (var place : places) {
            try (var service = openService(place)) {
                if (service.hasInterface(name)) offering.add(place);
            } catch (LinkLost _) {
                // a service that does not answer is skipped
            }
        }
        if (offering.size() == 1) return openService(offering.getFirst());
        throw new LinkLost(
                offering.isEmpty()
                        ? context.address() + ": no service there is a " + name
                        : context.address() + ": each of " + offering + " is a " + name + " (say service=NAME)");
    }

    private XfsServiceClient openService(String place) throws LinkLost, InterruptedException {
        int slash = place.indexOf('/');
        return openService(Integer.parseInt(place.substring(0, slash)), place.substring(slash + 1), shortDeadline());
    }

    /// @param limit short for one service of many, all the time for the only one
    private XfsServiceClient openService(int at, String path, Deadline limit) throws LinkLost, InterruptedException {
        var talk = openConnection(at, path, until);
        boolean opened = false;
        try {
            var command =
                    new XfsCommand("Common.Capabilities", VERSION, XfsCommand.emptyPayload(), java.time.Duration.ZERO);
            var answer = talk.sendCommand(command, false, limit);
            if (!(answer instanceof XfsAnswer.Completed done) || !done.isSuccess())
                throw new LinkLost(context.address() + " does not say what it can do: " + describeAnswer(answer));
            opened = true;
            return new XfsServiceClient(talk, host + ":" + at + "/" + path, done.payload());
        } finally {
            if (!opened) talk.close();
        }
    }

    private static String describeAnswer(XfsAnswer answer) {
        return switch (answer) {
            case XfsAnswer.Completed done -> done.reasonText();
            case XfsAnswer.Refused(var status) -> status;
            case XfsAnswer.Silent _ -> "no answer";
        };
    }

    private XfsConnection openConnection(int at, String path, Deadline limit) throws LinkLost, InterruptedException {
        var address = context.address();
        var place = new LinkAddress(address.scheme(), host + ":" + at + "/" + path, address.query());
        return new XfsConnection(place.openText(context.id(), until.orSooner(limit)), persons, unasked);
    }

    private Deadline shortDeadline() {
        return until.orSooner(Deadline.inMillis(ASKING_MILLIS));
    }
}
