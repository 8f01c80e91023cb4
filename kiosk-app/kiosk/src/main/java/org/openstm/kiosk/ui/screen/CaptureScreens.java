package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.session.flow.ImageCaptureFlow;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.Filling;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// A question answered by a camera: where to lay the paper or where to look, then the picture for review.
final class CaptureScreens {
    private final Session session;
    private final ScreenTexts texts;

    CaptureScreens(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    PageContent capturePage(Filling here, ItemField field) {
        var seen = ImageCaptureFlow.findViewedImage(here);
        if (ImageCaptureFlow.isCameraActive(here)) return captureRunningPage(field);
        if (seen.isPresent()) return capturePreviewPage(here, field, seen.get());
        return ImageCaptureFlow.isCameraOffered(session, here, field)
                ? cameraAimPage(here, field)
                : noCameraPage(here, field);
    }

    private PageContent cameraAimPage(Filling here, ItemField field) {
        boolean later = here.entry().equals(ItemField.LATER);
        var parts = new ArrayList<ScreenPart>();
        parts.add(questionTitle(here));
        parts.add(new ScreenPart.CameraAim(isPersonPhoto(field)));
        if (here.wrong().isPresent())
            parts.add(FormScreens.errorPart(texts, here.wrong().get()));
        else if (later) parts.add(infoNote("picture.is-later"));
        else parts.add(infoNote(subjectKey("picture.aim", field)));
        var take = later ? Control.ButtonLook.SECONDARY : Control.ButtonLook.PRIMARY;
        var actions = new ArrayList<>(List.of(backButton()));
        if (later) actions.add(takePictureButton(take, "picture.after-all"));
        if (field.later()) actions.add(bringLaterButton(later ? Control.ButtonLook.PRIMARY : Control.ButtonLook.QUIET));
        if (!later)
            actions.add(takePictureButton(take, here.wrong().isPresent() ? "picture.once-more" : "picture.take"));
        return captureStepPage("picture", parts, actions);
    }

    private PageContent captureRunningPage(ItemField field) {
        return captureStepPage(
                "picture-taking",
                List.of(
                        new ScreenPart.Title(texts.get(subjectKey("picture.taking", field)), ""),
                        new ScreenPart.CameraAim(isPersonPhoto(field)),
                        new ScreenPart.BusyIndicator("")),
                List.of(backButton()));
    }

    private PageContent capturePreviewPage(Filling here, ItemField field, CapturedImage still) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(
                texts.get(subjectKey("picture.look", field)), texts.get(subjectKey("picture.look-lead", field))));
        parts.add(new ScreenPart.PicturePreview(still));
        var actions = new ArrayList<>(List.of(backButton()));
        if (ImageCaptureFlow.isCameraOffered(session, here, field))
            actions.add(takePictureButton(Control.ButtonLook.SECONDARY, "picture.again"));
        actions.add(new Control(
                "next", texts.get("picture.use"), "check", Control.ButtonLook.PRIMARY, new SessionEvent.GoOn()));
        return captureStepPage("picture-look", parts, actions);
    }

    /// No camera works: a citizen who may bring it later continues, all others need staff.
    private PageContent noCameraPage(Filling here, ItemField field) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(questionTitle(here));
        boolean absent = isPersonPhoto(field) && here.road().acting().isPresent();
        parts.add(new ScreenPart.Banner(
                ScreenPart.Tone.AMBER,
                "cam",
                texts.get(absent ? "picture.absent" : "picture.blind"),
                texts.get(field.later() ? subjectKey("picture.blind-later", field) : "picture.blind-lead")));
        var help = new Control(
                "picture-help",
                texts.get("picture.help"),
                "help",
                Control.ButtonLook.PRIMARY,
                new SessionEvent.CallHelp());
        return captureStepPage(
                "picture-blind",
                parts,
                List.of(backButton(), field.later() ? bringLaterButton(Control.ButtonLook.PRIMARY) : help));
    }

    /// @param name a name of its own: another page with a confirm button at the same place follows the
    ///     capture button, and takes no touch at first
    private static PageContent captureStepPage(String name, List<ScreenPart> parts, List<Control> actions) {
        return PageContent.of(name, parts, actions.toArray(Control[]::new));
    }

    private ScreenPart questionTitle(Filling here) {
        var page = here.road().item().pages().get(here.page());
        return new ScreenPart.Title(
                page.title().textIn(texts.language()), page.help().textIn(texts.language()));
    }

    private ScreenPart infoNote(String key) {
        return new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "info", texts.get(key));
    }

    private Control backButton() {
        return new Control("back", texts.get("back"), "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack());
    }

    private Control takePictureButton(Control.ButtonLook look, String key) {
        return new Control("take-picture", texts.get(key), "cam", look, new SessionEvent.RequestPicture());
    }

    private Control bringLaterButton(Control.ButtonLook look) {
        return new Control("picture-later", texts.get("picture.later"), "", look, new SessionEvent.BringPictureLater());
    }

    private static boolean isPersonPhoto(ItemField field) {
        return field.kind() == ItemField.FieldKind.PHOTO;
    }

    private static String subjectKey(String key, ItemField field) {
        return isPersonPhoto(field) ? key + "-person" : key;
    }
}
