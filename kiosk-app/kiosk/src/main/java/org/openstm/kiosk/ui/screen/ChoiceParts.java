package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.RegionCodes;
import org.openstm.kiosk.session.flow.FieldEditor;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.Filling;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Parts of a form page for a choice: options on pages, regions level by level, and a number of copies.
final class ChoiceParts {
    private static final int PER_PAGE = 6;

    private final Session session;
    private final ScreenTexts texts;

    ChoiceParts(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    void addChoices(List<ScreenPart> parts, Filling here, ItemField field) {
        var picks = field.list().isEmpty() ? fixedChoices(here, field) : offeredChoices(here, field);
        if (picks.isEmpty() && here.wrong().isEmpty()) {
            parts.add(new ScreenPart.BusyIndicator(texts.get("error.fetching")));
            return;
        }
        int pages = (picks.size() + PER_PAGE - 1) / PER_PAGE;
        int page = Math.min(here.choicePage(), Math.max(0, pages - 1));
        parts.add(new ScreenPart.ChoiceList(
                picks.subList(page * PER_PAGE, Math.min(picks.size(), (page + 1) * PER_PAGE))));
        if (pages > 1) parts.add(pageTurner(page, pages));
    }

    private ScreenPart pageTurner(int page, int pages) {
        return new ScreenPart.PageTurner(
                new Control(
                        "page/back",
                        texts.get("page.back"),
                        "back",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.TurnPage(-1)),
                session.comfort().large() ? (page + 1) + "/" + pages : texts.get("page", page + 1, pages),
                new Control(
                        "page/next",
                        texts.get("page.next"),
                        "chev",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.TurnPage(1)));
    }

    private List<ScreenPart.ChoiceOption> fixedChoices(Filling here, ItemField field) {
        return field.options().stream()
                .map(o -> new ScreenPart.ChoiceOption(
                        new Control(
                                "field/" + field.name() + "/" + o.value(),
                                o.plain().textIn(texts.language()),
                                "",
                                Control.ButtonLook.QUIET,
                                new SessionEvent.PickOption(o.value())),
                        o.official().textIn(texts.language()),
                        here.entry().equals(o.value()),
                        false))
                .toList();
    }

    private List<ScreenPart.ChoiceOption> offeredChoices(Filling here, ItemField field) {
        return here.choices().orElse(List.of()).stream()
                .map(c -> choiceOption(here, field, c))
                .toList();
    }

    private ScreenPart.ChoiceOption choiceOption(Filling here, ItemField field, OfferedChoice choice) {
        var note = choice.note().isEmpty() && !choice.open()
                ? texts.get("choice.full")
                : choice.note().textIn(texts.language());
        return new ScreenPart.ChoiceOption(
                new Control(
                        "field/" + field.name() + "/" + choice.value(),
                        choice.label().textIn(texts.language()),
                        "",
                        choice.open() ? Control.ButtonLook.QUIET : Control.ButtonLook.OFF,
                        new SessionEvent.PickOption(choice.value())),
                note,
                here.entry().equals(choice.value()),
                !choice.open());
    }

    String addRegionGrid(List<ScreenPart> parts, Filling here, ItemField field) {
        var trail = new ArrayList<Control>();
        for (int i = 0; i < here.trail().size(); i++)
            trail.add(new Control(
                    "trail/" + i,
                    here.trail().get(i).label().textIn(texts.language()),
                    "",
                    Control.ButtonLook.SECONDARY,
                    new SessionEvent.ReopenLevel(i)));
        int level = regionLevel(here, field);
        trail.add(new Control(
                "trail/now",
                texts.get("region.pick", texts.get("region.level-" + level)),
                "",
                Control.ButtonLook.ON,
                new SessionEvent.ReopenLevel(here.trail().size())));
        var picks = offeredChoices(here, field);
        int each = FieldEditor.placesPerPage(session.comfort());
        int pages = (picks.size() + each - 1) / each;
        int page = Math.min(here.choicePage(), Math.max(0, pages - 1));
        parts.add(new ScreenPart.RegionGrid(
                trail,
                here.trail().isEmpty() ? "" : texts.get("region.trail"),
                picks.isEmpty() ? List.of() : picks.subList(page * each, Math.min(picks.size(), (page + 1) * each))));
        if (pages > 1) parts.add(pageTurner(page, pages));
        if (picks.isEmpty() && here.wrong().isEmpty())
            parts.add(new ScreenPart.BusyIndicator(texts.get("error.fetching")));
        return here.choices().orElse(List.of()).stream()
                .filter(c -> c.value().equals(here.entry()))
                .findFirst()
                .map(c -> texts.get("region.take", c.label().textIn(texts.language())))
                .orElse(texts.get("next"));
    }

    /// The level of the region to choose: from the codes, else one below the last.
    private static int regionLevel(Filling here, ItemField field) {
        int offered = here.choices()
                .filter(c -> !c.isEmpty())
                .map(c -> RegionCodes.levelOf(c.getFirst().value()))
                .orElse(0);
        if (offered > 0) return offered;
        int before = here.trail().isEmpty()
                ? 0
                : RegionCodes.levelOf(here.trail().getLast().value());
        return Math.min(field.depth(), Math.max(before, here.trail().size()) + 1);
    }

    void addCopyChoices(List<ScreenPart> parts, Filling here, ItemField field) {
        var picks = IntStream.rangeClosed(1, field.most())
                .mapToObj(n -> new Control(
                        "field/" + field.name() + "/" + n,
                        texts.get("copies.text", n),
                        "",
                        here.entry().equals("" + n) ? Control.ButtonLook.ON : Control.ButtonLook.QUIET,
                        new SessionEvent.PickOption("" + n)))
                .toList();
        parts.add(new ScreenPart.QuickAnswers(picks));
    }
}
