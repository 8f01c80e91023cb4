package org.openstm.device.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Address of a device: `serial:/dev/ttyS0?baud=115200`, `tcp://host:9100`, `usb:/dev/usb/lp0`,
/// `evdev:/dev/input/by-id/...-event-kbd`, `ipp://host:631/ipp/print`, `ipps://` (by TLS), `pcsc:READER`,
/// `ws://host:5846/xfs4iot/v1.0/SERVICE`, `javapos:LOGICAL-NAME`, `camera:/dev/v4l/by-id/NAME`. The query contains
/// settings of the link and of the driver.
///
/// @param scheme `serial`, `tcp`, `usb`, `evdev`, `ipp`, `ipps` (by TLS), `pcsc`, `ws`, `wss` (by TLS), `javapos`,
/// `camera`,
///     or `replay` (a trace)
/// @param target path of the node, or `host:port` and a path, or a regular
/// expression that fits one reader's name, or the logical name of a `jpos.xml` (both without a question
/// mark)
/// @param query settings, by name
public record LinkAddress(String scheme, String target, Map<String, String> query) {
    private static final int TRACE_BYTES = 1 << 20;
    private static final Set<String> NETWORK = Set.of("tcp", "ipp", "ipps", "ws", "wss");
    private static final Set<String> CLEAR = Set.of("tcp", "ipp", "ws");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])([:/].*)?");

    public LinkAddress {
        query = Map.copyOf(query);
    }

    /// @throws IllegalArgumentException if the text is no valid link; the message shows a valid one
    public static LinkAddress parse(String text) {
        int colon = text.indexOf(':');
        int ask = text.indexOf('?');
        if (colon < 1 || ask >= 0 && ask < colon)
            throw new IllegalArgumentException("not a link: " + text + " (say tcp://host:port)");
        var target = text.substring(colon + 1, ask < 0 ? text.length() : ask);
        var scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        var address = switch (scheme) {
            case "tcp", "ipp", "ipps", "ws", "wss" -> target.startsWith("//") ? target.substring(2) : "";
            case "serial", "usb", "evdev", "pcsc", "javapos", "camera", "replay" -> target;
            default ->
                throw new IllegalArgumentException("no such kind of link: " + scheme
                        + " (there are serial, tcp, usb, evdev, ipp, ipps, pcsc, ws, wss, javapos, camera, replay)");
        };
        if (address.isBlank()) throw new IllegalArgumentException("the link names no device: " + text);
        return new LinkAddress(scheme, address, ask < 0 ? Map.of() : settings(text.substring(ask + 1)));
    }

    private static Map<String, String> settings(String query) {
        var settings = new LinkedHashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            int is = pair.indexOf('=');
            if (is < 1) throw new IllegalArgumentException("not a setting of a link: " + pair + " (say name=value)");
            settings.put(pair.substring(0, is), URLDecoder.decode(pair.substring(is + 1), StandardCharsets.UTF_8));
        }
        return settings;
    }

    /// The same link with one setting added or changed.
    public LinkAddress with(String name, String value) {
        var settings = new LinkedHashMap<>(query);
        settings.put(name, value);
        return new LinkAddress(scheme, target, settings);
    }

    public String setting(String name, String otherwise) {
        return query.getOrDefault(name, otherwise);
    }

    public int number(String name, int otherwise) {
        var text = query.get(name);
        if (text == null) return otherwise;
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("the link's setting " + name + " is no number: " + text);
        }
    }

    /// Whether others on the way can read the data: an unencrypted network link to another machine.
    public boolean isClear() {
        return CLEAR.contains(scheme) && !LOOPBACK.matcher(target).matches();
    }

    /// The person who accepted that the data can be read on the way (`clear=accepted-by-NAME`), or empty.
    public Optional<String> clearAcceptedBy() {
        var accepted = query.getOrDefault("clear", "");
        return accepted.matches("accepted-by-[A-Za-z0-9._-]{1,40}")
                ? Optional.of(accepted.substring("accepted-by-".length()))
                : Optional.empty();
    }

    /// The device node behind this link at this moment, possibly a symbolic link; empty where a link leads to none, or
    /// does not name it.
    ///
    /// @throws LinkLost if the link names properties that no device or more than one has
    public Optional<Path> node() throws LinkLost {
        return switch (scheme) {
            case "serial" -> Optional.of(UsbMatch.node(this, "tty", Path.of("/dev")));
            case "usb" -> Optional.of(UsbMatch.node(this, "usbmisc", Path.of("/dev/usb")));
            case "evdev" -> Optional.of(UsbMatch.node(this, "input", Path.of("/dev/input")));
            case "camera" -> Optional.of(Path.of(target));
            default -> Optional.empty();
        };
    }

    /// Whether the link needs native code in this process: a hang there cannot be ended.
    public boolean isNative() {
        return scheme.equals("serial") || scheme.equals("usb") || scheme.equals("pcsc") || isJavaPos();
    }

    /// Whether the link leads to a maker's JavaPOS service. Such a service uses tables that exist once in a
    /// process, and may do anything in its process.
    public boolean isJavaPos() {
        return scheme.equals("javapos");
    }

    /// Opens the link of this device. The setting `trace` names a folder for a trace of the data.
    public Link open(String device, Deadline until) throws LinkLost, InterruptedException {
        var link = open(until);
        return trace(device)
                .<Link>map(trace -> new TracedLink(link, trace, scheme + ':' + target))
                .orElse(link);
    }

    /// Opens the slot of this device, for chip cards; traced like a link.
    ///
    /// @throws IllegalArgumentException if the target is no regular expression
    public CardSlot openSlot(String device, Deadline until) throws LinkLost, InterruptedException {
        var slot = switch (scheme) {
            case "pcsc" -> PcscSlot.open(this, until);
            case "replay" -> ReplaySlot.open(this);
            default -> throw new LinkLost(scheme + " leads to no chip card (say pcsc:READER)");
        };
        return trace(device).<CardSlot>map(trace -> new TracedSlot(slot, trace)).orElse(slot);
    }

    /// Opens a message link of this device; traced like a link.
    public TextLink openText(String device, Deadline until) throws LinkLost, InterruptedException {
        if (!scheme.equals("ws") && !scheme.equals("wss"))
            throw new LinkLost(scheme + " carries no messages (say ws://host)");
        var link = WebSocketLink.open(this, until);
        return trace(device)
                .<TextLink>map(trace -> new TracedText(link, trace, scheme + "://" + target))
                .orElse(link);
    }

    /// Takes the lines of this device's trace that another process wrote; empty where the link asks for no trace.
    public Optional<Consumer<String>> traceLines(String device) {
        return trace(device).map(trace -> trace::write);
    }

    private Optional<Trace> trace(String device) {
        return Optional.ofNullable(query.get("trace"))
                .map(folder -> new Trace(Path.of(folder, device + ".trace"), number("trace-bytes", TRACE_BYTES)));
    }

    /// Opens the link; a node's symbolic link is resolved each time, because it changes when a device is plugged in
    /// again.
    public Link open(Deadline until) throws LinkLost, InterruptedException {
        return switch (scheme) {
            case "tcp" -> TcpLink.open(this, until);
            case "serial" -> SerialLink.open(this);
            case "usb" -> NodeLink.printer(this);
            case "evdev" -> NodeLink.keyboard(this);
            case "camera" -> CaptureLink.open(this);
            case "replay" -> ReplayLink.open(this);
            default -> throw new LinkLost(scheme + " carries no plain bytes");
        };
    }

    @Override
    public String toString() {
        var text = new StringBuilder(scheme).append(':');
        if (NETWORK.contains(scheme)) text.append("//");
        text.append(target);
        var sign = '?';
        for (var each : new java.util.TreeMap<>(query).entrySet()) {
            text.append(sign).append(each.getKey()).append('=').append(each.getValue());
            sign = '&';
        }
        return text.toString();
    }
}
