package org.openstm.device.driver.xfs4iot;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An open service: its capabilities, and commands in the versions that it lists.
public final class XfsServiceClient implements AutoCloseable {
    /// The major version of each command that this code implements. A higher one may have another meaning.
    private static final Map<String, Integer> SPOKEN = Map.ofEntries(
            Map.entry("Common.Status", 2),
            Map.entry("Common.Cancel", 2),
            Map.entry("BarcodeReader.Read", 2),
            Map.entry("BarcodeReader.Reset", 2),
            Map.entry("Printer.PrintForm", 3),
            Map.entry("Printer.PrintNative", 3),
            Map.entry("Printer.SetForm", 1),
            Map.entry("Printer.SetMedia", 1),
            Map.entry("Printer.Reset", 3),
            Map.entry("CardReader.ReadRawData", 2),
            Map.entry("CardReader.ChipPower", 2),
            Map.entry("CardReader.ChipIO", 3),
            Map.entry("CardReader.Move", 2),
            Map.entry("CardReader.Reset", 2));

    private static final int LONGEST_FACT = 64;

    private final XfsConnection talk;
    private final String address;
    private final JsonNode capabilities;
    private final Map<String, String> versions = new HashMap<>();

    XfsServiceClient(XfsConnection talk, String address, JsonNode capabilities) {
        this.talk = talk;
        this.address = address;
        this.capabilities = capabilities;
        for (var one : capabilities.path("interfaces"))
            for (var command : one.path("commands").properties())
                findSpokenVersion(command.getKey(), command.getValue().path("versions"))
                        .ifPresent(version -> versions.put(command.getKey(), version));
    }

    private static Optional<String> findSpokenVersion(String command, JsonNode listed) {
        var ours = SPOKEN.get(command);
        if (ours == null) return Optional.empty();
        for (var each : listed) {
            var version = each.asString("");
            if (version.matches(ours + "\\.[0-9]{1,4}")) return Optional.of(version);
        }
        return Optional.empty();
    }

    /// Whether it offers an interface, for example `Printer`.
    boolean hasInterface(String name) {
        for (var one : capabilities.path("interfaces"))
            if (one.path("name").asString("").equals(name)) return true;
        return false;
    }

    /// Whether it accepts this command in a version that we support.
    public boolean hasCommand(String command) {
        return versions.containsKey(command);
    }

    /// Refuses a service that lacks commands which the driver requires.
    public void requireCommands(List<String> commands) throws LinkLost {
        for (var command : commands)
            if (!hasCommand(command))
                throw new LinkLost(
                        address + " does not take " + command + " in version " + SPOKEN.get(command) + " of it");
    }

    /// The service's capabilities of one interface, or of `common`.
    public JsonNode interfaceCapabilities(String part) {
        return capabilities.path(part);
    }

    /// As [#sendCommand(String, ObjectNode, Duration, boolean, Deadline)], without payload and personal data.
    public XfsAnswer sendCommand(String command, Deadline until) throws LinkLost, InterruptedException {
        return sendCommand(
                command, XfsCommand.emptyPayload(), Duration.ofMillis(Math.max(1, until.millisLeft())), false, until);
    }

    /// @param timeout time-out of the service
    /// @param secret whether the payload is personal data
    /// @param until our own deadline
    public XfsAnswer sendCommand(String command, ObjectNode payload, Duration timeout, boolean secret, Deadline until)
            throws LinkLost, InterruptedException {
        var version = versions.get(command);
        if (version == null) return new XfsAnswer.Refused("unsupportedCommand");
        return talk.sendCommand(new XfsCommand(command, version, payload, timeout), secret, until);
    }

    /// Starts a command without an end of its own (timeout 0); does not wait.
    ///
    /// @return id for [#pollEnd]; only for commands that the service accepts
    public int beginCommand(String command, ObjectNode payload, Deadline until) throws LinkLost, InterruptedException {
        var version = versions.get(command);
        if (version == null) throw new IllegalStateException(command + " is not taken");
        return talk.beginCommand(new XfsCommand(command, version, payload, Duration.ZERO), until);
    }

    /// The result of a started command, returned once; empty while it runs.
    public Optional<XfsAnswer> pollEnd(int begun) throws LinkLost, InterruptedException {
        return talk.pollEnd(begun);
    }

    /// Cancels a started command; its completion is still reported.
    public void cancelCommand(int begun) {
        talk.cancelCommands(begun);
    }

    /// Queries the status of the device.
    public XfsStatus queryStatus(Deadline until) throws LinkLost, InterruptedException {
        talk.receivePending();
        return sendCommand("Common.Status", until) instanceof XfsAnswer.Completed done && done.isSuccess()
                ? XfsStatus.of(done.payload())
                : XfsStatus.SILENT;
    }

    /// Whether an abandoned command has not ended yet.
    public boolean isBusy() {
        return talk.isBusy();
    }

    /// Waits until abandoned commands have ended.
    public boolean awaitSettled(Deadline until) throws LinkLost, InterruptedException {
        return talk.awaitSettled(until);
    }

    /// Identity of the device, as far as the service reports it: `model`, `serial`, `firmware`.
    public Map<String, String> deviceIdentity() {
        var device = capabilities.path("common").path("deviceInformation").path(0);
        var facts = new HashMap<String, String>();
        addFact(facts, "model", device.path("modelName"));
        addFact(facts, "serial", device.path("serialNumber"));
        addFact(facts, "firmware", device.path("firmware").path(0).path("firmwareVersion"));
        return Map.copyOf(facts);
    }

    private static void addFact(Map<String, String> facts, String name, JsonNode said) {
        var text = said.asString("").replaceAll("\\p{Cntrl}+", " ").strip();
        if (!text.isEmpty()) facts.put(name, text.substring(0, Math.min(text.length(), LONGEST_FACT)));
    }

    public String address() {
        return address;
    }

    @Override
    public void close() {
        talk.close();
    }
}
