package org.openstm.device;

import java.util.Arrays;

/// The reason why a device could not do what was asked.
///
/// @param code stable name in kebab case (`paper-out`, `card-moved`, `link-lost`): one of [FaultCode], or a code of the
///     maker's own; key of the texts in each language
/// @param who the person who must act
/// @param detail for staff and logs, in English; never holds personal data
public record Fault(String code, WhoActs who, String detail) {
    public Fault {
        if (!code.matches("[a-z][a-z0-9-]*")) throw new IllegalArgumentException("fault code: " + code);
    }

    /// Whether its code is one of these.
    public boolean is(FaultCode... codes) {
        return Arrays.stream(codes).anyMatch(one -> one.text().equals(code));
    }
}
