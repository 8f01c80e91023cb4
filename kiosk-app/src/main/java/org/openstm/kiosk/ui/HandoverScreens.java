package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.Screens.Page;

/// A half-done case goes elsewhere: while it is given, and where it then is.
final class HandoverScreens {
    private final Texts texts;

    HandoverScreens(Texts texts) {
        this.texts = texts;
    }

    private Control control(String id, String key, String icon, Control.Look look, SessionEvent.TouchEvent event) {
        return new Control(id, texts.get(key), icon, look, event);
    }

    Page passing(SessionState.TransferringState here) {
        if (here.wrong().isEmpty())
            return Page.of(
                    "handing-over",
                    List.of(
                            new Part.Title(texts.get("handover.asking"), texts.get("handover.asking-lead")),
                            new Part.Working("")));
        return Page.of(
                "not-handed-over",
                List.of(
                        new Part.Banner(
                                Part.Tone.AMBER,
                                "info",
                                texts.get("handover.failed"),
                                texts.get(here.wrong().get().text())),
                        new Part.Note(Part.Tone.BLUE, "info", texts.get("handover.kept"))),
                control("back", "handover.back", "back", Control.Look.QUIET, new SessionEvent.GoBack()),
                control("hand-again", "handover.again", "", Control.Look.PRIMARY, new SessionEvent.TryAgain()));
    }

    Page handed(ServiceApplication road, CaseOutcome.Transferred handed) {
        var page = handed.to() == SessionEvent.TransferCase.TransferTarget.PHONE ? phone(handed) : counter(handed);
        if (road.submittedPictures().isEmpty()) return page;
        var parts = new ArrayList<>(page.parts());
        parts.add(new Part.Note(Part.Tone.AMBER, "cam", texts.get("handed.pictures")));
        return new Page(page.name(), page.steps(), parts, page.actions(), page.ground());
    }

    private Page phone(CaseOutcome.Transferred handed) {
        return Page.of(
                "handed-to-phone",
                List.of(
                        new Part.Title(texts.get("handed.phone"), texts.get("handed.phone-lead")),
                        new Part.PayCode(handed.qr(), texts.get("handed.phone-scan")),
                        number(handed)),
                print(Control.Look.SECONDARY, "handed.print"),
                control("finish", "handed.end", "", Control.Look.PRIMARY, new SessionEvent.FinishVisit()));
    }

    private Page counter(CaseOutcome.Transferred handed) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Banner(
                Part.Tone.AMBER,
                "rcpt",
                texts.get("handed.ticket", handed.ticket()),
                texts.get("handed.window", handed.window().textIn(texts.language()))));
        parts.add(number(handed));
        parts.add(new Part.Timeline(List.of(
                new Part.Stage(Part.Mark.DONE, "check", texts.get("handed.sent"), texts.get("handed.sent-sub")),
                new Part.Stage(Part.Mark.NOW, "rcpt", texts.get("handed.take"), texts.get("handed.take-sub")),
                new Part.Stage(Part.Mark.AHEAD, "", texts.get("handed.then"), texts.get("handed.then-sub")))));
        return Page.of(
                "handed-to-counter",
                parts,
                control("finish", "handed.no-paper", "", Control.Look.QUIET, new SessionEvent.FinishVisit()),
                print(Control.Look.PRIMARY, "handed.print-ticket"));
    }

    private Part number(CaseOutcome.Transferred handed) {
        return new Part.CaseNumber(
                texts.get("handed.number"),
                ValueFormatter.groupCode(handed.caseNumber()),
                texts.get("handed.until", ValueFormatter.formatTime(handed.until(), texts.language())));
    }

    private Control print(Control.Look look, String key) {
        return control("print", key, "rcpt", look, new SessionEvent.PrintPapers());
    }
}
