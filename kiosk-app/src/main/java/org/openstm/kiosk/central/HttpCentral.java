package org.openstm.kiosk.central;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.kiosk.central.Line.Letter;
import org.openstm.kiosk.central.Reply.NoAnswer;
import org.openstm.kiosk.central.Reply.Refused;

/// [CentralApi] over HTTP/1.1. Every request is signed; a receipt whose signature does not hold counts as
/// no answer, and so does an error that is not in the contract's words (a portal's page, a proxy's
/// complaint).
public final class HttpCentral implements CentralApi, CatalogueApi, PassageApi, ChannelApi, AutoCloseable {
    /// @param connect until somebody listens
    /// @param ask for everything that is not a case
    /// @param submit for handing in a case, which may take a back system long
    public record Patience(Duration connect, Duration ask, Duration submit) {
        public static final Patience USUAL =
                new Patience(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(45));
    }

    private static final byte[] NOTHING = new byte[0];
    private static final int NOT_MODIFIED = 304;
    private static final int PARTIAL = 206;
    private static final int LARGEST_DOCUMENT = 8 * 1024 * 1024;

    private final URI base;
    private final String terminal;
    private final KioskKey signer;
    private final PublicKeys trusted;
    private final Patience patience;
    private final InstantSource clock;
    private final Optional<Pairing> pairing;
    private final Optional<Credentials> credentials;
    private volatile Line line;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<Ending> ends = Optional.empty();
    private volatile Optional<String> keyTrouble = Optional.empty();
    private final SecureRandom random = new SecureRandom();
    private volatile Duration behind = Duration.ZERO;
    private volatile Overhearing overhearing = Overhearing.NOBODY;

    public HttpCentral(URI base, String terminal, KioskKey signer, PublicKeys trusted) {
        this(base, terminal, signer, trusted, Patience.USUAL, InstantSource.system());
    }

    /// With the code that lets this terminal register, if somebody typed one.
    public HttpCentral(URI base, String terminal, KioskKey signer, PublicKeys trusted, Optional<Pairing> pairing) {
        this(base, terminal, signer, trusted, Patience.USUAL, InstantSource.system(), pairing);
    }

    public HttpCentral(
            URI base, String terminal, KioskKey signer, PublicKeys trusted, Patience patience, InstantSource clock) {
        this(base, terminal, signer, trusted, patience, clock, Optional.empty());
    }

    public HttpCentral(
            URI base,
            String terminal,
            KioskKey signer,
            PublicKeys trusted,
            Patience patience,
            InstantSource clock,
            Optional<Pairing> pairing) {
        this(base, terminal, signer, trusted, patience, clock, pairing, Optional.empty());
    }

    /// @param credentials for an `https` address
    public HttpCentral(
            URI base,
            String terminal,
            KioskKey signer,
            PublicKeys trusted,
            Patience patience,
            InstantSource clock,
            Optional<Pairing> pairing,
            Optional<Credentials> credentials) {
        this.base = base;
        this.terminal = terminal;
        this.signer = signer;
        this.trusted = trusted;
        trusted.useClock(() -> clock.instant().plus(behind));
        this.patience = patience;
        this.clock = clock;
        this.pairing = pairing;
        this.credentials = credentials;
        this.line = line(credentials.map(Credentials::kept));
    }

    /// Until when this terminal's certificate counts; empty without TLS.
    public Optional<Instant> certifiedUntil() {
        return credentials.flatMap(Credentials::until);
    }

    private Line line(Optional<PinnedAuthority> believed) {
        var tls = credentials.flatMap(own -> believed.map(own::context));
        return new Line(base, patience.connect(), tls, said -> ends = said);
    }

    /// Until when the centre speaks this version of the contract; empty while it does not say.
    public Optional<Ending> ends() {
        return ends;
    }

    /// Why the newest key set of central is not taken; empty while there is none that is not.
    public Optional<String> keyTrouble() {
        return keyTrouble;
    }

    /// Why the centre and this terminal do not let each other in, and who must act; empty while
    /// nothing of the kind is known.
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public Reply<Receipt> submit(String txId, byte[] body) {
        var reply = call("PUT", transactionPath(txId), txId, body, patience.submit(), json -> receipt(json, txId));
        if (reply instanceof Reply.Done<Receipt>(var receipt)
                && !receipt.requestDigest().equals(Sha256.digestHex(body))) {
            return new NoAnswer<>("the receipt speaks of another request", true);
        }
        return reply;
    }

    @Override
    public Reply<Boolean> upload(FileRef file, byte[] bytes) {
        String path = "/v1/terminals/" + part(terminal) + "/files/" + part(file.sha256());
        return call(new Letter("PUT", path, "", file.type(), bytes), patience.submit(), json -> json.truth("taken"));
    }

    @Override
    public Reply<Receipt> transaction(String txId) {
        return call("GET", transactionPath(txId), "", NOTHING, patience.ask(), json -> receipt(json, txId));
    }

    @Override
    public Reply<Voucher> hold(String txId, int attempt) {
        return call(
                "PUT",
                transactionPath(txId) + "/payment",
                txId + ":P",
                Json.canonical(Map.of("attempt", attempt)),
                patience.ask(),
                json -> voucher(json, txId));
    }

    @Override
    public Reply<Voucher> payment(String txId) {
        return get(transactionPath(txId) + "/payment", json -> voucher(json, txId));
    }

    @Override
    public Reply<Voucher> confirm(String txId, String reference, long fen) {
        return call(
                "POST",
                transactionPath(txId) + "/payment/confirmation",
                txId + ":C",
                Json.canonical(Map.of("reference", reference, "fen", fen)),
                patience.ask(),
                json -> voucher(json, txId));
    }

    @Override
    public Reply<Reversal> reverse(String txId, String why) {
        return call(
                "POST",
                transactionPath(txId) + "/reversal",
                txId + ":R",
                Json.canonical(Map.of("why", why)),
                patience.ask(),
                json -> {
                    believe(json, json.text("signature"));
                    var reversal = Wire.reversal(json);
                    if (!reversal.txId().equals(txId)) throw new WireBroken("the reversal of another case");
                    return reversal;
                });
    }

    private Voucher voucher(Json json, String txId) {
        believe(json, json.text("signature"));
        var voucher = Wire.voucher(json);
        if (!voucher.txId().equals(txId)) throw new WireBroken("the payment of another case");
        return voucher;
    }

    private void believe(Json json, String signature) {
        if (!trusted.believe(signature, json.canonicalWithout("signature")))
            throw new WireBroken("the signature does not hold");
    }

    @Override
    public Reply<String> proveIdentity(IdentityClaim claim) {
        var asked = new LinkedHashMap<>(Wire.tree(new ProvenSubject(claim.subject(), claim.evidence())));
        asked.put("factor", claim.factor());
        if (!claim.officer().isEmpty()) asked.put("officer", claim.officer());
        return post("/v1/terminals/" + part(terminal) + "/identities", asked, json -> json.text("evidence"));
    }

    @Override
    public Reply<Map<String, String>> query(
            String system, String service, ProvenSubject who, Map<String, String> answers) {
        return post(
                "/v1/queries/" + part(system),
                with(who, Map.of("service", service, "answers", answers)),
                json -> json.texts("values"));
    }

    private static Map<String, Object> with(ProvenSubject who, Map<String, Object> more) {
        var all = new LinkedHashMap<>(Wire.tree(who));
        all.putAll(more);
        return all;
    }

    @Override
    public Reply<List<Option>> options(String list, Map<String, String> given) {
        return post("/v1/lists/" + part(list), Map.of("given", given), Wire::options);
    }

    @Override
    public Reply<String> sendCode(ProvenSubject who, String service, String mobile) {
        return post("/v1/sms-codes", with(who, Map.of("service", service, "mobile", mobile)), json -> json.text("id"));
    }

    @Override
    public Reply<Boolean> checkCode(String id, String code) {
        return post("/v1/sms-codes/" + part(id) + "/verification", Map.of("code", code), json -> json.truth("right"));
    }

    @Override
    public Reply<byte[]> document(String serial) {
        String path = "/v1/documents/" + part(serial);
        var letter = Letter.json("GET", path, "", NOTHING);
        return enrolled(() -> exchange(letter, patience.ask(), LARGEST_DOCUMENT, response -> {
            byte[] pdf = response.body();
            if (!DocumentSeal.whole(pdf, trusted)) throw new WireBroken("the document's seal does not hold");
            return pdf;
        }));
    }

    @Override
    public Reply<Optional<byte[]>> catalogue(String known) {
        Map<String, String> unless = known.isEmpty() ? Map.of() : Map.of("If-None-Match", '"' + known + '"');
        var letter = new Letter("GET", "/v1/catalogue", "", "", NOTHING, unless);
        return enrolled(() -> exchange(
                letter,
                patience.ask(),
                Json.LARGEST,
                response -> response.statusCode() == NOT_MODIFIED ? Optional.empty() : Optional.of(response.body())));
    }

    @Override
    public Reply<byte[]> blob(String sha256, int from, int until) {
        var part = Map.of("Range", "bytes=" + from + "-" + (until - 1));
        var letter = new Letter("GET", "/v1/blobs/" + part(sha256), "", "", NOTHING, part);
        return enrolled(() -> exchange(letter, patience.ask(), Manifest.LARGEST, response -> {
            byte[] body = response.body();
            int start = response.statusCode() == PARTIAL ? 0 : from; // who knows no parts sends the whole
            if (body.length < start + until - from) throw new WireBroken("a part that is too short");
            return Arrays.copyOfRange(body, start, start + until - from);
        }));
    }

    @Override
    public boolean holds(String jws, byte[] payload) {
        return trusted.believe(jws, payload);
    }

    @Override
    public Optional<String> signer() {
        return trusted.signer();
    }

    @Override
    public Reply<CaseProgress> progress(String verificationCode) {
        return get("/v1/progress/" + part(verificationCode), Wire::progress);
    }

    @Override
    public Reply<List<CaseProgress>> cases(ProvenSubject who) {
        return post(
                "/v1/cases/search",
                Wire.tree(who),
                json -> json.objects("cases").stream().map(Wire::progress).toList());
    }

    @Override
    public Reply<Mandate> mandate(ProvenSubject who, String organisation) {
        return post("/v1/mandates/search", with(who, Map.of("organisation", organisation)), Wire::mandate);
    }

    @Override
    public Reply<Lately> lately(ProvenSubject who) {
        return post("/v1/order/search", Wire.tree(who), json -> new Lately(json.truth("wanted"), json.words("lately")));
    }

    @Override
    public Reply<Boolean> keepOrder(ProvenSubject who, boolean wanted) {
        return post("/v1/order", with(who, Map.of("wanted", wanted)), json -> json.truth("taken"));
    }

    @Override
    public Reply<Map<String, Boolean>> systems() {
        return get("/v1/health", json -> json.truths("systems"));
    }

    @Override
    public Reply<Boolean> rate(String txId, int grade, List<String> reasons) {
        byte[] body = Json.canonical(Map.of("grade", grade, "reasons", reasons));
        return call(
                "PUT",
                transactionPath(txId) + "/rating",
                txId + ":rating",
                body,
                patience.ask(),
                json -> json.truth("taken"));
    }

    @Override
    public Reply<String> callStaff(String where, String why) {
        return post(
                "/v1/terminals/" + part(terminal) + "/help-calls",
                Map.of("where", where, "why", why),
                json -> json.text("ticket"));
    }

    @Override
    public Reply<String> staffCall(String ticket) {
        return get("/v1/terminals/" + part(terminal) + "/help-calls/" + part(ticket), json -> json.text("state"));
    }

    @Override
    public Reply<Integer> tell(List<Passage> passages) {
        return post(
                "/v1/terminals/" + part(terminal) + "/passages",
                Map.of("passages", passages.stream().map(Wire::tree).toList()),
                json -> json.integer("taken"));
    }

    @Override
    public Reply<List<AppIssuer>> issuers() {
        return get("/v1/app-issuers", json -> {
            believe(json, json.text("signature"));
            if (json.instant("until").isBefore(clock.instant().plus(behind)))
                throw new WireBroken("a list of issuers that no longer counts");
            return json.objects("issuers").stream().map(AppIssuer::of).toList();
        });
    }

    @Override
    public Reply<AppLogin> redeem(AppCode code, String key) {
        return call(
                "POST",
                "/v1/terminals/" + part(terminal) + "/app-logins",
                key,
                Json.canonical(Map.of("issuer", code.issuer(), "reference", code.reference(), "acr", code.acr())),
                patience.ask(),
                json -> {
                    believe(json, json.text("signature"));
                    if (!json.text("reference").equals(code.reference())
                            || !json.text("terminal").equals(terminal))
                        throw new WireBroken("the answer to another code");
                    return new AppLogin(Wire.subject(json.object("subject")), level(json), json.instant("at"));
                });
    }

    @Override
    public Reply<Handed> handOver(String txId, Handover half) {
        return call(
                "PUT",
                "/v1/terminals/" + part(terminal) + "/handovers/" + part(txId),
                txId + ":H",
                Json.canonical(Wire.tree(half)),
                patience.ask(),
                json -> {
                    believe(json, json.text("signature"));
                    var handed = Wire.handed(json);
                    if (!handed.txId().equals(txId)) throw new WireBroken("the hand-over of another case");
                    return handed;
                });
    }

    @Override
    public Reply<TakenOver> takeOver(String reference, ProvenSubject person) {
        return post(
                "/v1/terminals/" + part(terminal) + "/handovers",
                with(person, Map.of("reference", reference)),
                json -> {
                    believe(json, json.text("signature"));
                    if (!json.text("reference").equals(reference))
                        throw new WireBroken("the hand-over of another case");
                    return Wire.takenOver(json);
                });
    }

    private static String level(Json json) {
        String level = json.text("level");
        if (!level.matches("L[123]")) throw new WireBroken("'level' is none of those known");
        return level;
    }

    @Override
    public Reply<CaseList> reconcile(Instant since, String after) {
        return post(
                "/v1/terminals/" + part(terminal) + "/reconciliation",
                Map.of("since", since.toString(), "after", after),
                Wire::caseList);
    }

    @Override
    public Reply<Pulse> heartbeat(Beat beat) {
        var told = Wire.tree(beat);
        told.put("keySet", trusted.version());
        return post("/v1/terminals/" + part(terminal) + "/heartbeat", told, json -> {
            // first: it may name the key by which the rest is signed
            if (json.has("keySet")) keyTrouble = trusted.take(json.object("keySet"));
            var last = json.object("last");
            if (!trusted.believe(last.text("signature"), last.canonicalWithout("signature")))
                throw new WireBroken("the countersignature does not hold");
            var pulse = Wire.pulse(
                    json, command -> trusted.believe(command.text("signature"), command.canonicalWithout("signature")));
            if (!pulse.last().terminal().equals(terminal)) throw new WireBroken("another terminal's countersignature");
            return pulse;
        });
    }

    @Override
    public Reply<Boolean> commandDone(String id, String outcome) {
        return call(
                "PUT",
                "/v1/terminals/" + part(terminal) + "/commands/" + part(id),
                id,
                Json.canonical(Map.of("outcome", outcome)),
                patience.ask(),
                json -> json.truth("taken"));
    }

    @Override
    public Reply<Boolean> reportPaper(String txId, PaperReport report) {
        return call(
                "PUT",
                transactionPath(txId) + "/papers/" + part(report.effectId()),
                txId + ":" + report.effectId(),
                Json.canonical(Wire.tree(report)),
                patience.ask(),
                json -> json.truth("taken"));
    }

    @Override
    public void close() {
        line.close();
    }

    private Receipt receipt(Json json, String txId) {
        Receipt receipt = Wire.receipt(json);
        if (!receipt.txId().equals(txId)) throw new WireBroken("a receipt of another case");
        believe(json, receipt.signature());
        return receipt;
    }

    private <T> Reply<T> get(String path, Function<Json, T> reader) {
        return call("GET", path, "", NOTHING, patience.ask(), reader);
    }

    private <T> Reply<T> post(String path, Map<String, ?> body, Function<Json, T> reader) {
        return call("POST", path, "", Json.canonical(body), patience.ask(), reader);
    }

    private <T> Reply<T> call(
            String method, String path, String key, byte[] body, Duration wait, Function<Json, T> reader) {
        return call(Letter.json(method, path, key, body), wait, reader);
    }

    private <T> Reply<T> call(Letter letter, Duration wait, Function<Json, T> reader) {
        return enrolled(
                () -> exchange(letter, wait, Json.LARGEST, response -> reader.apply(Json.parse(response.body()))));
    }

    private interface Call<T> {
        Reply<T> go();
    }

    /// The first contact, and a central that lost its registry (a demonstration begun anew), need enrolment
    /// first.
    private <T> Reply<T> enrolled(Call<T> call) {
        boolean uncertified = credentials.map(own -> !own.complete()).orElse(false);
        if (trusted.isEmpty() || uncertified) { // the request itself has not left
            var first = enrol();
            if (first instanceof NoAnswer<Boolean>(var why, var _)) return new NoAnswer<>(why, false);
            if (first instanceof Refused<Boolean>(var problem)) return new Refused<>(problem);
        }
        Reply<T> reply = call.go();
        if (reply instanceof Refused<T>(var problem)) {
            boolean once = problem.code().equals("clock-wrong") && setClock(problem)
                    || problem.code().equals("unknown-terminal") && enrol() instanceof Reply.Done<Boolean>;
            if (once) return call.go();
        }
        return reply;
    }

    /// A terminal whose clock stopped can still speak: from here on its requests carry central's time.
    /// Staff learn of the clock by the heartbeat.
    private boolean setClock(Problem problem) {
        try {
            behind = Duration.between(
                    clock.instant(), Instant.parse(problem.facts().getOrDefault("time", "")));
            return true;
        } catch (DateTimeException broken) {
            return false;
        }
    }

    /// Registers this terminal's key at central and learns whom to believe; by itself that happens
    /// at the first contact. With TLS the authority that is learned counts only if it is the one of
    /// this very line.
    public Reply<Boolean> enrol() {
        var asked = new LinkedHashMap<String, String>(Map.of("key", signer.publicJwk()));
        pairing.ifPresent(p -> asked.put("proof", p.ofTerminal(signer.publicJwk())));
        credentials.ifPresent(own -> asked.put("certificateRequest", own.request()));
        byte[] body = Json.canonical(asked);
        String path = "/v1/terminals/" + part(terminal) + "/enrolment";
        var believed = credentials.map(own -> own.complete() && pairing.isEmpty() ? own.kept() : own.firstContact());
        try (var first = line(believed)) {
            var letter = Letter.json("PUT", path, "", body);
            var reply = exchange(first, letter, patience.ask(), Json.LARGEST, response -> {
                believe(Json.parse(response.body()), believed.flatMap(PinnedAuthority::seen));
                return true;
            });
            if (reply instanceof Reply.Done && credentials.isPresent()) changeLine();
            return reply;
        }
    }

    private void believe(Json said, Optional<X509Certificate> seen) {
        boolean proved = pairing.isPresent()
                && Pairing.same(
                        said.maybeText("proof").orElse(""),
                        pairing.get().ofCentral(signer.publicJwk(), said.canonicalWithout("proof")));
        boolean believed = pairing.isPresent() ? proved : trusted.believesFirst();
        if (!believed) throw new WireBroken("central does not prove that it knows the pairing code");
        credentials.ifPresent(own -> {
            var authority = CertificateFile.ofText(said.text("authority"));
            if (!seen.equals(Optional.of(authority)))
                throw new WireBroken("the line does not end at central: somebody sits on it");
            own.keep(authority, said.text("certificate"));
        });
        trusted.pin(said.text("key"), said.maybeText("exports"), proved);
    }

    /// Has the terminal's certificate renewed when two thirds of its life are over.
    ///
    /// @return empty if nothing was to do
    public Optional<Reply<Boolean>> renewIfDue() {
        if (credentials.isEmpty() || !credentials.get().due()) return Optional.empty();
        var own = credentials.get();
        var reply = post(
                "/v1/terminals/" + part(terminal) + "/certificate",
                Map.of("certificateRequest", own.request()),
                json -> {
                    own.renew(json.text("certificate"));
                    return true;
                });
        if (reply instanceof Reply.Done) changeLine();
        return Optional.of(reply);
    }

    /// Connections keep the certificate with which they began.
    private void changeLine() {
        var old = line;
        line = line(credentials.map(Credentials::kept));
        old.retire();
    }

    private <T> Reply<T> exchange(Letter letter, Duration wait, int largest, Function<HttpResponse<byte[]>, T> reader) {
        return exchange(line, letter, wait, largest, reader);
    }

    private <T> Reply<T> exchange(
            Line over, Letter letter, Duration wait, int largest, Function<HttpResponse<byte[]>, T> reader) {
        String signature = signer.sign(
                Wire.signedWords(letter.method(), letter.path(), letter.key(), letter.body()),
                Map.of("at", clock.instant().plus(behind).toString(), "nonce", nonce()));
        long asked = System.nanoTime();
        var reply = over.send(letter, signature, wait, largest);
        var took = Duration.ofNanos(System.nanoTime() - asked);
        overhearing.called(letter.method(), letter.route(), took, result(reply));
        trouble = troubleOf(reply);
        return switch (reply) {
            case NoAnswer<HttpResponse<byte[]>>(var why, var maybe) -> new NoAnswer<>(why, maybe);
            case Refused<HttpResponse<byte[]>>(var problem) -> new Refused<>(problem);
            case Reply.Done<HttpResponse<byte[]>>(var response) -> read(response, reader);
        };
    }

    private static String result(Reply<?> reply) {
        return switch (reply) {
            case Reply.Done<?> _ -> "done";
            case Refused<?>(var problem) -> problem.code();
            case NoAnswer<?> _ -> "no-answer";
        };
    }

    /// @param by told of each call from now on
    public void overheard(Overhearing by) {
        overhearing = by;
    }

    /// What does not go away by itself: a centre that is not ours, or one that does not let us in.
    private static Optional<String> troubleOf(Reply<?> reply) {
        return switch (reply) {
            case Reply.Done<?> _ -> Optional.empty();
            case NoAnswer<?>(var why, var _) -> why.startsWith(Line.UNSAFE) ? Optional.of(why) : Optional.empty();
            case Refused<?>(var problem) ->
                problem.status() == 401 && !problem.code().equals("clock-wrong")
                        ? Optional.of(problem.code() + ": " + problem.message().getOrDefault("en", ""))
                        : Optional.empty();
        };
    }

    private static <T> Reply<T> read(HttpResponse<byte[]> response, Function<HttpResponse<byte[]>, T> reader) {
        try {
            return new Reply.Done<>(reader.apply(response));
        } catch (WireBroken broken) {
            return new NoAnswer<>("central's answer cannot be used: " + broken.getMessage(), true);
        }
    }

    private String nonce() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String transactionPath(String txId) {
        return "/v1/terminals/" + part(terminal) + "/transactions/" + part(txId);
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
