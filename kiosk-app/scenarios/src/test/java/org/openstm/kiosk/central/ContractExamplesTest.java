package org.openstm.kiosk.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.central.codec.QueryAnswerCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.DetachedJws;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.ReferenceCentral;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Implementers of a central or a terminal can test their signature code on the examples in `central-api.yaml`:
/// all are signed by the key in the enrolment example. `-Ddocs.write=true` signs them again, and asks the reference
/// central for the list of regions again.
class ContractExamplesTest {
    private static final Path FILE =
            Repository.path("kiosk-app/central-contract/src/main/resources/org/openstm/kiosk/central/central-api.yaml");
    private static final Pattern EXAMPLE = Pattern.compile("( *(?:example|value): )(\\{\".*})");
    private static final String SIGNATURE = "signature";
    private static final String TERMINAL = "ST-0412-03";

    /// Published on purpose: it signs examples only.
    private static final Path KEY = Path.of("src/test/resources/org/openstm/kiosk/central/example-key.json");

    @Test
    void every_signed_example_holds_by_the_key_of_the_enrolments_example() throws IOException, ParseException {
        if (Boolean.getBoolean("docs.write")) write();
        var key = ECKey.parse(new Contract()
                .root()
                .path("paths")
                .path("/v1/terminals/{terminal}/enrolment")
                .path("put")
                .path("responses")
                .path("200")
                .path("content")
                .path("application/json")
                .path("example")
                .path("key")
                .asString());
        var wrong = new ArrayList<String>();
        int signed = 0;
        for (var example : examples()) {
            for (var one : List.of(example, example.path("last"))) {
                if (!one.has(SIGNATURE)) continue;
                signed++;
                if (!holds(one, key)) wrong.add(one.toString());
            }
        }
        assertEquals(List.of(), wrong, "sign them anew: -Ddocs.write=true");
        assertTrue(signed >= 15, "only " + signed);
    }

    /// The other lists depend on the day, or on what others have booked.
    @Test
    void the_example_of_the_regions_is_the_answer_of_the_reference_central(@TempDir Path dir) throws IOException {
        var lists = new Contract().root().path("paths").path("/v1/lists/{list}").path("post");
        var given = regionsExample(lists.path("requestBody")).path("given");
        var answer = regionsAnswer(dir, given.path("parent").asString());
        if (Boolean.getBoolean("docs.write")) writeRegions(answer);
        var example = regionsExample(new Contract()
                .root()
                .path("paths")
                .path("/v1/lists/{list}")
                .path("post")
                .path("responses")
                .path("200"));
        assertTrue(!example.path("options").isEmpty(), "an example that shows a choice");
        assertEquals(answer, example, "write it anew: -Ddocs.write=true");
    }

    private static JsonNode regionsExample(JsonNode message) {
        return message.path("content")
                .path("application/json")
                .path("examples")
                .path("regions")
                .path("value");
    }

    private static JsonNode regionsAnswer(Path dir, String parent) {
        try (var central = ReferenceCentral.start(0, dir, InstantSource.system(), true);
                var kiosk = new HttpCentralClient(
                        central.uri(),
                        TERMINAL,
                        SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), TERMINAL),
                        CentralPublicKeys.trustOnFirstUse(dir.resolve("central-keys.json")))) {
            var places =
                    assertInstanceOf(CentralReply.Done.class, kiosk.queryOptions("regions", Map.of("parent", parent)));
            var options = new ArrayList<Map<String, Object>>();
            for (var place : (List<?>) places.value()) options.add(QueryAnswerCodec.toJsonTree((ListOption) place));
            return JsonMapper.shared().readTree(StrictJson.toCanonicalBytes(Map.of("options", options)));
        }
    }

    private static void writeRegions(JsonNode answer) throws IOException {
        var lines = Files.readAllLines(FILE);
        boolean regions = false;
        for (int n = 0; n < lines.size(); n++) {
            var example = EXAMPLE.matcher(lines.get(n));
            if (example.matches() && regions && example.group(2).contains("\"options\""))
                lines.set(n, example.group(1) + spaced(answer));
            if (lines.get(n).strip().endsWith(":"))
                regions = lines.get(n).strip().equals("regions:");
        }
        Files.writeString(FILE, String.join("\n", lines) + "\n");
    }

    @Test
    void the_receipt_of_the_example_is_that_of_the_request_before_it() throws IOException {
        JsonNode request = null;
        int receipts = 0;
        for (var example : examples()) {
            if (example.has("occurredAt")) request = example;
            if (request == null || !isReceiptOf(request, example)) continue;
            assertEquals(
                    Sha256.digestHex(canonical(request)),
                    example.path("requestDigest").asString());
            receipts++;
        }
        assertEquals(2, receipts);
    }

    private static boolean isReceiptOf(JsonNode request, JsonNode example) {
        return example.has("requestDigest") && example.path("txId").equals(request.path("txId"));
    }

    private static boolean holds(JsonNode one, ECKey key) {
        return DetachedJws.isSignatureValid(
                one.path(SIGNATURE).asString(),
                StrictJson.parse(one.toString().getBytes(StandardCharsets.UTF_8))
                        .canonicalBytesWithout(SIGNATURE),
                key);
    }

    private static byte[] canonical(JsonNode json) {
        return StrictJson.parse(json.toString().getBytes(StandardCharsets.UTF_8))
                .canonicalBytesWithout("");
    }

    private static List<JsonNode> examples() throws IOException {
        var all = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(FILE)) {
            var example = EXAMPLE.matcher(line);
            if (example.matches()) all.add(JsonMapper.shared().readTree(example.group(2)));
        }
        return all;
    }

    private static void write() throws IOException {
        var key = SigningKey.loadOrCreate(KEY, "central");
        var lines = new ArrayList<String>();
        JsonNode request = null;
        for (var line : Files.readAllLines(FILE)) {
            var example = EXAMPLE.matcher(line);
            if (!example.matches()) {
                lines.add(line);
                continue;
            }
            var json = (ObjectNode) JsonMapper.shared().readTree(example.group(2));
            var before = json.toString();
            if (json.has("occurredAt")) request = json;
            if (request != null && isReceiptOf(request, json))
                json.put("requestDigest", Sha256.digestHex(canonical(request)));
            if (json.has("exports")) json.put("key", key.publicJwk());
            sign(json, key);
            if (json.path("last") instanceof ObjectNode last) sign(last, key);
            lines.add(json.toString().equals(before) ? line : example.group(1) + spaced(json));
        }
        Files.writeString(FILE, String.join("\n", lines) + "\n");
    }

    private static void sign(ObjectNode json, SigningKey key) {
        if (!json.has(SIGNATURE) || holds(json, publicKey(key))) return;
        json.put(
                SIGNATURE,
                key.signPayload(
                        StrictJson.parse(json.toString().getBytes(StandardCharsets.UTF_8))
                                .canonicalBytesWithout(SIGNATURE),
                        Map.of()));
    }

    private static ECKey publicKey(SigningKey key) {
        try {
            return ECKey.parse(key.publicJwk());
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// In the style of the other examples, which is also YAML: a blank after each colon and comma.
    private static String spaced(JsonNode json) {
        if (json.isObject()) {
            var members = new ArrayList<String>();
            json.properties().forEach(one -> members.add('"' + one.getKey() + "\": " + spaced(one.getValue())));
            return "{" + String.join(", ", members) + "}";
        }
        if (json.isArray()) {
            return "["
                    + String.join(
                            ", ",
                            json.valueStream().map(ContractExamplesTest::spaced).toList()) + "]";
        }
        return json.toString();
    }
}
