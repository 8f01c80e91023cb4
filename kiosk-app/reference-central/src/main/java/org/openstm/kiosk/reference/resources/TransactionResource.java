package org.openstm.kiosk.reference.resources;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.codec.CaseListCodec;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.codec.TerminalReportCodec;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.cases.CaseArchive;
import org.openstm.kiosk.reference.cases.CaseReports;
import org.openstm.kiosk.reference.cases.CaseService;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;

/// The cases of a terminal: submission, result, rating, papers, and the list for a reconciliation.
public final class TransactionResource {
    private static final Set<String> PAPER_RESULTS = Set.of("PROVED", "NOT_PRINTED", "UNKNOWN");

    private final CaseService cases;
    private final CaseArchive archive;
    private final CaseReports reports;
    private final SubmissionCheck check;
    private final RefusalResponses refusals;
    private final InstantSource clock;

    public TransactionResource(
            CaseService cases,
            CaseArchive archive,
            CaseReports reports,
            SubmissionCheck check,
            RefusalResponses refusals,
            InstantSource clock) {
        this.cases = cases;
        this.archive = archive;
        this.reports = reports;
        this.check = check;
        this.refusals = refusals;
        this.clock = clock;
    }

    public ServerResponse submitCase(ServerRequest request, String terminal, String txId) {
        CaseSubmission s = SubmissionCodec.parseSubmission(request.body());
        boolean agrees = s.txId().equals(txId)
                && s.terminal().equals(terminal)
                && request.header("Idempotency-Key").equals(txId);
        if (!agrees) return refusals.malformedRequest();
        return switch (check.checkSubmission(terminal, s, clock.instant())) {
            case SubmissionCheck.CheckedSubmission.Refused(var response) -> response;
            case SubmissionCheck.CheckedSubmission.Allowed(var service, var identity) ->
                toResponse(cases.submitCase(terminal, s, request.body(), service, identity, clock.instant()));
        };
    }

    private ServerResponse toResponse(CaseService.IntakeResult result) {
        return switch (result) {
            case CaseService.IntakeResult.New(var answer) -> ServerResponse.ofJson(201, answer);
            case CaseService.IntakeResult.Replay(var answer) ->
                ServerResponse.ofJson(200, answer).withHeader("Idempotency-Replayed", "true");
            case CaseService.IntakeResult.Refused(var problem) -> ServerResponse.ofProblem(problem);
            case CaseService.IntakeResult.InFlight() -> refusals.inFlight();
        };
    }

    public ServerResponse serveTransaction(String terminal, String txId) {
        return switch (cases.findTransaction(terminal, txId)) {
            case CaseService.TransactionStatus.Decided(var answer) -> ServerResponse.ofJson(200, answer);
            case CaseService.TransactionStatus.Never() -> refusals.refuse(404, "no-such-transaction");
            case CaseService.TransactionStatus.NotYet() -> refusals.inFlight();
            case CaseService.TransactionStatus.Reversed() -> refusals.refuse(410, "reversed");
        };
    }

    public ServerResponse rateCase(ServerRequest request, String terminal, String txId) {
        StrictJson asked = StrictJson.parse(request.body());
        if (archive.findReceiptBytes(terminal, txId).isEmpty()) return refusals.refuse(404, "no-such-transaction");
        boolean taken = reports.rateCase(terminal, txId, asked.integer("grade"), asked.textList("reasons"));
        return ServerResponse.ofJson(Map.of("taken", taken));
    }

    public ServerResponse recordPaper(ServerRequest request, String terminal, String txId, String effectId) {
        if (archive.findReceiptBytes(terminal, txId).isEmpty()) return refusals.refuse(404, "no-such-transaction");
        var report = TerminalReportCodec.parsePaperReport(effectId, StrictJson.parse(request.body()));
        if (!PAPER_RESULTS.contains(report.result())) return refusals.malformedRequest();
        return ServerResponse.ofJson(Map.of("taken", reports.recordPaper(terminal, txId, report)));
    }

    public ServerResponse serveCasePage(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        return archive.listCasePage(terminal, asked.instant("since"), asked.text("after"))
                .map(list -> ServerResponse.ofJson(CaseListCodec.toJsonTree(list)))
                .orElseGet(refusals::malformedRequest);
    }
}
