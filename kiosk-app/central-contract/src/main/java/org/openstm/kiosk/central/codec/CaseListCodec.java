package org.openstm.kiosk.central.codec;

import java.util.Map;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.ListedCase;
import org.openstm.kiosk.central.json.StrictJson;

/// Pages of a terminal's cases, for a reconciliation.
public final class CaseListCodec {
    private CaseListCodec() {}

    public static Map<String, Object> toJsonTree(CaseListPage list) {
        return Map.of(
                "cases",
                list.cases().stream()
                        .map(c -> Map.of(
                                "txId",
                                c.txId(),
                                "caseNumber",
                                c.caseNumber(),
                                "state",
                                c.state().name(),
                                "at",
                                c.at()))
                        .toList(),
                "next",
                list.next());
    }

    public static CaseListPage parseCaseListPage(StrictJson json) {
        return new CaseListPage(
                json.objectList("cases").stream()
                        .map(c -> new ListedCase(
                                c.text("txId"),
                                c.text("caseNumber"),
                                c.constant("state", CaseReceipt.ReceiptState.values()),
                                c.instant("at")))
                        .toList(),
                json.text("next"));
    }
}
