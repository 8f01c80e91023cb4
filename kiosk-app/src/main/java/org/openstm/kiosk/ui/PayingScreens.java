package org.openstm.kiosk.ui;

import java.util.List;
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.PaymentStage;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.Screens.Page;

/// Paying: the code, waiting, and whatever may become of the money. Every page says whether
/// anything was charged.
final class PayingScreens {
    private final Texts texts;

    PayingScreens(Texts texts) {
        this.texts = texts;
    }

    private Control control(String id, String key, Control.Look look, SessionEvent.TouchEvent event) {
        return new Control(id, texts.get(key), "", look, event);
    }

    private Control giveUp(Control.Look look) {
        return control("do-not-pay", "pay.no", look, new SessionEvent.DeclinePayment());
    }

    Page paying(SessionState.Paying here) {
        var bill = here.bill();
        return switch (here.till()) {
            case PaymentStage.RequestingCode _ -> working("pay-asking", "pay.asking", "pay.asking-lead");
            case PaymentStage.ShowingCode code -> code(bill, code);
            case PaymentStage.ChargeSeen _ -> working("pay-charged", "pay.charged", "pay.charged-lead");
            case PaymentStage.WithdrawingPayment _ -> working("pay-undoing", "pay.undoing", "pay.undoing-lead");
            case PaymentStage.Unpaid(var why) -> unpaid(bill, why);
        };
    }

    private Page working(String name, String title, String lead) {
        return Page.of(name, List.of(new Part.Title(texts.get(title), texts.get(lead)), new Part.Working("")));
    }

    private Page code(CaseBill bill, PaymentStage.ShowingCode code) {
        return Page.of(
                "paying",
                List.of(
                        new Part.Title(
                                texts.get("pay.title", ValueFormatter.formatFen(bill.fen())), texts.get("pay.before")),
                        new Part.PayCode(code.qr(), texts.get("pay.scan")),
                        new Part.Timeline(List.of(
                                new Part.Stage(
                                        Part.Mark.DONE,
                                        "check",
                                        texts.get("pay.accepted"),
                                        ValueFormatter.groupCode(bill.caseNumber())),
                                new Part.Stage(
                                        Part.Mark.NOW,
                                        "clock",
                                        texts.get("pay.waiting"),
                                        texts.get(
                                                "pay.until",
                                                ValueFormatter.formatTime(code.until(), texts.language()))),
                                new Part.Stage(Part.Mark.AHEAD, "", texts.get("pay.then"), "")))),
                giveUp(Control.Look.SECONDARY));
    }

    private Page unpaid(CaseBill bill, String why) {
        var reason = switch (why) {
            case "EXPIRED" -> "pay.unpaid-expired";
            case "REFUSED" -> "pay.unpaid-refused";
            default -> "pay.unpaid-no-code";
        };
        return Page.of(
                "not-paid",
                List.of(
                        new Part.Banner(Part.Tone.AMBER, "info", texts.get("pay.unpaid"), texts.get(reason)),
                        new Part.CaseNumber(
                                texts.get("pay.accepted"),
                                ValueFormatter.groupCode(bill.caseNumber()),
                                texts.get("pay.due", ValueFormatter.formatFen(bill.fen()))),
                        new Part.Note(Part.Tone.BLUE, "info", texts.get("pay.unpaid-note"))),
                giveUp(Control.Look.SECONDARY),
                control("pay-again", "pay.again", Control.Look.PRIMARY, new SessionEvent.RetryPayment()));
    }

    Page unknown(CaseOutcome.PaymentUnknown unknown) {
        return Page.of(
                "pay-unknown",
                List.of(
                        new Part.Banner(
                                Part.Tone.BLUE, "wait", texts.get("payunknown.title"), texts.get("payunknown.lead")),
                        new Part.Timeline(List.of(
                                new Part.Stage(
                                        Part.Mark.DONE,
                                        "check",
                                        texts.get("pay.accepted"),
                                        ValueFormatter.groupCode(unknown.bill().caseNumber())),
                                new Part.Stage(
                                        Part.Mark.NOW,
                                        "clock",
                                        texts.get("payunknown.asking"),
                                        texts.get("unknown.asking-sub")),
                                new Part.Stage(
                                        Part.Mark.AHEAD,
                                        "",
                                        texts.get("payunknown.then-paid"),
                                        texts.get("payunknown.then-unpaid")))),
                        new Part.Note(Part.Tone.AMBER, "warn", texts.get("payunknown.warn")),
                        new Part.Say(texts.get("payunknown.leave", ValueFormatter.groupByFour(unknown.code())))),
                new Control(
                        "print",
                        texts.get("unknown.print"),
                        "rcpt",
                        Control.Look.SECONDARY,
                        new SessionEvent.PrintPapers()),
                control("wait", "unknown.wait", Control.Look.PRIMARY, new SessionEvent.Stay()));
    }

    Page undone(CaseOutcome.Undone undone, String window) {
        var lead = switch (undone.money()) {
            case KEPT -> "undone.kept";
            case RETURNED -> "undone.returned";
            case STAFF -> "undone.staff";
        };
        boolean staff = undone.money() == CaseOutcome.MoneyOutcome.STAFF;
        return Page.of(
                "undone",
                List.of(
                        new Part.Banner(
                                staff ? Part.Tone.RED : Part.Tone.AMBER,
                                "info",
                                texts.get(staff ? "undone.staff-title" : "undone.title"),
                                texts.get(lead)),
                        new Part.CaseNumber(
                                texts.get("elsewhere.number"),
                                ValueFormatter.groupCode(undone.bill().caseNumber()),
                                texts.get(
                                        "pay.due",
                                        ValueFormatter.formatFen(undone.bill().fen()))),
                        AsideScreens.window(
                                texts,
                                staff ? "undone.window-staff" : "undone.window",
                                texts.get("refused.window-sub", window))),
                control("finish", "refused.end", Control.Look.PRIMARY, new SessionEvent.FinishVisit()));
    }
}
