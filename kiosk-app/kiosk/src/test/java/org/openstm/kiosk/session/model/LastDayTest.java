package org.openstm.kiosk.session.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.flow.SessionStateMachine;

/// Deadlines and eligibility: the citizen is told before filling in a form.
@DisplayName("nobody fills in a form for nothing")
class LastDayTest {
    private static final Item REPORT =
            CatalogueFiles.loadShipped().findItem("self-employed/annual-report").orElseThrow();
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final ServiceEnvironment CUT =
            new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false);
    private static final ServiceEnvironment NO_MARKET =
            new ServiceEnvironment(true, Set.of("market"), Set.of(), Set.of(), false, false);

    private static Session on(String day, ServiceEnvironment world) {
        var now = Instant.parse(day + "T06:32:00Z");
        return SessionStateMachine.nextStep(
                        Session.initialSession(CatalogueFiles.loadShipped(), true, now),
                        new TerminalEvent.EnvironmentChanged(world),
                        now)
                .next();
    }

    @Test
    void a_report_that_is_due_within_three_days_is_not_kept_here_while_the_line_is_down() {
        for (var world : List.of(CUT, NO_MARKET)) {
            assertEquals(
                    Optional.empty(),
                    ItemAvailability.findClosedReason(REPORT, on("2027-06-26", world)),
                    "four days are left");
            for (var late : List.of("2027-06-27", "2027-06-29", "2027-06-30"))
                assertEquals(
                        Optional.of("closed.deadline"),
                        ItemAvailability.findClosedReason(REPORT, on(late, world)),
                        late);
            assertEquals(
                    Optional.empty(),
                    ItemAvailability.findClosedReason(REPORT, on("2027-07-01", world)),
                    "the next is far off");
        }
        assertEquals(
                Optional.empty(),
                ItemAvailability.findClosedReason(REPORT, on("2027-06-29", ServiceEnvironment.FINE)),
                "sent at once");
    }

    @Test
    void an_item_without_a_last_day_is_kept_whatever_the_day() {
        var rural = CatalogueFiles.loadShipped().findItem("pension/join-rural").orElseThrow();
        assertEquals(Optional.empty(), ItemAvailability.findClosedReason(rural, on("2027-06-29", CUT)));
        assertTrue(rural.isStorable(LocalDate.parse("2027-06-29")));
        assertFalse(REPORT.isStorable(LocalDate.parse("2027-06-29")));
    }

    @Test
    void what_the_department_knows_against_it_ends_the_form_at_its_first_page() {
        var now = Instant.parse("2026-11-24T06:32:00Z");
        var session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);
        var item = "pension/old-age-allowance";
        var asked = false;
        for (var event : List.of(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(item),
                new SessionEvent.BeginItem(item),
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree(),
                new SessionEvent.CardRead(LI))) {
            var step = SessionStateMachine.nextStep(session, event, now);
            session = step.next();
            asked |= step.effects().stream().anyMatch(SessionEffect.FetchKnownValues.class::isInstance);
        }
        assertTrue(asked, "the department is asked as soon as the person is known");
        assertInstanceOf(SessionState.Filling.class, session.at());
        var no = new CaseOutcome.Rejected("", "not-of-age", LocalizedText.of("2035年3月8日起可以申请", "from 2035"));
        session = SessionStateMachine.nextStep(session, new SessionEvent.OutcomeKnown(no), now)
                .next();
        assertEquals(
                no,
                assertInstanceOf(SessionState.Delivering.class, session.at()).outcome());
    }
}
