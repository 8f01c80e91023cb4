package org.openstm.kiosk.session;

import java.util.Optional;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.Filling;

/// A question that a camera answers: taken, looked at, and only then meant. The entry of its page is [#TAKING] while
/// the camera looks, then the digest of the picture that is looked at.
public final class Pictures {
    /// The camera looks.
    static final String TAKING = "taking";

    private Pictures() {}

    /// Whether the camera looks now.
    public static boolean taking(Filling here) {
        return here.entry().equals(TAKING);
    }

    /// The picture that is looked at.
    public static Optional<Still> seen(Filling here) {
        return Optional.ofNullable(here.road().pictures().get(here.entry()));
    }

    /// Whether it can be taken now. Who hands in for somebody else is not the person to be seen.
    public static boolean offered(Session session, Filling here, ItemField field) {
        boolean there = field.kind() != ItemField.FieldKind.PHOTO
                || here.road().acting().isEmpty();
        return there && session.world().takesPictures(field.kind());
    }

    static Step step(Session session, Filling here, ItemField field, Event event) {
        return switch (event) {
            case Event.TakePicture _
            when !taking(here) && offered(session, here, field) ->
                Step.to(session.to(Entries.entry(here, TAKING)), new Effect.TakePicture(field));
            case Event.PictureTaken(var name, var still)
            when taking(here) && name.equals(field.name()) -> {
                var looking = Entries.with(here, here.road().seeing(still));
                yield came(session, Entries.entry(looking, still.sha256()));
            }
            case Event.NoPicture(var name, var why)
            when taking(here) && name.equals(field.name()) ->
                came(session, Entries.wrong(Entries.entry(here, ""), new EntryVerdict.Wrong(why, "")));
            case Event.PictureLater _
            when field.later() && !taking(here) -> Forms.take(session, Entries.entry(here, ItemField.LATER), field);
            case Event.Next _ when !taking(here) -> Forms.take(session, here, field);
            case Event.Known(var values, var _) ->
                Step.to(session.to(Entries.with(here, here.road().knowing(values))));
            case Event.Back _ ->
                here.entry().equals(meant(here, field))
                        ? Forms.back(session, here)
                        : Step.to(session.to(Entries.entry(here, meant(here, field))));
            default -> Step.to(session);
        };
    }

    /// A camera takes its time: who has asked for help meanwhile, or whether to leave, is not torn away from that.
    private static Step came(Session session, Filling next) {
        var over = session.over() instanceof Over.StillThere ? new Over.Nothing() : session.over();
        return Step.to(session.touchedAt(session.seconds()).to(next).under(over));
    }

    /// What the answer is so far; what was only looked at is no answer.
    private static String meant(Filling here, ItemField field) {
        return here.road().answers().findAnswer(field.name()).orElse("");
    }

    static EntryVerdict check(Filling here, ItemField field) {
        boolean later = field.later() && here.entry().equals(ItemField.LATER);
        return later || seen(here).isPresent()
                ? new EntryVerdict.Fine()
                : new EntryVerdict.Wrong("error.no-picture", "");
    }
}
