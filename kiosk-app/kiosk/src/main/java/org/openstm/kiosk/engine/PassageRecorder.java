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
import org.openstm.kiosk.central.terminal.PassageOutcome;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// Records how citizens get through an item, without their identity: page, duration, number of
/// touches; never an answer. Used on the loop's thread alone.
public final class PassageRecorder {
    private final Consumer<ProcessDataRecord> to;
    private @Nullable OpenPassage way;

    public PassageRecorder(Consumer<ProcessDataRecord> to) {
        this.to = to;
    }

    /// The application in progress.
    private static final class OpenPassage {
        private final Instant begun;
        private final List<ProcessDataRecord.StepTiming> strides = new ArrayList<>();
        private ServiceApplication road;
        private PassageOutcome outcome = PassageOutcome.LEFT;
        private String code = "";
        private String step = "";
        private Instant since;
        private int touches;
        private int asked;
        private int missing;

        private OpenPassage(ServiceApplication road, Instant now) {
            this.road = road;
            this.begun = now;
            this.since = now;
        }

        private void enterStep(String next, Instant now) {
            if (next.equals(step)) return;
            // a clock that was set back in between gives a duration of zero
            long ms = Math.max(0, Duration.between(since, now).toMillis());
            if (!step.isEmpty() && strides.size() < ProcessDataRecord.LONGEST)
                strides.add(new ProcessDataRecord.StepTiming(step, ms, touches));
            step = next;
            since = now;
            touches = 0;
        }

        private ProcessDataRecord toPassage(Instant now) {
            enterStep("", now);
            boolean books = road.item().kind() == Item.ItemKind.BOOK;
            int known = (int) road.item().prefill().stream()
                    .filter(p -> !road.known().getOrDefault(p.name(), "").isEmpty())
                    .count();
            return new ProcessDataRecord(
                    UUID.randomUUID().toString(),
                    road.item().id(),
                    begun.truncatedTo(ChronoUnit.HOURS),
                    outcome.text(),
                    books ? bookingResult() : "",
                    asked,
                    road.carried().size() + known,
                    missing,
                    strides);
        }

        private String bookingResult() {
            return switch (outcome) {
                case ACCEPTED -> "booked";
                case REJECTED -> code.startsWith("quota") ? "full" : "refused";
                case STORED, UNKNOWN, NOT_SENT, SHOWN, TRANSFERRED, LEFT -> "left";
            };
        }
    }

    void recordStep(Session before, SessionEvent event, Session after, Instant now) {
        var road = after.at() instanceof SessionState.Farewell
                ? null
                : after.findApplication().orElse(null);
        boolean another =
                before.number() != after.number() || before.findApplication().isEmpty();
        if (way != null && (road == null || another)) finishPassage(now);
        if (road == null) return;
        if (way == null && after.at() instanceof SessionState.Identifying) way = new OpenPassage(road, now);
        if (way == null) return;
        way.road = road;
        if (event instanceof SessionEvent.TouchEvent) way.touches++;
        recordState(way, before, after, now);
    }

    private void finishPassage(Instant now) {
        if (way != null) to.accept(way.toPassage(now));
        way = null;
    }

    private static void recordState(OpenPassage way, Session before, Session after, Instant now) {
        String step = stepName(after.at());
        if (after.at() instanceof SessionState.Filling filling) {
            boolean entered = !step.equals(way.step);
            if (entered && filling.code().isEmpty()) way.asked++;
            boolean wrongBefore =
                    before.at() instanceof SessionState.Filling f && f.wrong().isPresent();
            if (filling.wrong().isPresent() && !wrongBefore) way.missing++;
        }
        if (after.at() instanceof SessionState.Delivering(var _, var outcome, var _)) {
            way.outcome = passageOutcome(outcome);
            way.code = outcome instanceof CaseOutcome.Rejected refused ? refused.code() : "";
        }
        way.enterStep(step, now);
    }

    private static String stepName(SessionState place) {
        return switch (place) {
            case SessionState.Identifying(var _, SessionState.IdentificationStep.PurposeNotice _) -> "notice";
            case SessionState.Identifying _ -> "identity";
            case SessionState.Filling filling when filling.code().isPresent() -> "code";
            case SessionState.Filling filling -> pageName(filling);
            case SessionState.Confirming confirming -> confirming.signing() ? "sign" : "check";
            case SessionState.Submitting _ -> "sending";
            case SessionState.TransferringState _ -> "handing-over";
            case SessionState.Paying _ -> "paying";
            case SessionState.Delivering _ -> "result";
            case SessionState.Idle _,
                    SessionState.Choosing _,
                    SessionState.Farewell _,
                    SessionState.OutOfService _,
                    SessionState.AtStaff _ -> "";
        };
    }

    /// The page's id, if it is a name of the contract; else its index.
    private static String pageName(SessionState.Filling filling) {
        var id = filling.road().item().pages().get(filling.page()).id();
        return ProcessDataRecord.STEP.matcher(id).matches() ? id : "page-" + (filling.page() + 1);
    }

    private static PassageOutcome passageOutcome(CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Accepted _ -> PassageOutcome.ACCEPTED;
            case CaseOutcome.Rejected _, CaseOutcome.Undone _ -> PassageOutcome.REJECTED;
            case CaseOutcome.Stored _ -> PassageOutcome.STORED;
            case CaseOutcome.Unknown _, CaseOutcome.PaymentUnknown _ -> PassageOutcome.UNKNOWN;
            case CaseOutcome.NotSent _ -> PassageOutcome.NOT_SENT;
            case CaseOutcome.QueryAnswered _ -> PassageOutcome.SHOWN;
            case CaseOutcome.Transferred _ -> PassageOutcome.TRANSFERRED;
        };
    }
}
