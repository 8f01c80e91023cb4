package org.openstm.kiosk.session.flow;

import java.util.Optional;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.Filling;
import org.openstm.kiosk.session.model.SessionStep;

/// A question answered by a camera: a picture is taken, reviewed, and then confirmed. The entry of its page is
/// [#TAKING] while the camera works, then the digest of the picture under review.
public final class ImageCaptureFlow {
    /// The camera is at work.
    static final String TAKING = "taking";

    private ImageCaptureFlow() {}

    /// Whether the camera is at work.
    public static boolean isCameraActive(Filling here) {
        return here.entry().equals(TAKING);
    }

    /// The picture under review.
    public static Optional<CapturedImage> findViewedImage(Filling here) {
        return Optional.ofNullable(here.road().pictures().get(here.entry()));
    }

    /// Whether it can be taken now. A representative is not the person to be photographed.
    public static boolean isCameraOffered(Session session, Filling here, ItemField field) {
        boolean there = field.kind() != ItemField.FieldKind.PHOTO
                || here.road().acting().isEmpty();
        return there && session.world().takesPictures(field.kind());
    }

    static SessionStep stepPicture(
            Session session, Filling here, ItemField field, SessionEvent.PicturePageEvent event) {
        return switch (event) {
            case SessionEvent.RequestPicture _
            when !isCameraActive(here) && isCameraOffered(session, here, field) ->
                SessionStep.of(
                        session.withState(FieldEditor.withEntry(here, TAKING)), new SessionEffect.TakePicture(field));
            case SessionEvent.PictureTaken(var name, var still)
            when isCameraActive(here) && name.equals(field.name()) -> {
                var looking = FieldEditor.withApplication(here, here.road().withPicture(still));
                yield showCameraResult(session, FieldEditor.withEntry(looking, still.sha256()));
            }
            case SessionEvent.PictureFailed(var name, var why)
            when isCameraActive(here) && name.equals(field.name()) ->
                showCameraResult(
                        session,
                        FieldEditor.withError(FieldEditor.withEntry(here, ""), new EntryVerdict.Wrong(why, "")));
            case SessionEvent.BringPictureLater _
            when field.later() && !isCameraActive(here) ->
                FormFlow.takeAnswer(session, FieldEditor.withEntry(here, ItemField.LATER), field);
            case SessionEvent.GoOn _ when !isCameraActive(here) -> FormFlow.takeAnswer(session, here, field);
            case SessionEvent.ValuesKnown(var values, var _) ->
                SessionStep.of(session.withState(
                        FieldEditor.withApplication(here, here.road().withKnownValues(values))));
            case SessionEvent.GoBack _ ->
                here.entry().equals(currentAnswer(here, field))
                        ? FormFlow.goBack(session, here)
                        : SessionStep.of(session.withState(FieldEditor.withEntry(here, currentAnswer(here, field))));
            case SessionEvent.RequestPicture _,
                    SessionEvent.PictureTaken _,
                    SessionEvent.PictureFailed _,
                    SessionEvent.BringPictureLater _,
                    SessionEvent.GoOn _,
                    SessionEvent.OutcomeKnown _ -> SessionStep.of(session);
        };
    }

    /// A camera takes time: a citizen who opened help or the leave question meanwhile stays there.
    private static SessionStep showCameraResult(Session session, Filling next) {
        var over = session.over() instanceof Overlay.IdleWarning ? new Overlay.NoOverlay() : session.over();
        return SessionStep.of(
                session.withTouchTime(session.seconds()).withState(next).withOverlay(over));
    }

    /// The answer so far; a picture under review is no answer.
    private static String currentAnswer(Filling here, ItemField field) {
        return here.road().answers().findAnswer(field.name()).orElse("");
    }

    static EntryVerdict checkPicture(Filling here, ItemField field) {
        boolean later = field.later() && here.entry().equals(ItemField.LATER);
        return later || findViewedImage(here).isPresent()
                ? new EntryVerdict.Fine()
                : new EntryVerdict.Wrong("error.no-picture", "");
    }
}
