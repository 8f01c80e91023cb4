package org.openstm.kiosk.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.central.HttpCentral;
import org.openstm.kiosk.dispatch.Dispatch;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.ime.InputMethodService;
import org.openstm.kiosk.journal.Anchor;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.staff.service.OfficerRequirement;
import org.openstm.kiosk.staff.service.StaffService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Where the same user's other programs speak to a running kiosk, line by line: `stm status` and walks. It
/// touches the screen as a finger does and reads what is on it; nothing sets a control's value from
/// outside.
final class ControlSocket implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());
    /// Words that touch, read or draw the screen, or move the clock.
    static final Set<String> SCREEN = Set.of("screen", "ids", "text", "tap", "sign", "stroke", "shot", "time");

    private static final Set<String> CHANGES = Set.of("swap", "rollback", "install", "uninstall");

    private static final JsonMapper JSON = new JsonMapper();
    private final ServerSocketChannel server;
    private final SupervisedLoop serving = new SupervisedLoop("control", this::serve);
    private final Path path;
    private final Finger finger;
    private final SessionLoop loop;
    private final Journal journal;
    private final JournalExport export;
    private final Dispatch dispatch;
    private final HttpCentral central;
    private final CatalogueWatch items;
    private final DeviceManager desk;
    private final BundleStore bundles;
    private final InputMethodService scribe;
    private final MovableClock clock;
    private final SupportBundle support;
    private final Gatekeeper gate;

    private ControlSocket(
            ServerSocketChannel server,
            Path path,
            SessionLoop loop,
            Finger finger,
            Journal journal,
            JournalExport export,
            Dispatch dispatch,
            HttpCentral central,
            CatalogueWatch items,
            DeviceManager desk,
            BundleStore bundles,
            InputMethodService scribe,
            MovableClock clock,
            SupportBundle support,
            Gatekeeper gate) {
        this.server = server;
        this.path = path;
        this.loop = loop;
        this.finger = finger;
        this.journal = journal;
        this.export = export;
        this.dispatch = dispatch;
        this.central = central;
        this.items = items;
        this.desk = desk;
        this.bundles = bundles;
        this.scribe = scribe;
        this.clock = clock;
        this.support = support;
        this.gate = gate;
    }

    static ControlSocket open(
            Path path,
            SessionLoop loop,
            KioskWindow window,
            Journal journal,
            JournalExport export,
            Dispatch dispatch,
            HttpCentral central,
            CatalogueWatch items,
            DeviceManager desk,
            BundleStore bundles,
            InputMethodService scribe,
            MovableClock clock,
            SupportBundle support,
            Gatekeeper gate) {
        try {
            Files.deleteIfExists(path);
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return new ControlSocket(
                    server,
                    path,
                    loop,
                    new Finger(window),
                    journal,
                    export,
                    dispatch,
                    central,
                    items,
                    desk,
                    bundles,
                    scribe,
                    clock,
                    support,
                    gate);
        } catch (IOException problem) {
            throw new UncheckedIOException("cannot listen on " + path, problem);
        }
    }

    void start() {
        serving.start();
    }

    SupervisedLoop loop() {
        return serving;
    }

    private void serve() throws InterruptedException {
        try {
            var caller = server.accept();
            Thread.ofVirtual().start(() -> answer(caller));
        } catch (ClosedChannelException _) {
            throw new InterruptedException("closed");
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    private void answer(SocketChannel caller) {
        try (caller;
                var in = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8));
                var out = Channels.newOutputStream(caller)) {
            var visit = gate.visit(peer(caller));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // at once and by no writer: its buffer would keep what stood on a citizen's screen
                out.write((reply(line, visit).replace("\n", "\\n") + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "a caller left", gone);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /// User and group of the calling process, as the kernel knows them (SO_PEERCRED).
    private static String peer(SocketChannel caller) throws IOException {
        var peer = caller.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return "user " + peer.user().getName() + ", group " + peer.group().getName();
    }

    private String reply(String line, Gatekeeper.Visit visit) throws InterruptedException {
        var words = line.strip().split(" ", 2);
        var rest = words.length > 1 ? words[1].strip() : "";
        try {
            if (SCREEN.contains(words[0])) visit.demonstration(words[0]);
            return switch (words[0]) {
                case "officer" -> {
                    visit.present(rest);
                    yield "ok";
                }
                case "screen" -> "ok " + finger.screen();
                case "ids" -> "ok " + String.join(" ", finger.ids());
                case "text" -> "ok " + finger.text();
                case "tap" -> finger.tap(rest);
                case "sign" -> finger.sign();
                case "stroke" -> finger.stroke(rest);
                case "shot" -> finger.shot(Path.of(rest));
                case "status" -> "ok " + status();
                case "catalogue-back" -> {
                    visit.admit(OfficerRequirement.ENGINEER, "catalogue-back", "");
                    yield items.back(journal)
                            .map(said -> "ok " + said)
                            .orElse(
                                    "error: the catalogue that came with the program is in force: there is none before it");
                }
                case "audit-accept" ->
                    "ok "
                            + StaffService.acceptLog(
                                    path.resolveSibling("audit.log"),
                                    journal,
                                    visit.admit(OfficerRequirement.AUDITOR_AND_SECOND, "audit-accept", rest));
                case "time" -> time(rest);
                case "export" -> "ok " + export(rest, visit);
                case "support" -> "ok " + support(rest, visit);
                case "log" -> "ok " + String.join("\n", LogTail.lines());
                case "device" -> "ok " + new DeviceWords(desk, bundles, journal::note).reply(admitted(rest, visit));
                default -> "error: unknown word '" + words[0] + "'";
            };
        } catch (IOException | RuntimeException problem) {
            LOG.log(System.Logger.Level.DEBUG, "a word could not be done", problem);
            return "error: " + FailureText.of(problem);
        }
    }

    /// A touch that came before counts as before.
    private String time(String seconds) throws InterruptedException {
        loop.awaitIdle();
        clock.move(Duration.ofSeconds(Long.parseLong(seconds.replace("+", ""))));
        return "ok";
    }

    /// What changes a device or its driver is done in the name of the officer who wants it.
    private String admitted(String line, Gatekeeper.Visit visit) {
        var words = line.split(" ", 2);
        if (!CHANGES.contains(words[0])) return line;
        var what = (ObjectNode) JSON.readTree(words.length > 1 ? words[1] : "{}");
        what.put(
                "by",
                visit.admit(
                        authority(words[0], what),
                        "device-" + words[0],
                        what.path("by").asString("")));
        return words[0] + " " + what;
    }

    /// An older driver than was ever here may bring back what a newer one mended: nobody does that alone. A
    /// rollback to what passed here is none of that.
    private OfficerRequirement authority(String word, JsonNode what) {
        boolean older = switch (word) {
            case "install" -> bundles.isOlder(Path.of(what.path("file").asString("")));
            case "swap" -> bundles.isOlder(what.path("driver").asString(""));
            default -> false;
        };
        return older ? OfficerRequirement.ENGINEER_AND_SECOND : OfficerRequirement.ENGINEER;
    }

    private String support(String words, Gatekeeper.Visit visit) throws IOException {
        var what = JSON.readTree(words);
        var by = visit.admit(
                OfficerRequirement.ENGINEER, "support", what.path("by").asString(""));
        String sha256 = support.write(Path.of(DeviceWords.text(what, "to")), by, clock.instant());
        journal.note("support", "by " + by + ", sha256 " + sha256);
        return sha256;
    }

    private synchronized String export(String words, Gatekeeper.Visit visit) {
        var what = JSON.readTree(words);
        var by = visit.admit(
                OfficerRequirement.ENGINEER_AND_SECOND,
                "journal-export",
                what.path("by").asString(""));
        return Reports.json(export.write(Path.of(DeviceWords.text(what, "to")), by, clock.instant()));
    }

    private Map<String, Object> catalogue() {
        var state = items.state();
        var words = new LinkedHashMap<String, Object>();
        words.put("number", state.number());
        words.put("previous", state.previous());
        words.put("ready", state.ready());
        state.until().ifPresent(until -> words.put("until", until.toString()));
        words.put("items", items.catalog().items().size());
        return words;
    }

    private String status() throws InterruptedException {
        var findings = journal.findings().stream()
                .map(f -> Map.<String, Object>of(
                        "sequence", f.sequence(), "kind", f.kind(), "service", f.service(), "text", f.text()))
                .toList();
        var status = new LinkedHashMap<String, Object>();
        status.put("terminal", journal.terminal());
        status.put("screen", finger.screen());
        status.put("lineUp", dispatch.lineUp());
        central.trouble().ifPresent(why -> status.put("lineTrouble", why));
        central.ends().ifPresent(end -> status.put("contractEnds", end.until().toString()));
        status.put("queued", dispatch.queued());
        status.put("paying", journal.payments().unsettled().size());
        status.put("head", journal.head());
        status.put(
                "journal",
                Map.of(
                        "countersigned", journal.anchor().map(Anchor::seq).orElse(0L),
                        "disk", journal.diskTrouble().orElse("works"),
                        "secondCopy", journal.secondCopyTrouble().orElse("whole"),
                        "room", journal.hasRoom()));
        status.put("catalogue", catalogue());
        status.put("clockBehindSeconds", dispatch.skew().toSeconds());
        status.put("devices", desk.deviceViews().stream().map(DeviceWords::view).toList());
        status.put(
                "writing",
                Map.of(
                        InputMethodService.PINYIN,
                                scribe.findTrouble(InputMethodService.PINYIN).orElse("works"),
                        InputMethodService.HANDWRITING,
                                scribe.findTrouble(InputMethodService.HANDWRITING)
                                        .orElse("works")));
        status.put("findings", findings);
        return Reports.json(status);
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
