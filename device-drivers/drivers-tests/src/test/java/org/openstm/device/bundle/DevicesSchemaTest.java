package org.openstm.device.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.Seeds;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.spi.Driver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `devices.schema.json` in an editor and the terminal that reads `devices.yaml` accept the same files. Only the
/// terminal checks what a schema cannot express (a duplicate id, a bundle that is not installed).
class DevicesSchemaTest {
    private static final int MUTANTS = Integer.getInteger("devices.mutants", 600);

    private static final List<Map<String, ?>> GOOD = List.of(
            Map.of(
                    "id",
                    "reader-1",
                    "class",
                    "id-card-reader",
                    "driver",
                    "samv",
                    "link",
                    "serial:/dev/ttyS0?baud=115200"),
            Map.of(
                    "id",
                    "slip-1",
                    "class",
                    "receipt-printer",
                    "driver",
                    "escpos",
                    "link",
                    "tcp://192.0.2.10:9100?clear=accepted-by-li.na"),
            Map.of(
                    "id", "slip-2",
                    "class", "receipt-printer",
                    "driver", "lintel-slip@1.0.0-rc.1",
                    "link", "usb:usb?usb=04b8:0202&trace=/tmp/a%20b",
                    "isolation", "process"),
            Map.of(
                    "id", "laser-1",
                    "class", "document-printer",
                    "driver", "ipp",
                    "link", "IPPS://192.0.2.11/ipp/print",
                    "isolation", "inside"),
            Map.of(
                    "id",
                    "scanner-1",
                    "class",
                    "barcode-reader",
                    "driver",
                    "serial",
                    "link",
                    "serial:usb?usb=1a86:7523"),
            Map.of("id", "chip-1", "class", "chip-card-reader", "driver", "some@0.1.0", "link", "replay:x.trace"),
            Map.of(
                    "id",
                    "slip-3",
                    "class",
                    "receipt-printer",
                    "driver",
                    "xfs4iot",
                    "link",
                    "ws://127.0.0.1?media=thermal-58"),
            Map.of(
                    "id",
                    "code-2",
                    "class",
                    "barcode-reader",
                    "driver",
                    "xfs4iot",
                    "link",
                    "WSS://h:443/xfs4iot/v1.0/A"),
            Map.of(
                    "id",
                    "tray-1",
                    "class",
                    "camera",
                    "driver",
                    "mjpeg",
                    "link",
                    "camera:/dev/v4l/by-id/usb-x?width=2592"),
            Map.of("id", "chip-2", "class", "chip-card-reader", "driver", "pcsc", "link", "pcsc:ACS ACR39U .* 00 00"));

    /// Wrong values for each type.
    private static final List<@Nullable Object> ODD = Arrays.asList(
            null,
            "",
            " ",
            5,
            1.5,
            true,
            List.of("samv"),
            Map.of("a", "b"),
            "samv",
            "escpos",
            "camera",
            "receipt-printer",
            "toaster",
            "auto",
            "outside",
            "lintel-slip@1.0",
            "lintel@01.0.0",
            "@1.0.0",
            "tcp:9100",
            "tcp://",
            "tcp://?a=b",
            "serial:?baud=1",
            "usb: ",
            "pcsc:",
            "ftp://host",
            "camera:",
            "CAMERA:/dev/video0",
            "camera://?a=b",
            "mjpeg",
            "ws:host",
            "wss://",
            "wsss://host",
            "tcp://h:1",
            "IPP://h/ipp/print",
            "ws://localhost:1/a",
            "tcp://localhost.example:1",
            "tcp://127.0.0.1.example:1",
            "tcp://[::1]:9100?baud=1",
            "tcp://h:1?clear=accepted-by-",
            "tcp://h:1?clear=yes",
            "tcp://h:1?a=b&clear=accepted-by-zhao",
            "tcp://localhost:1?",
            "tcp://localhost:1?a",
            "tcp://localhost:1?=b",
            "tcp://localhost:1?a=b&",
            "tcp://localhost:1?a=%4",
            "tcp://localhost:1?a=b=c&d=",
            "a".repeat(32),
            "a".repeat(33));

    /// Without the drivers of the tests.
    private static final List<Driver> OURS = BuiltInDrivers.allDrivers().stream()
            .filter(driver -> driver.getClass().getPackageName().startsWith("org.openstm.device.driver."))
            .toList();

    private static final String LETTERS = "aZ09-_@.:/?&=% ";

    private final YAMLMapper yaml = new YAMLMapper();
    private final JsonNode said = said();
    private final Schema schema =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(said);

    @TempDir
    Path folder;

    private static JsonNode said() {
        try (InputStream in = Objects.requireNonNull(DeviceManager.class.getResourceAsStream("devices.schema.json"))) {
            return new JsonMapper().readTree(in);
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    @Test
    void the_schema_offers_the_classes_and_drivers_that_there_are() {
        var device = said.path("definitions").path("device");
        assertEquals(
                Arrays.stream(DeviceClass.values()).map(DeviceClass::text).toList(),
                texts(device.path("properties").path("class").path("enum")));
        var offered = new TreeMap<String, List<String>>();
        for (var rule : device.path("allOf")) {
            var of = rule.path("if").path("properties").path("class");
            var drivers = rule.path("then")
                    .path("properties")
                    .path("driver")
                    .path("anyOf")
                    .path(0)
                    .path("enum");
            if (of.has("const")) offered.put(of.path("const").asString(), texts(drivers));
        }
        var ours = OURS.stream()
                .collect(Collectors.groupingBy(
                        driver -> driver.deviceClass().text(),
                        TreeMap::new,
                        Collectors.mapping(Driver::name, Collectors.toList())));
        assertEquals(ours, offered);
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        for (var one : list) texts.add(one.asString());
        return texts;
    }

    @Test
    void the_schema_and_the_terminal_say_the_same_of_every_file() throws Exception {
        assertEquals(List.of(), schema.validate(yaml.writeValueAsString(Map.of("devices", GOOD)), InputFormat.YAML));
        long seed = Seeds.next();
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int good = 0;
        for (int i = 0; i < MUTANTS; i++) {
            var text = yaml.writeValueAsString(mutant(random));
            var complaints = schema.validate(text, InputFormat.YAML);
            var refusal = refusal(text);
            if (refusal.isEmpty()) good++;
            assertEquals(
                    refusal.isEmpty(),
                    complaints.isEmpty(),
                    () -> "rig.seed=" + seed + "\n" + text + "\nterminal: " + refusal + "\nschema: " + complaints);
        }
        int taken = good;
        assertTrue(taken > MUTANTS / 20 && taken < MUTANTS * 19 / 20, () -> taken + " of " + MUTANTS + " are good");
    }

    /// The terminal's error for the file, empty when it accepts it.
    private String refusal(String text) throws Exception {
        var file = Files.writeString(folder.resolve("devices.yaml"), text);
        try {
            DeviceManager.readEntries(file, DevicesSchemaTest::driver);
            return "";
        } catch (IllegalArgumentException no) {
            return String.valueOf(no.getMessage());
        }
    }

    /// Like a terminal with every possible bundle installed.
    private static Driver driver(DeviceEntry entry) {
        if (!entry.isBundled())
            return OURS.stream()
                    .filter(one -> one.deviceClass() == entry.deviceClass()
                            && one.name().equals(entry.driver()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such driver"));
        try {
            BundleName.parse(entry.driver());
            return OURS.getFirst();
        } catch (BundleRefused refused) {
            throw new IllegalArgumentException(refused.fault().detail(), refused);
        }
    }

    private static @Nullable Object mutant(RandomGenerator random) {
        var devices = new ArrayList<@Nullable Object>();
        for (var one : GOOD) if (random.nextInt(3) == 0) devices.add(new LinkedHashMap<>(one));
        if (devices.isEmpty()) devices.add(new LinkedHashMap<>(GOOD.get(random.nextInt(GOOD.size()))));
        var top = new HashMap<String, @Nullable Object>(Map.of("devices", devices));
        switch (random.nextInt(20)) {
            case 0 -> devices.set(0, one(ODD, random));
            case 1 -> top.put("devices", one(ODD, random));
            case 2 -> top.put("device", devices);
            case 3 -> top.remove("devices");
            case 4 -> devices.clear();
            default -> change(devices.get(random.nextInt(devices.size())), random);
        }
        return top;
    }

    @SuppressWarnings("unchecked") // made above
    private static void change(@Nullable Object device, RandomGenerator random) {
        var lines = (Map<String, @Nullable Object>) Objects.requireNonNull(device);
        var key = one(List.of("id", "class", "driver", "link", "isolation"), random);
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(key);
            case 1 -> lines.put(key, one(ODD, random));
            case 2 -> lines.put(key + "s", "x");
            default -> lines.put(key, misspelt(String.valueOf(lines.get(key)), random));
        }
    }

    private static String misspelt(String text, RandomGenerator random) {
        int at = random.nextInt(text.length() + 1);
        var letter = "" + LETTERS.charAt(random.nextInt(LETTERS.length()));
        return text.substring(0, at) + letter + text.substring(Math.min(text.length(), at + random.nextInt(2)));
    }

    private static <T extends @Nullable Object> T one(List<T> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }
}
