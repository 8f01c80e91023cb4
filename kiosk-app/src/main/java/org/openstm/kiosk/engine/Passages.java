package org.openstm.kiosk.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.central.Passage;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Road;
import org.openstm.kiosk.session.Session;

/// Sees how citizens come through an item, and tells it without who they were (S27): where, how long, how many
/// touches; never what was answered. Used on the loop's thread alone.
public final class Passages {
    private final Consumer<Passage> to;
    private @Nullable Way way;

    public Passages(Consumer<Passage> to) {
        this.to = to;
    }

    /// The way that is being gone.
    private static final class Way {
        private final Instant begun;
        private final List<Passage.Stride> strides = new ArrayList<>();
        private Road road;
        private String outcome = "left";
        private String code = "";
        private String step = "";
        private Instant since;
        private int touches;
        private int asked;
        private int missing;

        private Way(Road road, Instant now) {
            this.road = road;
            this.begun = now;
            this.since = now;
        }

        private void stride(String next, Instant now) {
            if (next.equals(step)) return;
            // a clock that was set back between the two takes no time
            long ms = Math.max(0, Duration.between(since, now).toMillis());
            if (!step.isEmpty() && strides.size() < Passage.LONGEST) strides.add(new Passage.Stride(step, ms, touches));
            step = next;
            since = now;
            touches = 0;
        }

        private Passage told(Instant now) {
            stride("", now);
            boolean books = road.item().kind() == Item.ItemKind.BOOK;
            int known = (int) road.item().prefill().stream()
                    .filter(p -> !road.known().getOrDefault(p.name(), "").isEmpty())
                    .count();
            return new Passage(
                    UUID.randomUUID().toString(),
                    road.item().id(),
                    begun.truncatedTo(ChronoUnit.HOURS),
                    outcome,
                    books ? booking() : "",
                    asked,
                    road.carried().size() + known,
                    missing,
                    strides);
        }

        private String booking() {
            return switch (outcome) {
                case "accepted" -> "booked";
                case "rejected" -> code.startsWith("quota") ? "full" : "refused";
                default -> "left";
            };
        }
    }

    void seen(Session before, Event event, Session after, Instant now) {
        var road = after.at() instanceof Place.Farewell ? null : after.road().orElse(null);
        boolean another = before.number() != after.number() || before.road().isEmpty();
        if (way != null && (road == null || another)) finish(now);
        if (road == null) return;
        if (way == null && after.at() instanceof Place.Identifying) way = new Way(road, now);
        if (way == null) return;
        way.road = road;
        if (event instanceof Event.Touch) way.touches++;
        look(way, before, after, now);
    }

    private void finish(Instant now) {
        if (way != null) to.accept(way.told(now));
        way = null;
    }

    private static void look(Way way, Session before, Session after, Instant now) {
        String step = step(after.at());
        if (after.at() instanceof Place.Filling filling) {
            boolean entered = !step.equals(way.step);
            if (entered && filling.code().isEmpty()) way.asked++;
            boolean wrongBefore =
                    before.at() instanceof Place.Filling f && f.wrong().isPresent();
            if (filling.wrong().isPresent() && !wrongBefore) way.missing++;
        }
        if (after.at() instanceof Place.Delivering(var _, var outcome, var _)) {
            way.outcome = word(outcome);
            way.code = outcome instanceof Outcome.Refused refused ? refused.code() : "";
        }
        way.stride(step, now);
    }

    private static String step(Place place) {
        return switch (place) {
            case Place.Identifying(var _, Place.Proof.Notice _) -> "notice";
            case Place.Identifying _ -> "identity";
            case Place.Filling filling when filling.code().isPresent() -> "code";
            case Place.Filling filling -> page(filling);
            case Place.Confirming confirming -> confirming.signing() ? "sign" : "check";
            case Place.Submitting _ -> "sending";
            case Place.Passing _ -> "handing-over";
            case Place.Paying _ -> "paying";
            case Place.Delivering _ -> "result";
            case Place.Idle _, Place.Choosing _, Place.Farewell _, Place.OutOfService _, Place.AtStaff _ -> "";
        };
    }

    /// By its id, where that is a name of the contract; else by its place.
    private static String page(Place.Filling filling) {
        var id = filling.road().item().pages().get(filling.page()).id();
        return Passage.STEP.matcher(id).matches() ? id : "page-" + (filling.page() + 1);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted _ -> "accepted";
            case Outcome.Refused _, Outcome.Undone _ -> "rejected";
            case Outcome.Stored _ -> "stored";
            case Outcome.Unknown _, Outcome.PayUnknown _ -> "unknown";
            case Outcome.NotSent _ -> "not-sent";
            case Outcome.Shown _ -> "shown";
            case Outcome.HandedOver _ -> "handed-over";
        };
    }
}
