package org.openstm.conformance;

import java.net.http.HttpHeaders;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// One answer of the central under test.
record CentralAnswer(int status, HttpHeaders headers, byte[] body) {
    /// Without parameters such as the character set.
    String type() {
        return header("Content-Type").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    JsonNode json() {
        return ContractFile.json(body);
    }

    /// @throws ContractBreach if it has another status
    CentralAnswer expect(int wanted) {
        if (status != wanted) throw new ContractBreach(told());
        return this;
    }

    /// A problem with this status and code.
    CentralAnswer expect(int wanted, String code) {
        if (status != wanted || !json().path("code").asString("").equals(code)) throw new ContractBreach(told());
        return this;
    }

    /// Any refusal of the terminal's own making.
    CentralAnswer expectRefused() {
        if (status < 400 || status > 499) throw new ContractBreach(told());
        return this;
    }

    /// Status, and the code of a problem.
    String told() {
        boolean problem = type().endsWith("problem+json");
        return problem ? status + " " + json().path("code").asString("without a code") : Integer.toString(status);
    }
}
