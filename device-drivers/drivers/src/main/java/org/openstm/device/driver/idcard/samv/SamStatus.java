package org.openstm.device.driver.idcard.samv;

import org.openstm.device.Fault;
import org.openstm.device.WhoActs;

/// SW3, the module's status, and the next step for it. Codes of vendor libraries (01, 02 ...) never appear on the
/// wire.
enum SamStatus {
    OK(NextStep.GO_ON, "", WhoActs.NOBODY),
    FOUND(NextStep.GO_ON, "", WhoActs.NOBODY),
    NOTHING_THERE(NextStep.GO_ON, "", WhoActs.NOBODY),
    NO_CARD(NextStep.KEEP_LOOKING, "", WhoActs.NOBODY),
    SELECT_FAILED(NextStep.FIND_AGAIN, "card-moved", WhoActs.CITIZEN),
    /// Mostly a card that was moved too early; twice in a row means that it must be lifted and laid down again.
    READ_FAILED(NextStep.FIND_ONCE_MORE, "card-moved", WhoActs.CITIZEN),
    CARD_REJECTS(NextStep.REFUSE, "card-rejected", WhoActs.CITIZEN),
    UNKNOWN_CARD(NextStep.REFUSE, "card-type-unknown", WhoActs.CITIZEN),
    NO_RANDOM_NUMBER(NextStep.FIND_AGAIN, "reader-failed", WhoActs.ENGINEER),
    LINE_NOISE(NextStep.ASK_AGAIN, "line-noise", WhoActs.ENGINEER),
    NOT_NOW(NextStep.FIND_ONCE_MORE, "reader-failed", WhoActs.ENGINEER),
    SELF_TEST_FAILED(NextStep.REFUSE, "reader-self-test-failed", WhoActs.ENGINEER),
    NOT_AUTHORISED(NextStep.REFUSE, "reader-not-authorised", WhoActs.ENGINEER);

    enum NextStep {
        GO_ON,
        KEEP_LOOKING,
        ASK_AGAIN,
        FIND_AGAIN,
        FIND_ONCE_MORE,
        REFUSE
    }

    private final NextStep then;
    private final String code;
    private final WhoActs who;

    SamStatus(NextStep then, String code, WhoActs who) {
        this.then = then;
        this.code = code;
        this.who = who;
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
        return new Fault(code.isEmpty() ? "reader-failed" : code, who, command + " was answered with " + reply);
    }
}
