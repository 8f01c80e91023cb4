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
import org.openstm.kiosk.process.ChildProcess;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.process.KioskControlClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The complete environment of a demonstration: simulated devices on real links, central, and the kiosk
/// itself.
public final class TestBed implements AutoCloseable {
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

    /// Driver of a device behind a vendor's service.
    private static final String SERVICE = "xfs4iot";

    /// Driver that reads codes from a camera's picture.
    private static final String BY_CAMERA = "camera";

    /// Driver of a scanner that acts as a keyboard.
    private static final String BY_KEYS = "evdev";

    private static final String BEHIND_A_SERVICE = "ws://127.0.0.1:0";
    private static final String ON_A_LINE = "tcp://127.0.0.1:0";

    /// A requested swap; without a new device only the driver changes.
    private record PendingSwap(Optional<DeviceSimulator> fresh, BlockingQueue<String> answer) {}

    private static final JsonMapper JSON = new JsonMapper();
    private final Path folder;
    private final TestBedJvmOptions java;
    private final boolean windowed;
    private final TestBedConfig grounds;
    private final Map<DeviceClass, DeviceSimulator> devices = new EnumMap<>(DeviceClass.class);
    /// Devices that were disconnected; they are kept for a rollback.
    private final List<DeviceSimulator> replaced = new ArrayList<>();
    private final Set<DeviceSimulator> keyboards = new HashSet<>();
    private final Map<DeviceClass, PendingSwap> swaps = new EnumMap<>(DeviceClass.class);
    private final List<Long> swapMillis = new ArrayList<>();
    private final HttpClient http = newHttpClient();
    private @Nullable ChildProcess central;
    private @Nullable ChildProcess kiosk;
    private @Nullable KioskControlClient line;
    private URI centralUri = URI.create("http://127.0.0.1:0");
    private @Nullable URI demoUri;

    /// @param folder folder for all files of this test bed
    public TestBed(Path folder, TestBedJvmOptions java, boolean windowed) {
        this(folder, java, windowed, TestBedConfig.NEW);
    }

    /// As above, with the given configuration.
    public TestBed(Path folder, TestBedJvmOptions java, boolean windowed, TestBedConfig grounds) {
        this.grounds = grounds;
        this.folder = folder;
        this.java = java;
        this.windowed = windowed;
    }

    /// Starts devices, central and kiosk, in this order.
    public void open() throws InterruptedException {
        try {
            Files.createDirectories(folder);
            if (grounds.devicesFile().isEmpty())
                for (var one : simulatedClasses())
                    devices.put(one, SimulatorFactory.startSimulator(one, ON_A_LINE, folder.resolve("papers")));
            if (grounds.central().isPresent()) centralUri = grounds.central().get();
            else startCentral();
            writeConfiguration();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        startKiosk();
    }

    private List<DeviceClass> simulatedClasses() {
        return DRIVERS.keySet().stream()
                .filter(one -> IN_EVERY_TOWN.contains(one) || grounds.more().contains(one))
                .sorted()
                .toList();
    }

    private void writeConfiguration() throws IOException {
        var config = Files.createDirectories(folder.resolve("config"));
        var terminal = new StringBuilder();
        for (var line : configText("terminal.yaml").lines().toList())
            if (!line.startsWith("central:")) terminal.append(line).append('\n');
        terminal.append("central: ").append(centralUri).append('\n');
        grounds.collector()
                .ifPresent(uri -> terminal.append("telemetry: ").append(uri).append('\n'));
        if (terminal.indexOf("serialPorts:") < 0)
            terminal.append("serialPorts: ")
                    .append(portsFolder())
                    .append("\nusbPrinters: ")
                    .append(folder.resolve("usb"))
                    .append("\nsticks: ")
                    .append(sticksFolder())
                    .append('\n');
        Files.writeString(config.resolve("terminal.yaml"), terminal);
        Files.writeString(config.resolve("staff.yaml"), configText("staff.yaml"));
        var given = grounds.devicesFile();
        Files.writeString(
                config.resolve("devices.yaml"),
                given.isPresent() ? Files.readString(given.get()) : simulatedDevicesYaml());
        if (grounds.config().isPresent())
            copyTrustedKeys(grounds.config().get().resolve("trust"), config.resolve("trust"));
        if (grounds.servicesFolder().isPresent())
            copyFolder(grounds.servicesFolder().get(), config.resolve("services"));
    }

    /// The trusted signers of driver bundles.
    private static void copyTrustedKeys(Path keys, Path into) throws IOException {
        if (!Files.isDirectory(keys)) return;
        Files.createDirectories(into);
        try (var all = Files.list(keys)) {
            for (var key : all.toList()) Files.copy(key, into.resolve(key.getFileName()));
        }
    }

    private static void copyFolder(Path from, Path into) throws IOException {
        try (var all = Files.walk(from)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var there = into.resolve(from.relativize(file).toString());
                Files.createDirectories(there.getParent());
                Files.copy(file, there);
            }
        }
    }

    private Path portsFolder() {
        return folder.toAbsolutePath().resolve("ports");
    }

    private Path sticksFolder() {
        return folder.toAbsolutePath().resolve("media");
    }

    /// The given files, or the demonstration's.
    private String configText(String name) throws IOException {
        var given = grounds.config().map(folder -> folder.resolve(name)).filter(Files::isReadable);
        if (given.isPresent()) return Files.readString(given.get());
        try (InputStream demo = TestBed.class.getResourceAsStream("/org/openstm/kiosk/demo/" + name)) {
            if (demo == null) throw new IllegalStateException("the demonstration's " + name + " is missing in the jar");
            return new String(demo.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String simulatedDevicesYaml() {
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
        grounds.servicesFolder().ifPresent(added -> arguments.addAll(List.of("--services", added.toString())));
        // these processes end before the second compiler would pay off
        var jvm = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        jvm.addAll(java.central());
        central = ChildProcess.start(jvm, arguments, folder.resolve("central.log"));
        centralUri = URI.create(central.firstLine());
        demoUri = null;
    }

    public void killCentral() throws InterruptedException {
        if (central != null) central.kill();
    }

    public void startKiosk() throws InterruptedException {
        var arguments = new ArrayList<>(
                List.of("kiosk", "--config", folder.resolve("config").toString()));
        arguments.addAll(List.of("--data", dataFolder().toString()));
        if (windowed) arguments.add("--windowed");
        var where = grounds.display().map(d -> Map.of("DISPLAY", d)).orElse(Map.of());
        // an installed terminal lets no process read its memory; a walk must (`expect no-residue`)
        var words = new ArrayList<>(java.kiosk());
        words.add("-XX:-DisableAttachMechanism");
        // JavaFX unpacks its libraries into a folder of the user: of two kiosks that do so at once on a new
        // machine, one loads the other's half-written file and crashes
        words.add("-Djavafx.cachedir=" + folder.resolve("javafx").toAbsolutePath());
        var started = ChildProcess.start(words, arguments, where, folder.resolve("kiosk.log"));
        kiosk = started;
        for (int i = 0; i < 600; i++) {
            if (!started.isAlive())
                throw new CommandFailedException("the kiosk ended; see " + folder.resolve("kiosk.log"));
            try {
                line = KioskControlClient.open(dataFolder().resolve("control.sock"));
                line.sendCommand("screen");
                return;
            } catch (IOException | CommandFailedException notYet) {
                Thread.sleep(100);
            }
        }
        throw new CommandFailedException("the kiosk did not start within a minute; see " + folder.resolve("kiosk.log"));
    }

    public void killKiosk() throws InterruptedException {
        if (kiosk != null) kiosk.kill();
        line = null;
    }

    /// The running kiosk as an operating-system process, with its driver hosts as children.
    public ProcessHandle kioskProcess() {
        if (kiosk == null) throw new CommandFailedException("no kiosk is running");
        return kiosk.processHandle();
    }

    public boolean isKioskAlive() {
        return kiosk != null && kiosk.isAlive();
    }

    public Path dataFolder() {
        return grounds.data().orElse(folder.resolve("kiosk"));
    }

    public Path folder() {
        return folder;
    }

    /// Sends a line to the kiosk's control socket.
    public String sendToKiosk(String words) {
        if (line == null) throw new CommandFailedException("no kiosk is running");
        return line.sendCommand(words);
    }

    public String sendToDevice(DeviceClass which, String words) {
        var answer = findSimulator(which).runControlLine(words);
        if (!answer.startsWith("ok")) throw new CommandFailedException(which.text() + ": " + answer);
        return answer.substring(2).strip();
    }

    /// Replaces a device by another one of this class, as an engineer does. Returns at
    /// once: the kiosk lets the running session finish if it needs the device.
    public void swapDevice(DeviceClass which) {
        var fresh = startReplacement(which, ON_A_LINE);
        beginSwap(which, Optional.of(fresh), Map.of("link", fresh.link()));
    }

    /// Has another driver serve the present device, or, if that driver uses a different connection, another
    /// device; otherwise as above.
    ///
    /// @param driver as in `devices.yaml`
    public void swapDevice(DeviceClass which, String driver) {
        var wanted = peerOfDriver(which, driver);
        if (wanted == currentPeer(which)) {
            swapDevice(which, driver, findSimulator(which).link());
            return;
        }
        var fresh = switch (wanted) {
            case A_LINE -> startReplacement(which, ON_A_LINE);
            case A_SERVICE -> startReplacement(which, BEHIND_A_SERVICE);
            case A_CAMERA -> startReplacement(DeviceClass.CAMERA, ON_A_LINE);
            case A_KEYBOARD -> withKeyboardMode(startReplacement(which, ON_A_LINE));
        };
        beginSwap(which, Optional.of(fresh), Map.of("driver", driver, "link", fresh.link()));
    }

    /// As above, over another link to the present device.
    ///
    /// @param link `{port}` in it is the device's own
    public void swapDevice(DeviceClass which, String driver, String link) {
        var port = URI.create(findSimulator(which).link()).getPort();
        beginSwap(which, Optional.empty(), Map.of("driver", driver, "link", link.replace("{port}", "" + port)));
    }

    /// The connection that a driver uses.
    private enum DriverPeer {
        A_LINE,
        A_SERVICE,
        A_CAMERA,
        A_KEYBOARD
    }

    private DeviceSimulator withKeyboardMode(DeviceSimulator scanner) {
        scanner.runControlLine("keys on");
        keyboards.add(scanner);
        return scanner;
    }

    private static DriverPeer peerOfDriver(DeviceClass which, String driver) {
        if (driver.equals(SERVICE)) return DriverPeer.A_SERVICE;
        if (driver.equals(BY_KEYS)) return DriverPeer.A_KEYBOARD;
        return which == DeviceClass.BARCODE_READER && driver.equals(BY_CAMERA)
                ? DriverPeer.A_CAMERA
                : DriverPeer.A_LINE;
    }

    private DriverPeer currentPeer(DeviceClass which) {
        var there = findSimulator(which);
        if (there.link().startsWith("ws:")) return DriverPeer.A_SERVICE;
        if (keyboards.contains(there)) return DriverPeer.A_KEYBOARD;
        return there.deviceClass() == which ? DriverPeer.A_LINE : DriverPeer.A_CAMERA;
    }

    private DeviceSimulator startReplacement(DeviceClass which, String line) {
        try {
            return SimulatorFactory.startSimulator(
                    which, line, folder.resolve("papers-of-" + which.text() + "-" + (replaced.size() + 2)));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void beginSwap(DeviceClass which, Optional<DeviceSimulator> fresh, Map<String, String> wanted) {
        var swap = new PendingSwap(fresh, new LinkedBlockingQueue<>());
        swaps.put(which, swap);
        var order = new HashMap<>(wanted);
        order.putAll(Map.of("id", which.text() + "-1", "by", "walk"));
        Thread.ofVirtual().start(() -> swap.answer().add(requestSwap(order)));
    }

    private String requestSwap(Map<String, String> order) {
        try (var own = KioskControlClient.open(dataFolder().resolve("control.sock"))) {
            return own.sendCommand("device swap " + JSON.writeValueAsString(order));
        } catch (IOException | CommandFailedException problem) {
            return JSON.writeValueAsString(Map.of("says", String.valueOf(problem.getMessage())));
        }
    }

    /// Waits for the end of the last swap of this class; later steps refer to the new device.
    ///
    /// @param outcome `swapped` or `rolled-back`
    public void awaitSwap(DeviceClass which, String outcome, Duration patience) throws InterruptedException {
        var swap = Optional.ofNullable(swaps.remove(which))
                .orElseThrow(() -> new CommandFailedException("no swap is in progress for " + which.text()));
        swap.fresh().ifPresent(replaced::add);
        var answer = Optional.ofNullable(swap.answer().poll(patience.toMillis(), TimeUnit.MILLISECONDS))
                .orElseThrow(() -> new CommandFailedException("the swap of the " + which.text() + " has not ended"));
        var ended = JSON.readTree(answer);
        if (!ended.path("outcome").asString("").equals(outcome))
            throw new CommandFailedException(
                    which.text() + ": " + ended.path("says").asString(""));
        if (!outcome.equals("swapped")) return;
        swapMillis.add(ended.path("millis").asLong());
        swap.fresh().ifPresent(fresh -> {
            replaced.remove(fresh);
            replaced.add(findSimulator(which));
            devices.put(which, fresh);
        });
    }

    /// How long each swap kept its device unavailable, in milliseconds.
    public List<Long> swapMillis() {
        return List.copyOf(swapMillis);
    }

    /// Connects another device of this class to a serial port; later steps refer to it.
    ///
    /// @param name name of the port's node, as the kernel forms it from vendor, model and number
    public void plugDevice(DeviceClass which, String name) {
        try {
            Files.createDirectories(portsFolder());
            var fresh = SimulatorFactory.startSimulator(
                    which, "pty:" + portsFolder().resolve(name), folder.resolve("papers-of-" + name));
            replaced.add(findSimulator(which));
            devices.put(which, fresh);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// Reconnects the device of this class that was disconnected last; later steps refer to it.
    public void plugBack(DeviceClass which) {
        var before = replaced.reversed().stream()
                .filter(one -> one.deviceClass() == which)
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("no " + which.text() + " was disconnected"));
        replaced.remove(before);
        replaced.add(findSimulator(which));
        devices.put(which, before);
        sendToDevice(which, "plug");
    }

    /// Inserts a stick with the driver of the demonstration's vendor.
    ///
    /// @param forged whether it is signed by a stranger in the vendor's name
    public void insertStick(String version, boolean forged) {
        try {
            DemoDriverMaker.openAt(
                            folder.resolve("maker"), folder.resolve("config").resolve("trust"))
                    .packBundle(
                            version,
                            forged,
                            Files.createDirectories(sticksFolder().resolve("STICK")));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// Installs a driver bundle in the running kiosk, as an engineer does.
    public void installBundle(Path bundle) {
        var order = Map.of("file", bundle.toAbsolutePath().toString(), "by", "walk");
        var ended = JSON.readTree(sendToKiosk("device install " + JSON.writeValueAsString(order)));
        if (!ended.path("outcome").asString("").equals("installed"))
            throw new CommandFailedException(ended.path("says").asString(""));
    }

    public List<Path> printedPapers(DeviceClass which) {
        return findSimulator(which).printedPapers();
    }

    private DeviceSimulator findSimulator(DeviceClass which) {
        return Optional.ofNullable(devices.get(which))
                .orElseThrow(() -> new CommandFailedException("no simulated " + which.text()));
    }

    /// Sends a request to central's demonstration port.
    public String callDemoEndpoint(String method, String path, String body) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(demoEndpoint().resolve(path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json")
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300)
                throw new CommandFailedException(path + ": " + answer.statusCode() + " " + answer.body());
            return answer.body();
        } catch (IOException problem) {
            throw new CommandFailedException("central's demonstration port does not answer: " + problem);
        }
    }

    /// A citizen's phone opens the payment page and submits an answer.
    public void answerPaymentPage(String address, String answer) throws InterruptedException {
        try {
            var page = http.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
            if (page.statusCode() != 200 || !page.body().contains("<form"))
                throw new CommandFailedException(address + " shows nothing to pay: " + page.statusCode());
            var sent = http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .POST(HttpRequest.BodyPublishers.ofString(answer))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (sent.statusCode() != 200) throw new CommandFailedException(address + ": " + sent.statusCode());
        } catch (IOException | IllegalArgumentException problem) {
            throw new CommandFailedException("the payment system does not answer the phone: " + problem);
        }
    }

    /// A citizen's phone submits a form on the page of a transferred case.
    ///
    /// @return the page that answers
    public String postToTransferPage(String address, String said) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address))
                    .POST(HttpRequest.BodyPublishers.ofString(said))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | IllegalArgumentException problem) {
            throw new CommandFailedException("central does not answer the phone: " + problem);
        }
    }

    /// Text messages that central sent to a number, newest first.
    public List<String> smsMessages(String mobile) {
        try {
            var all = new ArrayList<JsonNode>();
            JSON.readTree(callDemoEndpoint("GET", "/demo/phone?mobile=" + mobile, ""))
                    .path("messages")
                    .forEach(all::add);
            all.sort(Comparator.comparingLong(m -> -m.path("atMs").asLong()));
            return all.stream().map(m -> m.path("text").asString("")).toList();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// Starts an outage at central, or ends it (`up`).
    public void setOutage(String system, String mode, int seconds) throws InterruptedException {
        callDemoEndpoint(
                "POST",
                "/demo/outages",
                "{\"system\":\"" + system + "\",\"mode\":\"" + mode + "\",\"forSeconds\":" + seconds + "}");
    }

    private static HttpClient newHttpClient() {
        return HttpClient.newHttpClient();
    }

    /// Trusts central's own certificate authority.
    private static HttpClient trustingHttpClient(Path authority) throws IOException {
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
            throw new IllegalStateException("central's certificate authority " + authority + " cannot be used", broken);
        }
    }

    /// Address of the demonstration port, which starts outages and shows messages; central publishes it.
    private URI demoEndpoint() throws IOException, InterruptedException {
        if (demoUri != null) return demoUri;
        var question = HttpRequest.newBuilder(centralUri.resolve("/demo")).build();
        String said;
        try (var caller = grounds.tls()
                ? trustingHttpClient(folder.resolve("central").resolve("central-ca.pem"))
                : newHttpClient()) {
            said = caller.send(question, HttpResponse.BodyHandlers.ofString()).body();
        }
        var control = JSON.readTree(said).path("control").asString("");
        if (control.isEmpty()) throw new CommandFailedException("this central has no demonstration port");
        var found = URI.create(control);
        demoUri = found;
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
