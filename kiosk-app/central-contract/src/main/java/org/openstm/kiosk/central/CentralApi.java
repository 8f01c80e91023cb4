package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.List;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.PaperReport;

/// Central as a terminal sees it. Blocking and interruptible; one method per operation of `central-api.yaml`. What is
/// not a query goes through the journal and the dispatcher.
public interface CentralApi extends CentralQueryApi {
    /// Submits a case. The bytes are exactly those of the journal, at every repeat.
    CentralReply<CaseReceipt> submitCase(String txId, byte[] body);

    /// Requests the hold for what an accepted case costs; it charges nothing. A repeat of the same attempt
    /// returns the same answer; the next attempt is allowed once the last one ended unpaid.
    ///
    /// @param attempt from 1
    CentralReply<PaymentHold> holdPayment(String txId, int attempt);

    /// Queries the state of the payment. Refused with status 404 means that certainly nothing was ever held.
    CentralReply<PaymentHold> queryPayment(String txId);

    /// Confirms the case with the payment that was charged; a repeat returns the same answer.
    CentralReply<PaymentHold> confirmPayment(String txId, String reference, long fen);

    /// Withdraws a case: a hold is released, a charge is refunded, and the case itself is refused if it comes
    /// later. A repeat returns the same answer.
    ///
    /// @param why a reason for the records
    CentralReply<CaseReversal> reverseCase(String txId, String why);

    /// Uploads the bytes of a file that a case will name; to be called before the case is submitted.
    ///
    /// @param bytes described by `file`
    /// @return false if central already had them
    CentralReply<Boolean> uploadFile(FileReference file, byte[] bytes);

    /// Rates a case, once; a repeat changes nothing and returns false.
    CentralReply<Boolean> rateCase(String txId, int grade, List<String> reasons);

    /// Reports the terminal's status, and has the end of its journal countersigned.
    CentralReply<HeartbeatResponse> sendHeartbeat(HeartbeatRequest beat);

    /// Reports the result of a command: `done`, `failed`, `expired`, `not-known`, or `unknown` when it was
    /// begun and its end is unknown. A repeat changes nothing and returns false.
    CentralReply<Boolean> reportCommandOutcome(String id, String outcome);

    /// Reports the result of a paper of a case. A repeat changes nothing; a later proof settles an unknown
    /// result. Returns false if nothing was changed.
    CentralReply<Boolean> reportPaper(String txId, PaperReport report);

    /// This terminal's cases that central has since then, by pages.
    ///
    /// @param after empty for the first page, then [CaseListPage#next]
    CentralReply<CaseListPage> listTerminalCases(Instant since, String after);
}
