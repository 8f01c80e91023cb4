package org.openstm.kiosk.central.http;

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
import org.openstm.kiosk.central.AppLogin;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.CatalogueApi;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.CentralReply.NoAnswer;
import org.openstm.kiosk.central.CentralReply.Refused;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.ProcessDataApi;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.RecentServices;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.codec.ContractCodec;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.central.crypto.AppIssuer;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.CertificateFile;
import org.openstm.kiosk.central.crypto.DocumentSeal;
import org.openstm.kiosk.central.crypto.PairingSecret;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpTransport.OutgoingRequest;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.central.terminal.CatalogueManifest;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.PaperReport;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;

/// [CentralApi] over HTTP/1.1. Every request is signed. A receipt with an invalid signature counts as no
/// answer, and so does an error that is not one of the contract (from a portal or a proxy).
public final class HttpCentralClient implements CentralApi, CatalogueApi, ProcessDataApi, ChannelApi, AutoCloseable {
    /// @param connect until the connection is open
    /// @param ask for everything that does not submit a case
    /// @param submit for submitting a case, which may take a back system long
    public record CallTimeouts(Duration connect, Duration ask, Duration submit) {
        public static final CallTimeouts USUAL =
                new CallTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(45));
    }

    private static final byte[] NOTHING = new byte[0];
    private static final int NOT_MODIFIED = 304;
    private static final int PARTIAL = 206;
    private static final int LARGEST_DOCUMENT = 8 * 1024 * 1024;

    private final URI base;
    private final String terminal;
    private final SigningKey signer;
    private final CentralPublicKeys trusted;
    private final CallTimeouts patience;
    private final InstantSource clock;
    private final Optional<PairingSecret> pairing;
    private final Optional<TlsCredentials> credentials;
    private volatile HttpTransport transport;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<ContractSunset> ends = Optional.empty();
    private volatile Optional<String> keyTrouble = Optional.empty();
    private final SecureRandom random = new SecureRandom();
    private volatile Duration behind = Duration.ZERO;
    private volatile CallListener overhearing = CallListener.NOBODY;

    public HttpCentralClient(URI base, String terminal, SigningKey signer, CentralPublicKeys trusted) {
        this(base, terminal, signer, trusted, CallTimeouts.USUAL, InstantSource.system());
    }

    /// Uses the pairing code that lets this terminal register, if one was entered.
    public HttpCentralClient(
            URI base, String terminal, SigningKey signer, CentralPublicKeys trusted, Optional<PairingSecret> pairing) {
        this(base, terminal, signer, trusted, CallTimeouts.USUAL, InstantSource.system(), pairing);
    }

    public HttpCentralClient(
            URI base,
            String terminal,
            SigningKey signer,
            CentralPublicKeys trusted,
            CallTimeouts patience,
            InstantSource clock) {
        this(base, terminal, signer, trusted, patience, clock, Optional.empty());
    }

    public HttpCentralClient(
            URI base,
            String terminal,
            SigningKey signer,
            CentralPublicKeys trusted,
            CallTimeouts patience,
            InstantSource clock,
            Optional<PairingSecret> pairing) {
        this(base, terminal, signer, trusted, patience, clock, pairing, Optional.empty());
    }

    /// @param credentials for an `https` address
    public HttpCentralClient(
            URI base,
            String terminal,
            SigningKey signer,
            CentralPublicKeys trusted,
            CallTimeouts patience,
            InstantSource clock,
            Optional<PairingSecret> pairing,
            Optional<TlsCredentials> credentials) {
        this.base = base;
        this.terminal = terminal;
        this.signer = signer;
        this.trusted = trusted;
        trusted.useClock(() -> clock.instant().plus(behind));
        this.patience = patience;
        this.clock = clock;
        this.pairing = pairing;
        this.credentials = credentials;
        this.transport = openTransport(credentials.map(TlsCredentials::storedTrust));
    }

    /// End of this terminal's certificate; empty without TLS.
    public Optional<Instant> certificateExpiry() {
        return credentials.flatMap(TlsCredentials::certificateExpiry);
    }

    private HttpTransport openTransport(Optional<PinnedTrustManager> believed) {
        var tls = credentials.flatMap(own -> believed.map(own::sslContext));
        return new HttpTransport(base, patience.connect(), tls, said -> ends = said);
    }

    /// End of central's support for this contract version; empty while it is not announced.
    public Optional<ContractSunset> contractSunset() {
        return ends;
    }

    /// Why central's newest key set is not accepted; empty while there is no such problem.
    public Optional<String> keyTrouble() {
        return keyTrouble;
    }

    /// Why central and this terminal do not accept each other, and who must act; empty while no such problem is
    /// known.
    public Optional<String> authenticationTrouble() {
        return trouble;
    }

    @Override
    public CentralReply<CaseReceipt> submitCase(String txId, byte[] body) {
        var reply = callCentral(
                "PUT", transactionPath(txId), txId, body, patience.submit(), json -> verifiedReceipt(json, txId));
        if (reply instanceof CentralReply.Done<CaseReceipt>(var receipt)
                && !receipt.requestDigest().equals(Sha256.digestHex(body))) {
            return new NoAnswer<>(NoAnswerReason.UNUSABLE, "the receipt speaks of another request", true);
        }
        return reply;
    }

    @Override
    public CentralReply<Boolean> uploadFile(FileReference file, byte[] bytes) {
        String path = "/v1/terminals/" + encodePathPart(terminal) + "/files/" + encodePathPart(file.sha256());
        return callCentral(
                new OutgoingRequest("PUT", path, "", file.type(), bytes),
                patience.submit(),
                json -> json.booleanValue("taken"));
    }

    @Override
    public CentralReply<CaseReceipt> queryReceipt(String txId) {
        return callCentral(
                "GET", transactionPath(txId), "", NOTHING, patience.ask(), json -> verifiedReceipt(json, txId));
    }

    @Override
    public CentralReply<PaymentHold> holdPayment(String txId, int attempt) {
        return callCentral(
                "PUT",
                transactionPath(txId) + "/payment",
                txId + ":P",
                StrictJson.toCanonicalBytes(Map.of("attempt", attempt)),
                patience.ask(),
                json -> verifiedPayment(json, txId));
    }

    @Override
    public CentralReply<PaymentHold> queryPayment(String txId) {
        return getJson(transactionPath(txId) + "/payment", json -> verifiedPayment(json, txId));
    }

    @Override
    public CentralReply<PaymentHold> confirmPayment(String txId, String reference, long fen) {
        return callCentral(
                "POST",
                transactionPath(txId) + "/payment/confirmation",
                txId + ":C",
                StrictJson.toCanonicalBytes(Map.of("reference", reference, "fen", fen)),
                patience.ask(),
                json -> verifiedPayment(json, txId));
    }

    @Override
    public CentralReply<CaseReversal> reverseCase(String txId, String why) {
        return callCentral(
                "POST",
                transactionPath(txId) + "/reversal",
                txId + ":R",
                StrictJson.toCanonicalBytes(Map.of("why", why)),
                patience.ask(),
                json -> {
                    verifySignature(json, json.text("signature"));
                    var reversal = ContractCodec.parseReversal(json);
                    if (!reversal.txId().equals(txId))
                        throw new ContractViolationException("the reversal belongs to another case");
                    return reversal;
                });
    }

    private PaymentHold verifiedPayment(StrictJson json, String txId) {
        verifySignature(json, json.text("signature"));
        var voucher = ContractCodec.parsePaymentHold(json);
        if (!voucher.txId().equals(txId)) throw new ContractViolationException("the payment belongs to another case");
        return voucher;
    }

    private void verifySignature(StrictJson json, String signature) {
        if (!trusted.isSignedByCentral(signature, json.canonicalBytesWithout("signature")))
            throw new ContractViolationException("the signature does not hold");
    }

    @Override
    public CentralReply<String> proveIdentity(IdentityClaim claim) {
        var asked = new LinkedHashMap<>(ContractCodec.toJsonTree(new ProvenSubject(claim.subject(), claim.evidence())));
        asked.put("factor", claim.factor());
        if (!claim.officer().isEmpty()) asked.put("officer", claim.officer());
        return postJson(
                "/v1/terminals/" + encodePathPart(terminal) + "/identities", asked, json -> json.text("evidence"));
    }

    @Override
    public CentralReply<Map<String, String>> queryBackSystem(
            String system, String service, ProvenSubject who, Map<String, String> answers) {
        return postJson(
                "/v1/queries/" + encodePathPart(system),
                withSubject(who, Map.of("service", service, "answers", answers)),
                json -> json.textMap("values"));
    }

    private static Map<String, Object> withSubject(ProvenSubject who, Map<String, Object> more) {
        var all = new LinkedHashMap<>(ContractCodec.toJsonTree(who));
        all.putAll(more);
        return all;
    }

    @Override
    public CentralReply<List<ListOption>> queryOptions(String list, Map<String, String> given) {
        return postJson("/v1/lists/" + encodePathPart(list), Map.of("given", given), ContractCodec::parseOptions);
    }

    @Override
    public CentralReply<String> sendSmsCode(ProvenSubject who, String service, String mobile) {
        return postJson(
                "/v1/sms-codes",
                withSubject(who, Map.of("service", service, "mobile", mobile)),
                json -> json.text("id"));
    }

    @Override
    public CentralReply<Boolean> checkSmsCode(String id, String code) {
        return postJson(
                "/v1/sms-codes/" + encodePathPart(id) + "/verification",
                Map.of("code", code),
                json -> json.booleanValue("right"));
    }

    @Override
    public CentralReply<byte[]> fetchDocument(String serial) {
        String path = "/v1/documents/" + encodePathPart(serial);
        var letter = OutgoingRequest.ofJson("GET", path, "", NOTHING);
        CentralReply<byte[]> reply =
                callEnrolled(() -> exchangeRequest(letter, patience.ask(), LARGEST_DOCUMENT, HttpResponse::body));
        if (reply instanceof CentralReply.Done<byte[]>(var pdf) && !DocumentSeal.isSealIntact(pdf, trusted))
            return new NoAnswer<>(NoAnswerReason.BAD_SEAL, "the document's seal does not hold", true);
        return reply;
    }

    @Override
    public CentralReply<Optional<byte[]>> fetchManifest(String known) {
        Map<String, String> unless = known.isEmpty() ? Map.of() : Map.of("If-None-Match", '"' + known + '"');
        var letter = new OutgoingRequest("GET", "/v1/catalogue", "", "", NOTHING, unless);
        return callEnrolled(() -> exchangeRequest(
                letter,
                patience.ask(),
                StrictJson.LARGEST,
                response -> response.statusCode() == NOT_MODIFIED ? Optional.empty() : Optional.of(response.body())));
    }

    @Override
    public CentralReply<byte[]> fetchFilePart(String sha256, int from, int until) {
        var part = Map.of("Range", "bytes=" + from + "-" + (until - 1));
        var letter = new OutgoingRequest("GET", "/v1/blobs/" + encodePathPart(sha256), "", "", NOTHING, part);
        return callEnrolled(() -> exchangeRequest(letter, patience.ask(), CatalogueManifest.LARGEST, response -> {
            byte[] body = response.body();
            int start = response.statusCode() == PARTIAL ? 0 : from; // without range support the whole file comes
            if (body.length < start + until - from) throw new ContractViolationException("a part that is too short");
            return Arrays.copyOfRange(body, start, start + until - from);
        }));
    }

    @Override
    public boolean isSignedByCentral(String jws, byte[] payload) {
        return trusted.isSignedByCentral(jws, payload);
    }

    @Override
    public Optional<String> signerThumbprint() {
        return trusted.signerThumbprint();
    }

    @Override
    public CentralReply<CaseProgress> queryProgress(String verificationCode) {
        return getJson("/v1/progress/" + encodePathPart(verificationCode), ContractCodec::parseProgress);
    }

    @Override
    public CentralReply<List<CaseProgress>> queryCases(ProvenSubject who) {
        return postJson(
                "/v1/cases/search",
                ContractCodec.toJsonTree(who),
                json -> json.objectList("cases").stream()
                        .map(ContractCodec::parseProgress)
                        .toList());
    }

    @Override
    public CentralReply<OrganisationAuthorisation> queryMandate(ProvenSubject who, String organisation) {
        return postJson(
                "/v1/mandates/search",
                withSubject(who, Map.of("organisation", organisation)),
                ContractCodec::parseAuthorisation);
    }

    @Override
    public CentralReply<RecentServices> queryRecentServices(ProvenSubject who) {
        return postJson(
                "/v1/order/search",
                ContractCodec.toJsonTree(who),
                json -> new RecentServices(json.booleanValue("wanted"), json.textList("lately")));
    }

    @Override
    public CentralReply<Boolean> savePersonalization(ProvenSubject who, boolean wanted) {
        return postJson("/v1/order", withSubject(who, Map.of("wanted", wanted)), json -> json.booleanValue("taken"));
    }

    @Override
    public CentralReply<Map<String, Boolean>> querySystems() {
        return getJson("/v1/health", json -> json.booleanMap("systems"));
    }

    @Override
    public CentralReply<Boolean> rateCase(String txId, int grade, List<String> reasons) {
        byte[] body = StrictJson.toCanonicalBytes(Map.of("grade", grade, "reasons", reasons));
        return callCentral(
                "PUT",
                transactionPath(txId) + "/rating",
                txId + ":rating",
                body,
                patience.ask(),
                json -> json.booleanValue("taken"));
    }

    @Override
    public CentralReply<String> callStaff(String where, String why) {
        return postJson(
                "/v1/terminals/" + encodePathPart(terminal) + "/help-calls",
                Map.of("where", where, "why", why),
                json -> json.text("ticket"));
    }

    @Override
    public CentralReply<String> queryStaffCall(String ticket) {
        return getJson(
                "/v1/terminals/" + encodePathPart(terminal) + "/help-calls/" + encodePathPart(ticket),
                json -> json.text("state"));
    }

    @Override
    public CentralReply<Integer> reportProcessData(List<ProcessDataRecord> passages) {
        return postJson(
                "/v1/terminals/" + encodePathPart(terminal) + "/passages",
                Map.of(
                        "passages",
                        passages.stream().map(ContractCodec::toJsonTree).toList()),
                json -> json.integer("taken"));
    }

    @Override
    public CentralReply<List<AppIssuer>> listIssuers() {
        return getJson("/v1/app-issuers", json -> {
            verifySignature(json, json.text("signature"));
            if (json.instant("until").isBefore(clock.instant().plus(behind)))
                throw new ContractViolationException("the list of issuers has expired");
            return json.objectList("issuers").stream().map(AppIssuer::of).toList();
        });
    }

    @Override
    public CentralReply<AppLogin> redeemAppCode(AppCode code, String key) {
        return callCentral(
                "POST",
                "/v1/terminals/" + encodePathPart(terminal) + "/app-logins",
                key,
                StrictJson.toCanonicalBytes(
                        Map.of("issuer", code.issuer(), "reference", code.reference(), "acr", code.acr())),
                patience.ask(),
                json -> {
                    verifySignature(json, json.text("signature"));
                    if (!json.text("reference").equals(code.reference())
                            || !json.text("terminal").equals(terminal))
                        throw new ContractViolationException("the answer belongs to another code");
                    return new AppLogin(
                            ContractCodec.parseSubject(json.object("subject")), requireLevel(json), json.instant("at"));
                });
    }

    @Override
    public CentralReply<TransferredCase> transferCase(String txId, CaseTransfer half) {
        return callCentral(
                "PUT",
                "/v1/terminals/" + encodePathPart(terminal) + "/handovers/" + encodePathPart(txId),
                txId + ":H",
                StrictJson.toCanonicalBytes(ContractCodec.toJsonTree(half)),
                patience.ask(),
                json -> {
                    verifySignature(json, json.text("signature"));
                    var handed = ContractCodec.parseTransferredCase(json);
                    if (!handed.txId().equals(txId))
                        throw new ContractViolationException("the transfer belongs to another case");
                    return handed;
                });
    }

    @Override
    public CentralReply<TakenOverCase> takeOverCase(String reference, ProvenSubject person) {
        return postJson(
                "/v1/terminals/" + encodePathPart(terminal) + "/handovers",
                withSubject(person, Map.of("reference", reference)),
                json -> {
                    verifySignature(json, json.text("signature"));
                    if (!json.text("reference").equals(reference))
                        throw new ContractViolationException("the transfer belongs to another case");
                    return ContractCodec.parseTakenOverCase(json);
                });
    }

    private static String requireLevel(StrictJson json) {
        String level = json.text("level");
        if (!level.matches("L[123]")) throw new ContractViolationException("'level' is none of those known");
        return level;
    }

    @Override
    public CentralReply<CaseListPage> listTerminalCases(Instant since, String after) {
        return postJson(
                "/v1/terminals/" + encodePathPart(terminal) + "/reconciliation",
                Map.of("since", since.toString(), "after", after),
                ContractCodec::parseCaseListPage);
    }

    @Override
    public CentralReply<HeartbeatResponse> sendHeartbeat(HeartbeatRequest heartbeat) {
        var told = ContractCodec.toJsonTree(heartbeat);
        told.put("keySet", trusted.keySetVersion());
        return postJson("/v1/terminals/" + encodePathPart(terminal) + "/heartbeat", told, json -> {
            // first: it may contain the key by which the rest is signed
            if (json.has("keySet")) keyTrouble = trusted.acceptKeySet(json.object("keySet"));
            var last = json.object("last");
            if (!trusted.isSignedByCentral(last.text("signature"), last.canonicalBytesWithout("signature")))
                throw new ContractViolationException("the countersignature does not hold");
            var pulse = ContractCodec.parseHeartbeatResponse(
                    json,
                    command -> trusted.isSignedByCentral(
                            command.text("signature"), command.canonicalBytesWithout("signature")));
            if (!pulse.last().terminal().equals(terminal))
                throw new ContractViolationException("the countersignature belongs to another terminal");
            return pulse;
        });
    }

    @Override
    public CentralReply<Boolean> reportCommandOutcome(String id, String outcome) {
        return callCentral(
                "PUT",
                "/v1/terminals/" + encodePathPart(terminal) + "/commands/" + encodePathPart(id),
                id,
                StrictJson.toCanonicalBytes(Map.of("outcome", outcome)),
                patience.ask(),
                json -> json.booleanValue("taken"));
    }

    @Override
    public CentralReply<Boolean> reportPaper(String txId, PaperReport report) {
        return callCentral(
                "PUT",
                transactionPath(txId) + "/papers/" + encodePathPart(report.effectId()),
                txId + ":" + report.effectId(),
                StrictJson.toCanonicalBytes(ContractCodec.toJsonTree(report)),
                patience.ask(),
                json -> json.booleanValue("taken"));
    }

    @Override
    public void close() {
        transport.close();
    }

    private CaseReceipt verifiedReceipt(StrictJson json, String txId) {
        CaseReceipt receipt = ContractCodec.parseReceipt(json);
        if (!receipt.txId().equals(txId)) throw new ContractViolationException("the receipt belongs to another case");
        verifySignature(json, receipt.signature());
        return receipt;
    }

    private <T> CentralReply<T> getJson(String path, Function<StrictJson, T> reader) {
        return callCentral("GET", path, "", NOTHING, patience.ask(), reader);
    }

    private <T> CentralReply<T> postJson(String path, Map<String, ?> body, Function<StrictJson, T> reader) {
        return callCentral("POST", path, "", StrictJson.toCanonicalBytes(body), patience.ask(), reader);
    }

    private <T> CentralReply<T> callCentral(
            String method, String path, String key, byte[] body, Duration wait, Function<StrictJson, T> reader) {
        return callCentral(OutgoingRequest.ofJson(method, path, key, body), wait, reader);
    }

    private <T> CentralReply<T> callCentral(OutgoingRequest letter, Duration wait, Function<StrictJson, T> reader) {
        return callEnrolled(() -> exchangeRequest(
                letter, wait, StrictJson.LARGEST, response -> reader.apply(StrictJson.parse(response.body()))));
    }

    private interface CentralCall<T> {
        CentralReply<T> execute();
    }

    /// The first contact, and a central that lost its registry (a restarted demonstration), require enrolment
    /// first.
    private <T> CentralReply<T> callEnrolled(CentralCall<T> call) {
        boolean uncertified = credentials.map(own -> !own.isComplete()).orElse(false);
        if (trusted.isEmpty() || uncertified) { // the request itself was not sent
            var first = enrolTerminal();
            if (first instanceof NoAnswer<Boolean>(var reason, var why, var _))
                return new NoAnswer<>(reason, why, false);
            if (first instanceof Refused<Boolean>(var problem)) return new Refused<>(problem);
        }
        CentralReply<T> reply = call.execute();
        if (reply instanceof Refused<T>(var problem)) {
            boolean once = problem.code().equals("clock-wrong") && adoptCentralTime(problem)
                    || problem.code().equals("unknown-terminal")
                            && enrolTerminal() instanceof CentralReply.Done<Boolean>;
            if (once) return call.execute();
        }
        return reply;
    }

    /// A terminal whose clock stopped can still communicate: from here on its requests carry central's time.
    /// Staff learn of the clock from the heartbeat.
    private boolean adoptCentralTime(ProblemDetails problem) {
        try {
            behind = Duration.between(
                    clock.instant(), Instant.parse(problem.facts().getOrDefault("time", "")));
            return true;
        } catch (DateTimeException broken) {
            return false;
        }
    }

    /// Registers this terminal's key at central and learns central's keys; runs automatically at the first
    /// contact. With TLS the learned authority counts only if it is the one of this very connection.
    public CentralReply<Boolean> enrolTerminal() {
        var asked = new LinkedHashMap<String, String>(Map.of("key", signer.publicJwk()));
        pairing.ifPresent(p -> asked.put("proof", p.terminalProof(signer.publicJwk())));
        credentials.ifPresent(own -> asked.put("certificateRequest", own.certificateRequest()));
        byte[] body = StrictJson.toCanonicalBytes(asked);
        String path = "/v1/terminals/" + encodePathPart(terminal) + "/enrolment";
        var believed = credentials.map(
                own -> own.isComplete() && pairing.isEmpty() ? own.storedTrust() : own.firstContactTrust());
        try (var first = openTransport(believed)) {
            var letter = OutgoingRequest.ofJson("PUT", path, "", body);
            var reply = exchangeRequest(first, letter, patience.ask(), StrictJson.LARGEST, response -> {
                acceptEnrolment(
                        StrictJson.parse(response.body()), believed.flatMap(PinnedTrustManager::lastSeenAuthority));
                return true;
            });
            if (reply instanceof CentralReply.Done && credentials.isPresent()) replaceTransport();
            return reply;
        }
    }

    private void acceptEnrolment(StrictJson said, Optional<X509Certificate> seen) {
        boolean proved = pairing.isPresent()
                && PairingSecret.isSameProof(
                        said.optionalText("proof").orElse(""),
                        pairing.get().centralProof(signer.publicJwk(), said.canonicalBytesWithout("proof")));
        boolean believed = pairing.isPresent() ? proved : trusted.isFirstKeyTrusted();
        if (!believed) throw new ContractViolationException("central does not prove that it knows the pairing code");
        credentials.ifPresent(own -> {
            var authority = CertificateFile.parseBase64(said.text("authority"));
            if (!seen.equals(Optional.of(authority)))
                throw new ContractViolationException("the line does not end at central: somebody sits on it");
            own.storeEnrolment(authority, said.text("certificate"));
        });
        trusted.pinKeys(said.text("key"), said.optionalText("exports"), proved);
    }

    /// Renews the terminal's certificate when two thirds of its validity are over.
    ///
    /// @return empty if it was not due
    public Optional<CentralReply<Boolean>> renewCertificateIfDue() {
        if (credentials.isEmpty() || !credentials.get().isRenewalDue()) return Optional.empty();
        var own = credentials.get();
        var reply = postJson(
                "/v1/terminals/" + encodePathPart(terminal) + "/certificate",
                Map.of("certificateRequest", own.certificateRequest()),
                json -> {
                    own.replaceCertificate(json.text("certificate"));
                    return true;
                });
        if (reply instanceof CentralReply.Done) replaceTransport();
        return Optional.of(reply);
    }

    /// Existing connections keep their certificate.
    private void replaceTransport() {
        var old = transport;
        transport = openTransport(credentials.map(TlsCredentials::storedTrust));
        old.shutDownWhenIdle();
    }

    private <T> CentralReply<T> exchangeRequest(
            OutgoingRequest letter, Duration wait, int largest, Function<HttpResponse<byte[]>, T> reader) {
        return exchangeRequest(transport, letter, wait, largest, reader);
    }

    private <T> CentralReply<T> exchangeRequest(
            HttpTransport over,
            OutgoingRequest letter,
            Duration wait,
            int largest,
            Function<HttpResponse<byte[]>, T> reader) {
        String signature = signer.signPayload(
                ContractCodec.requestSigningInput(letter.method(), letter.path(), letter.key(), letter.body()),
                Map.of("at", clock.instant().plus(behind).toString(), "nonce", newNonce()));
        long asked = System.nanoTime();
        var reply = over.sendRequest(letter, signature, wait, largest);
        var took = Duration.ofNanos(System.nanoTime() - asked);
        overhearing.onCallEnded(letter.method(), letter.routeTemplate(), took, resultCode(reply));
        trouble = authenticationTroubleIn(reply);
        return switch (reply) {
            case NoAnswer<HttpResponse<byte[]>>(var reason, var why, var maybe) -> new NoAnswer<>(reason, why, maybe);
            case Refused<HttpResponse<byte[]>>(var problem) -> new Refused<>(problem);
            case CentralReply.Done<HttpResponse<byte[]>>(var response) -> readResponse(response, reader);
        };
    }

    private static String resultCode(CentralReply<?> reply) {
        return switch (reply) {
            case CentralReply.Done<?> _ -> "done";
            case Refused<?>(var problem) -> problem.code();
            case NoAnswer<?> _ -> "no-answer";
        };
    }

    /// @param by notified of each call from now on
    public void setCallListener(CallListener by) {
        overhearing = by;
    }

    /// A permanent problem: another central answers, or central does not admit this terminal.
    private static Optional<String> authenticationTroubleIn(CentralReply<?> reply) {
        return switch (reply) {
            case CentralReply.Done<?> _ -> Optional.empty();
            case NoAnswer<?>(var reason, var why, var _) ->
                reason == NoAnswerReason.UNTRUSTED ? Optional.of(why) : Optional.empty();
            case Refused<?>(var problem) ->
                problem.status() == 401 && !problem.code().equals("clock-wrong")
                        ? Optional.of(problem.code() + ": " + problem.message().getOrDefault("en", ""))
                        : Optional.empty();
        };
    }

    private static <T> CentralReply<T> readResponse(
            HttpResponse<byte[]> response, Function<HttpResponse<byte[]>, T> reader) {
        try {
            return new CentralReply.Done<>(reader.apply(response));
        } catch (ContractViolationException broken) {
            return new NoAnswer<>(
                    NoAnswerReason.UNUSABLE, "central's answer cannot be used: " + broken.getMessage(), true);
        }
    }

    private String newNonce() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String transactionPath(String txId) {
        return "/v1/terminals/" + encodePathPart(terminal) + "/transactions/" + encodePathPart(txId);
    }

    private static String encodePathPart(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
