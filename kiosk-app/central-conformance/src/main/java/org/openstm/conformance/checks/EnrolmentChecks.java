package org.openstm.conformance.checks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.ContractFile;
import org.openstm.conformance.terminal.Enrolment;
import org.openstm.conformance.terminal.TestTerminal;
import org.openstm.conformance.terminal.TlsIdentity;

/// Registers the terminal; what fails here leaves nothing else to check.
public final class EnrolmentChecks {
    /// The check without which no other can be made.
    public static final String ENROLS = "enrolment/accepted";

    private static final String SECTION = "enrol";
    private static final String WRONG_PROOF = "0".repeat(64);

    private final Enrolment enrolment;
    private final TestTerminal terminal;

    public EnrolmentChecks(Enrolment enrolment, TestTerminal terminal) {
        this.enrolment = enrolment;
        this.terminal = terminal;
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("enrolment");
        list.add("wrong-proof", SECTION, "a wrong proof is refused with 401 pairing-wrong", this::refuseWrongProof);
        list.add(
                "accepted",
                SECTION,
                "the terminal is registered; central proves that it knows the code, and names its key with a kid",
                enrolment::enrolTerminal);
        list.add(
                "exports",
                "Forms",
                "the two members key and exports each have a JWK with a kid; exports is of the use enc",
                this::requireExports);
        list.add(
                "repeat",
                SECTION,
                "the same key may come again: only the answer may have been lost",
                enrolment::enrolTerminal);
        list.add(
                "one-key",
                SECTION,
                "a code counts for one key: another is refused with 401 pairing-used",
                this::refuseOtherKey);
        return list.checks();
    }

    private void requirePairing() {
        if (!enrolment.isPaired()) throw new CheckSkipped("the settings have no pairing code");
    }

    private void refuseWrongProof() throws IOException, InterruptedException {
        requirePairing();
        if (terminal.usesTls()) terminal.useKey(TlsIdentity.firstContact(new TlsIdentity.FirstContact()));
        enrolment.send(terminal.key(), Optional.of(WRONG_PROOF)).expectAnswer(401, "pairing-wrong");
    }

    private void requireExports() throws IOException, InterruptedException {
        if (!terminal.isEnrolled()) throw new CheckSkipped("the terminal is not enrolled");
        var exports = ContractFile.json(enrolment
                .enrolTerminal()
                .path("exports")
                .asString("")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (exports.path("kid").asString("").isEmpty()
                || !exports.path("use").asString("").equals("enc")) throw new ContractBreach("exports is " + exports);
    }

    private void refuseOtherKey() throws IOException, InterruptedException {
        requirePairing();
        if (!terminal.isEnrolled()) throw new CheckSkipped("the terminal is not enrolled");
        var other = TestTerminal.newKey(terminal.number());
        enrolment.send(other, Optional.ofNullable(enrolment.proof(other))).expectAnswer(401, "pairing-used");
    }
}
