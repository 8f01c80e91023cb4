package org.openstm.kiosk.ui;

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
import org.openstm.kiosk.ui.Screens.Page;

/// Notice, card, person check.
final class IdentityScreens {
    private static final int CARD_SECONDS = 60;
    /// Digits of an officer's number, in front of the code.
    private static final int OFFICER = 4;
    private final Session session;
    private final Texts texts;

    IdentityScreens(Session session, Texts texts) {
        this.session = session;
        this.texts = texts;
    }

    Page page(SessionState.Identifying here) {
        var road = here.road();
        return switch (here.proof()) {
            case IdentificationStep.PurposeNotice notice ->
                notice(road, notice).at(step(texts, road, 1, texts.get("step.notice")));
            case IdentificationStep.LayCard lay ->
                Page.of(
                                "place-card",
                                cardParts(
                                        texts,
                                        texts.get(cardTitle(road)),
                                        session.world().readsChips()
                                                && road.acting().isEmpty(),
                                        lay.trouble(),
                                        lay.since(),
                                        session.seconds()),
                                cardWays(road))
                        .at(step(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.ShowPhoneCode show ->
                Page.of("place-phone", phoneParts(texts, show.trouble(), show.isAsking()), back())
                        .at(step(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.PersonCheck(var wrong) ->
                personCheck(wrong).at(step(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.StaffCodeEntry code ->
                staffCode(code).at(step(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.OrganisationEntry proof ->
                new MandateScreens(session, texts).page(proof).at(step(texts, road, 2, texts.get("step.identity")));
            case IdentificationStep.PersonMatching _ ->
                Page.of(
                                "matching",
                                List.of(
                                        new Part.Title(texts.get("matching.title"), texts.get("matching.lead")),
                                        new Part.Working("")),
                                back())
                        .at(step(texts, road, 2, texts.get("step.identity")));
        };
    }

    private Control[] cardWays(ServiceApplication road) {
        var none = new Control("no-card", texts.get("card.none"), "", Control.Look.QUIET, new SessionEvent.CallHelp());
        boolean phone = PhoneLoginFlow.isPhoneLoginOffered(session, road);
        return phone ? new Control[] {back(), phone(texts), none} : new Control[] {back(), none};
    }

    static Control phone(Texts texts) {
        return new Control(
                "by-phone", texts.get("phone.by"), "qr", Control.Look.SECONDARY, new SessionEvent.LoginByPhone());
    }

    /// What is to be done with the phone, and what became of the last code.
    static List<Part> phoneParts(Texts texts, Optional<EntryVerdict.Wrong> trouble, boolean asking) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("phone.title"), texts.get("phone.lead")));
        parts.add(new Part.Front(texts.get("card.area"), texts.get("card.scanner"), texts.get("card.slot"), true));
        if (asking) parts.add(new Part.Working(texts.get("phone.asking")));
        else trouble.ifPresent(w -> parts.add(new Part.Wrong(texts.get(w.text()))));
        if (!asking && trouble.isEmpty()) parts.add(new Part.Note(Part.Tone.GREEN, "shield", texts.get("phone.note")));
        return parts;
    }

    static Screen.Steps step(Texts texts, ServiceApplication road, int now, String name) {
        return new Screen.Steps(now, road.stepCount(), texts.get("step", now, road.stepCount(), name));
    }

    private static String cardTitle(ServiceApplication road) {
        if (road.acting().isEmpty()) return "card.title";
        if (road.isForOrganisation()) return "card.title-handler";
        return road.needsVisitorCard() ? "card.title-own" : "card.title-other";
    }

    private Control back() {
        return new Control("back", texts.get("back"), "back", Control.Look.QUIET, new SessionEvent.GoBack());
    }

    /// Who will read it: of a chain, every department in it.
    private static String users(Item item, DisplayLanguage language) {
        if (item.parts().isEmpty()) return item.owner().textIn(language);
        return item.parts().stream()
                .map(part -> part.owner().textIn(language))
                .distinct()
                .collect(Collectors.joining(language == DisplayLanguage.EN ? ", " : "、"));
    }

    private Page notice(ServiceApplication road, IdentificationStep.PurposeNotice notice) {
        var language = texts.language();
        var item = road.item();
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(
                texts.get("notice.title"),
                texts.get("notice.lead", item.title().textIn(language), users(item, language))));
        parts.add(new Part.Rows(item.uses().stream()
                .map(u -> new Part.Row(
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
            parts.add(new Part.Tick(
                    new Control(
                            "consent",
                            texts.get("notice.consent", sensitive),
                            "",
                            Control.Look.QUIET,
                            new SessionEvent.TickConsent()),
                    texts.get("notice.consent-note"),
                    notice.sensitiveTicked()));
        if (notice.asked()) parts.add(new Part.Wrong(texts.get("notice.missing")));
        parts.add(new Part.Note(Part.Tone.GREEN, "shield", texts.get("notice.wiped")));
        parts.add(new Part.Note(Part.Tone.BLUE, "info", texts.get("notice.other")));
        return Page.of(
                "notice",
                parts,
                new Control("disagree", texts.get("disagree"), "", Control.Look.QUIET, new SessionEvent.Disagree()),
                new Control("agree", texts.get("agree"), "", Control.Look.PRIMARY, new SessionEvent.Agree()));
    }

    /// @param chips whether a social security card is as good
    static List<Part> cardParts(
            Texts texts,
            String title,
            boolean chips,
            Optional<EntryVerdict.Wrong> trouble,
            Instant since,
            Instant now) {
        long left = CARD_SECONDS - Duration.between(since, now).toSeconds();
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(title, texts.get(chips ? "card.lead-chips" : "card.lead")));
        parts.add(new Part.Front(texts.get("card.area"), texts.get("card.scanner"), texts.get("card.slot"), false));
        if (trouble.isPresent()) parts.add(new Part.Wrong(cardTrouble(texts, trouble.get())));
        else parts.add(new Part.Note(Part.Tone.GREEN, "ok", texts.get("card.kept")));
        parts.add(new Part.Say(left > 0 ? texts.get("card.waiting", left) : texts.get("card.late")));
        return parts;
    }

    /// A fault that has no sentence of its own is an unreadable card to the citizen; staff see the
    /// code.
    private static String cardTrouble(Texts texts, EntryVerdict.Wrong trouble) {
        var key = texts.has(trouble.text()) ? trouble.text() : "card.unreadable";
        return texts.get(key, ValueFormatter.formatDate(trouble.detail(), texts.language()));
    }

    private Page personCheck(Optional<EntryVerdict.Wrong> wrong) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("person.title"), texts.get("person.lead")));
        wrong.ifPresent(w -> parts.add(new Part.Wrong(texts.get(w.text()))));
        parts.add(new Part.Link(
                new Control(
                        "by-staff",
                        texts.get("person.staff"),
                        "help",
                        Control.Look.QUIET,
                        new SessionEvent.CheckByStaff()),
                texts.get("person.staff-sub"),
                "amber"));
        if (session.demo())
            parts.add(new Part.Link(
                    new Control(
                            "by-match",
                            texts.get("person.match"),
                            "cam",
                            Control.Look.QUIET,
                            new SessionEvent.CheckByMatch()),
                    texts.get("person.match-sub"),
                    "blue"));
        parts.add(new Part.Note(Part.Tone.BLUE, "info", texts.get("person.note")));
        return Page.of("person-check", parts, back());
    }

    /// The number may be read, the code may not.
    private static String shown(String entry) {
        int number = Math.min(OFFICER, entry.length());
        int code = entry.length() - number;
        return entry.substring(0, number) + (code > 0 ? "　" + "●".repeat(code) : "");
    }

    private Page staffCode(IdentificationStep.StaffCodeEntry code) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("staff-code.title"), texts.get("staff-code.lead")));
        parts.add(new Part.Entry(
                "staff-code",
                shown(code.entry()),
                texts.get("staff-code.placeholder"),
                code.wrong().isPresent()));
        code.wrong().ifPresent(w -> parts.add(new Part.Wrong(texts.get(w.text(), w.detail()))));
        if (code.asking()) parts.add(new Part.Say(texts.get("staff-code.asking")));
        parts.add(FormScreens.pad(texts));
        return Page.of(
                "staff-code",
                parts,
                back(),
                new Control("next", texts.get("next"), "", Control.Look.PRIMARY, new SessionEvent.GoOn()));
    }
}
