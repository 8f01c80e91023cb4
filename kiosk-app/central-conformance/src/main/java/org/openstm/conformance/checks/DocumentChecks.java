package org.openstm.conformance.checks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.ContractDigest;
import org.openstm.conformance.terminal.TerminalCall;

/// Documents are sealed, and are those of the receipt.
public final class DocumentChecks {
    private static final String MARK = "\n%OpenSTM-Seal ";

    private final TestSession session;
    private String serial = "";

    public DocumentChecks(TestSession session) {
        this.session = session;
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("document");
        list.add(
                "sealed",
                "Signatures, Documents",
                "a document has the SHA-256 of the signed receipt, and its seal covers every byte before it",
                this::read);
        list.add("other-terminal", "document", "another terminal's document is not told", () -> {
            if (serial.isEmpty()) throw new CheckSkipped("there is no document");
            session.otherTerminal()
                    .send(TerminalCall.get("/v1/documents/" + serial))
                    .expectAnswer(404);
        });
        list.add(
                "unknown",
                "document",
                "a serial that nobody gave is answered with 404",
                () -> session.terminal()
                        .send(TerminalCall.get("/v1/documents/CONFORMANCE-NONE"))
                        .expectAnswer(404));
        return list.checks();
    }

    private void read() throws IOException, InterruptedException {
        var receipt = session.submitAccepted(TestSession.newId(), session.item("documentCase"));
        var document = receipt.path("documents").path(0);
        if (document.isMissingNode()) throw new ContractBreach("a receipt without a document");
        serial = document.path("serial").asString();
        var pdf = session.terminal()
                .send(TerminalCall.get("/v1/documents/" + serial))
                .expectAnswer(200)
                .body();
        if (!ContractDigest.hex(pdf).equals(document.path("sha256").asString()))
            throw new ContractBreach("a document with another SHA-256 than that of the receipt");
        var text = new String(pdf, StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf(MARK);
        if (!text.startsWith("%PDF-") || at < 0) throw new ContractBreach("no PDF with a seal behind it");
        session.terminal().verifySignature(text.substring(at + MARK.length()).strip(), Arrays.copyOf(pdf, at));
    }
}
