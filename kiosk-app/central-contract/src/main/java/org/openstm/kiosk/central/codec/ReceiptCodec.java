package org.openstm.kiosk.central.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.DocumentReference;
import org.openstm.kiosk.central.json.StrictJson;

/// Central's signed answers to cases.
public final class ReceiptCodec {
    private ReceiptCodec() {}

    /// The members of a receipt; the signer leaves the signature empty first.
    public static Map<String, Object> toJsonTree(CaseReceipt r) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", r.txId());
        json.put("version", r.version());
        json.put("state", r.state().name());
        json.put("caseNumber", r.caseNumber());
        json.put("acceptedAt", r.acceptedAt());
        json.put("result", r.result());
        json.put("message", r.message());
        json.put(
                "documents",
                r.documents().stream().map(ReceiptCodec::toJsonTree).toList());
        r.due().ifPresent(due -> json.put("due", PaymentCodec.toJsonTree(due)));
        // without parts, the bytes equal those of contract 1.1
        if (!r.parts().isEmpty())
            json.put("parts", r.parts().stream().map(ReceiptCodec::toJsonTree).toList());
        json.put("requestDigest", r.requestDigest());
        json.put("signature", r.signature());
        return json;
    }

    public static byte[] toBytes(CaseReceipt receipt) {
        return StrictJson.toCanonicalBytes(toJsonTree(receipt));
    }

    public static CaseReceipt parseReceipt(byte[] bytes) {
        return parseReceipt(StrictJson.parse(bytes));
    }

    public static CaseReceipt parseReceipt(StrictJson json) {
        return new CaseReceipt(
                json.text("txId"),
                json.integer("version"),
                json.constant("state", CaseReceipt.ReceiptState.values()),
                json.text("caseNumber"),
                json.instant("acceptedAt"),
                json.textMap("result"),
                json.textMap("message"),
                json.objectList("documents").stream()
                        .map(d -> new DocumentReference(
                                d.text("serial"), d.text("title"), d.integer("pages"), d.text("sha256")))
                        .toList(),
                json.has("due") ? Optional.of(PaymentCodec.parseAmountDue(json.object("due"))) : Optional.empty(),
                json.has("parts")
                        ? json.objectList("parts").stream()
                                .map(ReceiptCodec::parseChainPart)
                                .toList()
                        : List.of(),
                json.text("requestDigest"),
                json.text("signature"));
    }

    private static Map<String, Object> toJsonTree(CaseReceipt.ChainPart part) {
        return Map.of(
                "service", part.service(),
                "title", part.title(),
                "caseNumber", part.caseNumber(),
                "state", part.state().name(),
                "message", part.message());
    }

    private static CaseReceipt.ChainPart parseChainPart(StrictJson json) {
        return new CaseReceipt.ChainPart(
                json.text("service"),
                json.textMap("title"),
                json.text("caseNumber"),
                json.constant("state", CaseReceipt.ReceiptState.values()),
                json.textMap("message"));
    }

    private static Map<String, Object> toJsonTree(DocumentReference document) {
        return Map.of(
                "serial", document.serial(),
                "title", document.title(),
                "pages", document.pages(),
                "sha256", document.sha256());
    }
}
