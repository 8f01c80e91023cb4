package org.openstm.device.sim;

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
import org.openstm.device.sim.XfsMessages.Command;
import tools.jackson.databind.node.ObjectNode;

/// What the simulated XFS4IoT services have in common: a WebSocket, the publisher beside it, commands that
/// are answered at once (Common) and commands that wait for their turn (the device's own), each
/// acknowledged and completed.
///
/// One client at a time, as on a cable. What a client began ends when it comes anew, and goes on with
/// `stubborn`.
abstract class XfsService extends WiredSimulator {
    private static final String ROOT = "/xfs4iot/v1.0";
    private static final String COMMON =
            "device STATE | refuse STATUS | complete CODE [ERROR] | after-work CODE [ERROR] | silent | stubborn | late MILLIS | wrong-id | flood N | huge BYTES"
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

    private final BlockingQueue<Command> queue = new LinkedBlockingQueue<>();
    private final Set<Integer> cancelled = ConcurrentHashMap.newKeySet();
    private final Map<String, String> commands = new LinkedHashMap<>();
    private final Random random = new Random(412);
    private final Thread engine;
    private WebSocketEnd end = new WebSocketEnd(new Client());
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String path = "";
    private volatile int lastId;
    private volatile @Nullable Command running;

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
    private volatile int flood;
    private volatile int huge;
    private volatile String cutLine = "";

    /// @param link `ws://127.0.0.1:PORT`
    XfsService(String link) throws IOException {
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
    abstract String interfaceName();

    /// Name and version of what the interface takes.
    abstract Map<String, String> ownCommands();

    /// Puts what this class says of itself under its name.
    abstract void status(ObjectNode payload);

    abstract void capabilities(ObjectNode payload);

    /// Whether a command is what the device is there for; faults befall these only.
    abstract boolean works(String command);

    /// Does a command, on the engine's thread, and completes it.
    abstract void execute(Command command) throws InterruptedException;

    abstract String actHere(String word, String rest) throws InterruptedException;

    abstract String wordsHere();

    /// Everything of this class is well again.
    abstract void heal();

    final Simulator startedService() {
        engine.start();
        return started();
    }

    @Override
    public final String link() {
        return super.link().replaceFirst("^tcp:", "ws:") + ROOT + "/" + interfaceName() + "1";
    }

    // ---------------------------------------------------------------- control words

    @Override
    final String words() {
        return COMMON + " | " + wordsHere();
    }

    @Override
    final String act(String word, String rest) throws InterruptedException {
        var said = rest.split("\\s+", -1);
        switch (word) {
            case "device" -> {
                if (!STATES.contains(rest)) return "error: no such state: " + rest;
                state = rest;
                tell("Common.StatusChangedEvent");
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
                return "ok " + papers().size();
            }
            case "well" -> {
                state = "online";
                refusal = forcedCode = forcedError = workedCode = workedError = cutLine = "";
                silent = stubborn = garbage = wrongId = false;
                lateMillis = flood = huge = 0;
                commands.putAll(ownCommands());
                outlet().faults().set("none");
                heal();
            }
            default -> {
                return actHere(word, rest);
            }
        }
        return "ok";
    }

    // ---------------------------------------------------------------- the line

    @Override
    public final void connected() {
        connections.incrementAndGet();
        lastId = 0;
        end = new WebSocketEnd(new Client());
    }

    @Override
    public final void arrived(byte[] bytes, int count) throws InterruptedException {
        end.arrived(bytes, count);
    }

    private final class Client implements WebSocketEnd.Ear {
        @Override
        public boolean opened(String asked) {
            path = asked.replaceFirst("/+$", "");
            return path.equals(ROOT) || path.equals(ROOT + "/" + interfaceName() + "1");
        }

        @Override
        public void said(String text) throws InterruptedException {
            take(XfsMessages.command(connections.get(), text));
        }

        @Override
        public void send(byte[] bytes) throws InterruptedException {
            outlet().send(bytes);
        }

        @Override
        public void hangUp() {
            outlet().drop();
        }
    }

    private void take(Command command) throws InterruptedException {
        for (int i = 0; i < flood; i++) tell("Common.StatusChangedEvent");
        var status = objection(command);
        say(command, XfsMessages.acknowledge(command, status));
        if (!status.isEmpty()) return;
        lastId = command.id();
        if (path.equals(ROOT)) publisher(command);
        else if (!spoken(command)) complete(command, "unsupportedCommand", "", XfsMessages.object());
        else if (command.name().startsWith("Common.")) common(command);
        else queue.add(command);
    }

    private String objection(Command command) {
        if (command.name().isEmpty()) return "invalidMessage";
        if (command.id() <= lastId) return "invalidRequestID";
        return works(command.name()) ? refusal : "";
    }

    private boolean spoken(Command command) {
        var version = commands.get(command.name());
        return version != null && version.startsWith(command.major() + ".");
    }

    private void publisher(Command command) throws InterruptedException {
        if (!command.name().equals("ServicePublisher.GetServices")) {
            complete(command, "unsupportedCommand", "", XfsMessages.object());
            return;
        }
        var payload = XfsMessages.object().put("vendorName", "OpenSTM");
        payload.putArray("services").addObject().put("serviceURI", link());
        complete(command, "success", "", payload);
    }

    private void common(Command command) throws InterruptedException {
        var payload = XfsMessages.object();
        switch (command.name()) {
            case "Common.Status" -> {
                payload.putObject("common").put("device", state).put("devicePosition", "inPosition");
                status(payload);
            }
            case "Common.Capabilities" -> {
                interfaces(payload);
                var common = payload.putObject("common").put("serviceVersion", "1.00");
                var device = common.putArray("deviceInformation").addObject();
                device.put("modelName", "SIM-XFS").put("serialNumber", "S0412004");
                device.putArray("firmware").addObject().put("firmwareVersion", "1.00");
                capabilities(payload);
            }
            default -> cancel(command);
        }
        complete(command, "success", "", payload);
    }

    private void interfaces(ObjectNode payload) {
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

    private void cancel(Command command) throws InterruptedException {
        var wanted = command.payload().path("requestIds");
        var now = running;
        if (now != null && meant(wanted, now, command)) cancelled.add(now.id());
        for (var each : queue)
            if (meant(wanted, each, command) && queue.remove(each))
                complete(each, "canceled", "", XfsMessages.object());
    }

    private static boolean meant(tools.jackson.databind.JsonNode wanted, Command each, Command by) {
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
                boolean works = works(next.name());
                if (works && cutLine.equals("before")) cut();
                if (!works || forcedCode.isEmpty()) execute(next);
                else complete(next, forcedCode, forcedError, XfsMessages.object());
                running = null;
                cancelled.remove(next.id());
            }
        } catch (InterruptedException _) {
            // close() ends the engine
        }
    }

    /// The line is lost once.
    private void cut() {
        cutLine = "";
        outlet().drop();
    }

    /// The completion code of a device that cannot work now, or empty.
    final String stopped() {
        return switch (state) {
            case "online", "deviceBusy" -> "";
            case "hardwareError", "userError", "fraudAttempt" -> state;
            default -> "deviceNotReady";
        };
    }

    /// Whether somebody has taken back the command that runs. When its client has come anew, it has: nobody
    /// could cancel it any more.
    final boolean unwanted(Command command) {
        return cancelled.contains(command.id()) || !stubborn && command.connection() != connections.get();
    }

    final void complete(Command command, String code, String error, ObjectNode payload) throws InterruptedException {
        boolean works = works(command.name());
        if (works && cutLine.equals("after")) cut();
        if (works && silent) return;
        if (works && lateMillis > 0) Thread.sleep(lateMillis);
        if (works && wrongId) {
            var other = new Command(
                    command.connection(), command.id() + 1000, command.name(), command.version(), 0, command.payload());
            say(command, XfsMessages.completion(other, "success", "", XfsMessages.object()));
            return;
        }
        boolean denied = works && code.equals("success") && !workedCode.isEmpty();
        say(
                command,
                denied
                        ? XfsMessages.completion(command, workedCode, workedError, payload)
                        : XfsMessages.completion(command, code, error, payload));
    }

    final void event(Command command, String name) throws InterruptedException {
        say(command, XfsMessages.event(command, name, XfsMessages.object()));
    }

    /// An event that no command brought.
    final void tell(String name) throws InterruptedException {
        if (!path.isEmpty() && !path.equals(ROOT)) send(XfsMessages.unsolicited(name, XfsMessages.object()));
    }

    private void say(Command to, String text) throws InterruptedException {
        if (to.connection() == connections.get()) send(text);
    }

    private void send(String text) throws InterruptedException {
        if (huge > 0) outlet().send(WebSocketEnd.text("\"" + "x".repeat(huge) + "\""));
        outlet().send(WebSocketEnd.text(garbage ? rubbish(text) : text));
    }

    /// No message, a message of another shape, or a right one with wrong types.
    private synchronized String rubbish(String text) {
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
