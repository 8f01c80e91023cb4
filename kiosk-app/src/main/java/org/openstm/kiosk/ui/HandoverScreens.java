package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Road;
import org.openstm.kiosk.session.Wording;
import org.openstm.kiosk.ui.Screens.Page;

/// A half-done case goes elsewhere: while it is given, and where it then is.
final class HandoverScreens {
    private final Texts texts;

    HandoverScreens(Texts texts) {
        this.texts = texts;
    }

    private Control control(String id, String key, String icon, Control.Look look, Event.Touch event) {
        return new Control(id, texts.get(key), icon, look, event);
    }

    Page passing(Place.Passing here) {
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
                control("back", "handover.back", "back", Control.Look.QUIET, new Event.Back()),
                control("hand-again", "handover.again", "", Control.Look.PRIMARY, new Event.TryAgain()));
    }

    Page handed(Road road, Outcome.HandedOver handed) {
        var page = handed.to() == Event.HandOver.To.PHONE ? phone(handed) : counter(handed);
        if (road.handedIn().isEmpty()) return page;
        var parts = new ArrayList<>(page.parts());
        parts.add(new Part.Note(Part.Tone.AMBER, "cam", texts.get("handed.pictures")));
        return new Page(page.name(), page.steps(), parts, page.actions(), page.ground());
    }

    private Page phone(Outcome.HandedOver handed) {
        return Page.of(
                "handed-to-phone",
                List.of(
                        new Part.Title(texts.get("handed.phone"), texts.get("handed.phone-lead")),
                        new Part.PayCode(handed.qr(), texts.get("handed.phone-scan")),
                        number(handed)),
                print(Control.Look.SECONDARY, "handed.print"),
                control("finish", "handed.end", "", Control.Look.PRIMARY, new Event.Finish()));
    }

    private Page counter(Outcome.HandedOver handed) {
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
                control("finish", "handed.no-paper", "", Control.Look.QUIET, new Event.Finish()),
                print(Control.Look.PRIMARY, "handed.print-ticket"));
    }

    private Part number(Outcome.HandedOver handed) {
        return new Part.CaseNumber(
                texts.get("handed.number"),
                Wording.grouped(handed.caseNumber()),
                texts.get("handed.until", Wording.time(handed.until(), texts.language())));
    }

    private Control print(Control.Look look, String key) {
        return control("print", key, "rcpt", look, new Event.PrintPapers());
    }
}
