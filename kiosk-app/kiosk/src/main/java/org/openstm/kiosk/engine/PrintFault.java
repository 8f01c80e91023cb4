package org.openstm.kiosk.engine;

import org.openstm.device.Fault;
import org.openstm.device.WhoActs;

/// Why a paper did not come out, or nobody knows whether it did, where no device is the reason. The text stands in the
/// journal: it stays when a constant is renamed.
public enum PrintFault {
    JOURNAL_BROKEN("journal-broken", WhoActs.ENGINEER),
    NOT_THIS_SESSION("not-this-session", WhoActs.NOBODY),
    NO_DOCUMENT("no-document", WhoActs.CENTRE),
    NO_PRINTER("no-printer", WhoActs.ENGINEER),
    PRINT_BUG("print-bug", WhoActs.ENGINEER);

    private final String text;
    private final WhoActs who;

    PrintFault(String text, WhoActs who) {
        this.text = text;
        this.who = who;
    }

    String text() {
        return text;
    }

    /// @param detail in English, for the journal
    public Fault fault(String detail) {
        return new Fault(text, who, detail);
    }
}
