package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.PaperReport;

/// Central as a terminal sees it. Blocking and interruptible; one method per operation of `central-api.yaml`.
public interface CentralApi {
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

    /// Queries the receipt of a case. Refused with status 404 means certainly never accepted, with 410
    /// withdrawn.
    CentralReply<CaseReceipt> queryReceipt(String txId);

    /// Has central judge how a person was identified here. Refused with 403 and `identity-unproven` means that
    /// central does not accept it, with 429 and `too-many` that this terminal or this person asked too often;
    /// with 404 that central speaks contract 1.6 or older and needs no evidence.
    ///
    /// @return the evidence of this session, for all its queries and submissions
    CentralReply<String> proveIdentity(IdentityClaim claim);

    /// Data of a back system for prefill and result screens; `service` is the item that asks. Like every query
    /// about a person it is refused with 403 and `identity-unproven` where the evidence is missing or expired,
    /// or with `identity-too-low` where it is lower than the item requires.
    CentralReply<Map<String, String>> queryBackSystem(
            String system, String service, ProvenSubject who, Map<String, String> answers);

    /// A list that central keeps, narrowed by earlier choices.
    CentralReply<List<ListOption>> queryOptions(String list, Map<String, String> given);

    /// Sends a code by SMS; the answer is the id of the challenge. The code belongs to this person, this item
    /// and this number, and is used up by the case that is submitted with it. Refused with 403 and
    /// `number-differs` where the person has another number on record, with 429 and `code-too-soon` or
    /// `code-too-many`.
    CentralReply<String> sendSmsCode(ProvenSubject who, String service, String mobile);

    CentralReply<Boolean> checkSmsCode(String id, String code);

    /// The sealed PDF, unchanged.
    CentralReply<byte[]> fetchDocument(String serial);

    CentralReply<CaseProgress> queryProgress(String verificationCode);

    CentralReply<List<CaseProgress>> queryCases(ProvenSubject who);

    /// Whether a person may act for an organisation.
    ///
    /// @param organisation its credit code (GB 32100)
    CentralReply<OrganisationAuthorisation> queryMandate(ProvenSubject who, String organisation);

    /// Services that a person used recently, to be shown first; nothing if the person declined that.
    CentralReply<RecentServices> queryRecentServices(ProvenSubject who);

    /// Stores whether a person wants the order to follow their recent services; a repeat changes nothing.
    CentralReply<Boolean> savePersonalization(ProvenSubject who, boolean wanted);

    /// Availability of back systems by name.
    CentralReply<Map<String, Boolean>> querySystems();

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

    /// Calls a member of staff to the terminal; returns the ticket number.
    CentralReply<String> callStaff(String where, String why);

    /// State of a call: `called` while nobody has seen it, `seen`, `done`. Refused with 404 by a central of
    /// contract 1.6, which does not support this.
    CentralReply<String> queryStaffCall(String ticket);
}
