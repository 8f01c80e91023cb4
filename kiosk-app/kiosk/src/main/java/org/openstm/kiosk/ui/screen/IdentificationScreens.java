package org.openstm.kiosk.ui.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.flow.PhoneLoginFlow;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Pages for notice, card and person check.
final class IdentificationScreens {
    private static final int CARD_SECONDS = 60;
    /// Digits of an officer's number, which precedes the code.
    private static final int OFFICER = 4;
    private final Session session;
    private final ScreenTexts texts;

    IdentificationScreens(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    PageContent identificationPage(SessionState.Identifying here) {
        var road = here.road();
        return switch (here.proof()) {
            case IdentificationStep.PurposeNotice notice ->
                noticePage(road, notice).withSteps(stepProgress(texts, road, 1, texts.get("step.notice")));
            case IdentificationStep.LayCard lay ->
                PageContent.of(
                                "place-card",
                                cardParts(
                                        texts,
                                        texts.get(cardTitle(road)),
                                        session.world().readsChips()
                                                && road.acting().isEmpty(),
                                        lay.trouble(),
                                        lay.since(),
                                        session.seconds()),
                                cardPageButtons(road))
                        .withSteps(stepProgress(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.ShowPhoneCode show ->
                PageContent.of("place-phone", phoneCodeParts(texts, show.trouble(), show.isAsking()), backButton())
                        .withSteps(stepProgress(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.PersonCheck(var wrong) ->
                personCheckPage(wrong).withSteps(stepProgress(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.StaffCodeEntry code ->
                staffCodePage(code).withSteps(stepProgress(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.OrganisationEntry proof ->
                new MandateScreens(session, texts)
                        .organisationPage(proof)
                        .withSteps(stepProgress(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.PersonMatching _ ->
                PageContent.of(
                                "matching",
                                List.of(
                                        new ScreenPart.Title(texts.get("matching.title"), texts.get("matching.lead")),
                                        new ScreenPart.BusyIndicator("")),
                                backButton())
                        .withSteps(stepProgress(texts, road, 2, texts.get("step.identity")));
        };
    }

    private Control[] cardPageButtons(ServiceApplication road) {
        var none = new Control(
                "no-card", texts.get("card.none"), "", Control.ButtonLook.QUIET, new SessionEvent.CallHelp());
        boolean phone = PhoneLoginFlow.isPhoneLoginOffered(session, road);
        return phone ? new Control[] {backButton(), phoneButton(texts), none} : new Control[] {backButton(), none};
    }

    static Control phoneButton(ScreenTexts texts) {
        return new Control(
                "by-phone", texts.get("phone.by"), "qr", Control.ButtonLook.SECONDARY, new SessionEvent.LoginByPhone());
    }

    /// Instructions for the phone, and the problem with the last code.
    static List<ScreenPart> phoneCodeParts(ScreenTexts texts, Optional<EntryVerdict.Wrong> trouble, boolean asking) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("phone.title"), texts.get("phone.lead")));
        parts.add(new ScreenPart.TerminalFront(
                texts.get("card.area"), texts.get("card.scanner"), texts.get("card.slot"), true));
        if (asking) parts.add(new ScreenPart.BusyIndicator(texts.get("phone.asking")));
        else trouble.ifPresent(w -> parts.add(new ScreenPart.ErrorText(texts.get(w.text()))));
        if (!asking && trouble.isEmpty())
            parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.GREEN, "shield", texts.get("phone.note")));
        return parts;
    }

    static Screen.Steps stepProgress(ScreenTexts texts, ServiceApplication road, int now, String name) {
        return new Screen.Steps(now, road.stepCount(), texts.get("step", now, road.stepCount(), name));
    }

    private static String cardTitle(ServiceApplication road) {
        if (road.acting().isEmpty()) return "card.title";
        if (road.isForOrganisation()) return "card.title-handler";
        return road.needsVisitorCard() ? "card.title-own" : "card.title-other";
    }

    private Control backButton() {
        return new Control("back", texts.get("back"), "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack());
    }

    /// Recipients of the data: of a chain, every department in it.
    private static String dataRecipients(Item item, DisplayLanguage language) {
        if (item.parts().isEmpty()) return item.owner().textIn(language);
        return item.parts().stream()
                .map(part -> part.owner().textIn(language))
                .distinct()
                .collect(Collectors.joining(language == DisplayLanguage.EN ? ", " : "、"));
    }

    private PageContent noticePage(ServiceApplication road, IdentificationStep.PurposeNotice notice) {
        var language = texts.language();
        var item = road.item();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(
                texts.get("notice.title"),
                texts.get("notice.lead", item.title().textIn(language), dataRecipients(item, language))));
        parts.add(new ScreenPart.LabelledRows(item.uses().stream()
                .map(u -> new ScreenPart.LabelledRow(
                        u.what().textIn(language) + "\n" + u.from().textIn(language),
                        u.why().textIn(language),
                        "",
                        Optional.empty()))
                .toList()));
        var sensitive = item.uses().stream()
                .filter(Item.DataUse::sensitive)
                .map(u -> u.what().textIn(language))
                .collect(Collectors.joining(language == DisplayLanguage.EN ? ", " : "、"));
        if (!sensitive.isEmpty())
            parts.add(new ScreenPart.TickBox(
                    new Control(
                            "consent",
                            texts.get("notice.consent", sensitive),
                            "",
                            Control.ButtonLook.QUIET,
                            new SessionEvent.TickConsent()),
                    texts.get("notice.consent-note"),
                    notice.sensitiveTicked()));
        if (notice.asked()) parts.add(new ScreenPart.ErrorText(texts.get("notice.missing")));
        parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.GREEN, "shield", texts.get("notice.wiped")));
        parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "info", texts.get("notice.other")));
        return PageContent.of(
                "notice",
                parts,
                new Control(
                        "disagree", texts.get("disagree"), "", Control.ButtonLook.QUIET, new SessionEvent.Disagree()),
                new Control("agree", texts.get("agree"), "", Control.ButtonLook.PRIMARY, new SessionEvent.Agree()));
    }

    /// @param chips whether a social security card is accepted too
    static List<ScreenPart> cardParts(
            ScreenTexts texts,
            String title,
            boolean chips,
            Optional<EntryVerdict.Wrong> trouble,
            Instant since,
            Instant now) {
        long left = CARD_SECONDS - Duration.between(since, now).toSeconds();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(title, texts.get(chips ? "card.lead-chips" : "card.lead")));
        parts.add(new ScreenPart.TerminalFront(
                texts.get("card.area"), texts.get("card.scanner"), texts.get("card.slot"), false));
        if (trouble.isPresent()) parts.add(new ScreenPart.ErrorText(cardTroubleText(texts, trouble.get())));
        else parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.GREEN, "ok", texts.get("card.kept")));
        parts.add(new ScreenPart.Sentence(left > 0 ? texts.get("card.waiting", left) : texts.get("card.late")));
        return parts;
    }

    /// A fault without a text of its own is an unreadable card to the citizen; staff see the
    /// code.
    private static String cardTroubleText(ScreenTexts texts, EntryVerdict.Wrong trouble) {
        var key = texts.hasText(trouble.text()) ? trouble.text() : "card.unreadable";
        return texts.get(key, ValueFormatter.formatDate(trouble.detail(), texts.language()));
    }

    private PageContent personCheckPage(Optional<EntryVerdict.Wrong> wrong) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("person.title"), texts.get("person.lead")));
        wrong.ifPresent(w -> parts.add(new ScreenPart.ErrorText(texts.get(w.text()))));
        parts.add(new ScreenPart.LinkCard(
                new Control(
                        "by-staff",
                        texts.get("person.staff"),
                        "help",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.CheckByStaff()),
                texts.get("person.staff-sub"),
                "amber"));
        if (session.demo())
            parts.add(new ScreenPart.LinkCard(
                    new Control(
                            "by-match",
                            texts.get("person.match"),
                            "cam",
                            Control.ButtonLook.QUIET,
                            new SessionEvent.CheckByMatch()),
                    texts.get("person.match-sub"),
                    "blue"));
        parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "info", texts.get("person.note")));
        return PageContent.of("person-check", parts, backButton());
    }

    /// The officer's number is shown, the code is masked.
    private static String maskedEntry(String entry) {
        int number = Math.min(OFFICER, entry.length());
        int code = entry.length() - number;
        return entry.substring(0, number) + (code > 0 ? "　" + "●".repeat(code) : "");
    }

    private PageContent staffCodePage(IdentificationStep.StaffCodeEntry code) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("staff-code.title"), texts.get("staff-code.lead")));
        parts.add(new ScreenPart.EntryField(
                "staff-code",
                maskedEntry(code.entry()),
                texts.get("staff-code.placeholder"),
                code.wrong().isPresent()));
        code.wrong().ifPresent(w -> parts.add(new ScreenPart.ErrorText(texts.get(w.text(), w.detail()))));
        if (code.asking()) parts.add(new ScreenPart.Sentence(texts.get("staff-code.asking")));
        parts.add(KeyPads.digitPad(texts));
        return PageContent.of(
                "staff-code",
                parts,
                backButton(),
                new Control("next", texts.get("next"), "", Control.ButtonLook.PRIMARY, new SessionEvent.GoOn()));
    }
}
