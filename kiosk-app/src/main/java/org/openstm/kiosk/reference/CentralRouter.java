package org.openstm.kiosk.reference;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.ProcessDataApi;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.codec.ContractCodec;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.reference.access.AppLoginService;
import org.openstm.kiosk.reference.access.CentralKeys;
import org.openstm.kiosk.reference.access.EnrolmentRateLimit;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.access.KeySetService;
import org.openstm.kiosk.reference.access.OrganisationRegister;
import org.openstm.kiosk.reference.access.RequestAuthenticator;
import org.openstm.kiosk.reference.access.SmsService;
import org.openstm.kiosk.reference.cases.AppointmentSlots;
import org.openstm.kiosk.reference.cases.CaseService;
import org.openstm.kiosk.reference.cases.CaseTransferService;
import org.openstm.kiosk.reference.cases.DepartmentRules;
import org.openstm.kiosk.reference.cases.PaymentService;
import org.openstm.kiosk.reference.cases.Preferences;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.DemoProvince.ServiceDefinition;
import org.openstm.kiosk.reference.demo.IdentityRequirement;
import org.openstm.kiosk.reference.demo.SimulatedOutages;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.pages.CaseTransferPage;
import org.openstm.kiosk.reference.pages.MonitoringPages;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.ReportQueries;
import org.openstm.kiosk.reference.terminals.AvailabilityFeed;
import org.openstm.kiosk.reference.terminals.CommandQueue;
import org.openstm.kiosk.reference.terminals.HelpCalls;
import org.openstm.kiosk.reference.terminals.JournalHeads;
import org.openstm.kiosk.reference.terminals.ProcessDataReports;
import org.openstm.kiosk.reference.terminals.PublishedCatalogues;
import tools.jackson.databind.JsonNode;

/// Routes each request to the service that answers it.
final class CentralRouter {
    private static final System.Logger LOG = System.getLogger(CentralRouter.class.getName());

    private static final Set<String> PAPER_RESULTS = Set.of("PROVED", "NOT_PRINTED", "UNKNOWN");
    /// Answers that every item allows.
    private static final Set<String> ANYWHERE = Set.of(CaseSubmission.AGAIN);

    /// The payment system's name in outages, and the requests that need it.
    private static final String PAYMENT = "payment";

    private static final Set<String> MONEY = Set.of("payment", "reversal");

    private static final Set<String> WAYS = Set.of("phone", "counter");

    /// The answer for a picture that is brought later.
    private static final String LATER = "later";

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,9})-(\\d{0,9})");
    private static final String BYTES = "application/octet-stream";
    private static final int MOST_DEVICES = 40;
    private static final Set<String> COMMAND_OUTCOMES = Set.of("done", "failed", "expired", "unknown", "not-known");
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Database books;
    private final DemoProvince demo;
    private final AppointmentSlots slots;
    private final DepartmentRules rules;
    private final ProblemFactory problems;
    private final SmsService phone;
    private final SimulatedOutages outages;
    private final RequestAuthenticator gate;
    private final CaseService registry;
    private final AttachmentStore attachments;
    private final JournalHeads heads;
    private final CommandQueue commands;
    private final ProcessDataReports passages;
    private final AvailabilityFeed feed;
    private final HelpCalls helpCalls;
    private final Preferences wishes;
    private final OrganisationRegister organisations;
    private final PaymentService money;
    private final IdentityRegister identities;
    private final EnrolmentRateLimit enrolments = new EnrolmentRateLimit();
    private final PublishedCatalogues catalogues;
    private final AppLoginService apps;
    private final CaseTransferService handovers;
    private final SigningKey key;
    private final InstantSource clock;
    private final boolean believesAny;
    private final Predicate<Duration> pause;

    CentralRouter(
            Database books,
            CentralKeys keys,
            DemoProvince demo,
            InstantSource clock,
            boolean believesAny,
            Predicate<Duration> pause) {
        this.books = books;
        this.demo = demo;
        this.slots = new AppointmentSlots(demo);
        this.rules = new DepartmentRules(demo, slots);
        this.problems = new ProblemFactory(demo);
        this.phone = new SmsService(demo);
        this.clock = clock;
        this.believesAny = believesAny;
        this.pause = pause;
        this.outages = new SimulatedOutages(clock);
        this.gate = new RequestAuthenticator(books, problems, keys);
        this.attachments = new AttachmentStore(books);
        this.passages = new ProcessDataReports(books);
        this.helpCalls = new HelpCalls(books);
        this.feed = new AvailabilityFeed(new ReportQueries(books), helpCalls, demo.branches());
        this.wishes = new Preferences(books);
        this.organisations = new OrganisationRegister(demo);
        this.heads = new JournalHeads(books, keys.signing());
        this.commands = new CommandQueue(books, keys.signing());
        this.catalogues = new PublishedCatalogues(books, keys.signing());
        demo.setPublishedItems(catalogues::findNewestItem);
        this.money = new PaymentService(books, problems, keys.signing());
        this.key = keys.signing();
        var app = demo.phoneApp();
        this.handovers = new CaseTransferService(books, problems, demo.sentenceFor("ticket-window", Map.of()));
        this.apps = new AppLoginService(books, problems, keys.signing(), Map.of(app.issuer(), app.levels()));
        this.identities = new IdentityRegister(books, demo, problems, apps, organisations, phone, believesAny);
        this.registry = new CaseService(books, demo, rules, phone, problems, attachments, identities, keys.signing());
    }

    CaseTransferPage createTransferPage() {
        return new CaseTransferPage(demo, handovers, registry);
    }

    CaseTransferService caseTransfers() {
        return handovers;
    }

    AppLoginService appLogins() {
        return apps;
    }

    PaymentService payments() {
        return money;
    }

    SimulatedOutages outages() {
        return outages;
    }

    Instant currentTime() {
        return clock.instant();
    }

    ServerResponse notFound() {
        return refusalResponse(404, "no-such-place");
    }

    ServerResponse malformedRequest() {
        return refusalResponse(400, "malformed");
    }

    ServerResponse internalError() {
        return refusalResponse(500, "internal");
    }

    MonitoringPages createPages() {
        return new MonitoringPages(
                new ReportQueries(books), commands, passages, money, helpCalls, identities, demo, outages, clock);
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
        if (enrols && believesAny) return Optional.empty(); // every caller is registered: there is nothing to guess
        try {
            return enrols
                    ? enrolments
                            .reserveAttempt(from)
                            .map(pause -> ServerResponse.ofProblem(
                                    problems.createRetryable(429, "too-many", Map.of(), pause)))
                    : gate.refusalBeforeBody(head, currentTime()).map(ServerResponse::ofProblem);
        } catch (ContractViolationException broken) {
            return Optional.of(malformedRequest());
        } catch (Database.DatabaseBusyException _) {
            return Optional.of(busyResponse());
        }
    }

    ServerResponse busyResponse() {
        return ServerResponse.ofProblem(problems.createRetryable(503, "busy", Map.of(), RETRY));
    }

    ServerResponse serveRequest(ServerRequest request) {
        if (request.body().length > ServerRequest.maximumBodySize(request.method(), request.path()))
            return refusalResponse(413, "too-large");
        var parts = request.pathParts();
        try {
            if (parts.size() == 2 && parts.getFirst().equals("v"))
                return MonitoringPages.verificationPage(
                        registry.findProgress(parts.get(1), currentTime()),
                        demo,
                        attachments.listByVerificationCode(parts.get(1)));
            if (parts.size() < 2 || !parts.getFirst().equals("v1")) return notFound();
            if (parts.size() == 2
                    && parts.get(1).equals("availability")
                    && request.method().equals("GET"))
                return feed.serveFeed(request.queryParameter("branch"), currentTime());
            if (parts.size() == 4
                    && parts.get(1).equals("terminals")
                    && parts.get(3).equals("enrolment")) {
                return enrolTerminal(request, parts.get(2));
            }
            return switch (gate.authenticateRequest(request, currentTime())) {
                case RequestAuthenticator.AuthenticationResult.Refused(var problem) ->
                    ServerResponse.ofProblem(problem);
                case RequestAuthenticator.AuthenticationResult.Authenticated(var terminal) ->
                    applyOutage(request, terminal, parts);
            };
        } catch (ContractViolationException broken) {
            return malformedRequest();
        } catch (Database.DatabaseBusyException _) {
            return busyResponse();
        }
    }

    /// Applies the scripted outages to the request.
    private ServerResponse applyOutage(ServerRequest request, String terminal, List<String> parts) {
        var systems = systemsOf(request, parts);
        if (systems.contains(PAYMENT) && !believesAny)
            return ServerResponse.ofProblem(
                    problems.createRetryable(503, "system-down", Map.of("owner", PAYMENT), RETRY));
        var system = systems.stream()
                .filter(one -> outages.currentOutage(one).isPresent())
                .findFirst()
                .orElse("");
        var outage = outages.currentOutage(system);
        if (outage.isEmpty()) return routeRequest(request, terminal, parts);
        return switch (outage.get().mode()) {
            case UP -> routeRequest(request, terminal, parts);
            case DOWN, REFUSE -> {
                if (parts.get(1).equals("health")) yield routeRequest(request, terminal, parts);
                String owner = demo.systems().contains(system) ? departmentOf(system) : system;
                yield ServerResponse.ofProblem(
                        problems.createRetryable(503, "system-down", Map.of("owner", owner), RETRY));
            }
            case FORBID ->
                request.method().equals("GET")
                        ? routeRequest(request, terminal, parts)
                        : refusalResponse(409, "forbidden");
            case SLOW -> {
                ServerResponse late = routeRequest(request, terminal, parts);
                yield pause.test(outage.get().delay()) ? late : late.withoutReply();
            }
            case SILENT_AFTER_COMMIT -> {
                ServerResponse done = routeRequest(request, terminal, parts);
                yield request.method().equals("GET") ? done : done.withoutReply();
            }
            case GARBAGE -> {
                routeRequest(request, terminal, parts);
                yield ServerResponse.ofPage("<html>%$§ 502 welcome to the portal");
            }
        };
    }

    private String departmentOf(String system) {
        return demo.services().stream()
                .filter(s -> s.system().equals(system))
                .map(ServiceDefinition::owner)
                .findFirst()
                .orElse(system);
    }

    /// The back systems that a request needs; none for central's own.
    private List<String> systemsOf(ServerRequest request, List<String> parts) {
        return switch (parts.get(1)) {
            case "queries" -> List.of(parts.size() > 2 ? parts.get(2) : "");
            case "sms-codes" -> List.of("sms");
            case "terminals" -> {
                boolean payment = parts.size() > 5 && MONEY.contains(parts.get(5));
                if (payment) yield List.of(PAYMENT);
                boolean submit = request.method().equals("PUT")
                        && parts.size() == 5
                        && parts.get(3).equals("transactions");
                String service = submit ? StrictJson.parse(request.body()).text("service") : "";
                yield demo.findService(service).map(this::systemsOf).orElse(List.of("central"));
            }
            default -> List.of("central");
        };
    }

    private List<String> systemsOf(ServiceDefinition service) {
        if (service.parts().isEmpty()) return List.of(service.system());
        return demo.partsOf(service).stream()
                .map(ServiceDefinition::system)
                .distinct()
                .toList();
    }

    private ServerResponse routeRequest(ServerRequest request, String terminal, List<String> parts) {
        String place = request.method() + " " + parts.get(1) + " " + parts.size();
        return switch (place) {
            case "PUT terminals 5" ->
                parts.get(2).equals(terminal)
                        ? routeTerminalPut(request, terminal, parts.get(3), parts.get(4))
                        : notFound();
            case "GET terminals 5" ->
                isOwnResource(parts, terminal, "transactions")
                        ? serveTransaction(terminal, parts.get(4))
                        : isOwnResource(parts, terminal, "help-calls")
                                ? serveHelpState(terminal, parts.get(4))
                                : notFound();
            case "PUT terminals 6" ->
                !isOwnResource(parts, terminal, "transactions")
                        ? notFound()
                        : switch (parts.get(5)) {
                            case "rating" -> rateCase(request, terminal, parts.get(4));
                            case "payment" -> holdPayment(request, terminal, parts.get(4));
                            default -> notFound();
                        };
            case "GET terminals 6" ->
                isOwnResource(parts, terminal, "transactions") && parts.get(5).equals("payment")
                        ? toResponse(money.findPayment(terminal, parts.get(4), currentTime()))
                        : notFound();
            case "POST terminals 6" ->
                isOwnResource(parts, terminal, "transactions") && parts.get(5).equals("reversal")
                        ? reverseCase(request, terminal, parts.get(4))
                        : notFound();
            case "POST terminals 7" ->
                isOwnResource(parts, terminal, "transactions") && parts.get(6).equals("confirmation")
                        ? confirmPayment(request, terminal, parts.get(4))
                        : notFound();
            case "PUT terminals 7" ->
                isOwnResource(parts, terminal, "transactions") && parts.get(5).equals("papers")
                        ? recordPaper(request, terminal, parts.get(4), parts.get(6))
                        : notFound();
            case "POST terminals 4" ->
                parts.get(2).equals(terminal) ? routeTerminalPost(request, terminal, parts.get(3)) : notFound();
            case "POST queries 3" -> queryBackSystem(request, terminal, parts.get(2));
            case "POST lists 3" -> serveOptionList(request, parts.get(2));
            case "POST sms-codes 2" -> sendSmsCode(request, terminal);
            case "POST sms-codes 4" -> checkSmsCode(request, terminal, parts.get(2));
            case "GET documents 3" -> serveDocument(terminal, parts.get(2));
            case "GET progress 3" -> serveProgress(parts.get(2));
            case "POST cases 3" -> serveCases(request, terminal);
            case "POST mandates 3" -> serveMandate(request, terminal);
            case "POST order 2" -> savePersonalization(request, terminal);
            case "POST order 3" -> serveRecentServices(request, terminal);
            case "GET health 2" -> serveHealth();
            case "GET app-issuers 2" -> apps.listIssuers(currentTime());
            case "GET catalogue 2" -> serveManifest(request);
            case "GET blobs 3" -> serveBlob(request, parts.get(2));
            default -> notFound();
        };
    }

    private ServerResponse routeTerminalPut(ServerRequest request, String terminal, String what, String id) {
        return switch (what) {
            case "transactions" -> submitCase(request, terminal, id);
            case "files" -> uploadFile(request, terminal, id);
            case "handovers" -> transferCase(request, terminal, id);
            case "commands" -> recordCommandOutcome(request, terminal, id);
            default -> notFound();
        };
    }

    private ServerResponse routeTerminalPost(ServerRequest request, String terminal, String what) {
        return switch (what) {
            case "help-calls" -> registerHelpCall(request, terminal);
            case "handovers" -> takeOverCase(request, terminal);
            case "app-logins" -> apps.redeemReference(request, terminal, currentTime());
            case "passages" -> storeProcessData(request, terminal);
            case "heartbeat" -> acceptHeartbeat(request, terminal);
            case "reconciliation" -> serveCasePage(request, terminal);
            case "certificate" -> renewCertificate(request, terminal);
            case "identities" -> identities.registerClaim(StrictJson.parse(request.body()), terminal, currentTime());
            default -> notFound();
        };
    }

    private ServerResponse storeProcessData(ServerRequest request, String terminal) {
        var told = StrictJson.parse(request.body()).objectList("passages").stream()
                .map(ContractCodec::parseProcessDataRecord)
                .toList();
        if (told.size() > ProcessDataApi.MOST || !told.stream().allMatch(ProcessDataReports::isWithinContract))
            return malformedRequest();
        return ServerResponse.ofJson(Map.of("taken", passages.storeRecords(terminal, told)));
    }

    private ServerResponse serveCasePage(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        return registry.listCasePage(terminal, asked.instant("since"), asked.text("after"))
                .map(list -> ServerResponse.ofJson(ContractCodec.toJsonTree(list)))
                .orElseGet(this::malformedRequest);
    }

    /// A terminal may report on its own cases only.
    private static boolean isOwnResource(List<String> parts, String terminal, String what) {
        return parts.get(2).equals(terminal) && parts.get(3).equals(what);
    }

    private ServerResponse enrolTerminal(ServerRequest request, String terminal) {
        if (!request.method().equals("PUT")) return notFound();
        return gate.registerTerminal(request, terminal, believesAny, currentTime());
    }

    private ServerResponse renewCertificate(ServerRequest request, String terminal) {
        return gate.renewCertificate(request, terminal, currentTime()).orElseGet(this::notFound);
    }

    private ServerResponse submitCase(ServerRequest request, String terminal, String txId) {
        CaseSubmission s = ContractCodec.parseSubmission(request.body());
        boolean agrees = s.txId().equals(txId)
                && s.terminal().equals(terminal)
                && request.header("Idempotency-Key").equals(txId);
        if (!agrees) return malformedRequest();
        var outdated = catalogues.findRefusal(s);
        if (outdated.isPresent()) return refusalResponse(422, outdated.get());
        var service = findService(s);
        if (service.isEmpty()) return refusalResponse(403, "no-such-service");
        var notTheirs = rules.findActingRefusal(service.get(), s, CaseKeys.dayOf(s.occurredAt()));
        if (notTheirs.isPresent())
            return ServerResponse.ofProblem(problems.createProblem(
                    403, notTheirs.get().code(), notTheirs.get().facts()));
        if (apps.hasInventedLogin(terminal, s, currentTime())) return refusalResponse(403, "login-not-told");
        var more = s.answers().keySet().stream()
                .filter(name -> !service.get().asks().contains(name) && !ANYWHERE.contains(name))
                .sorted()
                .toList();
        var files = s.files().stream().map(FileReference::name).toList();
        if (files.stream().distinct().count() < files.size()) return malformedRequest();
        var others = files.stream()
                .filter(name -> !service.get().files().contains(name))
                .sorted()
                .toList();
        if (!others.isEmpty())
            return ServerResponse.ofProblem(
                    problems.createProblem(422, "more-than-asked", Map.of("files", String.join(", ", others))));
        if (!hasAnsweredPictures(service.get(), s)) return malformedRequest();
        if (!more.isEmpty())
            return ServerResponse.ofProblem(
                    problems.createProblem(422, "more-than-asked", Map.of("fields", String.join(", ", more))));
        return switch (registry.submitCase(
                terminal, s, request.body(), service.get(), identityRequirement(s), currentTime())) {
            case CaseService.IntakeResult.New(var answer) -> ServerResponse.ofJson(201, answer);
            case CaseService.IntakeResult.Replay(var answer) ->
                ServerResponse.ofJson(200, answer).withHeader("Idempotency-Replayed", "true");
            case CaseService.IntakeResult.Refused(var problem) -> ServerResponse.ofProblem(problem);
            case CaseService.IntakeResult.InFlight() -> inFlightResponse();
        };
    }

    /// Whether each picture is the one that its answer names; a picture that is brought later must be absent.
    private static boolean hasAnsweredPictures(ServiceDefinition service, CaseSubmission s) {
        var there = new HashMap<String, String>();
        for (var file : s.files()) there.put(file.name(), file.sha256());
        return service.files().stream()
                        .filter(name -> !name.equals(DemoProvince.SIGNATURE))
                        .allMatch(name -> s.answers().getOrDefault(name, LATER).equals(there.getOrDefault(name, LATER)))
                // a required picture cannot be brought later
                && service.needs().stream().filter(service.files()::contains).allMatch(there::containsKey);
    }

    /// The service by the catalogue under which the case was made.
    private IdentityRequirement identityRequirement(CaseSubmission s) {
        return catalogues
                .findItem(s.catalogue(), s.service())
                .map(item -> demo.inheritedRequirement(item, part -> catalogues.findItem(s.catalogue(), part)))
                .orElseGet(() -> demo.identityRequirement(s.service()));
    }

    /// The item by the catalogue under which the case was made.
    private Optional<ServiceDefinition> findService(CaseSubmission s) {
        Function<String, Optional<JsonNode>> items = id -> catalogues.findItem(s.catalogue(), id);
        return items.apply(s.service())
                .flatMap(item -> demo.findServiceInCatalogue(s.service(), item, items))
                .or(() -> demo.findService(s.service()));
    }

    private ServerResponse serveManifest(ServerRequest request) {
        var newest = catalogues.findNewestManifest(currentTime());
        if (newest.isEmpty()) return refusalResponse(404, "no-catalogue");
        String tag = '"' + Sha256.digestHex(newest.get()) + '"';
        if (request.header("If-None-Match").equals(tag))
            return new ServerResponse(304, "application/json", new byte[0], Map.of("ETag", tag), false);
        return ServerResponse.ofJson(200, newest.get()).withHeader("ETag", tag);
    }

    private ServerResponse serveBlob(ServerRequest request, String sha256) {
        var blob = catalogues.findBlob(sha256);
        if (blob.isEmpty()) return refusalResponse(404, "no-such-blob");
        byte[] whole = blob.get();
        var range = RANGE.matcher(request.header("Range"));
        if (!range.matches()) return new ServerResponse(200, BYTES, whole, Map.of("Accept-Ranges", "bytes"), false);
        long from = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? whole.length - 1 : Long.parseLong(range.group(2));
        if (from >= whole.length || last < from) return refusalResponse(416, "no-such-range");
        int until = (int) Math.min(whole.length, last + 1);
        return new ServerResponse(206, BYTES, Arrays.copyOfRange(whole, (int) from, until), Map.of(), false)
                .withHeader("Content-Range", "bytes " + from + "-" + (until - 1) + "/" + whole.length);
    }

    /// By its bytes, and not by the declared type.
    private ServerResponse uploadFile(ServerRequest request, String terminal, String sha256) {
        byte[] bytes = request.body();
        if (!Sha256.digestHex(bytes).equals(sha256)) return refusalResponse(422, "digest-wrong");
        var type = FileReference.detectType(bytes).filter(request.header("Content-Type")::equals);
        if (type.isEmpty()) return refusalResponse(415, "type-wrong");
        boolean taken = attachments.storeFile(terminal, type.get(), bytes, currentTime());
        return ServerResponse.ofJson(taken ? 201 : 200, StrictJson.toCanonicalBytes(Map.of("taken", taken)));
    }

    private ServerResponse serveTransaction(String terminal, String txId) {
        return switch (registry.findTransaction(terminal, txId)) {
            case CaseService.TransactionStatus.Decided(var answer) -> ServerResponse.ofJson(200, answer);
            case CaseService.TransactionStatus.Never() -> refusalResponse(404, "no-such-transaction");
            case CaseService.TransactionStatus.NotYet() -> inFlightResponse();
            case CaseService.TransactionStatus.Reversed() -> refusalResponse(410, "reversed");
        };
    }

    private ServerResponse holdPayment(ServerRequest request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":P")) return malformedRequest();
        return toResponse(money.holdPayment(
                terminal, txId, StrictJson.parse(request.body()).integer("attempt"), currentTime()));
    }

    private ServerResponse confirmPayment(ServerRequest request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":C")) return malformedRequest();
        StrictJson asked = StrictJson.parse(request.body());
        return toResponse(
                money.confirmPayment(terminal, txId, asked.text("reference"), asked.longValue("fen"), currentTime()));
    }

    private ServerResponse reverseCase(ServerRequest request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":R")) return malformedRequest();
        return toResponse(money.reverseCase(terminal, txId, currentTime()));
    }

    private static ServerResponse toResponse(PaymentService.PaymentReply said) {
        return switch (said) {
            case PaymentService.PaymentReply.Granted(var word) -> ServerResponse.ofJson(200, word);
            case PaymentService.PaymentReply.Refused(var problem) -> ServerResponse.ofProblem(problem);
        };
    }

    /// The answers must be those that the item asks, as in a case.
    private ServerResponse transferCase(ServerRequest request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":H")) return malformedRequest();
        var half = ContractCodec.parseCaseTransfer(StrictJson.parse(request.body()));
        if (!WAYS.contains(half.to())) return malformedRequest();
        var asks = demo.findService(half.service()).map(ServiceDefinition::asks);
        if (asks.isEmpty()) return refusalResponse(403, "no-such-service");
        if (!asks.get().containsAll(half.answers().keySet())) return refusalResponse(422, "more-than-asked");
        return switch (handovers.giveCase(terminal, branchOf(terminal), txId, half, currentTime())) {
            case CaseTransferService.TransferReply.Refused<TransferredCase>(var problem) ->
                ServerResponse.ofProblem(problem);
            case CaseTransferService.TransferReply.Granted<TransferredCase>(var handed) ->
                ServerResponse.ofJson(201, key.toSignedBytes(ContractCodec.toJsonTree(handed)));
        };
    }

    private ServerResponse takeOverCase(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, currentTime());
        if (unproven.isPresent()) return unproven.get();
        String reference = asked.text("reference");
        return switch (handovers.takeCase(
                terminal, reference, ContractCodec.parseSubject(asked.object("subject")), currentTime())) {
            case CaseTransferService.TransferReply.Refused<TakenOverCase>(var problem) ->
                ServerResponse.ofProblem(problem);
            case CaseTransferService.TransferReply.Granted<TakenOverCase>(var taken) -> {
                var said = new LinkedHashMap<>(ContractCodec.toJsonTree(taken));
                said.put("reference", reference);
                yield ServerResponse.ofJson(200, key.toSignedBytes(said));
            }
        };
    }

    private static String branchOf(String terminal) {
        int dash = terminal.lastIndexOf('-');
        return dash > 0 ? terminal.substring(0, dash) : terminal;
    }

    private ServerResponse inFlightResponse() {
        return ServerResponse.ofProblem(problems.createRetryable(409, "in-flight", Map.of(), Duration.ofSeconds(1)));
    }

    private ServerResponse rateCase(ServerRequest request, String terminal, String txId) {
        StrictJson asked = StrictJson.parse(request.body());
        if (registry.findReceiptBytes(terminal, txId).isEmpty()) return refusalResponse(404, "no-such-transaction");
        boolean taken = registry.rateCase(terminal, txId, asked.integer("grade"), asked.textList("reasons"));
        return ServerResponse.ofJson(Map.of("taken", taken));
    }

    private ServerResponse recordPaper(ServerRequest request, String terminal, String txId, String effectId) {
        if (registry.findReceiptBytes(terminal, txId).isEmpty()) return refusalResponse(404, "no-such-transaction");
        var report = ContractCodec.parsePaperReport(effectId, StrictJson.parse(request.body()));
        if (!PAPER_RESULTS.contains(report.result())) return malformedRequest();
        return ServerResponse.ofJson(Map.of("taken", registry.recordPaper(terminal, txId, report)));
    }

    private ServerResponse acceptHeartbeat(ServerRequest request, String terminal) {
        attachments.deleteExpired(currentTime());
        var asked = StrictJson.parse(request.body());
        var told = ContractCodec.parseHeartbeatRequest(asked);
        if (told.devices().size() > MOST_DEVICES) return malformedRequest();
        var keySet = KeySetService.findNewestKeySet(books);
        if (keySet.isPresent() && !keySet.get().hasKey(key.id())) return retired();
        if (asked.has("keySet")) KeySetService.recordTakenVersion(books, terminal, asked.integer("keySet"));
        return heads.acceptHeartbeat(terminal, told, currentTime())
                .map(pulse -> {
                    var answer = new LinkedHashMap<>(ContractCodec.toJsonTree(new HeartbeatResponse(
                            pulse.followed(),
                            pulse.last(),
                            pulse.time(),
                            pulse.reconnectWindow(),
                            commands.listOpenCommands(terminal),
                            0)));
                    keySet.ifPresent(set -> answer.put("keySet", set.toJsonTree()));
                    return ServerResponse.ofJson(answer);
                })
                .orElseGet(this::notFound);
    }

    /// Terminals that take the new keys would reject this instance's answers: until it is restarted, they do
    /// not receive the new keys here.
    private ServerResponse retired() {
        LOG.log(System.Logger.Level.ERROR, "this instance signs with the retired key " + key.id() + ": restart it");
        return busyResponse();
    }

    private ServerResponse recordCommandOutcome(ServerRequest request, String terminal, String id) {
        var outcome = StrictJson.parse(request.body()).text("outcome");
        if (!COMMAND_OUTCOMES.contains(outcome)) return malformedRequest();
        return ServerResponse.ofJson(Map.of("taken", commands.recordOutcome(terminal, id, outcome, currentTime())));
    }

    private ServerResponse registerHelpCall(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        String where = asked.text("where");
        String why = asked.text("why");
        return ServerResponse.ofJson(
                201,
                StrictJson.toCanonicalBytes(
                        Map.of("ticket", helpCalls.registerCall(terminal, where, why, currentTime()))));
    }

    private ServerResponse serveHelpState(String terminal, String ticket) {
        return helpCalls
                .callState(terminal, ticket)
                .map(state -> ServerResponse.ofJson(Map.of("ticket", ticket, "state", state)))
                .orElseGet(() -> refusalResponse(404, "no-such-call"));
    }

    private ServerResponse queryBackSystem(ServerRequest request, String terminal, String system) {
        StrictJson asked = StrictJson.parse(request.body());
        var service =
                demo.findService(asked.text("service")).filter(s -> s.system().equals(system));
        if (service.isEmpty()) return refusalResponse(404, "no-such-service");
        var unproven = identities.findRefusal(
                asked,
                terminal,
                demo.identityRequirement(service.get().id()),
                service.get().id(),
                currentTime());
        if (unproven.isPresent()) return unproven.get();
        var subject = ContractCodec.parseSubject(asked.object("subject"));
        var unfit = rules.unfit(service.get(), subject.number(), CaseKeys.dayOf(currentTime()));
        if (unfit.isPresent()) {
            var facts = new HashMap<>(unfit.get().result());
            facts.put("unfit", "yes");
            return ServerResponse.ofProblem(
                    problems.createProblem(403, unfit.get().code(), facts));
        }
        return rules.lookUpValues(
                        service.get(), subject.number(), asked.textMap("answers"), CaseKeys.dayOf(currentTime()))
                .map(values -> ServerResponse.ofJson(Map.of("values", values)))
                .orElseGet(() -> refusalResponse(404, "no-record"));
    }

    private ServerResponse serveOptionList(ServerRequest request, String name) {
        var given = StrictJson.parse(request.body()).textMap("given");
        Optional<List<ListOption>> options = switch (name) {
            case "dates" -> Optional.of(AppointmentSlots.dateOptions(CaseKeys.dayOf(currentTime()), 7));
            case "dates-14" -> Optional.of(AppointmentSlots.dateOptions(CaseKeys.dayOf(currentTime()), 14));
            case "slots" -> Optional.of(books.inTransaction(b -> slots.listSlots(b, given)));
            case "years" ->
                Optional.of(AppointmentSlots.yearOptions(
                        CaseKeys.dayOf(currentTime()).getYear()));
            case "past-years" ->
                Optional.of(AppointmentSlots.yearOptions(
                        CaseKeys.dayOf(currentTime()).getYear() - 1));
            case "premium-years" -> Optional.of(rules.premiumYears());
            case "premium-grades" -> Optional.of(rules.premiumGrades(given.getOrDefault("year", "")));
            case "clinics" -> demo.findOptions(name, given.getOrDefault("hospital", ""));
            case "endorsement-times" -> demo.findOptions(name, given.getOrDefault("place", ""));
            default -> demo.findOptions(name, given.getOrDefault("parent", ""));
        };
        return options.map(all -> ServerResponse.ofJson(Map.of(
                        "options", all.stream().map(ContractCodec::toJsonTree).toList())))
                .orElseGet(() -> refusalResponse(404, "no-such-list"));
    }

    private ServerResponse sendSmsCode(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        String mobile = asked.text("mobile");
        String service = asked.optionalText("service").orElse("");
        if (!asked.has("subject")) return refusalResponse(403, "identity-unproven"); // a terminal of contract 1.6
        if (!mobile.matches("1[3-9]\\d{9}")) return malformedRequest();
        if (demo.findService(service).isEmpty()) return refusalResponse(404, "no-such-service");
        var unproven = identities.findRefusal(asked, terminal, currentTime());
        if (unproven.isPresent()) return unproven.get();
        var who = ContractCodec.parseSubject(asked.object("subject"));
        var evidence = asked.text("evidence");
        return switch (books.inTransaction(
                b -> phone.sendCode(b, terminal, who, evidence, service, mobile, currentTime()))) {
            case SmsService.SendResult.Sent(var id) ->
                ServerResponse.ofJson(201, StrictJson.toCanonicalBytes(Map.of("id", id)));
            case SmsService.SendResult.RetryLater(var code, var wait) ->
                ServerResponse.ofProblem(problems.createRetryable(429, code, Map.of(), wait));
            case SmsService.SendResult.Refused(var code) -> refusalResponse(403, code);
        };
    }

    private ServerResponse checkSmsCode(ServerRequest request, String terminal, String id) {
        String code = StrictJson.parse(request.body()).text("code");
        return books.inTransaction(b -> phone.checkCode(b, terminal, id, code, currentTime()))
                .map(right -> ServerResponse.ofJson(Map.of("right", right)))
                .orElseGet(() -> refusalResponse(404, "code-gone"));
    }

    private ServerResponse serveDocument(String terminal, String serial) {
        return registry.findDocument(terminal, serial)
                .map(pdf -> new ServerResponse(200, "application/pdf", pdf, Map.of(), false))
                .orElseGet(() -> refusalResponse(404, "no-such-document"));
    }

    private ServerResponse serveProgress(String code) {
        return registry.findProgress(code, currentTime())
                .map(found -> ServerResponse.ofJson(ContractCodec.toJsonTree(found)))
                .orElseGet(() -> refusalResponse(404, "no-such-code"));
    }

    private ServerResponse serveCases(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, currentTime());
        if (unproven.isPresent()) return unproven.get();
        var subject = ContractCodec.parseSubject(asked.object("subject"));
        return ServerResponse.ofJson(Map.of(
                "cases",
                registry.listCases(subject, currentTime()).stream()
                        .map(ContractCodec::toJsonTree)
                        .toList()));
    }

    private ServerResponse serveMandate(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, currentTime());
        if (unproven.isPresent()) return unproven.get();
        String number = ContractCodec.parseSubject(asked.object("subject")).number();
        return switch (organisations.isAuthorised(number, asked.text("organisation"), CaseKeys.dayOf(currentTime()))) {
            case OrganisationRegister.Authorisation.Authorised(var mandate) ->
                ServerResponse.ofJson(ContractCodec.toJsonTree(mandate));
            case OrganisationRegister.Authorisation.NotAuthorised(var code, var facts) ->
                ServerResponse.ofProblem(problems.createProblem(403, code, facts));
        };
    }

    private ServerResponse serveRecentServices(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, currentTime());
        if (unproven.isPresent()) return unproven.get();
        var subject = ContractCodec.parseSubject(asked.object("subject"));
        var lately = wishes.recentServices(subject, currentTime());
        return ServerResponse.ofJson(Map.of("wanted", lately.wanted(), "lately", lately.services()));
    }

    private ServerResponse savePersonalization(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, currentTime());
        if (unproven.isPresent()) return unproven.get();
        return ServerResponse.ofJson(Map.of(
                "taken",
                wishes.savePersonalization(
                        ContractCodec.parseSubject(asked.object("subject")), asked.booleanValue("wanted"))));
    }

    private ServerResponse serveHealth() {
        var systems = new LinkedHashMap<String, Object>();
        for (String system : demo.systems()) systems.put(system, outages.isUp(system));
        systems.put("sms", outages.isUp("sms"));
        systems.put(PAYMENT, believesAny && outages.isUp(PAYMENT)); // only the demonstration has one
        return ServerResponse.ofJson(Map.of("systems", systems));
    }

    ServerResponse serveDemo(ServerRequest request) {
        if (!request.method().equals("GET")) return notFound();
        return switch (request.path()) {
            case "/demo/phone" ->
                ServerResponse.ofJson(Map.of(
                        "messages", books.inTransaction(b -> phone.listMessages(b, request.queryParameter("mobile")))));
            case "/demo/papers" -> ServerResponse.ofJson(Map.of("papers", registry.listPapers()));
            case "/demo/money" ->
                ServerResponse.ofJson(Map.of(
                        "payments",
                        money.listAccounts().stream()
                                .map(CentralRouter::accountJson)
                                .toList()));
            case "/demo/cases" -> ServerResponse.ofJson(registry.countCases());
            case "/demo/files" -> ServerResponse.ofJson(Map.of("files", attachments.countFiles()));
            default -> notFound();
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

    private ServerResponse refusalResponse(int status, String code) {
        return ServerResponse.ofProblem(problems.createProblem(status, code));
    }
}
