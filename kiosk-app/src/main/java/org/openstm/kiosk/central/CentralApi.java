package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.PaperReport;

/// The province's centre as a terminal sees it. Blocking and interruptible; one method per operation of
/// `central-api.yaml`.
public interface CentralApi {
    /// Hands in a case. The bytes are exactly those of the journal, however often this is repeated.
    CentralReply<CaseReceipt> submitCase(String txId, byte[] body);

    /// Asks for the hold of what an accepted case costs; nothing is charged by it. A repeat of the
    /// same attempt answers the same, the next one is allowed once the last ended unpaid.
    ///
    /// @param attempt from 1
    CentralReply<PaymentHold> holdPayment(String txId, int attempt);

    /// Asks how far the money is. Refused with status 404 means: certainly nothing was ever held.
    CentralReply<PaymentHold> queryPayment(String txId);

    /// Says that the case is to be done with the money that was charged; a repeat answers the same.
    CentralReply<PaymentHold> confirmPayment(String txId, String reference, long fen);

    /// Withdraws a case: a hold is released, what was charged is given back, and the case itself is
    /// refused if it comes later. A repeat answers the same.
    ///
    /// @param why a word for the records
    CentralReply<CaseReversal> reverseCase(String txId, String why);

    /// Brings the bytes of a file that a case will name; before the case.
    ///
    /// @param bytes those of which `file` speaks
    /// @return false if they were there already
    CentralReply<Boolean> uploadFile(FileReference file, byte[] bytes);

    /// Asks what became of a case. Refused with status 404 means: certainly never accepted; with
    /// 410: withdrawn.
    CentralReply<CaseReceipt> queryReceipt(String txId);

    /// Has central judge how a person was identified here. Refused with 403 and `identity-unproven` means
    /// that central does not believe it, with 429 and `too-many` that this terminal or this person asked
    /// too often; with 404 that central speaks contract 1.6 or older and wants no evidence.
    ///
    /// @return the evidence of this visit, for everything that is asked or handed in for its persons
    CentralReply<String> proveIdentity(IdentityClaim claim);

    /// Data of a back system for prefill and result screens; `service` is the item that asks. Like every
    /// question about a person it is refused with 403 and `identity-unproven` where the evidence is missing
    /// or over, or with `identity-too-low` where it is less than the item wants.
    CentralReply<Map<String, String>> queryBackSystem(
            String system, String service, ProvenSubject who, Map<String, String> answers);

    /// A list that central keeps, narrowed by what was chosen before.
    CentralReply<List<ListOption>> queryOptions(String list, Map<String, String> given);

    /// Sends a code by SMS; the answer is the id of the challenge. The code belongs to this person, this
    /// item and this number, and is used up by the case that is handed in with it. Refused with 403 and
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

    /// What a person did lately, to lay out first; nothing where the person does not want that.
    CentralReply<RecentServices> queryRecentServices(ProvenSubject who);

    /// Keeps whether a person wants things laid out by what they did; a repeat changes nothing.
    CentralReply<Boolean> savePersonalization(ProvenSubject who, boolean wanted);

    /// Back systems by name: true if they answer.
    CentralReply<Map<String, Boolean>> querySystems();

    /// One rating per case; a repeat changes nothing and answers false.
    CentralReply<Boolean> rateCase(String txId, int grade, List<String> reasons);

    /// Says how the terminal is, and has the end of its journal countersigned.
    CentralReply<HeartbeatResponse> sendHeartbeat(HeartbeatRequest beat);

    /// What became of a command: `done`, `failed`, `expired`, `not-known`, or `unknown` when it was
    /// begun and nobody knows how it ended. A repeat changes nothing and answers false.
    CentralReply<Boolean> reportCommandOutcome(String id, String outcome);

    /// What became of a paper of a case. A repeat changes nothing, a later proof settles what was unknown;
    /// false if nothing was changed.
    CentralReply<Boolean> reportPaper(String txId, PaperReport report);

    /// The cases of this terminal that the centre has, since then; by pages.
    ///
    /// @param after empty for the first page, then [CaseListPage#next]
    CentralReply<CaseListPage> listTerminalCases(Instant since, String after);

    /// Calls a member of staff to the terminal; the answer is the ticket number.
    CentralReply<String> callStaff(String where, String why);

    /// What became of a call: `called` while nobody has seen it, `seen`, `done`. Refused with 404 by a
    /// central of contract 1.6, which does not know.
    CentralReply<String> queryStaffCall(String ticket);
}
