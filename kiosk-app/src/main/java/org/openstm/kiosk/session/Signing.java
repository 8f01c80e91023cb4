package org.openstm.kiosk.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.Confirming;

/// Checking the answers, signing them, and handing them over: stored first, always.
final class Signing {
    /// A signature has at least two strokes or one long one, and this many pixels of line in all.
    private static final int LINE = 200;

    private Signing() {}

    static Step begin(Session session, Road road) {
        int missing = Forms.missing(road);
        if (missing >= 0) return Forms.open(session, road, missing, true);
        if (!road.item().makesCase())
            return Step.to(session.told(road).to(new Place.Submitting(road, "")), new Effect.Query(road));
        if (road.item().fee().isEmpty()) {
            var check = session.to(new Confirming(road, false, false, List.of(), Optional.empty()));
            return road.person().isPresent() && session.world().lineUp()
                    ? Step.to(check, new Effect.ProveIdentity(road))
                    : Step.to(check);
        }
        // the amount hangs on the answers: an earlier one must not stand there while the new one is asked for
        var amount = road.item().fee().get().amount();
        var unknown = new HashMap<>(road.known());
        unknown.remove(amount);
        var asking = road.knowing(unknown);
        return Step.to(
                session.to(new Confirming(asking, false, false, List.of(), Optional.empty())),
                new Effect.FetchKnown(asking));
    }

    static Step step(Session session, Confirming here, Event event) {
        return switch (event) {
            case Event.Known known ->
                Step.to(session.to(new Confirming(
                        told(here.road(), known), here.signing(), here.read(), here.strokes(), here.wrong())));
            case Event.Change(var field) -> Forms.change(session, here.road(), field);
            case Event.ToSign _
            when !here.signing() && here.road().item().signed() ->
                Step.to(session.to(new Confirming(here.road(), true, false, List.of(), Optional.empty())));
            case Event.TickRead _
            when here.signing() ->
                Step.to(session.to(new Confirming(here.road(), true, !here.read(), here.strokes(), Optional.empty())));
            case Event.Signed(var stroke)
            when here.signing() -> {
                var strokes = new ArrayList<>(here.strokes());
                strokes.add(stroke);
                yield Step.to(session.to(new Confirming(here.road(), true, here.read(), strokes, Optional.empty())));
            }
            case Event.ClearSignature _
            when here.signing() ->
                Step.to(session.to(new Confirming(here.road(), true, here.read(), List.of(), Optional.empty())));
            case Event.Confirm(var txId) -> confirm(session, here, txId);
            case Event.Back _ when here.signing() -> begin(session, here.road());
            case Event.Back _ -> back(session, here.road());
            default -> Step.to(session);
        };
    }

    /// What was asked before the last answers may come after what was asked with them: it says nothing of
    /// the amount.
    private static Road told(Road road, Event.Known known) {
        boolean late =
                known.asked().filter(asked -> !asked.equals(road.answers())).isPresent();
        if (!late || road.item().fee().isEmpty()) return road.knowing(known.values());
        var all = new HashMap<>(road.known());
        known.values().forEach((name, value) -> {
            if (!name.equals(road.item().fee().get().amount())) all.put(name, value);
        });
        return road.knowing(all);
    }

    private static Step back(Session session, Road road) {
        var pages = road.item().pages();
        for (int i = pages.size() - 1; i >= 0; i--)
            if (Forms.asked(road, pages.get(i))) return Forms.open(session, road, i, false);
        return Step.to(
                session.to(new Place.Choosing(new Place.Shelf.Guide(road.item().id()), road.visitor())));
    }

    private static Step confirm(Session session, Confirming here, String txId) {
        if (here.road().item().signed()) {
            if (!here.signing()) return step(session, here, new Event.ToSign());
            if (!here.read()) return unsigned(session, here, "error.not-read");
            if (!signature(here.strokes())) return unsigned(session, here, "error.not-signed");
        }
        if (!knowsAmount(here.road())) {
            var told = unsigned(session, here, "error.no-amount");
            return Step.to(told.next(), new Effect.FetchKnown(here.road()));
        }
        var closed = Availability.closed(here.road().item(), session.world())
                .or(() -> Availability.tooLate(here.road().item(), session));
        if (closed.isPresent()) return unsigned(session, here, closed.get());
        // the line was down when the number was typed, and is back: now the code can be asked for
        int unproven = session.world().lineUp() ? Forms.unproven(here.road()) : -1;
        if (unproven >= 0) return Forms.open(session, here.road(), unproven, true);
        var known = here.road().brought().map(Brought::txId).orElse(txId);
        return submit(session, here.road().signedWith(here.strokes()), known);
    }

    /// Nobody hands in what costs something without having seen how much.
    private static boolean knowsAmount(Road road) {
        return road.item()
                .fee()
                .map(fee -> !road.known().getOrDefault(fee.amount(), "").isEmpty())
                .orElse(true);
    }

    static Step submit(Session session, Road road, String txId) {
        return Step.to(
                session.told(road).to(new Place.Submitting(road, txId)),
                new Effect.Store(txId, road),
                new Effect.Submit(txId));
    }

    private static Step unsigned(Session session, Confirming here, String why) {
        return Step.to(session.to(new Confirming(
                here.road(),
                here.signing(),
                here.read(),
                here.strokes(),
                Optional.of(new EntryVerdict.Wrong(why, "")))));
    }

    static boolean signature(List<Place.Stroke> strokes) {
        double line = 0;
        for (var stroke : strokes) {
            var p = stroke.points();
            for (int i = 2; i + 1 < p.size(); i += 2)
                line += Math.hypot(p.get(i) - p.get(i - 2), p.get(i + 1) - p.get(i - 1));
        }
        return strokes.size() >= 2 && line >= LINE;
    }
}
