package org.openstm.kiosk.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.Visit;
import org.openstm.kiosk.ui.Screens;
import org.openstm.kiosk.ui.Signboard;

/// Goes through the themes and guides of a catalogue, in every language and size, before a citizen does: what no
/// check of the files tells is found where nobody stands.
final class Rehearsal {
    private static final Signboard NOWHERE =
            new Signboard(LocalizedText.NONE, LocalizedText.NONE, LocalizedText.NONE, LocalizedText.NONE);

    private Rehearsal() {}

    /// @return what went wrong, in a sentence; empty if nothing did
    static Optional<String> flaw(ItemCatalogue catalog, Instant now) {
        var asleep = Session.first(catalog, false, now);
        for (var comfort : List.of(new Event.Start(), new Event.SwitchLanguage(), new Event.SwitchLarge())) {
            var flaw = flaw(asleep, comfort);
            if (flaw.isPresent()) return flaw;
        }
        return Optional.empty();
    }

    private static Optional<String> flaw(Session asleep, Event.Touch comfort) {
        var ways = new ArrayList<List<Event>>();
        for (var theme : asleep.catalog().themes()) ways.add(List.of(new Event.SeeTheme(theme.id())));
        for (var item : asleep.catalog().items())
            ways.add(List.of(new Event.SeeItem(item.id()), new Event.Begin(item.id())));
        for (var way : ways) {
            try {
                walk(asleep, comfort, way);
            } catch (RuntimeException bug) {
                return Optional.of("its screens cannot be shown, at " + way.getFirst() + ": " + bug);
            }
        }
        return Optional.empty();
    }

    private static void walk(Session asleep, Event.Touch comfort, List<Event> way) {
        var session = step(step(asleep, new Event.Start()), comfort);
        for (var event : way) {
            session = step(session, event);
            var _ = Screens.of(session, NOWHERE);
        }
    }

    private static Session step(Session session, Event event) {
        return Visit.step(session, event, session.seconds()).next();
    }
}
