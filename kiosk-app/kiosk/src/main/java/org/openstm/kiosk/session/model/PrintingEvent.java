package org.openstm.kiosk.session.model;

/// The way of a paper, for the state that prints it.
public sealed interface PrintingEvent extends SessionEvent.DeliveringEvent
        permits PrintingEvent.PrintBegun,
                PrintingEvent.DocumentVerified,
                PrintingEvent.PagePrinted,
                PrintingEvent.PaperDelivered,
                PrintingEvent.PaperFailed,
                SessionEvent.TryAgain,
                SessionEvent.ContinueWithoutPaper {
    /// The journal holds the start of this print; only now may the paper go to the printer.
    record PrintBegun(CasePaper paper, PrintEvidence mark) implements PrintingEvent {}

    /// The document is complete, is the one that the receipt names, and names nobody else; its first byte is now
    /// sent to the printer.
    record DocumentVerified(CasePaper paper) implements PrintingEvent {}

    record PagePrinted(int pages) implements PrintingEvent {}

    record PaperDelivered(CasePaper paper) implements PrintingEvent {}

    record PaperFailed(CasePaper paper, String fault, boolean unknown) implements PrintingEvent {}

    /// Reference of the journal entry.
    record PrintEvidence(String effectId, long sequence, String evidence) {}
}
