package org.openstm.kiosk.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.openstm.kiosk.central.Beat;
import org.openstm.kiosk.central.CaseList;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.FileRef;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.Lately;
import org.openstm.kiosk.central.Mandate;
import org.openstm.kiosk.central.Option;
import org.openstm.kiosk.central.PaperReport;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.Pulse;
import org.openstm.kiosk.central.Receipt;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.central.Reversal;
import org.openstm.kiosk.central.Voucher;

/// Central behind the breaker: while the line is down it answers so at once, instead of letting a citizen wait.
final class QueryClient implements CentralApi {
    /// Runs a call if the line allows it, and learns from the answer.
    interface CallGate {
        <T> Reply<T> tryCall(Supplier<Reply<T>> call);
    }

    private final CentralApi central;
    private final CallGate turnstile;

    QueryClient(CentralApi central, CallGate turnstile) {
        this.central = central;
        this.turnstile = turnstile;
    }

    @Override
    public Reply<Receipt> submit(String txId, byte[] body) {
        throw new IllegalStateException("a case goes through the journal and Dispatch.submit");
    }

    @Override
    public Reply<Boolean> upload(FileRef file, byte[] bytes) {
        throw new IllegalStateException("a file goes with its case");
    }

    @Override
    public Reply<Voucher> hold(String txId, int attempt) {
        throw paymentCallError();
    }

    @Override
    public Reply<Voucher> payment(String txId) {
        throw paymentCallError();
    }

    @Override
    public Reply<Voucher> confirm(String txId, String reference, long fen) {
        throw paymentCallError();
    }

    @Override
    public Reply<Reversal> reverse(String txId, String why) {
        throw paymentCallError();
    }

    private static IllegalStateException paymentCallError() {
        return new IllegalStateException("money goes through the journal and the till");
    }

    @Override
    public Reply<Receipt> transaction(String txId) {
        return turnstile.tryCall(() -> central.transaction(txId));
    }

    @Override
    public Reply<String> proveIdentity(IdentityClaim claim) {
        return turnstile.tryCall(() -> central.proveIdentity(claim));
    }

    @Override
    public Reply<Map<String, String>> query(
            String system, String service, ProvenSubject who, Map<String, String> answers) {
        return turnstile.tryCall(() -> central.query(system, service, who, answers));
    }

    @Override
    public Reply<List<Option>> options(String list, Map<String, String> given) {
        return turnstile.tryCall(() -> central.options(list, given));
    }

    @Override
    public Reply<String> sendCode(ProvenSubject who, String service, String mobile) {
        return turnstile.tryCall(() -> central.sendCode(who, service, mobile));
    }

    @Override
    public Reply<Boolean> checkCode(String id, String code) {
        return turnstile.tryCall(() -> central.checkCode(id, code));
    }

    @Override
    public Reply<byte[]> document(String serial) {
        return turnstile.tryCall(() -> central.document(serial));
    }

    @Override
    public Reply<CaseProgress> progress(String verificationCode) {
        return turnstile.tryCall(() -> central.progress(verificationCode));
    }

    @Override
    public Reply<List<CaseProgress>> cases(ProvenSubject who) {
        return turnstile.tryCall(() -> central.cases(who));
    }

    @Override
    public Reply<Mandate> mandate(ProvenSubject who, String organisation) {
        return turnstile.tryCall(() -> central.mandate(who, organisation));
    }

    @Override
    public Reply<Lately> lately(ProvenSubject who) {
        return turnstile.tryCall(() -> central.lately(who));
    }

    @Override
    public Reply<Boolean> keepOrder(ProvenSubject who, boolean wanted) {
        return turnstile.tryCall(() -> central.keepOrder(who, wanted));
    }

    @Override
    public Reply<Map<String, Boolean>> systems() {
        return turnstile.tryCall(central::systems);
    }

    @Override
    public Reply<Boolean> rate(String txId, int grade, List<String> reasons) {
        throw new IllegalStateException("a rating goes through Dispatch.rate");
    }

    @Override
    public Reply<Pulse> heartbeat(Beat beat) {
        throw new IllegalStateException("the heartbeat is the dispatcher's own");
    }

    @Override
    public Reply<Boolean> commandDone(String id, String outcome) {
        throw new IllegalStateException("what became of a command is the dispatcher's to say");
    }

    @Override
    public Reply<Boolean> reportPaper(String txId, PaperReport report) {
        throw new IllegalStateException("a report goes through the journal");
    }

    @Override
    public Reply<CaseList> reconcile(Instant since, String after) {
        throw new IllegalStateException("the journal is compared by Dispatch.compare");
    }

    @Override
    public Reply<String> callStaff(String where, String why) {
        return turnstile.tryCall(() -> central.callStaff(where, why));
    }

    @Override
    public Reply<String> staffCall(String ticket) {
        return turnstile.tryCall(() -> central.staffCall(ticket));
    }
}
