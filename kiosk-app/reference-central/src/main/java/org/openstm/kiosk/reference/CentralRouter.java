package org.openstm.kiosk.reference;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.access.EnrolmentRateLimit;
import org.openstm.kiosk.reference.access.RequestAuthenticator;
import org.openstm.kiosk.reference.http.RouteTable;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.pages.VerificationPage;
import org.openstm.kiosk.reference.resources.BackSystemResource;
import org.openstm.kiosk.reference.resources.CaseTransferResource;
import org.openstm.kiosk.reference.resources.CatalogueResource;
import org.openstm.kiosk.reference.resources.CitizenResource;
import org.openstm.kiosk.reference.resources.FileResource;
import org.openstm.kiosk.reference.resources.OutageFilter;
import org.openstm.kiosk.reference.resources.PaymentResource;
import org.openstm.kiosk.reference.resources.SmsCodeResource;
import org.openstm.kiosk.reference.resources.SubmissionCheck;
import org.openstm.kiosk.reference.resources.TerminalResource;
import org.openstm.kiosk.reference.resources.TransactionResource;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.terminals.AvailabilityFeed;

/// Authenticates each request, applies the outages of a demonstration, and routes the request to the resource that
/// answers it.
final class CentralRouter {
    /// A terminal reaches its own resources only.
    private static final String TERMINAL = "terminals/{terminal}";

    private static final String CASE = TERMINAL + "/transactions/{txId}";

    private final CentralServices services;
    private final AvailabilityFeed feed;
    private final EnrolmentRateLimit enrolments = new EnrolmentRateLimit();
    private final OutageFilter outageFilter;
    private final RouteTable routes = new RouteTable();

    /// @param pause waits for a slow answer; false if central closes
    CentralRouter(CentralServices services, Predicate<Duration> pause) {
        this.services = services;
        this.feed = services.availabilityFeed();
        this.outageFilter = new OutageFilter(
                services.outages, services.demo, services.problems, services.refusals, services.demonstration, pause);
        addTransactionRoutes();
        addTerminalRoutes();
        addQueryRoutes();
        addCatalogueRoutes();
    }

    private void addTransactionRoutes() {
        var check = new SubmissionCheck(
                services.catalogues,
                services.rules,
                services.appLogins,
                services.demo,
                services.problems,
                services.refusals);
        var transactions = new TransactionResource(
                services.cases, services.caseArchive, services.caseReports, check, services.refusals, services.clock);
        var payments = new PaymentResource(services.payments, services.refusals, services.clock);
        routes.addRoute("PUT", CASE, r -> transactions.submitCase(r.request(), r.terminal(), r.parameter("txId")));
        routes.addRoute("GET", CASE, r -> transactions.serveTransaction(r.terminal(), r.parameter("txId")));
        routes.addRoute(
                "PUT", CASE + "/rating", r -> transactions.rateCase(r.request(), r.terminal(), r.parameter("txId")));
        routes.addRoute(
                "PUT",
                CASE + "/papers/{effectId}",
                r -> transactions.recordPaper(r.request(), r.terminal(), r.parameter("txId"), r.parameter("effectId")));
        routes.addRoute(
                "POST", TERMINAL + "/reconciliation", r -> transactions.serveCasePage(r.request(), r.terminal()));
        routes.addRoute(
                "PUT", CASE + "/payment", r -> payments.holdPayment(r.request(), r.terminal(), r.parameter("txId")));
        routes.addRoute("GET", CASE + "/payment", r -> payments.servePayment(r.terminal(), r.parameter("txId")));
        routes.addRoute(
                "POST",
                CASE + "/*/confirmation",
                r -> payments.confirmPayment(r.request(), r.terminal(), r.parameter("txId")));
        routes.addRoute(
                "POST", CASE + "/reversal", r -> payments.reverseCase(r.request(), r.terminal(), r.parameter("txId")));
    }

    private void addTerminalRoutes() {
        var terminals = new TerminalResource(
                services.database,
                services.authenticator,
                services.heads,
                services.commands,
                services.helpCalls,
                services.processData,
                services.attachments,
                services.key,
                services.refusals,
                services.clock);
        var files = new FileResource(services.attachments, services.refusals, services.clock);
        var transfers = new CaseTransferResource(
                services.transfers,
                services.identities,
                services.demo,
                services.key,
                services.refusals,
                services.clock);
        routes.addRoute(
                "PUT",
                TERMINAL + "/files/{sha256}",
                r -> files.uploadFile(r.request(), r.terminal(), r.parameter("sha256")));
        routes.addRoute(
                "PUT",
                TERMINAL + "/handovers/{txId}",
                r -> transfers.transferCase(r.request(), r.terminal(), r.parameter("txId")));
        routes.addRoute("POST", TERMINAL + "/handovers", r -> transfers.takeOverCase(r.request(), r.terminal()));
        routes.addRoute(
                "PUT",
                TERMINAL + "/commands/{id}",
                r -> terminals.recordCommandOutcome(r.request(), r.terminal(), r.parameter("id")));
        routes.addRoute("POST", TERMINAL + "/help-calls", r -> terminals.registerHelpCall(r.request(), r.terminal()));
        routes.addRoute(
                "GET",
                TERMINAL + "/help-calls/{ticket}",
                r -> terminals.serveHelpState(r.terminal(), r.parameter("ticket")));
        routes.addRoute("POST", TERMINAL + "/passages", r -> terminals.storeProcessData(r.request(), r.terminal()));
        routes.addRoute("POST", TERMINAL + "/heartbeat", r -> terminals.acceptHeartbeat(r.request(), r.terminal()));
        routes.addRoute("POST", TERMINAL + "/certificate", r -> terminals.renewCertificate(r.request(), r.terminal()));
        routes.addRoute(
                "POST",
                TERMINAL + "/app-logins",
                r -> services.appLogins.redeemReference(r.request(), r.terminal(), services.clock.instant()));
        routes.addRoute(
                "POST",
                TERMINAL + "/identities",
                r -> services.identities.registerClaim(
                        StrictJson.parse(r.request().body()), r.terminal(), services.clock.instant()));
    }

    private void addQueryRoutes() {
        var backSystems = new BackSystemResource(
                services.database,
                services.demo,
                services.rules,
                services.slots,
                services.identities,
                services.problems,
                services.refusals,
                services.clock);
        var smsCodes = new SmsCodeResource(
                services.database,
                services.sms,
                services.identities,
                services.demo,
                services.problems,
                services.refusals,
                services.clock);
        var citizens = new CitizenResource(
                services.caseArchive,
                services.caseProgress,
                services.organisations,
                services.preferences,
                services.identities,
                services.problems,
                services.refusals,
                services.clock);
        routes.addRoute(
                "POST",
                "queries/{system}",
                r -> backSystems.queryBackSystem(r.request(), r.terminal(), r.parameter("system")));
        routes.addRoute("POST", "lists/{name}", r -> backSystems.serveOptionList(r.request(), r.parameter("name")));
        routes.addRoute("POST", "sms-codes", r -> smsCodes.sendSmsCode(r.request(), r.terminal()));
        routes.addRoute(
                "POST", "sms-codes/{id}/*", r -> smsCodes.checkSmsCode(r.request(), r.terminal(), r.parameter("id")));
        routes.addRoute("GET", "documents/{serial}", r -> citizens.serveDocument(r.terminal(), r.parameter("serial")));
        routes.addRoute("GET", "progress/{code}", r -> citizens.serveProgress(r.parameter("code")));
        routes.addRoute("POST", "cases/*", r -> citizens.serveCases(r.request(), r.terminal()));
        routes.addRoute("POST", "mandates/*", r -> citizens.serveMandate(r.request(), r.terminal()));
        routes.addRoute("POST", "order", r -> citizens.savePersonalization(r.request(), r.terminal()));
        routes.addRoute("POST", "order/*", r -> citizens.serveRecentServices(r.request(), r.terminal()));
    }

    private void addCatalogueRoutes() {
        var catalogue = new CatalogueResource(services.catalogues, services.refusals, services.clock);
        routes.addRoute("GET", "catalogue", r -> catalogue.serveManifest(r.request()));
        routes.addRoute("GET", "blobs/{sha256}", r -> catalogue.serveBlob(r.request(), r.parameter("sha256")));
        routes.addRoute("GET", "app-issuers", r -> services.appLogins.listIssuers(services.clock.instant()));
        routes.addRoute("GET", "health", r -> outageFilter.serveHealth());
    }

    /// A refusal that needs no body; empty where the body must be read.
    ///
    /// @param from address of the caller
    Optional<ServerResponse> refusalBeforeBody(ServerRequest head, InetAddress from) {
        var parts = head.pathParts();
        if (parts.size() < 2 || !parts.getFirst().equals("v1")) return Optional.empty();
        if (parts.get(1).equals("availability")) return Optional.empty();
        boolean enrols = parts.size() == 4
                && parts.get(1).equals("terminals")
                && parts.get(3).equals("enrolment");
        if (enrols && services.demonstration)
            return Optional.empty(); // every caller is registered: there is nothing to guess
        try {
            return enrols
                    ? enrolments
                            .reserveAttempt(from)
                            .map(pause -> ServerResponse.ofProblem(
                                    services.problems.createRetryable(429, "too-many", Map.of(), pause)))
                    : services.authenticator
                            .refusalBeforeBody(head, services.clock.instant())
                            .map(ServerResponse::ofProblem);
        } catch (ContractViolationException broken) {
            return Optional.of(services.refusals.malformedRequest());
        } catch (Database.DatabaseBusyException _) {
            return Optional.of(services.refusals.busy());
        }
    }

    ServerResponse serveRequest(ServerRequest request) {
        if (request.body().length > ServerRequest.maximumBodySize(request.method(), request.path()))
            return services.refusals.refuse(413, "too-large");
        var parts = request.pathParts();
        try {
            if (parts.size() == 2 && parts.getFirst().equals("v"))
                return VerificationPage.verificationPage(
                        services.caseProgress.findProgress(parts.get(1), services.clock.instant()),
                        services.demo,
                        services.attachments.listByVerificationCode(parts.get(1)));
            if (parts.size() < 2 || !parts.getFirst().equals("v1")) return services.refusals.notFound();
            if (parts.size() == 2
                    && parts.get(1).equals("availability")
                    && request.method().equals("GET"))
                return feed.serveFeed(request.queryParameter("branch"), services.clock.instant());
            if (parts.size() == 4
                    && parts.get(1).equals("terminals")
                    && parts.get(3).equals("enrolment")) {
                return enrolTerminal(request, parts.get(2));
            }
            return switch (services.authenticator.authenticateRequest(request, services.clock.instant())) {
                case RequestAuthenticator.AuthenticationResult.Refused(var problem) ->
                    ServerResponse.ofProblem(problem);
                case RequestAuthenticator.AuthenticationResult.Authenticated(var terminal) ->
                    outageFilter.applyOutage(request, parts, () -> routeRequest(request, terminal, parts));
            };
        } catch (ContractViolationException broken) {
            return services.refusals.malformedRequest();
        } catch (Database.DatabaseBusyException _) {
            return services.refusals.busy();
        }
    }

    private ServerResponse enrolTerminal(ServerRequest request, String terminal) {
        if (!request.method().equals("PUT")) return services.refusals.notFound();
        return services.authenticator.registerTerminal(
                request, terminal, services.demonstration, services.clock.instant());
    }

    private ServerResponse routeRequest(ServerRequest request, String terminal, List<String> parts) {
        return routes.serveRequest(request, terminal, parts.subList(1, parts.size()))
                .orElseGet(services.refusals::notFound);
    }
}
