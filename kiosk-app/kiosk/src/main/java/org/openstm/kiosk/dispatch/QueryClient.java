package org.openstm.kiosk.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.RecentServices;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.PaperReport;

/// Central behind the circuit breaker: while the connection is down a call fails at once, so that no citizen
/// waits for it.
final class QueryClient implements CentralApi {
    /// Makes a call if the breaker allows it, and reports the result to the breaker.
    interface CallGate {
        <T> CentralReply<T> tryCall(Supplier<CentralReply<T>> call);
    }

    private final CentralApi central;
    private final CallGate turnstile;

    QueryClient(CentralApi central, CallGate turnstile) {
        this.central = central;
        this.turnstile = turnstile;
    }

    @Override
    public CentralReply<CaseReceipt> submitCase(String txId, byte[] body) {
        throw new IllegalStateException("a case goes through the journal and OutboxDispatcher");
    }

    @Override
    public CentralReply<Boolean> uploadFile(FileReference file, byte[] bytes) {
        throw new IllegalStateException("a file is uploaded with its case");
    }

    @Override
    public CentralReply<PaymentHold> holdPayment(String txId, int attempt) {
        throw paymentCallError();
    }

    @Override
    public CentralReply<PaymentHold> queryPayment(String txId) {
        throw paymentCallError();
    }

    @Override
    public CentralReply<PaymentHold> confirmPayment(String txId, String reference, long fen) {
        throw paymentCallError();
    }

    @Override
    public CentralReply<CaseReversal> reverseCase(String txId, String why) {
        throw paymentCallError();
    }

    private static IllegalStateException paymentCallError() {
        return new IllegalStateException("payments go through the journal and the payment coordinator");
    }

    @Override
    public CentralReply<CaseReceipt> queryReceipt(String txId) {
        return turnstile.tryCall(() -> central.queryReceipt(txId));
    }

    @Override
    public CentralReply<String> proveIdentity(IdentityClaim claim) {
        return turnstile.tryCall(() -> central.proveIdentity(claim));
    }

    @Override
    public CentralReply<Map<String, String>> queryBackSystem(
            String system, String service, ProvenSubject who, Map<String, String> answers) {
        return turnstile.tryCall(() -> central.queryBackSystem(system, service, who, answers));
    }

    @Override
    public CentralReply<List<ListOption>> queryOptions(String list, Map<String, String> given) {
        return turnstile.tryCall(() -> central.queryOptions(list, given));
    }

    @Override
    public CentralReply<String> sendSmsCode(ProvenSubject who, String service, String mobile) {
        return turnstile.tryCall(() -> central.sendSmsCode(who, service, mobile));
    }

    @Override
    public CentralReply<Boolean> checkSmsCode(String id, String code) {
        return turnstile.tryCall(() -> central.checkSmsCode(id, code));
    }

    @Override
    public CentralReply<byte[]> fetchDocument(String serial) {
        return turnstile.tryCall(() -> central.fetchDocument(serial));
    }

    @Override
    public CentralReply<CaseProgress> queryProgress(String verificationCode) {
        return turnstile.tryCall(() -> central.queryProgress(verificationCode));
    }

    @Override
    public CentralReply<List<CaseProgress>> queryCases(ProvenSubject who) {
        return turnstile.tryCall(() -> central.queryCases(who));
    }

    @Override
    public CentralReply<OrganisationAuthorisation> queryMandate(ProvenSubject who, String organisation) {
        return turnstile.tryCall(() -> central.queryMandate(who, organisation));
    }

    @Override
    public CentralReply<RecentServices> queryRecentServices(ProvenSubject who) {
        return turnstile.tryCall(() -> central.queryRecentServices(who));
    }

    @Override
    public CentralReply<Boolean> savePersonalization(ProvenSubject who, boolean wanted) {
        return turnstile.tryCall(() -> central.savePersonalization(who, wanted));
    }

    @Override
    public CentralReply<Map<String, Boolean>> querySystems() {
        return turnstile.tryCall(central::querySystems);
    }

    @Override
    public CentralReply<Boolean> rateCase(String txId, int grade, List<String> reasons) {
        throw new IllegalStateException("a rating goes through OutboxDispatcher.postRating");
    }

    @Override
    public CentralReply<HeartbeatResponse> sendHeartbeat(HeartbeatRequest beat) {
        throw new IllegalStateException("only the dispatcher sends heartbeats");
    }

    @Override
    public CentralReply<Boolean> reportCommandOutcome(String id, String outcome) {
        throw new IllegalStateException("only the dispatcher reports results of commands");
    }

    @Override
    public CentralReply<Boolean> reportPaper(String txId, PaperReport report) {
        throw new IllegalStateException("a report goes through the journal");
    }

    @Override
    public CentralReply<CaseListPage> listTerminalCases(Instant since, String after) {
        throw new IllegalStateException("reconciliation goes through OutboxDispatcher");
    }

    @Override
    public CentralReply<String> callStaff(String where, String why) {
        return turnstile.tryCall(() -> central.callStaff(where, why));
    }

    @Override
    public CentralReply<String> queryStaffCall(String ticket) {
        return turnstile.tryCall(() -> central.queryStaffCall(ticket));
    }
}
