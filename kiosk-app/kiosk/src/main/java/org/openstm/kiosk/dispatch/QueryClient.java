package org.openstm.kiosk.dispatch;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CentralQueryApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.RecentServices;

/// Central behind the circuit breaker: while the connection is down a call fails at once, so that no citizen
/// waits for it.
final class QueryClient implements CentralQueryApi {
    /// Makes a call if the breaker allows it, and reports the result to the breaker.
    interface CallGate {
        <T> CentralReply<T> tryCall(Supplier<CentralReply<T>> call);
    }

    private final CentralQueryApi central;
    private final CallGate turnstile;

    QueryClient(CentralQueryApi central, CallGate turnstile) {
        this.central = central;
        this.turnstile = turnstile;
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
    public CentralReply<String> callStaff(String where, String why) {
        return turnstile.tryCall(() -> central.callStaff(where, why));
    }

    @Override
    public CentralReply<String> queryStaffCall(String ticket) {
        return turnstile.tryCall(() -> central.queryStaffCall(ticket));
    }

    @Override
    public void forgetExchanges() {
        central.forgetExchanges();
    }
}
