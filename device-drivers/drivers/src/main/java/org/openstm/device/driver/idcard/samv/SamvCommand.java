package org.openstm.device.driver.idcard.samv;

/// The commands in use. A reply does not name its command, so each command knows the form of its own answer: a late
/// answer to an earlier one is recognised by its length and skipped.
enum SamvCommand {
    RESET(0x10, 0xFF, 0, 1000),
    STATUS(0x11, 0xFF, 0, 1000),
    SAM_ID(0x12, 0xFF, 16, 500),
    FIND(0x20, 0x01, 4, 1000),
    SELECT(0x20, 0x02, 8, 1000),
    READ(0x30, 0x01, 4 + 256 + 1024, 2000),
    ADDRESS(0x30, 0x03, 70, 1500);

    private final int command;
    private final int parameter;
    private final int answerBytes;
    private final int graceMillis;

    SamvCommand(int command, int parameter, int answerBytes, int graceMillis) {
        this.command = command;
        this.parameter = parameter;
        this.answerBytes = answerBytes;
        this.graceMillis = graceMillis;
    }

    byte[] toFrame() {
        int check = 0x03 ^ command ^ parameter;
        return new byte[] {
            (byte) 0xAA,
            (byte) 0xAA,
            (byte) 0xAA,
            (byte) 0x96,
            0x69,
            0,
            3,
            (byte) command,
            (byte) parameter,
            (byte) check
        };
    }

    /// Whether the answer identifies a person; the number of the chip does, too.
    boolean isPersonal() {
        return this == READ || this == ADDRESS || this == SELECT;
    }

    /// Transmission time of request and answer, plus the processing time of card and module.
    long answerMillis(int bytesPerSecond) {
        return graceMillis + 1000L * (10 + 11 + answerBytes) / Math.max(1, bytesPerSecond);
    }

    /// Whether the frame can be an answer to this command. Refusals are the same for all commands.
    boolean isAnsweredBy(SamvReply reply) {
        int size = reply.data().length;
        return switch (reply.status()) {
            case OK ->
                switch (this) {
                    case READ -> IdCardText.hasValidLayout(reply.data());
                    case FIND -> false;
                    case SELECT -> size <= answerBytes;
                    case RESET, STATUS, SAM_ID, ADDRESS -> size == answerBytes;
                };
            case FOUND -> this == FIND;
            case NOTHING_THERE -> this == ADDRESS;
            default -> true;
        };
    }
}
