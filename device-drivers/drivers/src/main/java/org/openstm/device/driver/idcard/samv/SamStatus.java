package org.openstm.device.driver.idcard.samv;

import org.openstm.device.Fault;
import org.openstm.device.FaultCode;

/// SW3, the module's status, and the next step for it. Codes of vendor libraries (01, 02 ...) never appear on the
/// wire.
enum SamStatus {
    OK(NextStep.GO_ON, FaultCode.READER_FAILED),
    FOUND(NextStep.GO_ON, FaultCode.READER_FAILED),
    NOTHING_THERE(NextStep.GO_ON, FaultCode.READER_FAILED),
    NO_CARD(NextStep.KEEP_LOOKING, FaultCode.READER_FAILED),
    SELECT_FAILED(NextStep.FIND_AGAIN, FaultCode.CARD_MOVED),
    /// Mostly a card that was moved too early; twice in a row means that it must be lifted and laid down again.
    READ_FAILED(NextStep.FIND_ONCE_MORE, FaultCode.CARD_MOVED),
    CARD_REJECTS(NextStep.REFUSE, FaultCode.CARD_REJECTED),
    UNKNOWN_CARD(NextStep.REFUSE, FaultCode.CARD_TYPE_UNKNOWN),
    NO_RANDOM_NUMBER(NextStep.FIND_AGAIN, FaultCode.READER_FAILED),
    LINE_NOISE(NextStep.ASK_AGAIN, FaultCode.LINE_NOISE),
    NOT_NOW(NextStep.FIND_ONCE_MORE, FaultCode.READER_FAILED),
    SELF_TEST_FAILED(NextStep.REFUSE, FaultCode.READER_SELF_TEST_FAILED),
    NOT_AUTHORISED(NextStep.REFUSE, FaultCode.READER_NOT_AUTHORISED);

    enum NextStep {
        GO_ON,
        KEEP_LOOKING,
        ASK_AGAIN,
        FIND_AGAIN,
        FIND_ONCE_MORE,
        REFUSE
    }

    private final NextStep then;
    /// What it means where the command cannot go on.
    private final FaultCode code;

    SamStatus(NextStep then, FaultCode code) {
        this.then = then;
        this.code = code;
    }

    static SamStatus of(int sw3) {
        return switch (sw3) {
            case 0x90 -> OK;
            case 0x9F -> FOUND;
            case 0x91 -> NOTHING_THERE;
            case 0x80 -> NO_CARD;
            case 0x81 -> SELECT_FAILED;
            case 0x41 -> READ_FAILED;
            case 0x31, 0x32, 0x33, 0x37 -> CARD_REJECTS;
            case 0x40 -> UNKNOWN_CARD;
            case 0x47 -> NO_RANDOM_NUMBER;
            case 0x10, 0x11, 0x21, 0x3F -> LINE_NOISE;
            case 0x60 -> SELF_TEST_FAILED;
            case 0x66 -> NOT_AUTHORISED;
            // 23 not permitted, 24 unknown error, and all undocumented codes
            default -> NOT_NOW;
        };
    }

    NextStep nextStep() {
        return then;
    }

    Fault toFault(SamvCommand command, SamvReply reply) {
        return code.fault(command + " was answered with " + reply);
    }
}
