package org.openstm.kiosk.central;

import java.util.List;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.central.crypto.AppIssuer;

/// How a citizen comes from another channel. Blocking and interruptible; one method per operation of
/// `central-api.yaml`.
public interface ChannelApi {
    /// Whose codes count, signed by the centre.
    CentralReply<List<AppIssuer>> listIssuers();

    /// Asks whose code it is. A reference counts once: refused with 410 and `login-used` means that
    /// somebody has had it, with `login-expired` that it is too old. A repeat under the same key,
    /// within two minutes, answers the same.
    ///
    /// @param key of this one reading, made before anything leaves; whoever does not know it has another reading
    CentralReply<AppLogin> redeemAppCode(AppCode code, String key);

    /// Gives a half-done case to another channel. A repeat is allowed until somebody has taken it,
    /// and makes another code: the last one counts. Refused with 403 and `case-elsewhere` means
    /// that it goes on somewhere else.
    ///
    /// @param txId under which it will be handed in, whoever does so
    CentralReply<TransferredCase> transferCase(String txId, CaseTransfer half);

    /// Takes up a half-done case of this person; it is then of this terminal alone. A repeat
    /// answers the same. Refused with 403 and `handover-other-person`, 404 and `handover-unknown`,
    /// 410 and `handover-taken` or `handover-expired`.
    ///
    /// @param reference as the code has it
    CentralReply<TakenOverCase> takeOverCase(String reference, ProvenSubject person);
}
