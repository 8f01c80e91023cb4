package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.session.model.OrganisationMandate;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Pages for the organisation that a person represents, and for the mandate.
final class MandateScreens {
    private final Session session;
    private final ScreenTexts texts;

    MandateScreens(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    PageContent organisationPage(IdentificationStep.OrganisationEntry proof) {
        return proof.mandate().map(this::mandatePage).orElseGet(() -> organisationCodePage(proof));
    }

    private PageContent organisationCodePage(IdentificationStep.OrganisationEntry proof) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("organisation.title"), texts.get("organisation.lead")));
        parts.add(new ScreenPart.EntryField(
                "field/organisation",
                KeyPads.groupDigits(proof.entry(), 2, 6, 9, 1),
                texts.get("uscc.placeholder"),
                proof.wrong().isPresent()));
        proof.wrong().ifPresent(wrong -> parts.add(FormScreens.errorPart(texts, wrong)));
        if (proof.asking()) parts.add(new ScreenPart.Sentence(texts.get("organisation.asking")));
        parts.add(KeyPads.letterBoard(texts, KeyPads.keyCharacters(session)));
        return PageContent.of("organisation", parts, backButton("back"), nextButton("next"));
    }

    private PageContent mandatePage(OrganisationMandate mandate) {
        var standing = mandate.representative()
                ? texts.get("organisation.representative")
                : mandate.until().isEmpty()
                        ? texts.get("organisation.handler")
                        : texts.get(
                                "organisation.handler-until",
                                ValueFormatter.formatDate(mandate.until(), texts.language()));
        return PageContent.of(
                "mandate",
                List.of(
                        new ScreenPart.Title(texts.get("organisation.confirm"), texts.get("organisation.confirm-lead")),
                        new ScreenPart.LabelledRows(List.of(
                                mandateRow("organisation.name", mandate.name()),
                                mandateRow("organisation.code", KeyPads.groupDigits(mandate.code(), 2, 6, 9, 1)),
                                mandateRow("organisation.standing", standing)))),
                backButton("organisation.other"),
                nextButton("organisation.yes"));
    }

    private ScreenPart.LabelledRow mandateRow(String label, String value) {
        return new ScreenPart.LabelledRow(texts.get(label), value, "", Optional.empty());
    }

    private Control backButton(String text) {
        return new Control("back", texts.get(text), "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack());
    }

    private Control nextButton(String text) {
        return new Control("next", texts.get(text), "", Control.ButtonLook.PRIMARY, new SessionEvent.GoOn());
    }
}
