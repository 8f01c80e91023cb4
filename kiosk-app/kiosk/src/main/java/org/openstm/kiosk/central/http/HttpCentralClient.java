package org.openstm.kiosk.central.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.AppLogin;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.CatalogueApi;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.ProcessDataApi;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.RecentServices;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.central.crypto.AppIssuer;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.PairingSecret;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
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

    private final CentralPublicKeys trusted;
    private final Optional<TlsCredentials> credentials;
    private final SignedTransport transport;
    private final TerminalEnrolment enrolment;
    private final HttpCaseClient cases;
    private final HttpPaymentClient payments;
    private final HttpQueryClient queries;
    private final HttpTerminalClient terminals;
    private final HttpCatalogueClient catalogue;
    private final HttpChannelClient channels;

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
        this.trusted = trusted;
        this.credentials = credentials;
        this.transport = new SignedTransport(base, signer, patience.connect(), clock, credentials);
        trusted.useClock(transport::currentTime);
        this.enrolment =
                new TerminalEnrolment(transport, terminal, signer, trusted, pairing, credentials, patience.ask());
        var caller = new CentralCaller(transport, enrolment, trusted, patience, terminal);
        this.cases = new HttpCaseClient(caller, trusted, patience);
        this.payments = new HttpPaymentClient(caller, patience);
        this.queries = new HttpQueryClient(caller);
        this.terminals = new HttpTerminalClient(caller, transport, trusted, patience, terminal, credentials);
        this.catalogue = new HttpCatalogueClient(caller, patience);
        this.channels = new HttpChannelClient(caller, patience, terminal, transport);
    }

    /// @param by notified of each call from now on
    public void setCallListener(CallListener by) {
        transport.setCallListener(by);
    }

    /// End of this terminal's certificate; empty without TLS.
    public Optional<Instant> certificateExpiry() {
        return credentials.flatMap(TlsCredentials::certificateExpiry);
    }

    /// Renews the terminal's certificate when two thirds of its validity are over.
    ///
    /// @return empty if it was not due
    public Optional<CentralReply<Boolean>> renewCertificateIfDue() {
        return terminals.renewCertificateIfDue();
    }

    /// End of central's support for this contract version; empty while it is not announced.
    public Optional<ContractSunset> contractSunset() {
        return transport.contractSunset();
    }

    /// Why central's newest key set is not accepted; empty while there is no such problem.
    public Optional<String> keyTrouble() {
        return terminals.keyTrouble();
    }

    /// Why central and this terminal do not accept each other, and who must act; empty while no such problem is
    /// known.
    public Optional<String> authenticationTrouble() {
        return transport.authenticationTrouble();
    }

    /// Registers this terminal's key at central and learns central's keys; runs automatically at the first
    /// contact. With TLS the learned authority counts only if it is the one of this very connection.
    public CentralReply<Boolean> enrolTerminal() {
        return enrolment.enrolTerminal();
    }

    @Override
    public CentralReply<CaseReceipt> submitCase(String txId, byte[] body) {
        return cases.submitCase(txId, body);
    }

    @Override
    public CentralReply<Boolean> uploadFile(FileReference file, byte[] bytes) {
        return cases.uploadFile(file, bytes);
    }

    @Override
    public CentralReply<CaseReceipt> queryReceipt(String txId) {
        return cases.queryReceipt(txId);
    }

    @Override
    public CentralReply<PaymentHold> holdPayment(String txId, int attempt) {
        return payments.holdPayment(txId, attempt);
    }

    @Override
    public CentralReply<PaymentHold> queryPayment(String txId) {
        return payments.queryPayment(txId);
    }

    @Override
    public CentralReply<PaymentHold> confirmPayment(String txId, String reference, long fen) {
        return payments.confirmPayment(txId, reference, fen);
    }

    @Override
    public CentralReply<CaseReversal> reverseCase(String txId, String why) {
        return payments.reverseCase(txId, why);
    }

    @Override
    public CentralReply<String> proveIdentity(IdentityClaim claim) {
        return queries.proveIdentity(claim);
    }

    @Override
    public CentralReply<Map<String, String>> queryBackSystem(
            String system, String service, ProvenSubject who, Map<String, String> answers) {
        return queries.queryBackSystem(system, service, who, answers);
    }

    @Override
    public CentralReply<List<ListOption>> queryOptions(String list, Map<String, String> given) {
        return queries.queryOptions(list, given);
    }

    @Override
    public CentralReply<String> sendSmsCode(ProvenSubject who, String service, String mobile) {
        return queries.sendSmsCode(who, service, mobile);
    }

    @Override
    public CentralReply<Boolean> checkSmsCode(String id, String code) {
        return queries.checkSmsCode(id, code);
    }

    @Override
    public void forgetExchanges() {
        transport.forgetExchanges();
    }

    @Override
    public CentralReply<byte[]> fetchDocument(String serial) {
        return cases.fetchDocument(serial);
    }

    @Override
    public CentralReply<Optional<byte[]>> fetchManifest(String known) {
        return catalogue.fetchManifest(known);
    }

    @Override
    public CentralReply<byte[]> fetchFilePart(String sha256, int from, int until) {
        return catalogue.fetchFilePart(sha256, from, until);
    }

    @Override
    public CentralReply<CaseProgress> queryProgress(String verificationCode) {
        return queries.queryProgress(verificationCode);
    }

    @Override
    public CentralReply<List<CaseProgress>> queryCases(ProvenSubject who) {
        return queries.queryCases(who);
    }

    @Override
    public CentralReply<OrganisationAuthorisation> queryMandate(ProvenSubject who, String organisation) {
        return queries.queryMandate(who, organisation);
    }

    @Override
    public CentralReply<RecentServices> queryRecentServices(ProvenSubject who) {
        return queries.queryRecentServices(who);
    }

    @Override
    public CentralReply<Boolean> savePersonalization(ProvenSubject who, boolean wanted) {
        return queries.savePersonalization(who, wanted);
    }

    @Override
    public CentralReply<Map<String, Boolean>> querySystems() {
        return queries.querySystems();
    }

    @Override
    public CentralReply<Boolean> rateCase(String txId, int grade, List<String> reasons) {
        return cases.rateCase(txId, grade, reasons);
    }

    @Override
    public CentralReply<String> callStaff(String where, String why) {
        return terminals.callStaff(where, why);
    }

    @Override
    public CentralReply<String> queryStaffCall(String ticket) {
        return terminals.queryStaffCall(ticket);
    }

    @Override
    public CentralReply<Integer> reportProcessData(List<ProcessDataRecord> passages) {
        return terminals.reportProcessData(passages);
    }

    @Override
    public CentralReply<List<AppIssuer>> listIssuers() {
        return channels.listIssuers();
    }

    @Override
    public CentralReply<AppLogin> redeemAppCode(AppCode code, String key) {
        return channels.redeemAppCode(code, key);
    }

    @Override
    public CentralReply<TransferredCase> transferCase(String txId, CaseTransfer half) {
        return channels.transferCase(txId, half);
    }

    @Override
    public CentralReply<TakenOverCase> takeOverCase(String reference, ProvenSubject person) {
        return channels.takeOverCase(reference, person);
    }

    @Override
    public CentralReply<CaseListPage> listTerminalCases(Instant since, String after) {
        return cases.listTerminalCases(since, after);
    }

    @Override
    public CentralReply<HeartbeatResponse> sendHeartbeat(HeartbeatRequest heartbeat) {
        return terminals.sendHeartbeat(heartbeat);
    }

    @Override
    public CentralReply<Boolean> reportCommandOutcome(String id, String outcome) {
        return terminals.reportCommandOutcome(id, outcome);
    }

    @Override
    public CentralReply<Boolean> reportPaper(String txId, PaperReport report) {
        return cases.reportPaper(txId, report);
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
    public void close() {
        transport.close();
    }
}
