package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.session.flow.ImageCaptureFlow;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.Filling;
import org.openstm.kiosk.ui.Screens.Page;

/// A question that a camera answers: where to lay the paper or where to look, then the picture, to be looked at.
final class PictureScreens {
    private final Session session;
    private final Texts texts;

    PictureScreens(Session session, Texts texts) {
        this.session = session;
        this.texts = texts;
    }

    Page page(Filling here, ItemField field) {
        var seen = ImageCaptureFlow.findViewedImage(here);
        if (ImageCaptureFlow.isCameraActive(here)) return taking(field);
        if (seen.isPresent()) return look(here, field, seen.get());
        return ImageCaptureFlow.isCameraOffered(session, here, field) ? aim(here, field) : blind(here, field);
    }

    private Page aim(Filling here, ItemField field) {
        boolean later = here.entry().equals(ItemField.LATER);
        var parts = new ArrayList<Part>();
        parts.add(title(here));
        parts.add(new Part.Aim(person(field)));
        if (here.wrong().isPresent())
            parts.add(FormScreens.wrong(texts, here.wrong().get()));
        else if (later) parts.add(note("picture.is-later"));
        else parts.add(note(of("picture.aim", field)));
        var take = later ? Control.Look.SECONDARY : Control.Look.PRIMARY;
        var actions = new ArrayList<>(List.of(back()));
        if (later) actions.add(take(take, "picture.after-all"));
        if (field.later()) actions.add(later(later ? Control.Look.PRIMARY : Control.Look.QUIET));
        if (!later) actions.add(take(take, here.wrong().isPresent() ? "picture.once-more" : "picture.take"));
        return page("picture", parts, actions);
    }

    private Page taking(ItemField field) {
        return page(
                "picture-taking",
                List.of(
                        new Part.Title(texts.get(of("picture.taking", field)), ""),
                        new Part.Aim(person(field)),
                        new Part.Working("")),
                List.of(back()));
    }

    private Page look(Filling here, ItemField field, CapturedImage still) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get(of("picture.look", field)), texts.get(of("picture.look-lead", field))));
        parts.add(new Part.Picture(still));
        var actions = new ArrayList<>(List.of(back()));
        if (ImageCaptureFlow.isCameraOffered(session, here, field))
            actions.add(take(Control.Look.SECONDARY, "picture.again"));
        actions.add(
                new Control("next", texts.get("picture.use"), "check", Control.Look.PRIMARY, new SessionEvent.GoOn()));
        return page("picture-look", parts, actions);
    }

    /// No camera serves: who may bring it later goes on, everybody else needs staff.
    private Page blind(Filling here, ItemField field) {
        var parts = new ArrayList<Part>();
        parts.add(title(here));
        boolean absent = person(field) && here.road().acting().isPresent();
        parts.add(new Part.Banner(
                Part.Tone.AMBER,
                "cam",
                texts.get(absent ? "picture.absent" : "picture.blind"),
                texts.get(field.later() ? of("picture.blind-later", field) : "picture.blind-lead")));
        var help = new Control(
                "picture-help", texts.get("picture.help"), "help", Control.Look.PRIMARY, new SessionEvent.CallHelp());
        return page("picture-blind", parts, List.of(back(), field.later() ? later(Control.Look.PRIMARY) : help));
    }

    /// @param name each its own: where one touched to take a picture, another page has the button
    ///     to mean it, and takes no touch at first
    private static Page page(String name, List<Part> parts, List<Control> actions) {
        return Page.of(name, parts, actions.toArray(Control[]::new));
    }

    private Part title(Filling here) {
        var page = here.road().item().pages().get(here.page());
        return new Part.Title(page.title().textIn(texts.language()), page.help().textIn(texts.language()));
    }

    private Part note(String key) {
        return new Part.Note(Part.Tone.BLUE, "info", texts.get(key));
    }

    private Control back() {
        return new Control("back", texts.get("back"), "back", Control.Look.QUIET, new SessionEvent.GoBack());
    }

    private Control take(Control.Look look, String key) {
        return new Control("take-picture", texts.get(key), "cam", look, new SessionEvent.RequestPicture());
    }

    private Control later(Control.Look look) {
        return new Control("picture-later", texts.get("picture.later"), "", look, new SessionEvent.BringPictureLater());
    }

    private static boolean person(ItemField field) {
        return field.kind() == ItemField.FieldKind.PHOTO;
    }

    private static String of(String key, ItemField field) {
        return person(field) ? key + "-person" : key;
    }
}
