package org.openstm.kiosk.central.terminal;

import java.util.Arrays;
import java.util.Optional;

/// How a pass through an item ended, by its text in the contract. It has fewer values than what a citizen is told: a
/// payment that failed is a rejection here, and one that is unknown is unknown.
public enum PassageOutcome {
    ACCEPTED("accepted", true),
    REJECTED("rejected", true),
    STORED("stored", true),
    UNKNOWN("unknown", false),
    NOT_SENT("not-sent", false),
    /// A query was answered; it makes no case.
    SHOWN("shown", true),
    /// The case went to another channel.
    TRANSFERRED("handed-over", true),
    /// The citizen left before there was an outcome.
    LEFT("left", false);

    private final String text;
    private final boolean done;

    PassageOutcome(String text, boolean done) {
        this.text = text;
        this.done = done;
    }

    /// @return empty for a text that the contract does not know
    public static Optional<PassageOutcome> find(String text) {
        return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
    }

    public String text() {
        return text;
    }

    /// Whether the citizen got an answer of the department, or the case was stored or transferred.
    public boolean isDone() {
        return done;
    }
}
