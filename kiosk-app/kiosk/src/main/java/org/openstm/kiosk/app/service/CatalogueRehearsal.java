package org.openstm.kiosk.app.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.screen.ScreenComposer;
import org.openstm.kiosk.ui.text.BranchInfo;

/// Draws the themes and guides of a catalogue, in every language and size, before it is used: this finds errors
/// that no check of the files reveals, without a citizen.
final class CatalogueRehearsal {
    private static final BranchInfo NOWHERE =
            new BranchInfo(LocalizedText.NONE, LocalizedText.NONE, LocalizedText.NONE, LocalizedText.NONE);

    private CatalogueRehearsal() {}

    /// @return the problem in a sentence; empty if there is none
    static Optional<String> findFlaw(ItemCatalogue catalog, Instant now) {
        var asleep = Session.initialSession(catalog, false, now);
        for (var comfort : List.of(
                new SessionEvent.StartSession(), new SessionEvent.SwitchLanguage(), new SessionEvent.SwitchLarge())) {
            var flaw = findFlaw(asleep, comfort);
            if (flaw.isPresent()) return flaw;
        }
        return Optional.empty();
    }

    private static Optional<String> findFlaw(Session asleep, SessionEvent.TouchEvent comfort) {
        var ways = new ArrayList<List<SessionEvent>>();
        for (var theme : asleep.catalog().themes()) ways.add(List.of(new SessionEvent.SeeTheme(theme.id())));
        for (var item : asleep.catalog().items())
            ways.add(List.of(new SessionEvent.SeeItem(item.id()), new SessionEvent.BeginItem(item.id())));
        for (var way : ways) {
            try {
                walkScreens(asleep, comfort, way);
            } catch (RuntimeException bug) {
                return Optional.of("its screens cannot be shown, at " + way.getFirst() + ": " + bug);
            }
        }
        return Optional.empty();
    }

    private static void walkScreens(Session asleep, SessionEvent.TouchEvent comfort, List<SessionEvent> way) {
        var session = nextState(nextState(asleep, new SessionEvent.StartSession()), comfort);
        for (var event : way) {
            session = nextState(session, event);
            var _ = ScreenComposer.composeScreen(session, NOWHERE);
        }
    }

    private static Session nextState(Session session, SessionEvent event) {
        return SessionStateMachine.nextStep(session, event, session.seconds()).next();
    }
}
