package org.openstm.conformance.checks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.openstm.conformance.terminal.CentralAnswer;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ConformanceSettings.Person;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.TerminalCall;

/// Message codes. The code itself reaches a phone, so that a right one cannot be tried here.
public final class MessageCodeChecks {
    private static final String SECTION = "Message codes";
    private static final int AT_MOST_IN_A_MINUTE = 3;

    private final TestSession session;

    public MessageCodeChecks(TestSession session) {
        this.session = session;
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("message-code");
        list.add(
                "unproven",
                "Identity",
                "a code without evidence for its person is refused with 403 identity-unproven",
                this::refuseUnproven);
        list.add(
                "other-number",
                SECTION,
                "a number that the department does not have on record is refused with 403 number-differs",
                this::refuseOtherNumber);
        list.add("sent", SECTION, "a code is sent, and a wrong one is not right", this::sendCode);
        list.add(
                "too-soon",
                SECTION,
                "at most 3 codes in a minute to one number: then 429 code-too-soon with retryAfterMs",
                this::sendTooMany);
        return list.checks();
    }

    private Person person() {
        var person = session.settings().simpleCase().person();
        if (person.mobile().isEmpty()) throw new CheckSkipped("the person of case has no mobile");
        return person;
    }

    private CentralAnswer send(Map<String, Object> asked, String mobile) throws IOException, InterruptedException {
        asked.put("mobile", mobile);
        asked.put("service", session.settings().simpleCase().service());
        return session.terminal().send(TerminalCall.post("/v1/sms-codes", asked));
    }

    private void refuseUnproven() throws IOException, InterruptedException {
        var asked = session.requestFor(person());
        asked.remove("evidence");
        send(asked, person().mobile()).expectAnswer(403, "identity-unproven");
    }

    private void refuseOtherNumber() throws IOException, InterruptedException {
        if (person().otherMobile().isEmpty()) throw new CheckSkipped("the person of case has no otherMobile");
        send(session.requestFor(person()), person().otherMobile()).expectAnswer(403, "number-differs");
    }

    private void sendCode() throws IOException, InterruptedException {
        var sent = send(session.requestFor(person()), person().mobile());
        if (sent.status() == 429) throw new CheckSkipped("this number got its codes already: " + sent.describeAnswer());
        var id = sent.expectAnswer(201).json().path("id").asString();
        var right = session.terminal()
                .send(TerminalCall.post("/v1/sms-codes/" + id + "/verification", Map.of("code", "no")))
                .expectAnswer(200)
                .json()
                .path("right");
        if (right.asBoolean(true)) throw new ContractBreach("right is " + right);
    }

    private void sendTooMany() throws IOException, InterruptedException {
        for (int n = 0; n <= AT_MOST_IN_A_MINUTE; n++) {
            var answer = send(session.requestFor(person()), person().mobile());
            if (answer.status() == 201) continue;
            var code = answer.json().path("code").asString("");
            if (code.equals("code-too-many")) return; // the day's codes are used up, which says the same
            answer.expectAnswer(429, "code-too-soon");
            if (!answer.json().has("retryAfterMs")) throw new ContractBreach("429 without retryAfterMs");
            return;
        }
        throw new ContractBreach((AT_MOST_IN_A_MINUTE + 1) + " codes were sent");
    }
}
