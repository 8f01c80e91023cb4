package org.openstm.kiosk.ui;

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
import org.openstm.kiosk.ui.Screens.Page;

/// The check of the answers, and the signature.
final class CheckScreens {
    private final Texts texts;

    CheckScreens(Texts texts) {
        this.texts = texts;
    }

    private static Control control(
            String id, String text, String icon, Control.Look look, SessionEvent.TouchEvent event) {
        return new Control(id, text, icon, look, event);
    }

    private Control back() {
        return control("back", texts.get("back"), "back", Control.Look.QUIET, new SessionEvent.GoBack());
    }

    Page confirming(SessionState.Confirming here) {
        var road = here.road();
        var steps = IdentityScreens.step(
                texts, road, road.stepCount(), texts.get(road.item().signed() ? "step.sign" : "step.check"));
        return (here.signing() ? sign(here) : check(here)).at(steps);
    }

    private static String source(IdentifiedPerson person) {
        if (person.isByPhone()) return "check.from-phone";
        return switch (person.factor()) {
            case "mandate" -> "check.from-register";
            case "credit-code" -> "check.not-proved";
            case "social-security-card" -> "check.from-social-card";
            default -> "check.from-card";
        };
    }

    private Page check(SessionState.Confirming here) {
        var road = here.road();
        var language = texts.language();
        var rows = new ArrayList<Part.Row>();
        road.person()
                .ifPresent(p -> rows.add(new Part.Row(
                        texts.get(p.isOrganisation() ? "check.unit" : "check.person"),
                        p.shownName(),
                        p.shownNumber() + "　" + texts.get(source(p)),
                        Optional.empty())));
        road.acting()
                .ifPresent(a -> rows.add(new Part.Row(
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
            for (var field : page.fields()) rows.add(answer(road, field, language));
        }
        for (var prefill : road.item().prefill()) {
            var value = road.known().getOrDefault(prefill.name(), "");
            if (!value.isEmpty())
                rows.add(new Part.Row(
                        prefill.label().textIn(language),
                        ValueFormatter.formatDate(value, language),
                        texts.get("check.from-office"),
                        Optional.empty()));
        }
        boolean changes = rows.stream().anyMatch(row -> row.change().isPresent());
        boolean signed = road.item().signed();
        var label = texts.get(signed ? "check.to-sign" : submit(road.item()));
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(
                texts.get(signed ? "check.title-sign" : "check.title"), changes ? texts.get("check.lead") : ""));
        parts.add(new Part.Rows(rows));
        here.wrong().ifPresent(w -> parts.add(FormScreens.wrong(texts, w)));
        parts.add(new Part.Note(Part.Tone.BLUE, "info", texts.get("check.not-yet", texts.get(submit(road.item())))));
        return Page.of(
                "check",
                parts,
                back(),
                signed
                        ? control("to-sign", label, "", Control.Look.PRIMARY, new SessionEvent.GoToSigning())
                        : control("confirm", label, "", Control.Look.PRIMARY, new SessionEvent.ConfirmCase("")));
    }

    private static String submit(Item item) {
        return switch (item.kind()) {
            case HANDLE, QUERY -> "submit";
            case PRINT -> "submit.print";
            case BOOK -> "submit.book";
        };
    }

    private Part.Row answer(ServiceApplication road, ItemField field, DisplayLanguage language) {
        var official = field.options().stream()
                .filter(o -> road.answers().hasAnswer(field.name(), o.value()))
                .map(o -> o.official().textIn(language))
                .findFirst()
                .orElse("");
        return new Part.Row(
                field.label().textIn(language),
                shown(road, field, language),
                note(road, field, official),
                Optional.of(control(
                        "check/" + field.name() + "/change",
                        texts.get("check.change"),
                        "",
                        Control.Look.SECONDARY,
                        new SessionEvent.ChangeAnswer(field.name()))));
    }

    private String note(ServiceApplication road, ItemField field, String official) {
        if (!road.carried().contains(field.name())) return official;
        var before = texts.get("check.from-before");
        return official.isEmpty() ? before : official + "　" + before;
    }

    /// Here the citizen checks: a mobile or card number stands in full, nowhere else.
    private static String shown(ServiceApplication road, ItemField field, DisplayLanguage language) {
        var raw = road.answers().findAnswer(field.name()).orElse("");
        return switch (field.kind()) {
            case MOBILE -> FormScreens.grouped(raw, 3, 4, 4);
            case BANK_CARD -> FormScreens.grouped(raw, 4, 4, 4, 4, 4);
            case USCC -> FormScreens.grouped(raw, 2, 6, 9, 1);
            case ID_NUMBER -> FormScreens.grouped(raw, 6, 8, 4);
            default -> ValueFormatter.formatAnswer(road, field, language);
        };
    }

    private Page sign(SessionState.Confirming here) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("sign.title"), ""));
        parts.add(new Part.Commitment(
                texts.get("sign.promise"),
                texts.get("sign.promise-text"),
                List.of(control(
                        "sign/full",
                        texts.get("sign.full"),
                        "list",
                        Control.Look.QUIET,
                        new SessionEvent.OpenInfo(Overlay.InfoTopic.COMMITMENT)))));
        parts.add(new Part.Tick(
                control("promise", texts.get("sign.read"), "", Control.Look.QUIET, new SessionEvent.TickRead()),
                "",
                here.read()));
        parts.add(new Part.Signature(
                here.strokes(),
                texts.get("sign.here"),
                control(
                        "sign-again",
                        texts.get("sign.again"),
                        "undo",
                        Control.Look.QUIET,
                        new SessionEvent.ClearSignature())));
        here.wrong().ifPresent(w -> parts.add(FormScreens.wrong(texts, w)));
        return Page.of(
                "sign",
                parts,
                back(),
                control(
                        "confirm",
                        texts.get(submit(here.road().item())),
                        "",
                        Control.Look.PRIMARY,
                        new SessionEvent.ConfirmCase("")));
    }
}
