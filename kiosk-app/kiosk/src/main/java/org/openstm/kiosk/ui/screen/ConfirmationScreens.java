package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.PersonalDataMask;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// The check of the answers, and the signature.
final class ConfirmationScreens {
    private final ScreenTexts texts;

    ConfirmationScreens(ScreenTexts texts) {
        this.texts = texts;
    }

    private static Control confirmationControl(
            String id, String text, String icon, Control.ButtonLook look, SessionEvent.TouchEvent event) {
        return new Control(id, text, icon, look, event);
    }

    private Control backButton() {
        return confirmationControl(
                "back", texts.get("back"), "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack());
    }

    PageContent confirmationPage(SessionState.Confirming here) {
        var road = here.road();
        var steps = IdentificationScreens.stepProgress(
                texts, road, road.stepCount(), texts.get(road.item().signed() ? "step.sign" : "step.check"));
        return (here.signing() ? signaturePage(here) : answerCheckPage(here)).withSteps(steps);
    }

    private static String personSourceKey(IdentifiedPerson person) {
        return switch (person.factor()) {
            case APP_CODE_L1, APP_CODE_L2, APP_CODE_L3 -> "check.from-phone";
            case MANDATE -> "check.from-register";
            case CREDIT_CODE -> "check.not-proved";
            case SOCIAL_SECURITY_CARD -> "check.from-social-card";
            case ID_CARD, SMS_CODE, STAFF_CODE, SIMULATED_MATCH -> "check.from-card";
        };
    }

    private PageContent answerCheckPage(SessionState.Confirming here) {
        var road = here.road();
        var language = texts.language();
        var rows = new ArrayList<ScreenPart.LabelledRow>();
        road.person()
                .ifPresent(p -> rows.add(new ScreenPart.LabelledRow(
                        texts.get(p.isOrganisation() ? "check.unit" : "check.person"),
                        p.shownName(),
                        p.shownNumber() + "　" + texts.get(personSourceKey(p)),
                        Optional.empty())));
        road.acting()
                .ifPresent(a -> rows.add(new ScreenPart.LabelledRow(
                        texts.get("check." + a.role().name().toLowerCase(java.util.Locale.ROOT)),
                        a.who()
                                .map(IdentifiedPerson::name)
                                .map(PersonalDataMask::maskName)
                                .orElse(""),
                        a.who()
                                        .map(IdentifiedPerson::number)
                                        .map(PersonalDataMask::maskNumber)
                                        .orElse("") + "　" + texts.get("check.from-card"),
                        Optional.empty())));
        for (var page : road.item().pages()) {
            if (!page.when().isMet(road.answers())) continue;
            for (var field : page.fields()) rows.add(answerRow(road, field, language));
        }
        for (var prefill : road.item().prefill()) {
            var value = road.known().getOrDefault(prefill.name(), "");
            if (!value.isEmpty())
                rows.add(new ScreenPart.LabelledRow(
                        prefill.label().textIn(language),
                        ValueFormatter.formatDate(value, language),
                        texts.get("check.from-office"),
                        Optional.empty()));
        }
        boolean changes = rows.stream().anyMatch(row -> row.change().isPresent());
        boolean signed = road.item().signed();
        var label = texts.get(signed ? "check.to-sign" : submitLabelKey(road.item()));
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(
                texts.get(signed ? "check.title-sign" : "check.title"), changes ? texts.get("check.lead") : ""));
        parts.add(new ScreenPart.LabelledRows(rows));
        here.wrong().ifPresent(w -> parts.add(FormScreens.errorPart(texts, w)));
        parts.add(new ScreenPart.NoteBox(
                ScreenPart.Tone.BLUE, "info", texts.get("check.not-yet", texts.get(submitLabelKey(road.item())))));
        return PageContent.of(
                "check",
                parts,
                backButton(),
                signed
                        ? confirmationControl(
                                "to-sign", label, "", Control.ButtonLook.PRIMARY, new SessionEvent.GoToSigning())
                        : confirmationControl(
                                "confirm", label, "", Control.ButtonLook.PRIMARY, new SessionEvent.PressConfirm()));
    }

    private static String submitLabelKey(Item item) {
        return switch (item.kind()) {
            case HANDLE, QUERY -> "submit";
            case PRINT -> "submit.print";
            case BOOK -> "submit.book";
        };
    }

    private ScreenPart.LabelledRow answerRow(ServiceApplication road, ItemField field, DisplayLanguage language) {
        var official = field.options().stream()
                .filter(o -> road.answers().hasAnswer(field.name(), o.value()))
                .map(o -> o.official().textIn(language))
                .findFirst()
                .orElse("");
        return new ScreenPart.LabelledRow(
                field.label().textIn(language),
                fullAnswer(road, field, language),
                answerNote(road, field, official),
                Optional.of(confirmationControl(
                        "check/" + field.name() + "/change",
                        texts.get("check.change"),
                        "",
                        Control.ButtonLook.SECONDARY,
                        new SessionEvent.ChangeAnswer(field.name()))));
    }

    private String answerNote(ServiceApplication road, ItemField field, String official) {
        if (!road.carried().contains(field.name())) return official;
        var before = texts.get("check.from-before");
        return official.isEmpty() ? before : official + "　" + before;
    }

    /// The citizen checks here: only this page shows a mobile or card number in full.
    private static String fullAnswer(ServiceApplication road, ItemField field, DisplayLanguage language) {
        var raw = road.answers().findAnswer(field.name()).orElse("");
        return switch (field.kind()) {
            case MOBILE -> KeyPads.groupDigits(raw, 3, 4, 4);
            case BANK_CARD -> KeyPads.groupDigits(raw, 4, 4, 4, 4, 4);
            case USCC -> KeyPads.groupDigits(raw, 2, 6, 9, 1);
            case ID_NUMBER -> KeyPads.groupDigits(raw, 6, 8, 4);
            default -> ValueFormatter.formatAnswer(road, field, language);
        };
    }

    private PageContent signaturePage(SessionState.Confirming here) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("sign.title"), ""));
        parts.add(new ScreenPart.Commitment(
                texts.get("sign.promise"),
                texts.get("sign.promise-text"),
                List.of(confirmationControl(
                        "sign/full",
                        texts.get("sign.full"),
                        "list",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.OpenInfo(Overlay.InfoTopic.COMMITMENT)))));
        parts.add(new ScreenPart.TickBox(
                confirmationControl(
                        "promise", texts.get("sign.read"), "", Control.ButtonLook.QUIET, new SessionEvent.TickRead()),
                "",
                here.read()));
        parts.add(new ScreenPart.SignatureField(
                here.strokes(),
                texts.get("sign.here"),
                confirmationControl(
                        "sign-again",
                        texts.get("sign.again"),
                        "undo",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.ClearSignature())));
        here.wrong().ifPresent(w -> parts.add(FormScreens.errorPart(texts, w)));
        return PageContent.of(
                "sign",
                parts,
                backButton(),
                confirmationControl(
                        "confirm",
                        texts.get(submitLabelKey(here.road().item())),
                        "",
                        Control.ButtonLook.PRIMARY,
                        new SessionEvent.PressConfirm()));
    }
}
