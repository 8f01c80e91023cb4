package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Pages of a case transfer: in progress, and completed.
final class CaseTransferScreens {
    private final ScreenTexts texts;

    CaseTransferScreens(ScreenTexts texts) {
        this.texts = texts;
    }

    private Control transferControl(
            String id, String key, String icon, Control.ButtonLook look, SessionEvent.TouchEvent event) {
        return new Control(id, texts.get(key), icon, look, event);
    }

    PageContent transferringPage(SessionState.TransferringState here) {
        if (here.wrong().isEmpty())
            return PageContent.of(
                    "handing-over",
                    List.of(
                            new ScreenPart.Title(texts.get("handover.asking"), texts.get("handover.asking-lead")),
                            new ScreenPart.BusyIndicator("")));
        return PageContent.of(
                "not-handed-over",
                List.of(
                        new ScreenPart.Banner(
                                ScreenPart.Tone.AMBER,
                                "info",
                                texts.get("handover.failed"),
                                texts.get(here.wrong().get().text())),
                        new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "info", texts.get("handover.kept"))),
                transferControl("back", "handover.back", "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack()),
                transferControl(
                        "hand-again", "handover.again", "", Control.ButtonLook.PRIMARY, new SessionEvent.TryAgain()));
    }

    PageContent transferredPage(ServiceApplication road, CaseOutcome.Transferred handed) {
        var page = handed.to() == SessionEvent.TransferCase.TransferTarget.PHONE
                ? phoneTransferPage(handed)
                : counterTransferPage(handed);
        if (road.submittedPictures().isEmpty()) return page;
        var parts = new ArrayList<>(page.parts());
        parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "cam", texts.get("handed.pictures")));
        return new PageContent(page.name(), page.steps(), parts, page.actions(), page.ground());
    }

    private PageContent phoneTransferPage(CaseOutcome.Transferred handed) {
        return PageContent.of(
                "handed-to-phone",
                List.of(
                        new ScreenPart.Title(texts.get("handed.phone"), texts.get("handed.phone-lead")),
                        new ScreenPart.QrCodeCard(handed.qr(), texts.get("handed.phone-scan")),
                        transferNumber(handed)),
                printButton(Control.ButtonLook.SECONDARY, "handed.print"),
                transferControl(
                        "finish", "handed.end", "", Control.ButtonLook.PRIMARY, new SessionEvent.FinishVisit()));
    }

    private PageContent counterTransferPage(CaseOutcome.Transferred handed) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                ScreenPart.Tone.AMBER,
                "rcpt",
                texts.get("handed.ticket", handed.ticket()),
                texts.get("handed.window", handed.window().textIn(texts.language()))));
        parts.add(transferNumber(handed));
        parts.add(new ScreenPart.Timeline(List.of(
                new ScreenPart.TimelineStage(
                        ScreenPart.StageMark.DONE, "check", texts.get("handed.sent"), texts.get("handed.sent-sub")),
                new ScreenPart.TimelineStage(
                        ScreenPart.StageMark.NOW, "rcpt", texts.get("handed.take"), texts.get("handed.take-sub")),
                new ScreenPart.TimelineStage(
                        ScreenPart.StageMark.AHEAD, "", texts.get("handed.then"), texts.get("handed.then-sub")))));
        return PageContent.of(
                "handed-to-counter",
                parts,
                transferControl(
                        "finish", "handed.no-paper", "", Control.ButtonLook.QUIET, new SessionEvent.FinishVisit()),
                printButton(Control.ButtonLook.PRIMARY, "handed.print-ticket"));
    }

    private ScreenPart transferNumber(CaseOutcome.Transferred handed) {
        return new ScreenPart.CaseNumber(
                texts.get("handed.number"),
                ValueFormatter.groupCode(handed.caseNumber()),
                texts.get("handed.until", ValueFormatter.formatTime(handed.until(), texts.language())));
    }

    private Control printButton(Control.ButtonLook look, String key) {
        return transferControl("print", key, "rcpt", look, new SessionEvent.PrintPapers());
    }
}
