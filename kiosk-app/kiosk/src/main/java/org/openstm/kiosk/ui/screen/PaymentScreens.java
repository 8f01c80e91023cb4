package org.openstm.kiosk.ui.screen;

import java.util.List;
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.PaymentStage;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Payment pages: the code, waiting, and each result. Every page says whether
/// anything was charged.
final class PaymentScreens {
    private final ScreenTexts texts;

    PaymentScreens(ScreenTexts texts) {
        this.texts = texts;
    }

    private Control paymentControl(String id, String key, Control.ButtonLook look, SessionEvent.TouchEvent event) {
        return new Control(id, texts.get(key), "", look, event);
    }

    private Control giveUpButton(Control.ButtonLook look) {
        return paymentControl("do-not-pay", "pay.no", look, new SessionEvent.DeclinePayment());
    }

    PageContent paymentPage(SessionState.Paying here) {
        var bill = here.bill();
        return switch (here.till()) {
            case PaymentStage.RequestingCode _ -> waitingPage("pay-asking", "pay.asking", "pay.asking-lead");
            case PaymentStage.ShowingCode code -> payCodePage(bill, code);
            case PaymentStage.ChargeSeen _ -> waitingPage("pay-charged", "pay.charged", "pay.charged-lead");
            case PaymentStage.WithdrawingPayment _ -> waitingPage("pay-undoing", "pay.undoing", "pay.undoing-lead");
            case PaymentStage.Unpaid(var why) -> unpaidPage(bill, why);
        };
    }

    private PageContent waitingPage(String name, String title, String lead) {
        return PageContent.of(
                name,
                List.of(new ScreenPart.Title(texts.get(title), texts.get(lead)), new ScreenPart.BusyIndicator("")));
    }

    private PageContent payCodePage(CaseBill bill, PaymentStage.ShowingCode code) {
        return PageContent.of(
                "paying",
                List.of(
                        new ScreenPart.Title(
                                texts.get("pay.title", ValueFormatter.formatFen(bill.fen())), texts.get("pay.before")),
                        new ScreenPart.QrCodeCard(code.qr(), texts.get("pay.scan")),
                        new ScreenPart.Timeline(List.of(
                                new ScreenPart.TimelineStage(
                                        ScreenPart.StageMark.DONE,
                                        "check",
                                        texts.get("pay.accepted"),
                                        ValueFormatter.groupCode(bill.caseNumber())),
                                new ScreenPart.TimelineStage(
                                        ScreenPart.StageMark.NOW,
                                        "clock",
                                        texts.get("pay.waiting"),
                                        texts.get(
                                                "pay.until",
                                                ValueFormatter.formatTime(code.until(), texts.language()))),
                                new ScreenPart.TimelineStage(
                                        ScreenPart.StageMark.AHEAD, "", texts.get("pay.then"), "")))),
                giveUpButton(Control.ButtonLook.SECONDARY));
    }

    private PageContent unpaidPage(CaseBill bill, String why) {
        var reason = switch (why) {
            case "EXPIRED" -> "pay.unpaid-expired";
            case "REFUSED" -> "pay.unpaid-refused";
            default -> "pay.unpaid-no-code";
        };
        return PageContent.of(
                "not-paid",
                List.of(
                        new ScreenPart.Banner(
                                ScreenPart.Tone.AMBER, "info", texts.get("pay.unpaid"), texts.get(reason)),
                        new ScreenPart.CaseNumber(
                                texts.get("pay.accepted"),
                                ValueFormatter.groupCode(bill.caseNumber()),
                                texts.get("pay.due", ValueFormatter.formatFen(bill.fen()))),
                        new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "info", texts.get("pay.unpaid-note"))),
                giveUpButton(Control.ButtonLook.SECONDARY),
                paymentControl("pay-again", "pay.again", Control.ButtonLook.PRIMARY, new SessionEvent.RetryPayment()));
    }

    PageContent unknownPaymentPage(CaseOutcome.PaymentUnknown unknown) {
        return PageContent.of(
                "pay-unknown",
                List.of(
                        new ScreenPart.Banner(
                                ScreenPart.Tone.BLUE,
                                "wait",
                                texts.get("payunknown.title"),
                                texts.get("payunknown.lead")),
                        new ScreenPart.Timeline(List.of(
                                new ScreenPart.TimelineStage(
                                        ScreenPart.StageMark.DONE,
                                        "check",
                                        texts.get("pay.accepted"),
                                        ValueFormatter.groupCode(unknown.bill().caseNumber())),
                                new ScreenPart.TimelineStage(
                                        ScreenPart.StageMark.NOW,
                                        "clock",
                                        texts.get("payunknown.asking"),
                                        texts.get("unknown.asking-sub")),
                                new ScreenPart.TimelineStage(
                                        ScreenPart.StageMark.AHEAD,
                                        "",
                                        texts.get("payunknown.then-paid"),
                                        texts.get("payunknown.then-unpaid")))),
                        new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "warn", texts.get("payunknown.warn")),
                        new ScreenPart.Sentence(
                                texts.get("payunknown.leave", ValueFormatter.groupByFour(unknown.code())))),
                new Control(
                        "print",
                        texts.get("unknown.print"),
                        "rcpt",
                        Control.ButtonLook.SECONDARY,
                        new SessionEvent.PrintPapers()),
                paymentControl("wait", "unknown.wait", Control.ButtonLook.PRIMARY, new SessionEvent.Stay()));
    }

    PageContent undonePaymentPage(CaseOutcome.Undone undone, String window) {
        var lead = switch (undone.money()) {
            case KEPT -> "undone.kept";
            case RETURNED -> "undone.returned";
            case STAFF -> "undone.staff";
        };
        boolean staff = undone.money() == CaseOutcome.MoneyOutcome.STAFF;
        return PageContent.of(
                "undone",
                List.of(
                        new ScreenPart.Banner(
                                staff ? ScreenPart.Tone.RED : ScreenPart.Tone.AMBER,
                                "info",
                                texts.get(staff ? "undone.staff-title" : "undone.title"),
                                texts.get(lead)),
                        new ScreenPart.CaseNumber(
                                texts.get("elsewhere.number"),
                                ValueFormatter.groupCode(undone.bill().caseNumber()),
                                texts.get(
                                        "pay.due",
                                        ValueFormatter.formatFen(undone.bill().fen()))),
                        OverlayScreens.counterLink(
                                texts,
                                staff ? "undone.window-staff" : "undone.window",
                                texts.get("refused.window-sub", window))),
                paymentControl("finish", "refused.end", Control.ButtonLook.PRIMARY, new SessionEvent.FinishVisit()));
    }
}
