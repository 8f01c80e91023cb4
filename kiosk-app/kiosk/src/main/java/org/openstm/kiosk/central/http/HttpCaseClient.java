package org.openstm.kiosk.central.http;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.CentralReply.NoAnswer;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.codec.CaseListCodec;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.codec.TerminalReportCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.DocumentSeal;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.http.HttpTransport.OutgoingRequest;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.PaperReport;

/// Submission of cases and what belongs to a case: files, receipts, documents, ratings and papers.
final class HttpCaseClient {
    private static final int LARGEST_DOCUMENT = 8 * 1024 * 1024;

    private final CentralCaller caller;
    private final CentralPublicKeys trusted;
    private final HttpCentralClient.CallTimeouts timeouts;

    HttpCaseClient(CentralCaller caller, CentralPublicKeys trusted, HttpCentralClient.CallTimeouts timeouts) {
        this.caller = caller;
        this.trusted = trusted;
        this.timeouts = timeouts;
    }

    CentralReply<CaseReceipt> submitCase(String txId, byte[] body) {
        var reply = caller.callCentral(
                "PUT",
                caller.transactionPath(txId),
                txId,
                body,
                timeouts.submit(),
                json -> verifiedReceipt(json, txId));
        if (reply instanceof CentralReply.Done<CaseReceipt>(var receipt)
                && !receipt.requestDigest().equals(Sha256.digestHex(body))) {
            return new NoAnswer<>(NoAnswerReason.UNUSABLE, "the receipt speaks of another request", true);
        }
        return reply;
    }

    CentralReply<Boolean> uploadFile(FileReference file, byte[] bytes) {
        String path = caller.terminalPath() + "/files/" + CentralCaller.encodePathPart(file.sha256());
        return caller.callCentral(
                new OutgoingRequest("PUT", path, "", file.type(), bytes),
                timeouts.submit(),
                json -> json.booleanValue("taken"));
    }

    CentralReply<CaseReceipt> queryReceipt(String txId) {
        return caller.callCentral(
                "GET",
                caller.transactionPath(txId),
                "",
                CentralCaller.NOTHING,
                timeouts.ask(),
                json -> verifiedReceipt(json, txId));
    }

    private CaseReceipt verifiedReceipt(StrictJson json, String txId) {
        CaseReceipt receipt = ReceiptCodec.parseReceipt(json);
        if (!receipt.txId().equals(txId)) throw new ContractViolationException("the receipt belongs to another case");
        caller.verifySignature(json, receipt.signature());
        return receipt;
    }

    CentralReply<CaseListPage> listTerminalCases(Instant since, String after) {
        return caller.postJson(
                caller.terminalPath() + "/reconciliation",
                Map.of("since", since.toString(), "after", after),
                CaseListCodec::parseCaseListPage);
    }

    CentralReply<byte[]> fetchDocument(String serial) {
        String path = "/v1/documents/" + CentralCaller.encodePathPart(serial);
        var letter = OutgoingRequest.ofJson("GET", path, "", CentralCaller.NOTHING);
        CentralReply<byte[]> reply = caller.callEnrolled(
                () -> caller.exchangeRequest(letter, timeouts.ask(), LARGEST_DOCUMENT, HttpResponse::body));
        if (reply instanceof CentralReply.Done<byte[]>(var pdf) && !DocumentSeal.isSealIntact(pdf, trusted))
            return new NoAnswer<>(NoAnswerReason.BAD_SEAL, "the document's seal does not hold", true);
        return reply;
    }

    CentralReply<Boolean> rateCase(String txId, int grade, List<String> reasons) {
        byte[] body = StrictJson.toCanonicalBytes(Map.of("grade", grade, "reasons", reasons));
        return caller.callCentral(
                "PUT",
                caller.transactionPath(txId) + "/rating",
                txId + ":rating",
                body,
                timeouts.ask(),
                json -> json.booleanValue("taken"));
    }

    CentralReply<Boolean> reportPaper(String txId, PaperReport report) {
        return caller.callCentral(
                "PUT",
                caller.transactionPath(txId) + "/papers/" + CentralCaller.encodePathPart(report.effectId()),
                txId + ":" + report.effectId(),
                StrictJson.toCanonicalBytes(TerminalReportCodec.toJsonTree(report)),
                timeouts.ask(),
                json -> json.booleanValue("taken"));
    }
}
