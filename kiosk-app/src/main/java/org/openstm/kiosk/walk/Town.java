package org.openstm.kiosk.walk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All that stands round a kiosk in a demonstration: simulated devices on real links, a centre, the kiosk
/// itself.
public final class Town implements AutoCloseable {
    private static final Map<DeviceClass, String> DRIVERS = Map.of(
            DeviceClass.ID_CARD_READER, "samv",
            DeviceClass.RECEIPT_PRINTER, "escpos",
            DeviceClass.DOCUMENT_PRINTER, "ipp",
            DeviceClass.BARCODE_READER, "serial",
            DeviceClass.CHIP_CARD_READER, "pcsc",
            DeviceClass.CAMERA, "mjpeg",
            DeviceClass.LIGHTS, "board");

    private static final Set<DeviceClass> IN_EVERY_TOWN = Set.of(
            DeviceClass.ID_CARD_READER,
            DeviceClass.RECEIPT_PRINTER,
            DeviceClass.DOCUMENT_PRINTER,
            DeviceClass.BARCODE_READER,
            DeviceClass.CAMERA);

    /// The driver of what stands behind a service of its maker.
    private static final String SERVICE = "xfs4iot";

    /// The driver that reads codes from what a camera shows.
    private static final String BY_CAMERA = "camera";

    /// The driver of a scanner that types.
    private static final String BY_KEYS = "evdev";

    private static final String BEHIND_A_SERVICE = "ws://127.0.0.1:0";
    private static final String ON_A_LINE = "tcp://127.0.0.1:0";

    /// A swap that was asked for; without a fresh device it is the driver that changes.
    private record Swap(Optional<DeviceSimulator> fresh, BlockingQueue<String> answer) {}

    private static final JsonMapper JSON = new JsonMapper();
    private final Path folder;
    private final TownJava java;
    private final boolean windowed;
    private final Grounds grounds;
    private final Map<DeviceClass, DeviceSimulator> devices = new EnumMap<>(DeviceClass.class);
    /// Devices that were taken away; they are still there for a way back.
    private final List<DeviceSimulator> replaced = new ArrayList<>();
    private final Set<DeviceSimulator> keyboards = new HashSet<>();
    private final Map<DeviceClass, Swap> swaps = new EnumMap<>(DeviceClass.class);
    private final List<Long> swapMillis = new ArrayList<>();
    private final HttpClient http = http();
    private @Nullable Child central;
    private @Nullable Child kiosk;
    private @Nullable KioskLine line;
    private URI centralUri = URI.create("http://127.0.0.1:0");
    private @Nullable URI door;

    /// @param folder everything that this town writes
    public Town(Path folder, TownJava java, boolean windowed) {
        this(folder, java, windowed, Grounds.NEW);
    }

    /// As above, on given grounds.
    public Town(Path folder, TownJava java, boolean windowed, Grounds grounds) {
        this.grounds = grounds;
        this.folder = folder;
        this.java = java;
        this.windowed = windowed;
    }

    /// Brings up devices, centre and kiosk, in this order.
    public void open() throws InterruptedException {
        try {
            Files.createDirectories(folder);
            if (grounds.devicesFile().isEmpty())
                for (var one : classes())
                    devices.put(one, SimulatorFactory.startSimulator(one, ON_A_LINE, folder.resolve("papers")));
            if (grounds.central().isPresent()) centralUri = grounds.central().get();
            else startCentral();
            configure();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        startKiosk();
    }

    private List<DeviceClass> classes() {
        return DRIVERS.keySet().stream()
                .filter(one -> IN_EVERY_TOWN.contains(one) || grounds.more().contains(one))
                .sorted()
                .toList();
    }

    private void configure() throws IOException {
        var config = Files.createDirectories(folder.resolve("config"));
        var terminal = new StringBuilder();
        for (var line : given("terminal.yaml").lines().toList())
            if (!line.startsWith("central:")) terminal.append(line).append('\n');
        terminal.append("central: ").append(centralUri).append('\n');
        grounds.collector()
                .ifPresent(uri -> terminal.append("telemetry: ").append(uri).append('\n'));
        if (terminal.indexOf("serialPorts:") < 0)
            terminal.append("serialPorts: ")
                    .append(ports())
                    .append("\nusbPrinters: ")
                    .append(folder.resolve("usb"))
                    .append("\nsticks: ")
                    .append(sticks())
                    .append('\n');
        Files.writeString(config.resolve("terminal.yaml"), terminal);
        Files.writeString(config.resolve("staff.yaml"), given("staff.yaml"));
        var given = grounds.devicesFile();
        Files.writeString(
                config.resolve("devices.yaml"), given.isPresent() ? Files.readString(given.get()) : simulatedDevices());
        if (grounds.config().isPresent()) trust(grounds.config().get().resolve("trust"), config.resolve("trust"));
        if (grounds.services().isPresent()) copy(grounds.services().get(), config.resolve("services"));
    }

    /// Whose driver bundles are taken.
    private static void trust(Path keys, Path into) throws IOException {
        if (!Files.isDirectory(keys)) return;
        Files.createDirectories(into);
        try (var all = Files.list(keys)) {
            for (var key : all.toList()) Files.copy(key, into.resolve(key.getFileName()));
        }
    }

    private static void copy(Path from, Path into) throws IOException {
        try (var all = Files.walk(from)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var there = into.resolve(from.relativize(file).toString());
                Files.createDirectories(there.getParent());
                Files.copy(file, there);
            }
        }
    }

    private Path ports() {
        return folder.toAbsolutePath().resolve("ports");
    }

    private Path sticks() {
        return folder.toAbsolutePath().resolve("media");
    }

    /// As given, or the demonstration's.
    private String given(String name) throws IOException {
        var given = grounds.config().map(folder -> folder.resolve(name)).filter(Files::isReadable);
        if (given.isPresent()) return Files.readString(given.get());
        try (InputStream demo = Town.class.getResourceAsStream("/org/openstm/kiosk/demo/" + name)) {
            if (demo == null) throw new IllegalStateException("the demonstration's " + name + " is missing in the jar");
            return new String(demo.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String simulatedDevices() {
        var yaml = new StringBuilder("devices:\n");
        for (var one : devices.values())
            yaml.append("  - id: ")
                    .append(one.deviceClass().text())
                    .append("-1\n    class: ")
                    .append(one.deviceClass().text())
                    .append("\n    driver: ")
                    .append(DRIVERS.get(one.deviceClass()))
                    .append("\n    link: \"")
                    .append(one.link())
                    .append("\"\n");
        return yaml.toString();
    }

    public void startCentral() {
        var arguments = new ArrayList<>(
                List.of("central", "--demo", "--data", folder.resolve("central").toString()));
        arguments.addAll(List.of("--port", "" + centralUri.getPort()));
        if (grounds.tls()) arguments.add("--tls");
        grounds.services().ifPresent(added -> arguments.addAll(List.of("--services", added.toString())));
        // over before the second compiler has earned its time back
        var jvm = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        jvm.addAll(java.central());
        central = Child.start(jvm, arguments, folder.resolve("central.log"));
        centralUri = URI.create(central.firstLine());
        door = null;
    }

    public void killCentral() throws InterruptedException {
        if (central != null) central.kill();
    }

    public void startKiosk() throws InterruptedException {
        var arguments = new ArrayList<>(
                List.of("kiosk", "--config", folder.resolve("config").toString()));
        arguments.addAll(List.of("--data", data().toString()));
        if (windowed) arguments.add("--windowed");
        var where = grounds.display().map(d -> Map.of("DISPLAY", d)).orElse(Map.of());
        // an installed terminal lets nobody look into its memory; a walk must (`expect no-residue`)
        var words = new ArrayList<>(java.kiosk());
        words.add("-XX:-DisableAttachMechanism");
        // JavaFX unpacks its libraries into a folder of the user's: of two kiosks that do so at once on a new
        // machine, one loads the other's half-written file and ends
        words.add("-Djavafx.cachedir=" + folder.resolve("javafx").toAbsolutePath());
        var started = Child.start(words, arguments, where, folder.resolve("kiosk.log"));
        kiosk = started;
        for (int i = 0; i < 600; i++) {
            if (!started.alive()) throw new WalkFailed("the kiosk ended; see " + folder.resolve("kiosk.log"));
            try {
                line = KioskLine.open(data().resolve("control.sock"));
                line.say("screen");
                return;
            } catch (IOException | WalkFailed notYet) {
                Thread.sleep(100);
            }
        }
        throw new WalkFailed("the kiosk did not come up in a minute; see " + folder.resolve("kiosk.log"));
    }

    public void killKiosk() throws InterruptedException {
        if (kiosk != null) kiosk.kill();
        line = null;
    }

    /// The running kiosk as the system knows it, with the hosts of its drivers as children.
    public ProcessHandle kioskProcess() {
        if (kiosk == null) throw new WalkFailed("no kiosk is running");
        return kiosk.handle();
    }

    public boolean kioskAlive() {
        return kiosk != null && kiosk.alive();
    }

    public Path data() {
        return grounds.data().orElse(folder.resolve("kiosk"));
    }

    public Path folder() {
        return folder;
    }

    /// Says a line to the kiosk's control socket.
    public String kiosk(String words) {
        if (line == null) throw new WalkFailed("no kiosk is running");
        return line.say(words);
    }

    public String device(DeviceClass which, String words) {
        var answer = simulator(which).runControlLine(words);
        if (!answer.startsWith("ok")) throw new WalkFailed(which.text() + ": " + answer);
        return answer.substring(2).strip();
    }

    /// An engineer puts another device of this class in the place of the one that is there. Returns at
    /// once: the kiosk lets the session end that needs it.
    public void swap(DeviceClass which) {
        var fresh = another(which, ON_A_LINE);
        begin(which, Optional.of(fresh), Map.of("link", fresh.link()));
    }

    /// An engineer lets another driver serve the device that is there, or, where it speaks to something
    /// else, another device; the rest is as above.
    ///
    /// @param driver as in `devices.yaml`
    public void swap(DeviceClass which, String driver) {
        var wanted = peerOf(which, driver);
        if (wanted == peer(which)) {
            swap(which, driver, simulator(which).link());
            return;
        }
        var fresh = switch (wanted) {
            case A_LINE -> another(which, ON_A_LINE);
            case A_SERVICE -> another(which, BEHIND_A_SERVICE);
            case A_CAMERA -> another(DeviceClass.CAMERA, ON_A_LINE);
            case A_KEYBOARD -> typing(another(which, ON_A_LINE));
        };
        begin(which, Optional.of(fresh), Map.of("driver", driver, "link", fresh.link()));
    }

    /// As above, over another link to the device that is there.
    ///
    /// @param link `{port}` in it is the device's own
    public void swap(DeviceClass which, String driver, String link) {
        var port = URI.create(simulator(which).link()).getPort();
        begin(which, Optional.empty(), Map.of("driver", driver, "link", link.replace("{port}", "" + port)));
    }

    /// What a driver speaks to.
    private enum Peer {
        A_LINE,
        A_SERVICE,
        A_CAMERA,
        A_KEYBOARD
    }

    private DeviceSimulator typing(DeviceSimulator scanner) {
        scanner.runControlLine("keys on");
        keyboards.add(scanner);
        return scanner;
    }

    private static Peer peerOf(DeviceClass which, String driver) {
        if (driver.equals(SERVICE)) return Peer.A_SERVICE;
        if (driver.equals(BY_KEYS)) return Peer.A_KEYBOARD;
        return which == DeviceClass.BARCODE_READER && driver.equals(BY_CAMERA) ? Peer.A_CAMERA : Peer.A_LINE;
    }

    private Peer peer(DeviceClass which) {
        var there = simulator(which);
        if (there.link().startsWith("ws:")) return Peer.A_SERVICE;
        if (keyboards.contains(there)) return Peer.A_KEYBOARD;
        return there.deviceClass() == which ? Peer.A_LINE : Peer.A_CAMERA;
    }

    private DeviceSimulator another(DeviceClass which, String line) {
        try {
            return SimulatorFactory.startSimulator(
                    which, line, folder.resolve("papers-of-" + which.text() + "-" + (replaced.size() + 2)));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void begin(DeviceClass which, Optional<DeviceSimulator> fresh, Map<String, String> wanted) {
        var swap = new Swap(fresh, new LinkedBlockingQueue<>());
        swaps.put(which, swap);
        var order = new HashMap<>(wanted);
        order.putAll(Map.of("id", which.text() + "-1", "by", "walk"));
        Thread.ofVirtual().start(() -> swap.answer().add(answered(order)));
    }

    private String answered(Map<String, String> order) {
        try (var own = KioskLine.open(data().resolve("control.sock"))) {
            return own.say("device swap " + JSON.writeValueAsString(order));
        } catch (IOException | WalkFailed problem) {
            return JSON.writeValueAsString(Map.of("says", String.valueOf(problem.getMessage())));
        }
    }

    /// Waits for the end of the last swap of this class; from then on a new device is meant.
    ///
    /// @param outcome `swapped` or `rolled-back`
    public void awaitSwap(DeviceClass which, String outcome, Duration patience) throws InterruptedException {
        var swap = Optional.ofNullable(swaps.remove(which))
                .orElseThrow(() -> new WalkFailed("nobody swaps a " + which.text()));
        swap.fresh().ifPresent(replaced::add);
        var answer = Optional.ofNullable(swap.answer().poll(patience.toMillis(), TimeUnit.MILLISECONDS))
                .orElseThrow(() -> new WalkFailed("the swap of the " + which.text() + " has not ended"));
        var ended = JSON.readTree(answer);
        if (!ended.path("outcome").asString("").equals(outcome))
            throw new WalkFailed(which.text() + ": " + ended.path("says").asString(""));
        if (!outcome.equals("swapped")) return;
        swapMillis.add(ended.path("millis").asLong());
        swap.fresh().ifPresent(fresh -> {
            replaced.remove(fresh);
            replaced.add(simulator(which));
            devices.put(which, fresh);
        });
    }

    /// How long each swap kept its device from everybody, in milliseconds.
    public List<Long> swapMillis() {
        return List.copyOf(swapMillis);
    }

    /// Somebody connects another device of this class to a serial line; from now on it is meant.
    ///
    /// @param name of the line's node, as the kernel makes it of maker, model and number
    public void plug(DeviceClass which, String name) {
        try {
            Files.createDirectories(ports());
            var fresh = SimulatorFactory.startSimulator(
                    which, "pty:" + ports().resolve(name), folder.resolve("papers-of-" + name));
            replaced.add(simulator(which));
            devices.put(which, fresh);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// The device of this class that was taken away last is connected again, and meant from now on.
    public void plugBack(DeviceClass which) {
        var before = replaced.reversed().stream()
                .filter(one -> one.deviceClass() == which)
                .findFirst()
                .orElseThrow(() -> new WalkFailed("no " + which.text() + " was taken away"));
        replaced.remove(before);
        replaced.add(simulator(which));
        devices.put(which, before);
        device(which, "plug");
    }

    /// Somebody puts in a stick with the driver of the demonstration's maker.
    ///
    /// @param forged signed by a stranger in the maker's name
    public void stick(String version, boolean forged) {
        try {
            InventedMaker.at(folder.resolve("maker"), folder.resolve("config").resolve("trust"))
                    .packs(version, forged, Files.createDirectories(sticks().resolve("STICK")));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// An engineer installs a driver bundle in the running kiosk.
    public void install(Path bundle) {
        var order = Map.of("file", bundle.toAbsolutePath().toString(), "by", "walk");
        var ended = JSON.readTree(kiosk("device install " + JSON.writeValueAsString(order)));
        if (!ended.path("outcome").asString("").equals("installed"))
            throw new WalkFailed(ended.path("says").asString(""));
    }

    public List<Path> papers(DeviceClass which) {
        return simulator(which).printedPapers();
    }

    private DeviceSimulator simulator(DeviceClass which) {
        return Optional.ofNullable(devices.get(which))
                .orElseThrow(() -> new WalkFailed("no simulated " + which.text()));
    }

    /// Asks or tells the demonstration door of the centre.
    public String central(String method, String path, String body) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(demoDoor().resolve(path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json")
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300)
                throw new WalkFailed(path + ": " + answer.statusCode() + " " + answer.body());
            return answer.body();
        } catch (IOException problem) {
            throw new WalkFailed("the centre's demonstration door does not answer: " + problem);
        }
    }

    /// A citizen's phone opens the page of a payment, and sends it back with an answer.
    public void phone(String address, String answer) throws InterruptedException {
        try {
            var page = http.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
            if (page.statusCode() != 200 || !page.body().contains("<form"))
                throw new WalkFailed(address + " shows nothing to pay: " + page.statusCode());
            var sent = http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .POST(HttpRequest.BodyPublishers.ofString(answer))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (sent.statusCode() != 200) throw new WalkFailed(address + ": " + sent.statusCode());
        } catch (IOException | IllegalArgumentException problem) {
            throw new WalkFailed("the payment system does not answer the phone: " + problem);
        }
    }

    /// A citizen's phone sends something to the page of a half-done case.
    ///
    /// @return the page that answers
    public String halfDone(String address, String said) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address))
                    .POST(HttpRequest.BodyPublishers.ofString(said))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | IllegalArgumentException problem) {
            throw new WalkFailed("the centre does not answer the phone: " + problem);
        }
    }

    /// Text messages that the centre sent to a number, newest first.
    public List<String> messages(String mobile) {
        try {
            var all = new ArrayList<JsonNode>();
            JSON.readTree(central("GET", "/demo/phone?mobile=" + mobile, ""))
                    .path("messages")
                    .forEach(all::add);
            all.sort(Comparator.comparingLong(m -> -m.path("atMs").asLong()));
            return all.stream().map(m -> m.path("text").asString("")).toList();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// Makes an outage at the centre, or ends it (`up`).
    public void outage(String system, String mode, int seconds) throws InterruptedException {
        central(
                "POST",
                "/demo/outages",
                "{\"system\":\"" + system + "\",\"mode\":\"" + mode + "\",\"forSeconds\":" + seconds + "}");
    }

    private static HttpClient http() {
        return HttpClient.newHttpClient();
    }

    /// Believes the centre's own authority.
    private static HttpClient believing(Path authority) throws IOException {
        try (var in = Files.newInputStream(authority)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "central", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the centre's authority " + authority + " cannot be used", broken);
        }
    }

    /// Where outages are made and the phone is read; the centre names it while its line is up.
    private URI demoDoor() throws IOException, InterruptedException {
        if (door != null) return door;
        var question = HttpRequest.newBuilder(centralUri.resolve("/demo")).build();
        String said;
        try (var caller = grounds.tls() ? believing(folder.resolve("central").resolve("central-ca.pem")) : http()) {
            said = caller.send(question, HttpResponse.BodyHandlers.ofString()).body();
        }
        var control = JSON.readTree(said).path("control").asString("");
        if (control.isEmpty()) throw new WalkFailed("this centre has no demonstration door");
        var found = URI.create(control);
        door = found;
        return found;
    }

    @Override
    public void close() {
        if (kiosk != null) kiosk.close();
        if (central != null) central.close();
        for (var device : devices.values()) device.close();
        for (var device : replaced) device.close();
        for (var swap : swaps.values()) swap.fresh().ifPresent(DeviceSimulator::close);
    }
}
