package org.openstm.kiosk.engine;

import java.util.Locale;
import java.util.regex.Pattern;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;

/// Transfers cases to other channels, and resumes them from there. The journal records the
/// event without any answer: a transferred case is not a case of this terminal.
final class CaseTransferClient {
    private static final Pattern CODE = Pattern.compile("(?:https?://\\S{1,200}/h/)?([2-9A-HJ-NP-Z]{26})");

    private final ChannelApi central;
    private final Journal journal;

    CaseTransferClient(ChannelApi central, Journal journal) {
        this.central = central;
        this.journal = journal;
    }

    /// @return the reference in the code of a transferred case, or empty
    static String parseReference(String scanned) {
        var code = CODE.matcher(scanned);
        return code.matches() ? code.group(1) : "";
    }

    SessionEvent sendTransfer(SessionEffect.SendTransfer order, int catalogue) {
        var road = order.road();
        var half = new CaseTransfer(
                order.to().name().toLowerCase(Locale.ROOT),
                road.item().id(),
                road.item().version(),
                WireMapper.toSubject(road.person().orElseThrow()),
                road.answers().given(),
                catalogue);
        journal.notes().addNote("handover", "case " + order.txId() + " goes to the " + half.to());
        return switch (central.transferCase(order.txId(), half)) {
            case CentralReply.Done<TransferredCase>(var handed) ->
                new SessionEvent.CaseTransferred(toOutcome(order, handed));
            case CentralReply.Refused<TransferredCase>(var problem) ->
                new SessionEvent.CaseNotTransferred(
                        problem.code().equals("case-elsewhere") ? "handover.elsewhere" : "handover.refused");
            // central may hold it: a retry creates another code, and this one is never shown
            case CentralReply.NoAnswer<TransferredCase> _ -> new SessionEvent.CaseNotTransferred("handover.no-answer");
        };
    }

    private static CaseOutcome.Transferred toOutcome(SessionEffect.SendTransfer order, TransferredCase handed) {
        return new CaseOutcome.Transferred(
                handed.txId(),
                handed.caseNumber(),
                order.to(),
                handed.qr(),
                handed.ticket().map(TransferredCase.QueueTicket::number).orElse(""),
                handed.ticket().map(t -> WireMapper.toWords(t.window())).orElse(LocalizedText.NONE),
                handed.until());
    }

    SessionEvent fetchTransfer(SessionEffect.FetchTransfer order, ProvenSubject person) {
        return switch (central.takeOverCase(order.reference(), person)) {
            case CentralReply.Done<TakenOverCase>(var taken) -> {
                journal.notes().addNote("handover", "case " + taken.txId() + " goes on here");
                yield new SessionEvent.CaseResumed(taken.txId(), taken.caseNumber(), taken.service(), taken.answers());
            }
            case CentralReply.Refused<TakenOverCase>(var problem) ->
                new SessionEvent.CaseNotResumed(
                        switch (problem.code()) {
                            case "handover-other-person" -> "handover.other-person";
                            case "handover-taken" -> "handover.taken";
                            case "handover-expired" -> "handover.expired";
                            default -> "handover.unknown";
                        });
            case CentralReply.NoAnswer<TakenOverCase> _ -> new SessionEvent.CaseNotResumed("handover.no-line");
        };
    }
}
