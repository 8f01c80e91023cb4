package org.openstm.kiosk.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContractTest {
    private final Contract contract = new Contract();

    @Test
    void every_reference_in_the_contract_leads_somewhere_and_every_operation_has_a_name() {
        var names = new HashSet<String>();
        references(contract.root());
        for (var path : contract.root().path("paths").properties()) {
            for (String method : List.of("get", "put", "post")) {
                JsonNode operation = path.getValue().path(method);
                if (operation.isMissingNode()) continue;
                assertTrue(names.add(operation.path("operationId").asString()), path.getKey());
                assertFalse(operation.path("summary").asString("").isEmpty(), path.getKey());
            }
        }
        assertEquals(
                Set.of(
                        "submit",
                        "upload",
                        "transaction",
                        "hold",
                        "payment",
                        "confirm",
                        "reverse",
                        "rate",
                        "reportPaper",
                        "heartbeat",
                        "commandDone",
                        "callStaff",
                        "staffCall",
                        "tell",
                        "reconcile",
                        "enrol",
                        "renewCertificate",
                        "proveIdentity",
                        "query",
                        "options",
                        "sendCode",
                        "checkCode",
                        "document",
                        "progress",
                        "cases",
                        "mandate",
                        "lately",
                        "keepOrder",
                        "systems",
                        "issuers",
                        "redeem",
                        "handOver",
                        "takeOver",
                        "catalogue",
                        "blob",
                        "availability",
                        "verificationPage"),
                names);
    }

    private void references(JsonNode node) {
        JsonNode ref = node.path("$ref");
        if (ref.isString()) {
            assertFalse(contract.root().at(ref.asString().substring(1)).isMissingNode(), ref.asString());
        }
        node.forEach(this::references);
    }

    @Test
    void the_checker_sees_a_missing_member_a_strange_member_and_a_missing_signature() {
        var body = "{\"service\":\"a/b\",\"answers\":{},\"more\":1}".getBytes(StandardCharsets.UTF_8);
        var answer = "{\"values\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8);
        contract.check("POST", "/v1/queries/tax", Map.of(), body, 200, "application/json", Map.of(), answer);
        String all = String.join("\n", contract.breaches());
        assertTrue(all.contains("not signed"), all);
        assertTrue(all.contains("subject"), all);
        assertTrue(all.contains("more"), all);
        assertTrue(all.contains("integer found, string expected"), all);
    }
}
