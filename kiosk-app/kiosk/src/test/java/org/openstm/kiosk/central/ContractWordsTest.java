package org.openstm.kiosk.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.http.HttpCentralClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `central-api.yaml` contains everything that is needed to build a central, and this program follows it.
class ContractWordsTest {
    private static final Path KIOSK = Path.of("src/main/java/org/openstm/kiosk");
    private static final Pattern CODE = Pattern.compile("`([A-Za-z0-9-]+)` it is `([2-9A-Z]{12})`");
    private static final Pattern JUDGED =
            Pattern.compile("code\\(\\)\\.equals\\(\"([a-z-]+)\"\\)|(?<=case )\"([a-z]+-[a-z-]+)\"");

    private final JsonNode root = new Contract().root();
    private final String text = root.path("info").path("description").asString().replaceAll("\\s+", " ");

    @Test
    void the_formula_of_the_code_on_a_slip_gives_the_code_that_a_terminal_prints() throws Exception {
        var example = CODE.matcher(text);
        assertTrue(example.find(), "no example of a code");
        assertEquals(VerificationCode.of(example.group(1)), example.group(2));
        // by the text alone, without the program's code
        var signs = text.replaceFirst(".*index from 0 into `([^`]+)`.*", "$1");
        var prefix = text.replaceFirst(".*UTF-8 bytes of `([^`]+)` with `txId`.*", "$1");
        var hash = MessageDigest.getInstance("SHA-256")
                .digest((prefix + example.group(1)).getBytes(StandardCharsets.UTF_8));
        var code = new StringBuilder();
        for (int i = 0; i < 12; i++) code.append(signs.charAt(hash[i] & 31));
        assertEquals(example.group(2), code.toString());
    }

    @Test
    void every_code_on_which_a_terminal_acts_is_in_the_closed_list() throws IOException {
        var listed = words(
                root.path("components").path("schemas").path("ProblemCode").path("enum"));
        var judged = new TreeSet<>(Set.of("files-missing", "system-down", "organisation-struck-off", "not-authorised"));
        // a file from which the judgement was moved away would check nothing
        for (var file : List.of(
                "central/http/CentralCaller.java",
                "central/http/SignedTransport.java",
                "engine/CaseTransferClient.java",
                "engine/CentralQueries.java",
                "engine/PhoneLoginService.java",
                "session/flow/DeliveryFlow.java")) {
            var found = judgedIn(file);
            assertFalse(found.isEmpty(), file + " judges no code");
            judged.addAll(found);
        }
        judged.removeAll(listed);
        assertEquals(Set.of(), judged);
    }

    private static Set<String> judgedIn(String file) throws IOException {
        var codes = new TreeSet<String>();
        for (var one = JUDGED.matcher(Files.readString(KIOSK.resolve(file))); one.find(); )
            codes.add(one.group(1) == null ? one.group(2) : one.group(1));
        return codes;
    }

    @Test
    void every_way_to_identify_a_person_is_in_the_list_of_factors() throws IOException {
        var listed =
                words(root.path("components").path("schemas").path("Factor").path("examples"));
        var claimed = words(root.path("paths")
                .path("/v1/terminals/{terminal}/identities")
                .path("post")
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema")
                .path("properties")
                .path("factor")
                .path("enum"));
        assertTrue(listed.containsAll(claimed), listed + " " + claimed);
        assertTrue(listed.containsAll(Set.of("sms-code", "mandate", "credit-code")), listed.toString());
    }

    @Test
    void the_forms_the_time_outs_and_the_back_off_are_told() {
        var usual = HttpCentralClient.CallTimeouts.USUAL;
        for (var said : List.of(
                usual.connect().toSeconds() + " s for a connection",
                usual.ask().toSeconds() + " s for an answer",
                usual.submit().toSeconds() + " s for an answer to a case",
                "begins at 2 s, doubles, and ends at 5 min",
                "`requestDigest` of a receipt is the SHA-256",
                "base64url without padding",
                "`nonce` is",
                "`at` is RFC 3339",
                "`kid` of a request is the terminal's number")) assertTrue(text.contains(said), said);
    }

    /// A mock generated from the file answers like a central.
    @Test
    void every_operation_has_examples_of_request_and_answer_that_keep_their_own_schemas() {
        var wrong = new ArrayList<String>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var answers = operation.getValue().path("responses");
                    if (answers.isMissingNode()) return;
                    answers.properties().stream()
                            .filter(answer -> answer.getKey().startsWith("2"))
                            .forEach(answer -> example(
                                    operation.getValue().path("operationId").asString() + " " + answer.getKey(),
                                    resolved(answer.getValue()).path("content").path("application/json"),
                                    wrong));
                }));
        assertEquals(List.of(), wrong);
    }

    private void example(String what, JsonNode content, List<String> wrong) {
        if (content.isMissingNode()) return;
        var examples = new ArrayList<>(content.path("examples")
                .valueStream()
                .map(one -> resolved(one).path("value"))
                .toList());
        if (content.has("example")) examples.add(resolved(content.path("example")));
        if (examples.isEmpty()) wrong.add(what + ": no example");
        var schema = ((ObjectNode) root.deepCopy());
        schema.removeAll();
        schema.set("components", root.path("components"));
        schema.set("allOf", schema.arrayNode().add(content.path("schema")));
        var checked = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        for (var example : examples)
            for (var error : checked.validate(example.toString(), InputFormat.JSON))
                wrong.add(what + ": " + error.getInstanceLocation() + " " + error.getMessage());
    }

    private JsonNode resolved(JsonNode node) {
        var ref = node.path("$ref").asString("");
        return ref.startsWith("#/") ? root.at(ref.substring(1)) : node;
    }

    private static Set<String> words(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }
}
