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

/// Finds the service of a device. `ws://HOST:PORT/xfs4iot/v1.0/NAME` names it; without a name the machine's publisher
/// is asked for its services, without a port at each of the ports that XFS4IoT sets aside for it. The one that offers
/// the interface is taken; where two do, the setting `service=NAME` says which.
public final class Finder {
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

    private Finder(DriverContext context, String name, boolean persons, Consumer<String> unasked) {
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
        this.port = numbered ? number(authority.substring(colon + 1)) : 0;
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,4}")) throw new IllegalArgumentException("not a port: " + text);
        return Integer.parseInt(text);
    }

    /// @param name of the interface that the driver needs, for example `Printer`
    /// @param persons what the service says may belong to a person, so that a trace must not keep it
    /// @param unasked told of the name of each event that comes unasked
    /// @throws IllegalArgumentException if the link is of another kind
    public static Service open(DriverContext context, String name, boolean persons, Consumer<String> unasked)
            throws LinkLost, InterruptedException {
        var scheme = context.address().scheme();
        if (!scheme.equals("ws") && !scheme.equals("wss"))
            throw new IllegalArgumentException("the link of an XFS4IoT service is ws://HOST or wss://HOST");
        return new Finder(context, name, persons, unasked).service();
    }

    private Service service() throws LinkLost, InterruptedException {
        var where = context.address().target();
        int slash = where.indexOf('/');
        var path = slash < 0 ? "" : where.substring(slash + 1).replaceFirst("/+$", "");
        if (!path.isEmpty() && !path.equals(PUBLISHER)) {
            var named = service(port(), path);
            if (named.offers(name)) return named;
            named.close();
            throw new LinkLost(context.address() + " is not a " + name);
        }
        var found = new ArrayList<String>();
        for (int each : ports()) found.addAll(published(each));
        return theOne(found);
    }

    private int port() {
        return port > 0 ? port : secure() ? 443 : 80;
    }

    private boolean secure() {
        return context.address().scheme().equals("wss");
    }

    private List<Integer> ports() {
        if (port > 0) return List.of(port);
        return IntStream.concat(IntStream.of(port()), IntStream.rangeClosed(FIRST_PORT, LAST_PORT))
                .boxed()
                .toList();
    }

    /// `port/path` of the services that a publisher at this port names; a port where there is none names none.
    private List<String> published(int at) throws InterruptedException {
        var found = new ArrayList<String>();
        try (var talk = talk(at, PUBLISHER, port > 0 ? until : Deadline.inMillis(KNOCKING_MILLIS))) {
            var command =
                    new Command("ServicePublisher.GetServices", VERSION, Command.content(), java.time.Duration.ZERO);
            if (talk.ask(command, false, soon()) instanceof Answer.Completed done && done.success())
                for (var each : done.payload().path("services")) {
                    var place = place(each.path("serviceURI"));
                    if (!place.isEmpty() && found.size() < MOST_SERVICES) found.add(place);
                }
        } catch (LinkLost _) {
            // nobody there
        }
        return found;
    }

    /// A publisher speaks for its own machine: only port and path of what it names are taken, never another host, and
    /// never a line without TLS where TLS is wanted.
    private String place(JsonNode said) {
        try {
            var uri = URI.create(said.asString(""));
            if (!context.address().scheme().equals(uri.getScheme()) || uri.getRawPath() == null) return "";
            int at = uri.getPort() > 0 ? uri.getPort() : secure() ? 443 : 80;
            var path = uri.getRawPath().replaceAll("^/+|/+$", "");
            var wanted = context.address().setting("service", "");
            boolean fits = wanted.isEmpty() || path.equals(PUBLISHER + "/" + wanted);
            return fits && path.startsWith(PUBLISHER + "/") ? at + "/" + path : "";
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private Service theOne(List<String> places) throws LinkLost, InterruptedException {
        var offering = new ArrayList<String>();
        for (var place : places) {
            try (var service = service(place)) {
                if (service.offers(name)) offering.add(place);
            } catch (LinkLost _) {
                // one that does not answer is not it
            }
        }
        if (offering.size() == 1) return service(offering.getFirst());
        throw new LinkLost(
                offering.isEmpty()
                        ? context.address() + ": no service there is a " + name
                        : context.address() + ": each of " + offering + " is a " + name + " (say service=NAME)");
    }

    private Service service(String place) throws LinkLost, InterruptedException {
        int slash = place.indexOf('/');
        return service(Integer.parseInt(place.substring(0, slash)), place.substring(slash + 1));
    }

    private Service service(int at, String path) throws LinkLost, InterruptedException {
        var talk = talk(at, path, until);
        boolean opened = false;
        try {
            var command = new Command("Common.Capabilities", VERSION, Command.content(), java.time.Duration.ZERO);
            var answer = talk.ask(command, false, soon());
            if (!(answer instanceof Answer.Completed done) || !done.success())
                throw new LinkLost(context.address() + " does not say what it can do: " + words(answer));
            opened = true;
            return new Service(talk, host + ":" + at + "/" + path, done.payload());
        } finally {
            if (!opened) talk.close();
        }
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Completed done -> done.why();
            case Answer.Refused(var status) -> status;
            case Answer.Silent _ -> "no answer";
        };
    }

    private Talk talk(int at, String path, Deadline limit) throws LinkLost, InterruptedException {
        var address = context.address();
        var place = new LinkAddress(address.scheme(), host + ":" + at + "/" + path, address.query());
        return new Talk(place.openText(context.id(), until.orSooner(limit)), persons, unasked);
    }

    private Deadline soon() {
        return until.orSooner(Deadline.inMillis(ASKING_MILLIS));
    }
}
