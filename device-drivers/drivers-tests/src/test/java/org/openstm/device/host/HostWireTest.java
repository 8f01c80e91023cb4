package org.openstm.device.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentKey;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.SocialSecurityCard;
import org.openstm.device.WhoActs;
import org.openstm.device.command.PortTable;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Media;

/// The terminal and a host of the release before understand each other: `wire.txt` holds what these two said, for
/// every command of every port. `>` is the terminal, `<` the host.
@Timeout(60)
class HostWireTest {
    private static final Duration SOON = Duration.ofMillis(7_500);
    private static final Fault FAULT = new Fault("cover-open", WhoActs.STAFF, "the cover is open");
    private static final DeviceStatus STATUS =
            new DeviceStatus(DeviceState.OFFLINE, List.of(FAULT), Map.of("paper", "out"));

    /// A call of a port, and what it returns.
    private record PortCall(Call call, Object result) {}

    @FunctionalInterface
    private interface Call {
        Object callPort(Device port) throws InterruptedException;
    }

    private interface Action {
        void run() throws InterruptedException;
    }

    private static PortCall result(Object result, Call call) {
        return new PortCall(call, result);
    }

    private static PortCall nothing(Function<Device, Action> action) {
        return new PortCall(
                port -> {
                    action.apply(port).run();
                    return "";
                },
                "");
    }

    private static List<PortCall> callsOf(DeviceClass deviceClass) {
        var statistics = Map.of("lines-fed", 1L << 40);
        var report = HealthReport.of(HealthLevel.EXTERNAL, List.of(HealthReport.statusStep(STATUS)));
        return switch (deviceClass) {
            case ID_CARD_READER ->
                List.of(
                        result(STATUS, port -> port.status(SOON)),
                        result(report, port -> port.checkHealth(HealthLevel.EXTERNAL, SOON)),
                        result(statistics, port -> port.statistics(SOON)),
                        nothing(port -> port::clear),
                        nothing(port -> () -> port.reset(SOON)),
                        result(
                                new IdCardReader.Reading.Card(HostJsonTest.card(Optional.empty())),
                                port -> ((IdCardReader) port).read(SOON)),
                        result(new IdCardReader.Reading.NoCard(), port -> ((IdCardReader) port).read(SOON)),
                        result(new IdCardReader.Reading.Unreadable(FAULT), port -> ((IdCardReader) port).read(SOON)),
                        result(IdCardReader.Presence.CARD, port -> ((IdCardReader) port).presence()));
            case CHIP_CARD_READER ->
                List.of(
                        result(
                                new ChipCardReader.Reading.SocialSecurity(new SocialSecurityCard(
                                        "2.00",
                                        "A41200017",
                                        "5301",
                                        LocalDate.of(2019, 3, 1),
                                        Optional.of(LocalDate.of(2039, 3, 1)),
                                        Optional.empty())),
                                port -> ((ChipCardReader) port).read(SOON)),
                        result(
                                new ChipCardReader.Reading.CardPulled(),
                                port -> ((ChipCardReader) port)
                                        .readDocument(
                                                new DocumentKey.Lines(
                                                        "EA1204120",
                                                        LocalDate.of(1955, 3, 8),
                                                        LocalDate.of(2033, 6, 11)),
                                                SOON)),
                        result(
                                new ChipCardReader.Reading.Unreadable(FAULT),
                                port -> ((ChipCardReader) port).readDocument(new DocumentKey.Access("412777"), SOON)),
                        result(ChipCardReader.Presence.NO_CARD, port -> ((ChipCardReader) port).presence()));
            case RECEIPT_PRINTER ->
                List.of(
                        result(
                                new PrintOutcome.Printed("process-id", "0412"),
                                port -> ((ReceiptPrinter) port).print(Sheets.ALL_KINDS, SOON)),
                        result(
                                new PrintOutcome.NotPrinted(FAULT),
                                port -> ((ReceiptPrinter) port).print(Sheets.ALL_KINDS, SOON)));
            case DOCUMENT_PRINTER ->
                List.of(result(new PrintOutcome.Unknown(FAULT), port -> {
                    var progress = new ArrayList<DocumentPrinter.Progress>();
                    var outcome = ((DocumentPrinter) port)
                            .print("%PDF-1.7 示范".getBytes(StandardCharsets.UTF_8), "certificate", SOON, progress::add);
                    if (outcome.equals(new PrintOutcome.Unknown(FAULT))) assertEquals(FixedDevice.PROGRESS, progress);
                    return outcome;
                }));
            case BARCODE_READER ->
                List.of(
                        result(
                                new BarcodeReader.Scan.Code("\u0000 ]Q1 示范 𠮷 \"", "qr-code"),
                                port -> ((BarcodeReader) port).scan(SOON)),
                        result(new BarcodeReader.Scan.Failed(FAULT), port -> ((BarcodeReader) port).scan(SOON)));
            case CAMERA ->
                List.of(
                        result(
                                new Camera.Picture.TooBlurred(3),
                                port -> ((Camera) port).take(new Camera.Shot(1600, 1200), SOON)),
                        result(
                                new Camera.Picture.Failed(FAULT),
                                port -> ((Camera) port).take(new Camera.Shot(640, 480), SOON)));
            case LIGHTS ->
                List.of(
                        result(
                                new Lights.Lit.Done(),
                                port -> ((Lights) port).show(Map.of(Lights.Light.CARD, Lights.Glow.BLINK), SOON)),
                        result(new Lights.Lit.Failed(FAULT), port -> ((Lights) port).show(Map.of(), SOON)),
                        result(
                                new Lights.Watched.NotMet(),
                                port -> ((Lights) port).await(Lights.Sensor.DOOR, false, SOON)),
                        result(
                                new Lights.Watched.Failed(FAULT),
                                port -> ((Lights) port).await(Lights.Sensor.PERSON, true, SOON)));
        };
    }

    private static HostPayload.OpenRequest opening(DeviceClass deviceClass) {
        return new HostPayload.OpenRequest(
                deviceClass,
                FixedDevice.NAME,
                new DriverContext("device-1", LinkAddress.parse("serial:/dev/ttyS0?sam=a%26b")));
    }

    /// The recorded lines of each class.
    private static Map<DeviceClass, List<String>> recording() throws IOException {
        var recorded = new EnumMap<DeviceClass, List<String>>(DeviceClass.class);
        var lines = new ArrayList<String>();
        for (var line : recordedLines()) {
            if (line.startsWith("# ")) {
                lines = new ArrayList<>();
                recorded.put(DeviceClass.named(line.substring(2)), lines);
            } else lines.add(line);
        }
        return recorded;
    }

    private static List<String> recordingOf(DeviceClass deviceClass) throws IOException {
        return recording().getOrDefault(deviceClass, List.of());
    }

    private static List<String> recordedLines() throws IOException {
        try (var file = HostWireTest.class.getResourceAsStream("wire.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void every_class_is_recorded() throws Exception {
        assertEquals(EnumSet.allOf(DeviceClass.class), recording().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void a_host_of_today_answers_a_terminal_of_the_release_before(DeviceClass deviceClass) throws Exception {
        var results = callsOf(deviceClass).stream()
                .map(PortCall::result)
                .filter(result -> !result.equals(""))
                .toList();
        var device = new FixedDevice(deviceClass, PortTable.portOf(deviceClass).port(), results);
        var executor = new CommandExecutor(opening -> {
            assertEquals(opening(deviceClass), opening);
            return device;
        });
        var said = new ArrayList<String>();
        for (var line : recordingOf(deviceClass)) {
            if (!line.startsWith("> ")) continue;
            said.add(line);
            var command = (HostMessage.Command) HostJson.JSON.readValue(line.substring(2), HostMessage.class);
            said.add("< " + text(new HostMessage.Acknowledge(command.requestId())));
            var completion = executor.executeCommand(
                    command, event -> said.add("< " + text(new HostMessage.Event(command.requestId(), event))));
            said.add("< " + text(completion));
        }
        assertEquals(String.join("\n", recordingOf(deviceClass)), String.join("\n", said));
        assertEquals(expectedCalls(deviceClass), device.calls());
    }

    private static String text(HostMessage message) {
        return new String(HostChannel.encodeMessage(message), StandardCharsets.UTF_8);
    }

    /// The calls that reach the driver are those of the port, with the same arguments.
    private static List<String> expectedCalls(DeviceClass deviceClass) throws InterruptedException {
        var results = callsOf(deviceClass).stream()
                .map(PortCall::result)
                .filter(result -> !result.equals(""))
                .toList();
        var device = new FixedDevice(deviceClass, PortTable.portOf(deviceClass).port(), results);
        var port = device.open(opening(deviceClass).context());
        for (var call : callsOf(deviceClass)) call.call().callPort(port);
        return device.calls();
    }

    @ParameterizedTest
    @EnumSource
    void a_terminal_of_today_understands_a_host_of_the_release_before(DeviceClass deviceClass) throws Exception {
        try (var host = new PlayedHost(recordingOf(deviceClass))) {
            var device = host.openDevice(deviceClass);
            assertInstanceOf(PortTable.portOf(deviceClass).port(), device);
            assertEquals(deviceClass, device.deviceClass());
            assertEquals(Map.of("charset", "CHINA GB18030"), device.capabilities());
            if (device instanceof ReceiptPrinter printer) assertEquals(Media.THERMAL_58, printer.media());
            for (var call : callsOf(deviceClass))
                assertEquals(call.result(), call.call().callPort(device), () -> host.played.getNow(""));
            assertEquals("", host.played.get());
        }
    }

    /// A command that the host refuses may have begun; one to a host that is gone did not.
    @ParameterizedTest
    @EnumSource
    void a_command_that_is_lost_comes_out_as_the_port_says_it(DeviceClass deviceClass) throws Exception {
        var results = new TreeSet<String>();
        for (var call : callsOf(deviceClass)) {
            try (var host = new PlayedHost(refusalOf(deviceClass))) {
                var device = host.openDevice(deviceClass);
                var refused = toText(call.call().callPort(device));
                results.add(refused + ", " + toText(call.call().callPort(device)));
            }
        }
        assertEquals(new TreeSet<>(lossesOf(deviceClass)), results);
    }

    /// The recorded opening, and a refusal of the next command.
    private static List<String> refusalOf(DeviceClass deviceClass) throws IOException {
        var lines = new ArrayList<>(recordingOf(deviceClass).subList(0, 3));
        lines.add("> ");
        lines.add("< {\"type\":\"Acknowledge\",\"requestId\":2}");
        lines.add("< {\"type\":\"Completion\",\"requestId\":2,\"completionCode\":\"internalError\","
                + "\"errorDescription\":\"a bug\",\"payload\":{}}");
        return lines;
    }

    private static String toText(Object result) {
        var code = Pattern.compile("code=([a-z-]+)").matcher(result.toString());
        return code.find() ? result.getClass().getSimpleName() + " " + code.group(1) : result.toString();
    }

    private static List<String> lossesOf(DeviceClass deviceClass) {
        return switch (deviceClass) {
            case ID_CARD_READER ->
                List.of(
                        "DeviceStatus driver-broken, DeviceStatus link-lost",
                        "HealthReport[level=EXTERNAL, healthy=false, steps=[Step[name=status, passed=false, "
                                + "detail=HARDWARE_ERROR [driver-broken]]]], "
                                + "HealthReport[level=EXTERNAL, healthy=false, steps=[Step[name=status, passed=false, "
                                + "detail=NO_DEVICE [link-lost]]]]",
                        "{}, {}",
                        ", ",
                        "Unreadable driver-broken, Unreadable link-lost",
                        "UNKNOWN, UNKNOWN");
            case CHIP_CARD_READER -> List.of("Unreadable driver-broken, Unreadable link-lost", "UNKNOWN, UNKNOWN");
            case RECEIPT_PRINTER, DOCUMENT_PRINTER -> List.of("Unknown driver-broken, NotPrinted link-lost");
            case BARCODE_READER, CAMERA, LIGHTS -> List.of("Failed driver-broken, Failed link-lost");
        };
    }

    /// A host that says what was recorded, and the terminal's client of it.
    private static final class PlayedHost implements AutoCloseable {
        // the class's own folder of JUnit is too long for a socket's path
        private final Path folder = Files.createTempDirectory("w");
        private final Process process = new ProcessBuilder("sleep", "60").start();
        private final SocketChannel host;
        private final HostClient client;
        final CompletableFuture<String> played;

        PlayedHost(List<String> recorded) throws IOException {
            var address = UnixDomainSocketAddress.of(folder.resolve("s"));
            try (var server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
                host = SocketChannel.open(address);
                client = new HostClient(new HostProcess(
                        new DriverContext("recorded", LinkAddress.parse("tcp://nowhere:1")),
                        new ChildRun(process, new HostProcessTree("of nobody", process.pid(), Optional.empty())),
                        new HostChannel(server.accept(), HostChannel.LONGEST_ANSWER, "recorded"),
                        "secret",
                        Duration.ofMillis(100)));
            }
            played = playHost(host, recorded);
        }

        Device openDevice(DeviceClass deviceClass) throws Exception {
            var opened = client.sendCommand(HostCommand.OPEN, SOON, opening(deviceClass));
            return HostedDevice.portOf(
                    deviceClass, client, ((HostClient.HostAnswer.Given<HostPayload.OpenResult>) opened).value());
        }

        @Override
        public void close() throws IOException {
            client.close();
            host.close();
            process.destroyForcibly();
            Files.delete(folder.resolve("s"));
            Files.delete(folder);
        }
    }

    /// Says the host's recorded lines, each after the command that it answers. An empty command is any.
    ///
    /// @return the first difference between a command and its record, or nothing
    private static CompletableFuture<String> playHost(SocketChannel host, List<String> recorded) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                sendFrame(host, "{\"type\":\"Hello\",\"token\":\"secret\"}");
                for (var line : recorded) {
                    if (line.startsWith("< ")) {
                        sendFrame(host, line.substring(2));
                        continue;
                    }
                    var came = readFrame(host);
                    if (line.length() > 2 && !came.equals(line.substring(2))) {
                        host.close();
                        return "recorded " + line + "\nsent today " + came;
                    }
                }
                return "";
            } catch (IOException end) {
                return end.toString();
            }
        });
    }

    private static void sendFrame(SocketChannel host, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        host.write(ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .flip());
    }

    private static String readFrame(SocketChannel host) throws IOException {
        var length = fill(host, ByteBuffer.allocate(4)).getInt();
        return new String(fill(host, ByteBuffer.allocate(length)).array(), StandardCharsets.UTF_8);
    }

    private static ByteBuffer fill(SocketChannel host, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) if (host.read(buffer) < 0) throw new IOException("the terminal closed");
        return buffer.flip();
    }
}
