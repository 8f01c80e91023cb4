package org.openstm.kiosk.central;

import java.util.List;
import java.util.Map;

/// What a session asks central while a citizen waits, and what may fail without anything being lost. Blocking and
/// interruptible.
public interface CentralQueryApi {
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

    /// Calls a member of staff to the terminal; returns the ticket number.
    CentralReply<String> callStaff(String where, String why);

    /// State of a call: `called` while nobody has seen it, `seen`, `done`. Refused with 404 by a central of
    /// contract 1.6, which does not support this.
    CentralReply<String> queryStaffCall(String ticket);

    /// Forgets what memory still holds of requests and answers, once calls in progress have ended: called at the
    /// end of each session.
    void forgetExchanges();
}
