package org.openstm.kiosk.central.codec;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.JournalCountersignature;
import org.openstm.kiosk.central.terminal.TerminalCommand;

/// Heartbeats and the responses to them.
public final class HeartbeatCodec {
    private static final Pattern CODE = Pattern.compile("(?=.{1,80}$)[a-z0-9-]+(/[a-z0-9-]+)?");

    private HeartbeatCodec() {}

    public static Map<String, Object> toJsonTree(HeartbeatRequest heartbeat) {
        var tree = new LinkedHashMap<String, Object>();
        heartbeat.journal().ifPresent(end -> tree.put("journal", toJsonTree(end)));
        tree.put("queued", heartbeat.queued());
        tree.put("findings", heartbeat.findings());
        tree.put("version", heartbeat.version());
        tree.put(
                "devices",
                heartbeat.devices().stream().map(HeartbeatCodec::toJsonTree).toList());
        heartbeat.offer().ifPresent(offer -> tree.put("offer", toJsonTree(offer)));
        return tree;
    }

    private static Map<String, Object> toJsonTree(HeartbeatRequest.JournalEnd end) {
        var journal = new LinkedHashMap<String, Object>();
        journal.put("begin", end.begin());
        journal.put("seq", end.seq());
        journal.put("hash", end.hash());
        end.seen().ifPresent(seen -> journal.put("seen", Map.of("seq", seen.seq(), "hash", seen.hash())));
        return journal;
    }

    private static Map<String, Object> toJsonTree(HeartbeatRequest.ServiceOffer offer) {
        var closed = offer.closed().stream()
                .map(one -> Map.of("item", one.item(), "why", one.why()))
                .toList();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("open", offer.open());
        tree.put("offered", offer.offered());
        tree.put("closed", closed);
        if (!offer.why().isEmpty()) tree.put("why", offer.why());
        return tree;
    }

    private static String requireCode(String text) {
        if (!CODE.matcher(text).matches()) throw new ContractViolationException("no id and no code: " + text);
        return text;
    }

    private static HeartbeatRequest.ServiceOffer parseOffer(StrictJson json) {
        var closed = json.objectList("closed").stream()
                .map(one ->
                        new HeartbeatRequest.ClosedItem(requireCode(one.text("item")), requireCode(one.text("why"))))
                .toList();
        return new HeartbeatRequest.ServiceOffer(
                json.booleanValue("open"),
                json.integer("offered"),
                closed,
                json.has("why") ? requireCode(json.text("why")) : "");
    }

    private static Map<String, Object> toJsonTree(HeartbeatRequest.DeviceReport device) {
        return Map.of(
                "id", device.id(),
                "class", device.deviceClass(),
                "state", device.state(),
                "serves", device.serves(),
                "faults", device.faults());
    }

    private static HeartbeatRequest.DeviceReport parseDeviceReport(StrictJson json) {
        return new HeartbeatRequest.DeviceReport(
                json.text("id"),
                json.text("class"),
                json.text("state"),
                json.booleanValue("serves"),
                json.textList("faults"));
    }

    private static HeartbeatRequest.JournalEnd parseJournalEnd(StrictJson journal) {
        Optional<HeartbeatRequest.CountersignedEntry> seen = journal.has("seen")
                ? Optional.of(new HeartbeatRequest.CountersignedEntry(
                        journal.object("seen").longValue("seq"),
                        journal.object("seen").text("hash")))
                : Optional.empty();
        return new HeartbeatRequest.JournalEnd(
                journal.longValue("begin"), journal.longValue("seq"), journal.text("hash"), seen);
    }

    public static HeartbeatRequest parseHeartbeatRequest(StrictJson json) {
        return new HeartbeatRequest(
                json.has("journal") ? Optional.of(parseJournalEnd(json.object("journal"))) : Optional.empty(),
                json.integer("queued"),
                json.integer("findings"),
                json.text("version"),
                json.has("devices")
                        ? json.objectList("devices").stream()
                                .map(HeartbeatCodec::parseDeviceReport)
                                .toList()
                        : List.of(),
                json.has("offer") ? Optional.of(parseOffer(json.object("offer"))) : Optional.empty());
    }

    public static Map<String, Object> toJsonTree(HeartbeatResponse response) {
        return Map.of(
                "followed", response.followed(),
                "last", response.last().toJsonTree(),
                "time", response.time(),
                "reconnectWindowSeconds", response.reconnectWindow().toSeconds(),
                "commands",
                        response.commands().stream()
                                .map(TerminalCommand::toJsonTree)
                                .toList());
    }

    /// @param believed verifies that a command is central's
    public static HeartbeatResponse parseHeartbeatResponse(StrictJson json, Predicate<StrictJson> believed) {
        var commands = json.has("commands") ? json.objectList("commands") : List.<StrictJson>of();
        var good = commands.stream().filter(believed).map(TerminalCommand::of).toList();
        return new HeartbeatResponse(
                json.booleanValue("followed"),
                JournalCountersignature.of(json.object("last")),
                json.instant("time"),
                Duration.ofSeconds(json.integer("reconnectWindowSeconds")),
                good,
                commands.size() - good.size());
    }
}
