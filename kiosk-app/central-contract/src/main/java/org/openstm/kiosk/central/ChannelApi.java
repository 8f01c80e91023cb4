package org.openstm.kiosk.central;

import java.util.List;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.central.crypto.AppIssuer;

/// Transfers between this terminal and other channels. Blocking and interruptible; one method per operation of
/// `central-api.yaml`.
public interface ChannelApi {
    /// The trusted code issuers, signed by central.
    CentralReply<List<AppIssuer>> listIssuers();

    /// Redeems a reference for the person's identity, once. Refused with 410 and `login-used` if it was
    /// redeemed before, with `login-expired` if it is too old. A repeat under the same key, within two minutes,
    /// returns the same answer.
    ///
    /// @param key of this one reading, made before the request is sent; a request with another key counts as
    ///     another reading
    CentralReply<AppLogin> redeemAppCode(AppCode code, String key);

    /// Transfers a half-done case to another channel. A repeat is allowed until the case is taken up, and makes
    /// a new code, which replaces the last. Refused with 403 and `case-elsewhere` if the case continues in
    /// another channel.
    ///
    /// @param txId under which any channel will submit it
    CentralReply<TransferredCase> transferCase(String txId, CaseTransfer half);

    /// Takes up a half-done case of this person; it then belongs to this terminal alone. A repeat returns the
    /// same answer. Refused with 403 and `handover-other-person`, 404 and `handover-unknown`, 410 and
    /// `handover-taken` or `handover-expired`.
    ///
    /// @param reference from the code
    CentralReply<TakenOverCase> takeOverCase(String reference, ProvenSubject person);
}
