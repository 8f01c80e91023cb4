package org.openstm.kiosk.central.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.json.StrictJson;

/// Half-done cases that go to another channel or come from one.
public final class CaseTransferCodec {
    private CaseTransferCodec() {}

    public static Map<String, Object> toJsonTree(CaseTransfer half) {
        var json = new LinkedHashMap<String, Object>();
        json.put("to", half.to());
        json.put("service", half.service());
        json.put("serviceVersion", half.serviceVersion());
        json.put("subject", SubjectCodec.toJsonTree(half.subject()));
        json.put("answers", half.answers());
        if (half.catalogue() > 0) json.put("catalogue", half.catalogue());
        return json;
    }

    public static CaseTransfer parseCaseTransfer(StrictJson json) {
        return new CaseTransfer(
                json.text("to"),
                json.text("service"),
                json.integer("serviceVersion"),
                SubjectCodec.parseSubject(json.object("subject")),
                json.textMap("answers"),
                json.has("catalogue") ? json.integer("catalogue") : 0);
    }

    public static Map<String, Object> toJsonTree(TransferredCase handed) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", handed.txId());
        json.put("caseNumber", handed.caseNumber());
        json.put("qr", handed.qr());
        handed.ticket()
                .ifPresent(ticket -> json.put("ticket", Map.of("number", ticket.number(), "window", ticket.window())));
        json.put("until", handed.until());
        return json;
    }

    public static TransferredCase parseTransferredCase(StrictJson json) {
        var ticket = json.has("ticket")
                ? Optional.of(new TransferredCase.QueueTicket(
                        json.object("ticket").text("number"),
                        json.object("ticket").textMap("window")))
                : Optional.<TransferredCase.QueueTicket>empty();
        return new TransferredCase(
                json.text("txId"), json.text("caseNumber"), json.text("qr"), ticket, json.instant("until"));
    }

    public static Map<String, Object> toJsonTree(TakenOverCase taken) {
        return Map.of(
                "txId", taken.txId(),
                "caseNumber", taken.caseNumber(),
                "service", taken.service(),
                "serviceVersion", taken.serviceVersion(),
                "answers", taken.answers());
    }

    public static TakenOverCase parseTakenOverCase(StrictJson json) {
        return new TakenOverCase(
                json.text("txId"),
                json.text("caseNumber"),
                json.text("service"),
                json.integer("serviceVersion"),
                json.textMap("answers"));
    }
}
