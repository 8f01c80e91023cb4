package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.form.PersonalDataMask;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.Filling;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Form pages: the question, and what it is answered with.
final class FormScreens {
    private static final int ONE_LINE = 16;

    private final Session session;
    private final ScreenTexts texts;

    FormScreens(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    private Control formControl(
            String id, String text, String icon, Control.ButtonLook look, SessionEvent.TouchEvent event) {
        return new Control(id, text, icon, look, event);
    }

    private Control backButton() {
        return formControl("back", texts.get("back"), "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack());
    }

    private Control nextButton(String label) {
        return formControl("next", label, "", Control.ButtonLook.PRIMARY, new SessionEvent.GoOn());
    }

    PageContent questionPage(Filling here) {
        var road = here.road();
        var page = road.item().pages().get(here.page());
        var field = page.fields().getFirst();
        var language = texts.language();
        var parts = new ArrayList<ScreenPart>();
        if (here.code().isPresent()) return smsCodePage(here, here.code().get());
        if (field.kind().isPicture())
            return new CaptureScreens(session, texts)
                    .capturePage(here, field)
                    .withSteps(IdentificationScreens.stepProgress(
                            texts, road, here.page() + 3, page.step().textIn(language)));
        boolean written = field.kind() == ItemField.FieldKind.TEXT || field.kind() == ItemField.FieldKind.ADDRESS;
        parts.add(new ScreenPart.Title(
                page.title().textIn(language),
                written && session.comfort().large() ? "" : page.help().textIn(language)));
        var label = addInput(parts, here, field);
        if (parts.stream().noneMatch(p -> p instanceof ScreenPart.EntryField || p instanceof ScreenPart.TextInput))
            here.wrong().ifPresent(w -> parts.add(errorPart(texts, w)));
        return new PageContent(
                        "question",
                        Optional.empty(),
                        parts,
                        List.of(backButton(), nextButton(label)),
                        Screen.Background.PAPER)
                .withSteps(IdentificationScreens.stepProgress(
                        texts, road, here.page() + 3, page.step().textIn(language)));
    }

    /// Adds what the field is answered with.
    ///
    /// @return the label of the way on
    private String addInput(List<ScreenPart> parts, Filling here, ItemField field) {
        switch (field.kind()) {
            case CHOICE -> new ChoiceParts(session, texts).addChoices(parts, here, field);
            case REGION -> {
                return new ChoiceParts(session, texts).addRegionGrid(parts, here, field);
            }
            case DATE -> new DateParts(session, texts).addDateWheels(parts, here, field);
            case MONTH_RANGE -> new DateParts(session, texts).addMonthRange(parts, here, field);
            case COPIES -> new ChoiceParts(session, texts).addCopyChoices(parts, here, field);
            case TEXT, ADDRESS -> addTextInput(parts, here, field);
            case SCAN, PHOTO -> throw new IllegalStateException("a picture has a page of its own");
            case MOBILE, BANK_CARD, NUMBER, DIGITS, AMOUNT, ID_NUMBER, PLATE, USCC -> addTypedInput(parts, here, field);
        }
        return texts.get("next");
    }

    /// Fields that are answered by keys on the page.
    private void addTypedInput(List<ScreenPart> parts, Filling here, ItemField field) {
        switch (field.kind()) {
            case MOBILE ->
                addEntryField(
                        parts,
                        here,
                        KeyPads.groupDigits(here.entry(), 3, 4, 4),
                        texts.get("mobile.placeholder"),
                        KeyPads.digitPad(texts));
            case BANK_CARD ->
                addEntryField(
                        parts,
                        here,
                        KeyPads.groupDigits(here.entry(), 4, 4, 4, 4, 4),
                        texts.get("bank.placeholder"),
                        KeyPads.digitPad(texts));
            case NUMBER ->
                addEntryField(
                        parts,
                        here,
                        here.entry(),
                        texts.get("number.placeholder", field.least(), field.most()),
                        KeyPads.digitPad(texts));
            case DIGITS ->
                addEntryField(
                        parts,
                        here,
                        KeyPads.groupDigits(here.entry(), 4, 4, 4, 4, 4),
                        texts.get("digits.placeholder"),
                        KeyPads.digitPad(texts));
            case AMOUNT ->
                addEntryField(
                        parts,
                        here,
                        here.entry().isEmpty() ? "" : "¥" + here.entry(),
                        texts.get("amount.placeholder", ValueFormatter.formatMoney(allowedMaximum(here, field))),
                        KeyPads.digitPad(texts, ".", "00"));
            default -> addLettersInput(parts, here, field);
        }
    }

    /// Fields whose answer may contain letters.
    private void addLettersInput(List<ScreenPart> parts, Filling here, ItemField field) {
        switch (field.kind()) {
            case ID_NUMBER ->
                addEntryField(
                        parts,
                        here,
                        KeyPads.groupDigits(here.entry(), 6, 8, 4),
                        texts.get("id-number.placeholder"),
                        KeyPads.digitPad(texts, "X"));
            case PLATE ->
                addEntryField(
                        parts,
                        here,
                        here.entry(),
                        texts.get("plate.placeholder"),
                        KeyPads.letterBoard(texts, KeyPads.plateCharacters(session, here.entry())));
            case USCC ->
                addEntryField(
                        parts,
                        here,
                        KeyPads.groupDigits(here.entry(), 2, 6, 9, 1),
                        texts.get("uscc.placeholder"),
                        KeyPads.letterBoard(texts, KeyPads.keyCharacters(session)));
            default -> throw new IllegalStateException(field.kind() + " has no keys of its own");
        }
    }

    static ScreenPart errorPart(ScreenTexts texts, EntryVerdict.Wrong wrong) {
        return new ScreenPart.ErrorText(
                texts.get(wrong.text(), ValueFormatter.formatDate(wrong.detail(), texts.language())));
    }

    private void addEntryField(
            List<ScreenPart> parts, Filling here, String shown, String placeholder, ScreenPart keys) {
        var field = here.road().item().pages().get(here.page()).fields().getFirst();
        parts.add(new ScreenPart.EntryField(
                "field/" + field.name(), shown, placeholder, here.wrong().isPresent()));
        here.wrong().ifPresent(w -> parts.add(errorPart(texts, w)));
        parts.add(keys);
    }

    /// Large type has one line for a region of five levels: its lowest ones, which come first in English.
    private String shortPlaceName(String place) {
        if (!session.comfort().large()) return place;
        if (texts.language() == DisplayLanguage.EN)
            return place.split(", ", 3).length < 3 ? place : place.split(", ", 3)[0] + ", " + place.split(", ", 3)[1];
        return place.length() > ONE_LINE ? "…" + place.substring(place.length() - ONE_LINE) : place;
    }

    private void addTextInput(List<ScreenPart> parts, Filling here, ItemField field) {
        var language = texts.language();
        var region = field.given().stream()
                .flatMap(name -> here.road().item().findField(name).stream())
                .map(f -> ValueFormatter.formatAnswer(here.road(), f, language))
                .filter(words -> !words.isEmpty())
                .toList();
        if (!region.isEmpty()) parts.add(new ScreenPart.Sentence(shortPlaceName(String.join(" ", region))));
        var keys = new KeyboardBuilder(session, texts);
        parts.add(new ScreenPart.TextInput(
                "field/" + field.name(),
                textTail(here.entry(), here.keyboard().isComposing() ? 14 : 26),
                textTail(here.keyboard().shown(), 24),
                texts.get("text.placeholder", field.most()),
                here.wrong().isPresent()));
        if (here.wrong().isPresent()) parts.add(errorPart(texts, here.wrong().get()));
        else if (!keys.troubleText().isEmpty())
            parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "warn", keys.troubleText()));
        else if (!here.entry().isEmpty() && !session.comfort().large())
            parts.add(new ScreenPart.Sentence(texts.get("text.count", entryLength(here), field.most())));
        parts.add(new ScreenPart.FlexibleSpace());
        parts.add(keys.keyboardPart(here.keyboard(), session.comfort().large()));
    }

    private static int entryLength(Filling here) {
        return here.entry().codePointCount(0, here.entry().length());
    }

    /// Shows the end of a long text; the whole text is on the check page.
    ///
    /// @param large number of characters that fit in large type
    private String textTail(String text, int large) {
        int room = session.comfort().large() ? large : 92;
        int length = text.codePointCount(0, text.length());
        return length <= room ? text : "…" + text.substring(text.offsetByCodePoints(0, length - room));
    }

    /// The department's limit, as far as it is known.
    private static String allowedMaximum(Filling here, ItemField field) {
        return here.road().known().getOrDefault(field.within(), "" + field.most());
    }

    private PageContent smsCodePage(Filling here, SessionState.SmsCodeEntry code) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(
                texts.get("code.title"), texts.get("code.lead", PersonalDataMask.maskMobile(here.entry()))));
        parts.add(new ScreenPart.EntryField(
                "code",
                code.entry(),
                texts.get("code.placeholder"),
                code.wrong().isPresent()));
        code.wrong().ifPresent(w -> parts.add(errorPart(texts, w)));
        if (code.asking())
            parts.add(
                    new ScreenPart.Sentence(texts.get(code.challenge().isEmpty() ? "code.sending" : "code.checking")));
        parts.add(KeyPads.digitPad(texts));
        var page = here.road().item().pages().get(here.page());
        return PageContent.of(
                        "code",
                        parts,
                        backButton(),
                        formControl(
                                "resend",
                                texts.get("code.resend"),
                                "",
                                Control.ButtonLook.QUIET,
                                new SessionEvent.ResendCode()),
                        nextButton(texts.get("next")))
                .withSteps(IdentificationScreens.stepProgress(
                        texts, here.road(), here.page() + 3, page.step().textIn(texts.language())));
    }
}
