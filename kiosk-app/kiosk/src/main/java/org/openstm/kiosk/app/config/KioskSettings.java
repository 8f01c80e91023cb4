package org.openstm.kiosk.app.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.OpeningHours;
import org.openstm.kiosk.catalog.TerminalLocation;
import org.openstm.kiosk.catalog.load.OpeningHoursReader;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.engine.TerminalProfile;
import org.openstm.kiosk.journal.JournalLocation;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.staff.service.PortScanner;
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.yaml.YamlNode;
import org.openstm.yaml.YamlSource;

/// The settings in a configuration folder: `terminal.yaml` and `devices.yaml`.
///
/// @param secondCopy folder, best on another disk, for the second copy of stored cases; the
///     data folder when it is not configured
/// @param suite algorithms of a new journal
/// @param journalKeys a `pkcs11:` address; a file in the data folder when it is not configured
/// @param terminalKey a `pkcs11:` address of the terminal's signing key; a file in the data folder
///     when it is not configured
/// @param screen how the panel is mounted, where it is not as the X server finds it
/// @param region GB/T 2260 code of the terminal's place, for items offered by region; empty if not
///     configured
/// @param services folder of items that override the shipped ones; optional
/// @param staff file of staff who may log in; optional
/// @param surroundings folders and ports that an engineer uses
/// @param trust folder of keys of the accepted signers of driver bundles, one public key per file
/// @param centralCa fingerprint of central's certificate authority (SHA-256, hex), if
///     configured; else the pairing proves it
/// @param telemetry address of an OTLP collector over HTTP, such as `http://127.0.0.1:4318`, if there is one
/// @param oldStaffSecret whether the file still has the shared secret of earlier releases, which is ignored
/// @param demo whether to offer a simulated person match and a movable clock; never in a branch
public record KioskSettings(
        TerminalProfile terminal,
        BranchInfo board,
        URI central,
        Optional<String> centralCa,
        boolean oldStaffSecret,
        boolean demo,
        Optional<URI> telemetry,
        Optional<Path> secondCopy,
        Optional<String> journalKeys,
        Optional<String> terminalKey,
        CipherSuite suite,
        Path devices,
        Path trust,
        Path services,
        Path staff,
        PortScanner surroundings,
        Optional<ScreenLayout> screen,
        String region) {
    private static final Set<String> KNOWN = Set.of(
            "id",
            "title",
            "branch",
            "place",
            "issuer",
            "nearest",
            "window",
            "windowHours",
            "verifyBase",
            "central",
            "centralCa",
            "region",
            "staffSecret",
            "demo",
            "secondCopy",
            "telemetry",
            "journalKeys",
            "terminalKey",
            "suite",
            "serialPorts",
            "usbPrinters",
            "sticks",
            "screen");

    private static final long BALLAST = 64 << 20;

    /// The folder of trusted keys, in the configuration folder.
    public static final String TRUST = "trust";

    public static KioskSettings readFolder(Path folder) {
        var file = folder.resolve("terminal.yaml");
        if (!Files.isReadable(file))
            throw new IllegalArgumentException(file + " cannot be read: name a folder with terminal.yaml and"
                    + " devices.yaml by --config (kiosk-app/docs/terminal-settings.md shows it)");
        var root = YamlSource.ofFile(file).parseRoot();
        root.requireKnownKeys(KNOWN);
        return parseRoot(root, folder);
    }

    /// The branch's own items, which override the shipped ones, in the configuration folder.
    static final String SERVICES = "services";

    /// Region of this terminal, for items that are not offered everywhere.
    public TerminalLocation terminalLocation() {
        return new TerminalLocation(terminal.id(), region, demo);
    }

    /// Interval of the query for a newer catalogue. An offset for each terminal spreads the
    /// load on central.
    public Duration supplyInterval() {
        if (demo) return Duration.ofSeconds(5);
        return Duration.ofSeconds(300 + Math.floorMod(terminal.id().hashCode(), 60));
    }

    /// Location of this terminal's journal.
    public JournalLocation journalLocation(Path data) {
        return new JournalLocation(data, secondCopy.orElse(data).resolve("stored.copy"), BALLAST, suite);
    }

    /// The terminal's key for signatures and TLS; created when missing.
    public SigningKey signingKey(Path data) {
        return terminalKey
                .map(address -> TerminalKeys.signingKey(address, terminal.id()))
                .orElseGet(() -> SigningKey.loadOrCreate(data.resolve("terminal.key"), terminal.id()));
    }

    /// The keys of this terminal's journal; the first is created when missing.
    public JournalKeyStore journalKeyStore(Path data) {
        var where = journalKeys.orElse(data.resolve("journal.key").toString());
        var twin = secondCopy.orElse(data).resolve("journal.key.copy");
        return TerminalKeys.openForTerminal(where, twin, terminal.id(), !Files.exists(data.resolve("journal.db")));
    }

    private static KioskSettings parseRoot(YamlNode node, Path folder) {
        var terminal = new TerminalProfile(
                requireText(node, "id"),
                readWords(node, "branch"),
                readWords(node, "title"),
                readWords(node, "issuer"),
                requireText(node, "verifyBase"),
                readWords(node, "nearest"));
        requireText(node, "central");
        var central = node.path("central");
        var board = new BranchInfo(
                readWords(node, "title"),
                readWords(node, "place"),
                readWords(node, "nearest"),
                readWords(node, "window"),
                readHours(node.path("windowHours")));
        return new KioskSettings(
                terminal,
                board,
                central.readLocated(() -> URI.create(central.asString())),
                node.has("centralCa") ? Optional.of(parseFingerprint(node.path("centralCa"))) : Optional.empty(),
                node.has("staffSecret"),
                node.path("demo").asBoolean(false),
                node.has("telemetry") ? Optional.of(parseCollector(node.path("telemetry"))) : Optional.empty(),
                node.has("secondCopy") ? Optional.of(Path.of(requireText(node, "secondCopy"))) : Optional.empty(),
                node.has("journalKeys") ? Optional.of(requireText(node, "journalKeys")) : Optional.empty(),
                node.has("terminalKey") ? Optional.of(requireText(node, "terminalKey")) : Optional.empty(),
                node.has("suite") ? parseSuite(node.path("suite")) : CipherSuite.STANDARD,
                folder.resolve("devices.yaml"),
                folder.resolve(TRUST),
                folder.resolve(SERVICES),
                folder.resolve("staff.yaml"),
                new PortScanner(
                        Path.of(node.path("serialPorts").asString("/dev/serial/by-id")),
                        Path.of(node.path("usbPrinters").asString("/dev/usb")),
                        folder.resolve("inbox"),
                        Path.of(node.path("sticks").asString("/media"))),
                node.has("screen") ? Optional.of(ScreenLayout.parse(node.path("screen"))) : Optional.empty(),
                checkRegion(node.path("region")));
    }

    private static OpeningHours readHours(YamlNode node) {
        try {
            var hours = OpeningHoursReader.readHours(node.json());
            if (hours.spans().stream().anyMatch(span -> span.until() <= span.from()))
                throw new IllegalArgumentException("they end before they begin: over midnight, write two entries");
            return hours;
        } catch (IllegalArgumentException wrong) {
            throw node.toError("windowHours: " + wrong.getMessage());
        }
    }

    private static String requireText(YamlNode node, String key) {
        var text = node.path(key).asString("");
        if (text.isBlank()) throw node.path(key).toError("'" + key + "' is missing");
        return text;
    }

    private static String checkRegion(YamlNode node) {
        var code = node.asString("");
        if (!code.matches("|[0-9]{6}|[0-9]{9}|[0-9]{12}"))
            throw node.toError(
                    "region is the code of a county, 6 digits, or of a place in it, 9 or 12 digits, not: " + code);
        return code;
    }

    private static URI parseCollector(YamlNode node) {
        var text = node.asString("");
        if (!text.matches("https?://[^/\\s?#@]+/?"))
            throw node.toError(
                    "telemetry is the address of an OTLP collector such as http://127.0.0.1:4318, not: " + text);
        return URI.create(text);
    }

    /// Interval of the metrics sent to the collector.
    public Duration telemetryInterval() {
        return demo ? Duration.ofSeconds(2) : Duration.ofSeconds(60);
    }

    private static String parseFingerprint(YamlNode node) {
        var hex = node.asString("").replace(":", "").toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{64}")) throw node.toError("centralCa is a SHA-256 fingerprint, 64 hex digits");
        return hex;
    }

    private static CipherSuite parseSuite(YamlNode node) {
        var name = node.asString("");
        return switch (name) {
            case "standard" -> CipherSuite.STANDARD;
            case "sm" -> CipherSuite.SM;
            default -> throw node.toError("suite is standard or sm, not: " + name);
        };
    }

    private static LocalizedText readWords(YamlNode node, String key) {
        var at = node.path(key);
        return LocalizedText.of(requireText(at, "zh-CN"), requireText(at, "en"));
    }
}
