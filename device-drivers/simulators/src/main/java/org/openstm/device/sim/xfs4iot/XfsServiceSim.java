package org.openstm.device.sim.xfs4iot;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.sim.link.WiredSimulator;
import org.openstm.device.sim.xfs4iot.XfsServiceMessages.ServiceCommand;
import tools.jackson.databind.node.ObjectNode;

/// Common code of the simulated XFS4IoT services: a WebSocket, the publisher beside it, commands that are answered
/// at once (Common) and commands that wait in a queue (the device's own), each acknowledged and completed.
///
/// One client at a time, as on a cable. A client's commands end when it reconnects, and continue with `stubborn`.
public abstract class XfsServiceSim extends WiredSimulator {
    private static final String ROOT = "/xfs4iot/v1.0";
    private static final String COMMON =
            "device STATE | refuse STATUS | complete CODE [ERROR] | after-work CODE [ERROR] | silent | stubborn | late MILLIS | late-capabilities MILLIS | wrong-id | flood N | huge BYTES"
                    + " | garbage | cut-line before|after | without COMMAND | version COMMAND N.N | well | papers";
    private static final Set<String> STATES = Set.of(
            "online",
            "offline",
            "powerOff",
            "noDevice",
            "hardwareError",
            "userError",
            "deviceBusy",
            "fraudAttempt",
            "potentialFraud",
            "starting");

    private final BlockingQueue<ServiceCommand> queue = new LinkedBlockingQueue<>();
    private final Set<Integer> cancelled = ConcurrentHashMap.newKeySet();
    private final Map<String, String> commands = new LinkedHashMap<>();
    private final Random random = new Random(412);
    private final Thread engine;
    private WebSocketServerEnd end = new WebSocketServerEnd(new Client());
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String path = "";
    private volatile int lastId;
    private volatile @Nullable ServiceCommand running;

    private volatile String state = "online";
    private volatile String refusal = "";
    private volatile String forcedCode = "";
    private volatile String forcedError = "";
    private volatile String workedCode = "";
    private volatile String workedError = "";
    private volatile boolean silent;
    private volatile boolean stubborn;
    private volatile boolean garbage;
    private volatile boolean wrongId;
    private volatile long lateMillis;
    private volatile long lateCapabilitiesMillis;
    private volatile int flood;
    private volatile int huge;
    private volatile String cutLine = "";

    /// @param link `ws://127.0.0.1:PORT`
    @SuppressWarnings("this-escape") // the interface name is a constant of each class
    public XfsServiceSim(String link) throws IOException {
        super(link.replaceFirst("^ws:", "tcp:").replaceFirst("(:[0-9]+).*$", "$1"));
        engine = Thread.ofPlatform()
                .daemon()
                .name("sim service " + interfaceName())
                .unstarted(this::run);
        commands.put("Common.Status", "2.0");
        commands.put("Common.Capabilities", "2.0");
        commands.put("Common.Cancel", "2.0");
        commands.putAll(ownCommands());
    }

    /// `Printer`, `BarcodeReader`, `CardReader`.
    protected abstract String interfaceName();

    /// Name and version of the interface's commands.
    protected abstract Map<String, String> ownCommands();

    /// Adds the status of this class under its name.
    protected abstract void putStatus(ObjectNode payload);

    protected abstract void putCapabilities(ObjectNode payload);

    /// Whether a command is one of the device's main functions; only these are subject to faults.
    protected abstract boolean isDeviceCommand(String command);

    /// Executes a command on the engine's thread, and completes it.
    protected abstract void executeCommand(ServiceCommand command) throws InterruptedException;

    protected abstract String runDeviceWord(String word, String rest) throws InterruptedException;

    protected abstract String deviceHelp();

    /// Clears the faults of this class.
    protected abstract void resetFaults();

    public final DeviceSimulator startService() {
        engine.start();
        return startListening();
    }

    @Override
    public final String link() {
        return super.link().replaceFirst("^tcp:", "ws:") + ROOT + "/" + interfaceName() + "1";
    }

    // ---------------------------------------------------------------- control words

    @Override
    protected final String commandHelp() {
        return COMMON + " | " + deviceHelp();
    }

    @Override
    protected final String runWord(String word, String rest) throws InterruptedException {
        var said = rest.split("\\s+", -1);
        switch (word) {
            case "device" -> {
                if (!STATES.contains(rest)) return "error: no such state: " + rest;
                state = rest;
                sendUnsolicitedEvent("Common.StatusChangedEvent");
            }
            case "refuse" -> refusal = rest;
            case "complete" -> {
                forcedCode = said[0];
                forcedError = said.length > 1 ? said[1] : "";
            }
            case "after-work" -> {
                workedCode = said[0];
                workedError = said.length > 1 ? said[1] : "";
            }
            case "silent" -> silent = true;
            case "stubborn" -> stubborn = true;
            case "late" -> lateMillis = Long.parseLong(rest);
            case "late-capabilities" -> lateCapabilitiesMillis = Long.parseLong(rest);
            case "wrong-id" -> wrongId = true;
            case "flood" -> flood = Integer.parseInt(rest);
            case "huge" -> huge = Integer.parseInt(rest);
            case "garbage" -> garbage = true;
            case "cut-line" -> {
                if (!rest.equals("before") && !rest.equals("after")) return "error: before or after";
                cutLine = rest;
            }
            case "without" -> commands.remove(rest);
            case "version" -> commands.put(said[0], said[1]);
            case "papers" -> {
                return "ok " + printedPapers().size();
            }
            case "well" -> {
                state = "online";
                refusal = forcedCode = forcedError = workedCode = workedError = cutLine = "";
                silent = stubborn = garbage = wrongId = false;
                lateMillis = lateCapabilitiesMillis = flood = huge = 0;
                commands.putAll(ownCommands());
                simulatorPort().linkFaults().setFault("none");
                resetFaults();
            }
            default -> {
                return runDeviceWord(word, rest);
            }
        }
        return "ok";
    }

    // ---------------------------------------------------------------- the line

    @Override
    public final void onPeerConnected() {
        connections.incrementAndGet();
        lastId = 0;
        end = new WebSocketServerEnd(new Client());
    }

    @Override
    public final void onBytesReceived(byte[] bytes, int count) throws InterruptedException {
        end.receiveBytes(bytes, count);
    }

    private final class Client implements WebSocketServerEnd.WebSocketListener {
        @Override
        public boolean acceptPath(String asked) {
            path = asked.replaceFirst("/+$", "");
            return path.equals(ROOT) || path.equals(ROOT + "/" + interfaceName() + "1");
        }

        @Override
        public void onMessage(String text) throws InterruptedException {
            receiveCommand(XfsServiceMessages.parseCommand(connections.get(), text));
        }

        @Override
        public void sendBytes(byte[] bytes) throws InterruptedException {
            simulatorPort().sendBytes(bytes);
        }

        @Override
        public void hangUp() {
            simulatorPort().dropPeer();
        }
    }

    private void receiveCommand(ServiceCommand command) throws InterruptedException {
        for (int i = 0; i < flood; i++) sendUnsolicitedEvent("Common.StatusChangedEvent");
        var status = rejectionStatus(command);
        sendToClient(command, XfsServiceMessages.buildAcknowledgement(command, status));
        if (!status.isEmpty()) return;
        lastId = command.id();
        if (path.equals(ROOT)) answerPublisher(command);
        else if (!isSupported(command))
            completeCommand(command, "unsupportedCommand", "", XfsServiceMessages.newPayload());
        else if (command.name().startsWith("Common.")) executeCommonCommand(command);
        else queue.add(command);
    }

    private String rejectionStatus(ServiceCommand command) {
        if (command.name().isEmpty()) return "invalidMessage";
        if (command.id() <= lastId) return "invalidRequestID";
        return isDeviceCommand(command.name()) ? refusal : "";
    }

    private boolean isSupported(ServiceCommand command) {
        var version = commands.get(command.name());
        return version != null && version.startsWith(command.majorVersion() + ".");
    }

    private void answerPublisher(ServiceCommand command) throws InterruptedException {
        if (!command.name().equals("ServicePublisher.GetServices")) {
            completeCommand(command, "unsupportedCommand", "", XfsServiceMessages.newPayload());
            return;
        }
        var payload = XfsServiceMessages.newPayload().put("vendorName", "OpenSTM");
        payload.putArray("services").addObject().put("serviceURI", link());
        completeCommand(command, "success", "", payload);
    }

    private void executeCommonCommand(ServiceCommand command) throws InterruptedException {
        var payload = XfsServiceMessages.newPayload();
        switch (command.name()) {
            case "Common.Status" -> {
                payload.putObject("common").put("device", state).put("devicePosition", "inPosition");
                putStatus(payload);
            }
            case "Common.Capabilities" -> {
                if (lateCapabilitiesMillis > 0) Thread.sleep(lateCapabilitiesMillis);
                putInterfaces(payload);
                var common = payload.putObject("common").put("serviceVersion", "1.00");
                var device = common.putArray("deviceInformation").addObject();
                device.put("modelName", "SIM-XFS").put("serialNumber", "S0412004");
                device.putArray("firmware").addObject().put("firmwareVersion", "1.00");
                putCapabilities(payload);
            }
            default -> cancelCommands(command);
        }
        completeCommand(command, "success", "", payload);
    }

    private void putInterfaces(ObjectNode payload) {
        var all = payload.putArray("interfaces");
        for (var name : new String[] {"Common", interfaceName()}) {
            var one = all.addObject().put("name", name);
            var taken = one.putObject("commands");
            commands.forEach((command, version) -> {
                if (command.startsWith(name + "."))
                    taken.putObject(command).putArray("versions").add(version);
            });
        }
    }

    private void cancelCommands(ServiceCommand command) throws InterruptedException {
        var wanted = command.payload().path("requestIds");
        var now = running;
        if (now != null && isAffectedByCancel(wanted, now, command)) cancelled.add(now.id());
        for (var each : queue)
            if (isAffectedByCancel(wanted, each, command) && queue.remove(each))
                completeCommand(each, "canceled", "", XfsServiceMessages.newPayload());
    }

    private static boolean isAffectedByCancel(
            tools.jackson.databind.JsonNode wanted, ServiceCommand each, ServiceCommand by) {
        if (each.connection() != by.connection()) return false;
        if (wanted.isNull() || wanted.isMissingNode()) return true;
        for (var id : wanted) if (id.asInt(0) == each.id()) return true;
        return false;
    }

    private void run() {
        try {
            while (true) {
                var next = queue.take();
                running = next;
                boolean works = isDeviceCommand(next.name());
                if (works && cutLine.equals("before")) cutLink();
                if (!works || forcedCode.isEmpty()) executeCommand(next);
                else completeCommand(next, forcedCode, forcedError, XfsServiceMessages.newPayload());
                running = null;
                cancelled.remove(next.id());
            }
        } catch (InterruptedException _) {
            // close() ends the engine
        }
    }

    /// Cuts the connection once.
    private void cutLink() {
        cutLine = "";
        simulatorPort().dropPeer();
    }

    /// The completion code of a device that cannot work now, or empty.
    public final String blockingCompletionCode() {
        return switch (state) {
            case "online", "deviceBusy" -> "";
            case "hardwareError", "userError", "fraudAttempt" -> state;
            default -> "deviceNotReady";
        };
    }

    /// Whether the running command was cancelled; also true when its client has reconnected, since it could not be
    /// cancelled any more.
    public final boolean isCancelled(ServiceCommand command) {
        return cancelled.contains(command.id()) || !stubborn && command.connection() != connections.get();
    }

    public final void completeCommand(ServiceCommand command, String code, String error, ObjectNode payload)
            throws InterruptedException {
        boolean works = isDeviceCommand(command.name());
        if (works && cutLine.equals("after")) cutLink();
        if (works && silent) return;
        if (works && lateMillis > 0) Thread.sleep(lateMillis);
        if (works && wrongId) {
            var other = new ServiceCommand(
                    command.connection(), command.id() + 1000, command.name(), command.version(), 0, command.payload());
            sendToClient(
                    command, XfsServiceMessages.buildCompletion(other, "success", "", XfsServiceMessages.newPayload()));
            return;
        }
        boolean denied = works && code.equals("success") && !workedCode.isEmpty();
        sendToClient(
                command,
                denied
                        ? XfsServiceMessages.buildCompletion(command, workedCode, workedError, payload)
                        : XfsServiceMessages.buildCompletion(command, code, error, payload));
    }

    public final void sendEvent(ServiceCommand command, String name) throws InterruptedException {
        sendToClient(command, XfsServiceMessages.buildEvent(command, name, XfsServiceMessages.newPayload()));
    }

    /// Sends an unsolicited event.
    public final void sendUnsolicitedEvent(String name) throws InterruptedException {
        if (!path.isEmpty() && !path.equals(ROOT))
            sendText(XfsServiceMessages.buildUnsolicited(name, XfsServiceMessages.newPayload()));
    }

    private void sendToClient(ServiceCommand to, String text) throws InterruptedException {
        if (to.connection() == connections.get()) sendText(text);
    }

    private void sendText(String text) throws InterruptedException {
        if (huge > 0) simulatorPort().sendBytes(WebSocketServerEnd.textFrame("\"" + "x".repeat(huge) + "\""));
        simulatorPort().sendBytes(WebSocketServerEnd.textFrame(garbage ? garbageText(text) : text));
    }

    /// Invalid text: no message, a message of another form, or one with wrong types.
    private synchronized String garbageText(String text) {
        return switch (random.nextInt(6)) {
            case 0 -> "not json";
            case 1 -> "[1,2,{\"header\":7}]";
            case 2 -> text.substring(0, text.length() / 2);
            case 3 -> "{\"header\":{\"type\":\"completion\",\"name\":{},\"requestId\":\"one\"},\"payload\":[]}";
            case 4 ->
                "{\"header\":{\"type\":\"completion\",\"name\":\"Nobody.Asked\",\"requestId\":1,"
                        + "\"completionCode\":\"success\"},\"payload\":{}}";
            default -> "{".repeat(500);
        };
    }

    @Override
    public void close() {
        engine.interrupt();
        super.close();
        try {
            engine.join(2000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
