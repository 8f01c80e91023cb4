package org.openstm.kiosk.reference.resources;

import java.util.Map;
import org.openstm.kiosk.reference.access.SmsService;
import org.openstm.kiosk.reference.cases.CaseArchive;
import org.openstm.kiosk.reference.cases.CaseReports;
import org.openstm.kiosk.reference.cases.PaymentService;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.store.Database;

/// What only a demonstration and its tests read: messages to phones, papers, payments and counts.
public final class DemoResource {
    private final Database database;
    private final SmsService sms;
    private final CaseArchive archive;
    private final CaseReports reports;
    private final PaymentService payments;
    private final AttachmentStore attachments;
    private final RefusalResponses refusals;

    public DemoResource(
            Database database,
            SmsService sms,
            CaseArchive archive,
            CaseReports reports,
            PaymentService payments,
            AttachmentStore attachments,
            RefusalResponses refusals) {
        this.database = database;
        this.sms = sms;
        this.archive = archive;
        this.reports = reports;
        this.payments = payments;
        this.attachments = attachments;
        this.refusals = refusals;
    }

    public ServerResponse serveDemo(ServerRequest request) {
        if (!request.method().equals("GET")) return refusals.notFound();
        return switch (request.path()) {
            case "/demo/phone" ->
                ServerResponse.ofJson(Map.of(
                        "messages",
                        database.inTransaction(b -> sms.listMessages(b, request.queryParameter("mobile")))));
            case "/demo/papers" -> ServerResponse.ofJson(Map.of("papers", reports.listPapers()));
            case "/demo/money" ->
                ServerResponse.ofJson(Map.of(
                        "payments",
                        payments.listAccounts().stream()
                                .map(DemoResource::accountJson)
                                .toList()));
            case "/demo/cases" -> ServerResponse.ofJson(archive.countCases());
            case "/demo/files" -> ServerResponse.ofJson(Map.of("files", attachments.countFiles()));
            default -> refusals.notFound();
        };
    }

    private static Map<String, Object> accountJson(PaymentService.PaymentAccounts a) {
        return Map.of(
                "txId", a.txId(),
                "reference", a.reference(),
                "state", a.state(),
                "case", a.caseState(),
                "service", a.service(),
                "fen", a.fen(),
                "charged", a.charged(),
                "accounts", a.accounts());
    }
}
