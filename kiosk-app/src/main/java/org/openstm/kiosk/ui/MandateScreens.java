package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.session.model.OrganisationMandate;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.Screens.Page;

/// For which organisation somebody acts, and that they may.
final class MandateScreens {
    private final Session session;
    private final Texts texts;

    MandateScreens(Session session, Texts texts) {
        this.session = session;
        this.texts = texts;
    }

    Page page(IdentificationStep.OrganisationEntry proof) {
        return proof.mandate().map(this::mandate).orElseGet(() -> code(proof));
    }

    private Page code(IdentificationStep.OrganisationEntry proof) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("organisation.title"), texts.get("organisation.lead")));
        parts.add(new Part.Entry(
                "field/organisation",
                FormScreens.grouped(proof.entry(), 2, 6, 9, 1),
                texts.get("uscc.placeholder"),
                proof.wrong().isPresent()));
        proof.wrong().ifPresent(wrong -> parts.add(FormScreens.wrong(texts, wrong)));
        if (proof.asking()) parts.add(new Part.Say(texts.get("organisation.asking")));
        parts.add(FormScreens.board(texts, FormScreens.signs(session)));
        return Page.of("organisation", parts, back("back"), next("next"));
    }

    private Page mandate(OrganisationMandate mandate) {
        var standing = mandate.representative()
                ? texts.get("organisation.representative")
                : mandate.until().isEmpty()
                        ? texts.get("organisation.handler")
                        : texts.get(
                                "organisation.handler-until",
                                ValueFormatter.formatDate(mandate.until(), texts.language()));
        return Page.of(
                "mandate",
                List.of(
                        new Part.Title(texts.get("organisation.confirm"), texts.get("organisation.confirm-lead")),
                        new Part.Rows(List.of(
                                row("organisation.name", mandate.name()),
                                row("organisation.code", FormScreens.grouped(mandate.code(), 2, 6, 9, 1)),
                                row("organisation.standing", standing)))),
                back("organisation.other"),
                next("organisation.yes"));
    }

    private Part.Row row(String label, String value) {
        return new Part.Row(texts.get(label), value, "", Optional.empty());
    }

    private Control back(String text) {
        return new Control("back", texts.get(text), "back", Control.Look.QUIET, new SessionEvent.GoBack());
    }

    private Control next(String text) {
        return new Control("next", texts.get(text), "", Control.Look.PRIMARY, new SessionEvent.GoOn());
    }
}
