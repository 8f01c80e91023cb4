package org.openstm.kiosk.app.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.app.service.CatalogueUpdater;
import org.openstm.kiosk.app.service.JournalExporter;
import org.openstm.kiosk.app.service.LogTail;
import org.openstm.kiosk.app.service.MovableClock;
import org.openstm.kiosk.app.service.SupportBundle;
import org.openstm.kiosk.app.text.FailureText;
import org.openstm.kiosk.app.text.ReportText;
import org.openstm.kiosk.app.window.KioskWindow;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.ime.InputMethodService;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.staff.service.OfficerRequirement;
import org.openstm.kiosk.staff.service.StaffService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Control socket for the same user's other programs, line by line: `stm status`, changes of devices, exports; where
/// [ScreenWords] are there, also walks.
public final class ControlSocket implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());
    private static final Set<String> CHANGES = Set.of("swap", "rollback", "install", "uninstall");

    private static final JsonMapper JSON = new JsonMapper();
    private final ServerSocketChannel server;
    private final SupervisedLoop serving = new SupervisedLoop("control", this::acceptCaller);
    private final Path path;
    private final KioskWindow window;
    private final List<ScreenWords> screenWords;
    private final Journal journal;
    private final JournalExporter export;
    private final OutboxDispatcher dispatch;
    private final HttpCentralClient central;
    private final CatalogueUpdater items;
    private final DeviceManager desk;
    private final BundleStore bundles;
    private final InputMethodService inputMethods;
    private final MovableClock clock;
    private final SupportBundle support;
    private final ControlGatekeeper gate;

    private ControlSocket(
            ServerSocketChannel server,
            Path path,
            KioskWindow window,
            List<ScreenWords> screenWords,
            Journal journal,
            JournalExporter export,
            OutboxDispatcher dispatch,
            HttpCentralClient central,
            CatalogueUpdater items,
            DeviceManager desk,
            BundleStore bundles,
            InputMethodService inputMethods,
            MovableClock clock,
            SupportBundle support,
            ControlGatekeeper gate) {
        this.server = server;
        this.path = path;
        this.window = window;
        this.screenWords = screenWords;
        this.journal = journal;
        this.export = export;
        this.dispatch = dispatch;
        this.central = central;
        this.items = items;
        this.desk = desk;
        this.bundles = bundles;
        this.inputMethods = inputMethods;
        this.clock = clock;
        this.support = support;
        this.gate = gate;
    }

    public static ControlSocket open(
            Path path,
            SessionLoop loop,
            KioskWindow window,
            Journal journal,
            JournalExporter export,
            OutboxDispatcher dispatch,
            HttpCentralClient central,
            CatalogueUpdater items,
            DeviceManager desk,
            BundleStore bundles,
            InputMethodService inputMethods,
            MovableClock clock,
            SupportBundle support,
            ControlGatekeeper gate) {
        try {
            Files.deleteIfExists(path);
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return new ControlSocket(
                    server,
                    path,
                    window,
                    loadScreenWords(window, loop, clock),
                    journal,
                    export,
                    dispatch,
                    central,
                    items,
                    desk,
                    bundles,
                    inputMethods,
                    clock,
                    support,
                    gate);
        } catch (IOException problem) {
            throw new UncheckedIOException("cannot listen on " + path, problem);
        }
    }

    /// Whether this installation has the module of walks and demonstration, which no terminal in a branch has.
    public static boolean hasDemonstration() {
        return ServiceLoader.load(ScreenWords.class).stream().findAny().isPresent();
    }

    private static List<ScreenWords> loadScreenWords(KioskWindow window, SessionLoop loop, MovableClock clock) {
        var found = ServiceLoader.load(ScreenWords.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        found.forEach(words -> words.attach(window, loop, clock));
        return found;
    }

    public void start() {
        serving.start();
    }

    public SupervisedLoop supervisedLoop() {
        return serving;
    }

    private void acceptCaller() throws InterruptedException {
        try {
            var caller = server.accept();
            Thread.ofVirtual().start(() -> answerCaller(caller));
        } catch (ClosedChannelException _) {
            throw new InterruptedException("closed");
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    private void answerCaller(SocketChannel caller) {
        try (caller;
                var in = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8))) {
            var visit = gate.openCaller(peerIdentity(caller));
            for (String line = in.readLine(); line != null; line = in.readLine())
                sendReply(caller, handleLine(line, visit));
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "a caller disconnected", gone);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /// Without a writer or stream: those would keep the last reply, which may be the text of a citizen's screen,
    /// as long as the caller is connected.
    private static void sendReply(SocketChannel caller, String reply) throws IOException {
        var line = ByteBuffer.wrap((reply.replace("\n", "\\n") + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) caller.write(line);
    }

    /// User and group of the calling process, as the kernel reports them (SO_PEERCRED).
    private static String peerIdentity(SocketChannel caller) throws IOException {
        var peer = caller.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return "user " + peer.user().getName() + ", group " + peer.group().getName();
    }

    private String handleLine(String line, ControlGatekeeper.ControlCaller visit) throws InterruptedException {
        var words = line.strip().split(" ", 2);
        var rest = words.length > 1 ? words[1].strip() : "";
        try {
            var onScreen = performOnScreen(screenWords, visit, words[0], rest);
            if (onScreen.isPresent()) return onScreen.get();
            return switch (words[0]) {
                case "officer" -> {
                    visit.presentOfficer(rest);
                    yield "ok";
                }
                case "status" -> "ok " + terminalStatus();
                case "catalogue-back" -> {
                    visit.authoriseAct(OfficerRequirement.ENGINEER, "catalogue-back", "");
                    yield items.restorePrevious(journal)
                            .map(said -> "ok " + said)
                            .orElse(
                                    "error: the catalogue that came with the program is in force: there is none before it");
                }
                case "audit-accept" ->
                    "ok "
                            + StaffService.acceptLog(
                                    path.resolveSibling("audit.log"),
                                    journal,
                                    visit.authoriseAct(OfficerRequirement.AUDITOR_AND_SECOND, "audit-accept", rest));
                case "export" -> "ok " + exportJournal(rest, visit);
                case "support" -> "ok " + writeSupportBundle(rest, visit);
                case "log" -> "ok " + String.join("\n", LogTail.lastLines());
                case "device" ->
                    "ok "
                            + new DeviceRequestHandler(desk, bundles, journal.notes()::addNote)
                                    .handleRequest(authoriseDeviceRequest(rest, visit));
                default -> "error: unknown word '" + words[0] + "'";
            };
        } catch (IOException | RuntimeException problem) {
            LOG.log(System.Logger.Level.DEBUG, "a request failed", problem);
            return "error: " + FailureText.of(problem);
        }
    }

    /// @return the answer; empty where it is no word of the screen
    static Optional<String> performOnScreen(
            List<ScreenWords> screenWords, ControlGatekeeper.ControlCaller visit, String word, String rest)
            throws IOException, InterruptedException {
        for (var more : screenWords)
            if (more.includes(word)) {
                visit.requireDemonstration(word);
                return Optional.of(more.perform(word, rest));
            }
        return Optional.empty();
    }

    /// A change of a device or its driver is made in the name of the officer who requests it.
    private String authoriseDeviceRequest(String line, ControlGatekeeper.ControlCaller visit) {
        var words = line.split(" ", 2);
        if (!CHANGES.contains(words[0])) return line;
        var what = (ObjectNode) JSON.readTree(words.length > 1 ? words[1] : "{}");
        what.put(
                "by",
                visit.authoriseAct(
                        requiredAuthority(words[0], what),
                        "device-" + words[0],
                        what.path("by").asString("")));
        return words[0] + " " + what;
    }

    /// Installing a driver older than any before may bring back an error fixed since: that needs two officers. A
    /// rollback to a driver that passed here does not.
    private OfficerRequirement requiredAuthority(String word, JsonNode what) {
        boolean older = switch (word) {
            case "install" -> bundles.isOlder(Path.of(what.path("file").asString("")));
            case "swap" -> bundles.isOlder(what.path("driver").asString(""));
            default -> false;
        };
        return older ? OfficerRequirement.ENGINEER_AND_SECOND : OfficerRequirement.ENGINEER;
    }

    private String writeSupportBundle(String words, ControlGatekeeper.ControlCaller visit) throws IOException {
        var what = JSON.readTree(words);
        var by = visit.authoriseAct(
                OfficerRequirement.ENGINEER, "support", what.path("by").asString(""));
        String sha256 = support.writeBundle(Path.of(DeviceRequestHandler.requireText(what, "to")), by, clock.instant());
        journal.notes().addNote("support", "by " + by + ", sha256 " + sha256);
        return sha256;
    }

    private synchronized String exportJournal(String words, ControlGatekeeper.ControlCaller visit) {
        var what = JSON.readTree(words);
        var by = visit.authoriseAct(
                OfficerRequirement.ENGINEER_AND_SECOND,
                "journal-export",
                what.path("by").asString(""));
        return ReportText.toJson(
                export.writeExport(Path.of(DeviceRequestHandler.requireText(what, "to")), by, clock.instant()));
    }

    private Map<String, Object> catalogueStatus() {
        var state = items.storeState();
        var words = new LinkedHashMap<String, Object>();
        words.put("number", state.number());
        words.put("previous", state.previous());
        words.put("ready", state.ready());
        state.until().ifPresent(until -> words.put("until", until.toString()));
        words.put("items", items.currentCatalog().items().size());
        return words;
    }

    private String terminalStatus() throws InterruptedException {
        var findings = journal.findings().openFindings().stream()
                .map(f -> Map.<String, Object>of(
                        "sequence", f.sequence(), "kind", f.kind(), "service", f.service(), "text", f.text()))
                .toList();
        var status = new LinkedHashMap<String, Object>();
        status.put("terminal", journal.terminal());
        status.put("screen", window.screenName());
        status.put("lineUp", dispatch.isConnected());
        central.authenticationTrouble().ifPresent(why -> status.put("lineTrouble", why));
        central.contractSunset()
                .ifPresent(end -> status.put("contractEnds", end.until().toString()));
        status.put("queued", dispatch.queuedCaseCount());
        status.put("paying", journal.payments().unsettledPayments().size());
        status.put("head", journal.chain().headHash());
        status.put(
                "journal",
                Map.of(
                        "countersigned",
                                journal.chain()
                                        .latestAnchor()
                                        .map(JournalAnchor::seq)
                                        .orElse(0L),
                        "disk", journal.disk().diskTrouble().orElse("works"),
                        "secondCopy", journal.disk().replicaTrouble().orElse("whole"),
                        "room", journal.disk().hasRoom()));
        status.put("catalogue", catalogueStatus());
        status.put("clockBehindSeconds", dispatch.clockSkew().toSeconds());
        status.put(
                "devices",
                desk.deviceViews().stream()
                        .map(DeviceRequestHandler::deviceReport)
                        .toList());
        status.put(
                "writing",
                Map.of(
                        InputMethodService.PINYIN,
                                inputMethods
                                        .findTrouble(InputMethodService.PINYIN)
                                        .orElse("works"),
                        InputMethodService.HANDWRITING,
                                inputMethods
                                        .findTrouble(InputMethodService.HANDWRITING)
                                        .orElse("works")));
        status.put("findings", findings);
        return ReportText.toJson(status);
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
