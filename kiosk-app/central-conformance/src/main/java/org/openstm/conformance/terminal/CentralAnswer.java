package org.openstm.conformance.terminal;

import java.net.http.HttpHeaders;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// One answer of the central under test.
public record CentralAnswer(int status, HttpHeaders headers, byte[] body) {
    /// Without parameters such as the character set.
    public String type() {
        return header("Content-Type").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public JsonNode json() {
        return ContractFile.json(body);
    }

    /// @throws ContractBreach if it has another status
    public CentralAnswer expectAnswer(int wanted) {
        if (status != wanted) throw new ContractBreach(describeAnswer());
        return this;
    }

    /// A problem with this status and code.
    public CentralAnswer expectAnswer(int wanted, String code) {
        if (status != wanted || !json().path("code").asString("").equals(code))
            throw new ContractBreach(describeAnswer());
        return this;
    }

    /// Any refusal of the terminal's own making.
    public CentralAnswer expectRefused() {
        if (status < 400 || status > 499) throw new ContractBreach(describeAnswer());
        return this;
    }

    /// Status, and the code of a problem.
    public String describeAnswer() {
        boolean problem = type().endsWith("problem+json");
        return problem ? status + " " + json().path("code").asString("without a code") : Integer.toString(status);
    }
}
