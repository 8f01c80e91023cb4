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
import org.openstm.kiosk.central.FileRef;
import org.openstm.kiosk.central.Handed;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.KioskKey;
import org.openstm.kiosk.central.Option;
import org.openstm.kiosk.central.PassageApi;
import org.openstm.kiosk.central.Pulse;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.Submission;
import org.openstm.kiosk.central.TakenOver;
import org.openstm.kiosk.central.Wire;
import org.openstm.kiosk.central.WireBroken;
import org.openstm.kiosk.reference.Demo.Service;
import tools.jackson.databind.JsonNode;

/// Central's counter: which request goes where, and what it is answered.
final class Counter {
    private static final System.Logger LOG = System.getLogger(Counter.class.getName());

    /// Lists that are made for each question and stand nowhere.

    private static final Set<String> PAPER_RESULTS = Set.of("PROVED", "NOT_PRINTED", "UNKNOWN");
    /// "Yes, once more" to the question whether the same case is wanted twice.
    private static final Set<String> ANYWHERE = Set.of(Submission.AGAIN);

    /// The payment system, as outages name it, and the places that need it.
    private static final String PAYMENT = "payment";

    private static final Set<String> MONEY = Set.of("payment", "reversal");

    private static final Set<String> WAYS = Set.of("phone", "counter");

    /// The answer of a picture that is brought later.
    private static final String LATER = "later";

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,9})-(\\d{0,9})");
    private static final String BYTES = "application/octet-stream";
    private static final int MOST_DEVICES = 40;
    private static final Set<String> COMMAND_OUTCOMES = Set.of("done", "failed", "expired", "unknown", "not-known");
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Books books;
    private final Demo demo;
    private final Slots slots;
    private final Rules rules;
    private final Problems problems;
    private final Phone phone;
    private final Outages outages;
    private final Gate gate;
    private final Registry registry;
    private final Cabinet cabinet;
    private final Heads heads;
    private final Errands errands;
    private final Passages passages;
    private final Feed feed;
    private final HelpCalls helpCalls;
    private final Wishes wishes;
    private final Organisations organisations;
    private final Money money;
    private final IdentityRegister identities;
    private final EnrolmentLimits enrolments = new EnrolmentLimits();
    private final Catalogues catalogues;
    private final AppDesk apps;
    private final Handovers handovers;
    private final KioskKey key;
    private final InstantSource clock;
    private final boolean believesAny;
    private final Predicate<Duration> pause;

    Counter(
            Books books,
            CentreKeys keys,
            Demo demo,
            InstantSource clock,
            boolean believesAny,
            Predicate<Duration> pause) {
        this.books = books;
        this.demo = demo;
        this.slots = new Slots(demo);
        this.rules = new Rules(demo, slots);
        this.problems = new Problems(demo);
        this.phone = new Phone(demo);
        this.clock = clock;
        this.believesAny = believesAny;
        this.pause = pause;
        this.outages = new Outages(clock);
        this.gate = new Gate(books, problems, keys);
        this.cabinet = new Cabinet(books);
        this.passages = new Passages(books);
        this.helpCalls = new HelpCalls(books);
        this.feed = new Feed(new Ledger(books), helpCalls, demo.branches());
        this.wishes = new Wishes(books);
        this.organisations = new Organisations(demo);
        this.heads = new Heads(books, keys.signing());
        this.errands = new Errands(books, keys.signing());
        this.catalogues = new Catalogues(books, keys.signing());
        demo.published(catalogues::newestOf);
        this.money = new Money(books, problems, keys.signing());
        this.key = keys.signing();
        var app = demo.app();
        this.handovers = new Handovers(books, problems, demo.say("ticket-window", Map.of()));
        this.apps = new AppDesk(books, problems, keys.signing(), Map.of(app.issuer(), app.levels()));
        this.identities = new IdentityRegister(books, demo, problems, apps, organisations, phone, believesAny);
        this.registry = new Registry(books, demo, rules, phone, problems, cabinet, identities, keys.signing());
    }

    HandoverPage handoverPage() {
        return new HandoverPage(demo, handovers, registry);
    }

    Handovers handovers() {
        return handovers;
    }

    AppDesk apps() {
        return apps;
    }

    Money money() {
        return money;
    }

    Outages outages() {
        return outages;
    }

    Instant now() {
        return clock.instant();
    }

    Answer nothingHere() {
        return refused(404, "no-such-place");
    }

    Answer malformed() {
        return refused(400, "malformed");
    }

    Answer failed() {
        return refused(500, "internal");
    }

    Pages pages() {
        return new Pages(new Ledger(books), errands, passages, money, helpCalls, identities, demo, outages, clock);
    }

    /// What can be refused before the body is read; empty where it must be read to know.
    ///
    /// @param from who calls
    Optional<Answer> refusalBeforeBody(Request head, InetAddress from) {
        var parts = head.parts();
        if (parts.size() < 2 || !parts.getFirst().equals("v1")) return Optional.empty();
        if (parts.get(1).equals("availability")) return Optional.empty();
        boolean enrols = parts.size() == 4
                && parts.get(1).equals("terminals")
                && parts.get(3).equals("enrolment");
        if (enrols && believesAny) return Optional.empty(); // whoever asks is registered: nothing is to be guessed
        try {
            return enrols
                    ? enrolments
                            .wait(from)
                            .map(pause -> Answer.problem(problems.later(429, "too-many", Map.of(), pause)))
                    : gate.refusalBeforeBody(head, now()).map(Answer::problem);
        } catch (WireBroken broken) {
            return Optional.of(malformed());
        } catch (Books.Busy _) {
            return Optional.of(busy());
        }
    }

    Answer busy() {
        return Answer.problem(problems.later(503, "busy", Map.of(), RETRY));
    }

    Answer serve(Request request) {
        if (request.body().length > Request.largest(request.method(), request.path())) return refused(413, "too-large");
        var parts = request.parts();
        try {
            if (parts.size() == 2 && parts.getFirst().equals("v"))
                return Pages.verification(registry.progress(parts.get(1), now()), demo, cabinet.ofCode(parts.get(1)));
            if (parts.size() < 2 || !parts.getFirst().equals("v1")) return nothingHere();
            if (parts.size() == 2
                    && parts.get(1).equals("availability")
                    && request.method().equals("GET")) return feed.serve(request.parameter("branch"), now());
            if (parts.size() == 4
                    && parts.get(1).equals("terminals")
                    && parts.get(3).equals("enrolment")) {
                return enrol(request, parts.get(2));
            }
            return switch (gate.check(request, now())) {
                case Gate.Pass.Stopped(var problem) -> Answer.problem(problem);
                case Gate.Pass.In(var terminal) -> suffer(request, terminal, parts);
            };
        } catch (WireBroken broken) {
            return malformed();
        } catch (Books.Busy _) {
            return busy();
        }
    }

    /// Lets the scripted trouble happen around the real work.
    private Answer suffer(Request request, String terminal, List<String> parts) {
        var systems = systemsOf(request, parts);
        if (systems.contains(PAYMENT) && !believesAny)
            return Answer.problem(problems.later(503, "system-down", Map.of("owner", PAYMENT), RETRY));
        var system = systems.stream()
                .filter(one -> outages.now(one).isPresent())
                .findFirst()
                .orElse("");
        var outage = outages.now(system);
        if (outage.isEmpty()) return route(request, terminal, parts);
        return switch (outage.get().mode()) {
            case UP -> route(request, terminal, parts);
            case DOWN, REFUSE -> {
                if (parts.get(1).equals("health")) yield route(request, terminal, parts);
                String owner = demo.systems().contains(system) ? ownerOf(system) : system;
                yield Answer.problem(problems.later(503, "system-down", Map.of("owner", owner), RETRY));
            }
            case FORBID -> request.method().equals("GET") ? route(request, terminal, parts) : refused(409, "forbidden");
            case SLOW -> {
                Answer late = route(request, terminal, parts);
                yield pause.test(outage.get().delay()) ? late : late.unsaid();
            }
            case SILENT_AFTER_COMMIT -> {
                Answer done = route(request, terminal, parts);
                yield request.method().equals("GET") ? done : done.unsaid();
            }
            case GARBAGE -> {
                route(request, terminal, parts);
                yield Answer.page("<html>%$§ 502 welcome to the portal");
            }
        };
    }

    private String ownerOf(String system) {
        return demo.services().stream()
                .filter(s -> s.system().equals(system))
                .map(Service::owner)
                .findFirst()
                .orElse(system);
    }

    /// Which back systems have to do with this request; none for central's own.
    private List<String> systemsOf(Request request, List<String> parts) {
        return switch (parts.get(1)) {
            case "queries" -> List.of(parts.size() > 2 ? parts.get(2) : "");
            case "sms-codes" -> List.of("sms");
            case "terminals" -> {
                boolean payment = parts.size() > 5 && MONEY.contains(parts.get(5));
                if (payment) yield List.of(PAYMENT);
                boolean submit = request.method().equals("PUT")
                        && parts.size() == 5
                        && parts.get(3).equals("transactions");
                String service = submit ? Json.parse(request.body()).text("service") : "";
                yield demo.service(service).map(this::systemsOf).orElse(List.of("central"));
            }
            default -> List.of("central");
        };
    }

    private List<String> systemsOf(Service service) {
        if (service.parts().isEmpty()) return List.of(service.system());
        return demo.partsOf(service).stream().map(Service::system).distinct().toList();
    }

    private Answer route(Request request, String terminal, List<String> parts) {
        String place = request.method() + " " + parts.get(1) + " " + parts.size();
        return switch (place) {
            case "PUT terminals 5" ->
                parts.get(2).equals(terminal) ? put(request, terminal, parts.get(3), parts.get(4)) : nothingHere();
            case "GET terminals 5" ->
                own(parts, terminal, "transactions")
                        ? transaction(terminal, parts.get(4))
                        : own(parts, terminal, "help-calls") ? helpState(terminal, parts.get(4)) : nothingHere();
            case "PUT terminals 6" ->
                !own(parts, terminal, "transactions")
                        ? nothingHere()
                        : switch (parts.get(5)) {
                            case "rating" -> rate(request, terminal, parts.get(4));
                            case "payment" -> hold(request, terminal, parts.get(4));
                            default -> nothingHere();
                        };
            case "GET terminals 6" ->
                own(parts, terminal, "transactions") && parts.get(5).equals("payment")
                        ? said(money.payment(terminal, parts.get(4), now()))
                        : nothingHere();
            case "POST terminals 6" ->
                own(parts, terminal, "transactions") && parts.get(5).equals("reversal")
                        ? reverse(request, terminal, parts.get(4))
                        : nothingHere();
            case "POST terminals 7" ->
                own(parts, terminal, "transactions") && parts.get(6).equals("confirmation")
                        ? confirm(request, terminal, parts.get(4))
                        : nothingHere();
            case "PUT terminals 7" ->
                own(parts, terminal, "transactions") && parts.get(5).equals("papers")
                        ? paper(request, terminal, parts.get(4), parts.get(6))
                        : nothingHere();
            case "POST terminals 4" ->
                parts.get(2).equals(terminal) ? ofTerminal(request, terminal, parts.get(3)) : nothingHere();
            case "POST queries 3" -> query(request, terminal, parts.get(2));
            case "POST lists 3" -> list(request, parts.get(2));
            case "POST sms-codes 2" -> sendCode(request, terminal);
            case "POST sms-codes 4" -> checkCode(request, terminal, parts.get(2));
            case "GET documents 3" -> document(terminal, parts.get(2));
            case "GET progress 3" -> progress(parts.get(2));
            case "POST cases 3" -> cases(request, terminal);
            case "POST mandates 3" -> mandate(request, terminal);
            case "POST order 2" -> keepOrder(request, terminal);
            case "POST order 3" -> lately(request, terminal);
            case "GET health 2" -> health();
            case "GET app-issuers 2" -> apps.issuers(now());
            case "GET catalogue 2" -> catalogue(request);
            case "GET blobs 3" -> blob(request, parts.get(2));
            default -> nothingHere();
        };
    }

    private Answer put(Request request, String terminal, String what, String id) {
        return switch (what) {
            case "transactions" -> submit(request, terminal, id);
            case "files" -> upload(request, terminal, id);
            case "handovers" -> handOver(request, terminal, id);
            case "commands" -> commandDone(request, terminal, id);
            default -> nothingHere();
        };
    }

    private Answer ofTerminal(Request request, String terminal, String what) {
        return switch (what) {
            case "help-calls" -> help(request, terminal);
            case "handovers" -> takeOver(request, terminal);
            case "app-logins" -> apps.redeem(request, terminal, now());
            case "passages" -> passages(request, terminal);
            case "heartbeat" -> beat(request, terminal);
            case "reconciliation" -> reconcile(request, terminal);
            case "certificate" -> renew(request, terminal);
            case "identities" -> identities.claim(Json.parse(request.body()), terminal, now());
            default -> nothingHere();
        };
    }

    private Answer passages(Request request, String terminal) {
        var told = Json.parse(request.body()).objects("passages").stream()
                .map(Wire::passage)
                .toList();
        if (told.size() > PassageApi.MOST || !told.stream().allMatch(Passages::fit)) return malformed();
        return Answer.json(Map.of("taken", passages.take(terminal, told)));
    }

    private Answer reconcile(Request request, String terminal) {
        Json asked = Json.parse(request.body());
        return registry.list(terminal, asked.instant("since"), asked.text("after"))
                .map(list -> Answer.json(Wire.tree(list)))
                .orElseGet(this::malformed);
    }

    /// A terminal speaks of its own cases only.
    private static boolean own(List<String> parts, String terminal, String what) {
        return parts.get(2).equals(terminal) && parts.get(3).equals(what);
    }

    private Answer enrol(Request request, String terminal) {
        if (!request.method().equals("PUT")) return nothingHere();
        return gate.register(request, terminal, believesAny, now());
    }

    private Answer renew(Request request, String terminal) {
        return gate.renew(request, terminal, now()).orElseGet(this::nothingHere);
    }

    private Answer submit(Request request, String terminal, String txId) {
        Submission s = Wire.submission(request.body());
        boolean agrees = s.txId().equals(txId)
                && s.terminal().equals(terminal)
                && request.header("Idempotency-Key").equals(txId);
        if (!agrees) return malformed();
        var outdated = catalogues.refusal(s);
        if (outdated.isPresent()) return refused(422, outdated.get());
        var service = service(s);
        if (service.isEmpty()) return refused(403, "no-such-service");
        var notTheirs = rules.standIn(service.get(), s, CaseKeys.dayOf(s.occurredAt()));
        if (notTheirs.isPresent())
            return Answer.problem(
                    problems.of(403, notTheirs.get().code(), notTheirs.get().facts()));
        if (apps.invented(terminal, s, now())) return refused(403, "login-not-told");
        var more = s.answers().keySet().stream()
                .filter(name -> !service.get().asks().contains(name) && !ANYWHERE.contains(name))
                .sorted()
                .toList();
        var files = s.files().stream().map(FileRef::name).toList();
        if (files.stream().distinct().count() < files.size()) return malformed();
        var others = files.stream()
                .filter(name -> !service.get().files().contains(name))
                .sorted()
                .toList();
        if (!others.isEmpty())
            return Answer.problem(problems.of(422, "more-than-asked", Map.of("files", String.join(", ", others))));
        if (!pictured(service.get(), s)) return malformed();
        if (!more.isEmpty())
            return Answer.problem(problems.of(422, "more-than-asked", Map.of("fields", String.join(", ", more))));
        return switch (registry.submit(terminal, s, request.body(), service.get(), demand(s), now())) {
            case Registry.Taken.New(var answer) -> Answer.json(201, answer);
            case Registry.Taken.Replay(var answer) -> Answer.json(200, answer).with("Idempotency-Replayed", "true");
            case Registry.Taken.Refused(var problem) -> Answer.problem(problem);
            case Registry.Taken.InFlight() -> inFlight();
        };
    }

    /// Whether each picture is the one that the answer of its name means; one that is brought later is not
    /// there.
    private static boolean pictured(Service service, Submission s) {
        var there = new HashMap<String, String>();
        for (var file : s.files()) there.put(file.name(), file.sha256());
        return service.files().stream()
                        .filter(name -> !name.equals(Demo.SIGNATURE))
                        .allMatch(name -> s.answers().getOrDefault(name, LATER).equals(there.getOrDefault(name, LATER)))
                // what a case needs is not brought later
                && service.needs().stream().filter(service.files()::contains).allMatch(there::containsKey);
    }

    /// As the catalogue has it under which the case was made.
    private IdentityDemand demand(Submission s) {
        return catalogues
                .item(s.catalogue(), s.service())
                .map(item -> demo.demand(item, part -> catalogues.item(s.catalogue(), part)))
                .orElseGet(() -> demo.demand(s.service()));
    }

    /// As the catalogue has it under which the case was made.
    private Optional<Service> service(Submission s) {
        Function<String, Optional<JsonNode>> items = id -> catalogues.item(s.catalogue(), id);
        return items.apply(s.service())
                .flatMap(item -> demo.inCatalogue(s.service(), item, items))
                .or(() -> demo.service(s.service()));
    }

    private Answer catalogue(Request request) {
        var newest = catalogues.newest(now());
        if (newest.isEmpty()) return refused(404, "no-catalogue");
        String tag = '"' + Sha256.digestHex(newest.get()) + '"';
        if (request.header("If-None-Match").equals(tag))
            return new Answer(304, "application/json", new byte[0], Map.of("ETag", tag), false);
        return Answer.json(200, newest.get()).with("ETag", tag);
    }

    private Answer blob(Request request, String sha256) {
        var blob = catalogues.blob(sha256);
        if (blob.isEmpty()) return refused(404, "no-such-blob");
        byte[] whole = blob.get();
        var range = RANGE.matcher(request.header("Range"));
        if (!range.matches()) return new Answer(200, BYTES, whole, Map.of("Accept-Ranges", "bytes"), false);
        long from = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? whole.length - 1 : Long.parseLong(range.group(2));
        if (from >= whole.length || last < from) return refused(416, "no-such-range");
        int until = (int) Math.min(whole.length, last + 1);
        return new Answer(206, BYTES, Arrays.copyOfRange(whole, (int) from, until), Map.of(), false)
                .with("Content-Range", "bytes " + from + "-" + (until - 1) + "/" + whole.length);
    }

    /// By what it is, and not by what it is said to be.
    private Answer upload(Request request, String terminal, String sha256) {
        byte[] bytes = request.body();
        if (!Sha256.digestHex(bytes).equals(sha256)) return refused(422, "digest-wrong");
        var type = FileRef.typeOf(bytes).filter(request.header("Content-Type")::equals);
        if (type.isEmpty()) return refused(415, "type-wrong");
        boolean taken = cabinet.take(terminal, type.get(), bytes, now());
        return Answer.json(taken ? 201 : 200, Json.canonical(Map.of("taken", taken)));
    }

    private Answer transaction(String terminal, String txId) {
        return switch (registry.known(terminal, txId)) {
            case Registry.Known.Here(var answer) -> Answer.json(200, answer);
            case Registry.Known.Never() -> refused(404, "no-such-transaction");
            case Registry.Known.NotYet() -> inFlight();
            case Registry.Known.Reversed() -> refused(410, "reversed");
        };
    }

    private Answer hold(Request request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":P")) return malformed();
        return said(money.hold(terminal, txId, Json.parse(request.body()).integer("attempt"), now()));
    }

    private Answer confirm(Request request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":C")) return malformed();
        Json asked = Json.parse(request.body());
        return said(money.confirm(terminal, txId, asked.text("reference"), asked.whole("fen"), now()));
    }

    private Answer reverse(Request request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":R")) return malformed();
        return said(money.reverse(terminal, txId, now()));
    }

    private static Answer said(Money.Said said) {
        return switch (said) {
            case Money.Said.Yes(var word) -> Answer.json(200, word);
            case Money.Said.No(var problem) -> Answer.problem(problem);
        };
    }

    /// What was answered must be what the item asks, as in a case.
    private Answer handOver(Request request, String terminal, String txId) {
        if (!request.header("Idempotency-Key").equals(txId + ":H")) return malformed();
        var half = Wire.handover(Json.parse(request.body()));
        if (!WAYS.contains(half.to())) return malformed();
        var asks = demo.service(half.service()).map(Service::asks);
        if (asks.isEmpty()) return refused(403, "no-such-service");
        if (!asks.get().containsAll(half.answers().keySet())) return refused(422, "more-than-asked");
        return switch (handovers.give(terminal, branch(terminal), txId, half, now())) {
            case Handovers.Said.No<Handed>(var problem) -> Answer.problem(problem);
            case Handovers.Said.Yes<Handed>(var handed) -> Answer.json(201, key.signed(Wire.tree(handed)));
        };
    }

    private Answer takeOver(Request request, String terminal) {
        Json asked = Json.parse(request.body());
        var unproven = identities.refusal(asked, terminal, now());
        if (unproven.isPresent()) return unproven.get();
        String reference = asked.text("reference");
        return switch (handovers.take(terminal, reference, Wire.subject(asked.object("subject")), now())) {
            case Handovers.Said.No<TakenOver>(var problem) -> Answer.problem(problem);
            case Handovers.Said.Yes<TakenOver>(var taken) -> {
                var said = new LinkedHashMap<>(Wire.tree(taken));
                said.put("reference", reference);
                yield Answer.json(200, key.signed(said));
            }
        };
    }

    private static String branch(String terminal) {
        int dash = terminal.lastIndexOf('-');
        return dash > 0 ? terminal.substring(0, dash) : terminal;
    }

    private Answer inFlight() {
        return Answer.problem(problems.later(409, "in-flight", Map.of(), Duration.ofSeconds(1)));
    }

    private Answer rate(Request request, String terminal, String txId) {
        Json asked = Json.parse(request.body());
        if (registry.answer(terminal, txId).isEmpty()) return refused(404, "no-such-transaction");
        boolean taken = registry.rate(terminal, txId, asked.integer("grade"), asked.words("reasons"));
        return Answer.json(Map.of("taken", taken));
    }

    private Answer paper(Request request, String terminal, String txId, String effectId) {
        if (registry.answer(terminal, txId).isEmpty()) return refused(404, "no-such-transaction");
        var report = Wire.paper(effectId, Json.parse(request.body()));
        if (!PAPER_RESULTS.contains(report.result())) return malformed();
        return Answer.json(Map.of("taken", registry.report(terminal, txId, report)));
    }

    private Answer beat(Request request, String terminal) {
        cabinet.tidy(now());
        var asked = Json.parse(request.body());
        var told = Wire.beat(asked);
        if (told.devices().size() > MOST_DEVICES) return malformed();
        var keySet = KeySets.document(books);
        if (keySet.isPresent() && !keySet.get().names(key.id())) return retired();
        if (asked.has("keySet")) KeySets.taken(books, terminal, asked.integer("keySet"));
        return heads.beat(terminal, told, now())
                .map(pulse -> {
                    var answer = new LinkedHashMap<>(Wire.tree(new Pulse(
                            pulse.followed(),
                            pulse.last(),
                            pulse.time(),
                            pulse.reconnectWindow(),
                            errands.open(terminal),
                            0)));
                    keySet.ifPresent(set -> answer.put("keySet", set.tree()));
                    return Answer.json(answer);
                })
                .orElseGet(this::nothingHere);
    }

    /// Terminals that hear of the new keys would believe nothing more that this instance says: until it is
    /// started anew they do not hear of them here.
    private Answer retired() {
        LOG.log(System.Logger.Level.ERROR, "this instance signs with the retired key " + key.id() + ": start it anew");
        return busy();
    }

    private Answer commandDone(Request request, String terminal, String id) {
        var outcome = Json.parse(request.body()).text("outcome");
        if (!COMMAND_OUTCOMES.contains(outcome)) return malformed();
        return Answer.json(Map.of("taken", errands.done(terminal, id, outcome, now())));
    }

    private Answer help(Request request, String terminal) {
        Json asked = Json.parse(request.body());
        String where = asked.text("where");
        String why = asked.text("why");
        return Answer.json(201, Json.canonical(Map.of("ticket", helpCalls.call(terminal, where, why, now()))));
    }

    private Answer helpState(String terminal, String ticket) {
        return helpCalls
                .state(terminal, ticket)
                .map(state -> Answer.json(Map.of("ticket", ticket, "state", state)))
                .orElseGet(() -> refused(404, "no-such-call"));
    }

    private Answer query(Request request, String terminal, String system) {
        Json asked = Json.parse(request.body());
        var service = demo.service(asked.text("service")).filter(s -> s.system().equals(system));
        if (service.isEmpty()) return refused(404, "no-such-service");
        var unproven = identities.refusal(
                asked, terminal, demo.demand(service.get().id()), service.get().id(), now());
        if (unproven.isPresent()) return unproven.get();
        var subject = Wire.subject(asked.object("subject"));
        var unfit = rules.unfit(service.get(), subject.number(), CaseKeys.dayOf(now()));
        if (unfit.isPresent()) {
            var facts = new HashMap<>(unfit.get().result());
            facts.put("unfit", "yes");
            return Answer.problem(problems.of(403, unfit.get().code(), facts));
        }
        return rules.look(service.get(), subject.number(), asked.texts("answers"), CaseKeys.dayOf(now()))
                .map(values -> Answer.json(Map.of("values", values)))
                .orElseGet(() -> refused(404, "no-record"));
    }

    private Answer list(Request request, String name) {
        var given = Json.parse(request.body()).texts("given");
        Optional<List<Option>> options = switch (name) {
            case "dates" -> Optional.of(Slots.dates(CaseKeys.dayOf(now()), 7));
            case "dates-14" -> Optional.of(Slots.dates(CaseKeys.dayOf(now()), 14));
            case "slots" -> Optional.of(books.together(b -> slots.of(b, given)));
            case "years" -> Optional.of(Slots.years(CaseKeys.dayOf(now()).getYear()));
            case "past-years" -> Optional.of(Slots.years(CaseKeys.dayOf(now()).getYear() - 1));
            case "premium-years" -> Optional.of(rules.premiumYears());
            case "premium-grades" -> Optional.of(rules.premiumGrades(given.getOrDefault("year", "")));
            case "clinics" -> demo.list(name, given.getOrDefault("hospital", ""));
            case "endorsement-times" -> demo.list(name, given.getOrDefault("place", ""));
            default -> demo.list(name, given.getOrDefault("parent", ""));
        };
        return options.map(all -> Answer.json(
                        Map.of("options", all.stream().map(Wire::tree).toList())))
                .orElseGet(() -> refused(404, "no-such-list"));
    }

    private Answer sendCode(Request request, String terminal) {
        Json asked = Json.parse(request.body());
        String mobile = asked.text("mobile");
        String service = asked.maybeText("service").orElse("");
        if (!asked.has("subject")) return refused(403, "identity-unproven"); // a terminal of contract 1.6
        if (!mobile.matches("1[3-9]\\d{9}")) return malformed();
        if (demo.service(service).isEmpty()) return refused(404, "no-such-service");
        var unproven = identities.refusal(asked, terminal, now());
        if (unproven.isPresent()) return unproven.get();
        var who = Wire.subject(asked.object("subject"));
        var evidence = asked.text("evidence");
        return switch (books.together(b -> phone.sendCode(b, terminal, who, evidence, service, mobile, now()))) {
            case Phone.Sending.Sent(var id) -> Answer.json(201, Json.canonical(Map.of("id", id)));
            case Phone.Sending.Later(var code, var wait) -> Answer.problem(problems.later(429, code, Map.of(), wait));
            case Phone.Sending.Refused(var code) -> refused(403, code);
        };
    }

    private Answer checkCode(Request request, String terminal, String id) {
        String code = Json.parse(request.body()).text("code");
        return books.together(b -> phone.check(b, terminal, id, code, now()))
                .map(right -> Answer.json(Map.of("right", right)))
                .orElseGet(() -> refused(404, "code-gone"));
    }

    private Answer document(String terminal, String serial) {
        return registry.documentBytes(terminal, serial)
                .map(pdf -> new Answer(200, "application/pdf", pdf, Map.of(), false))
                .orElseGet(() -> refused(404, "no-such-document"));
    }

    private Answer progress(String code) {
        return registry.progress(code, now())
                .map(found -> Answer.json(Wire.tree(found)))
                .orElseGet(() -> refused(404, "no-such-code"));
    }

    private Answer cases(Request request, String terminal) {
        Json asked = Json.parse(request.body());
        var unproven = identities.refusal(asked, terminal, now());
        if (unproven.isPresent()) return unproven.get();
        var subject = Wire.subject(asked.object("subject"));
        return Answer.json(Map.of(
                "cases", registry.cases(subject, now()).stream().map(Wire::tree).toList()));
    }

    private Answer mandate(Request request, String terminal) {
        Json asked = Json.parse(request.body());
        var unproven = identities.refusal(asked, terminal, now());
        if (unproven.isPresent()) return unproven.get();
        String number = Wire.subject(asked.object("subject")).number();
        return switch (organisations.may(number, asked.text("organisation"), CaseKeys.dayOf(now()))) {
            case Organisations.Said.May(var mandate) -> Answer.json(Wire.tree(mandate));
            case Organisations.Said.MayNot(var code, var facts) -> Answer.problem(problems.of(403, code, facts));
        };
    }

    private Answer lately(Request request, String terminal) {
        Json asked = Json.parse(request.body());
        var unproven = identities.refusal(asked, terminal, now());
        if (unproven.isPresent()) return unproven.get();
        var subject = Wire.subject(asked.object("subject"));
        var lately = wishes.lately(subject, now());
        return Answer.json(Map.of("wanted", lately.wanted(), "lately", lately.services()));
    }

    private Answer keepOrder(Request request, String terminal) {
        Json asked = Json.parse(request.body());
        var unproven = identities.refusal(asked, terminal, now());
        if (unproven.isPresent()) return unproven.get();
        return Answer.json(Map.of("taken", wishes.keep(Wire.subject(asked.object("subject")), asked.truth("wanted"))));
    }

    private Answer health() {
        var systems = new LinkedHashMap<String, Object>();
        for (String system : demo.systems()) systems.put(system, outages.up(system));
        systems.put("sms", outages.up("sms"));
        systems.put(PAYMENT, believesAny && outages.up(PAYMENT)); // only the demonstration has one
        return Answer.json(Map.of("systems", systems));
    }

    Answer serveDemo(Request request) {
        if (!request.method().equals("GET")) return nothingHere();
        return switch (request.path()) {
            case "/demo/phone" ->
                Answer.json(Map.of("messages", books.together(b -> phone.messages(b, request.parameter("mobile")))));
            case "/demo/papers" -> Answer.json(Map.of("papers", registry.papers()));
            case "/demo/money" ->
                Answer.json(Map.of(
                        "payments", money.accounts().stream().map(Counter::tree).toList()));
            case "/demo/cases" -> Answer.json(registry.counts());
            case "/demo/files" -> Answer.json(Map.of("files", cabinet.count()));
            default -> nothingHere();
        };
    }

    private static Map<String, Object> tree(Money.Account a) {
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

    private Answer refused(int status, String code) {
        return Answer.problem(problems.of(status, code));
    }
}
