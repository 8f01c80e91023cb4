package org.openstm.kiosk.reference.cases;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;

/// The progress of cases, for a citizen who asks: by verification code, or all of a person.
public final class CaseProgressService {
    private static final String BY_CODE = "SELECT answer FROM tx WHERE code = ?";
    private static final String SERVICE = "SELECT service, state FROM case_file WHERE case_number = ?";

    private static final String OF_PERSON = """
            SELECT t.answer, c.service, c.state FROM case_file c JOIN tx t ON t.terminal = c.terminal AND t.tx_id = c.tx_id
            WHERE c.person_key = ? ORDER BY c.at_ms DESC
            """;

    private final Database database;
    private final DemoProvince demo;

    public CaseProgressService(Database database, DemoProvince demo) {
        this.database = database;
        this.demo = demo;
    }

    public Optional<CaseProgress> findProgress(String verificationCode, Instant now) {
        return database.inTransaction(b -> {
            var answer = b.queryFirst(BY_CODE, row -> row.getBytes(1), verificationCode);
            if (answer.isEmpty()) return Optional.empty();
            var receipt = ReceiptCodec.parseReceipt(answer.get());
            return b.queryFirst(
                    SERVICE, row -> progressOf(receipt, row.getString(1), row.getString(2), now), receipt.caseNumber());
        });
    }

    public List<CaseProgress> listCases(CaseSubject subject, Instant now) {
        return database.inTransaction(b -> b.queryAll(
                OF_PERSON,
                row -> progressOf(ReceiptCodec.parseReceipt(row.getBytes(1)), row.getString(2), row.getString(3), now),
                CaseKeys.personKey(subject)));
    }

    private CaseProgress progressOf(CaseReceipt receipt, String serviceId, String caseState, Instant now) {
        var service = demo.services().findService(serviceId);
        var parts = receipt.parts().stream()
                .map(part -> progressOf(part, receipt.acceptedAt(), now))
                .toList();
        int days = service.map(ServiceDefinition::days).orElse(0);
        boolean at = parts.isEmpty() ? days > 0 : parts.stream().anyMatch(CaseProgressService::isInWork);
        var how = new CaseStanding(
                receipt.state() == CaseReceipt.ReceiptState.REJECTED,
                caseState.equals(PaymentService.CASE_WITHDRAWN),
                caseState.equals(PaymentService.CASE_DUE),
                receipt.due().isPresent(),
                at,
                days);
        return progressOf(receipt.caseNumber(), serviceId, receipt.acceptedAt(), how, parts, now);
    }

    private CaseProgress progressOf(CaseReceipt.ChainPart part, Instant acceptedAt, Instant now) {
        int days = demo.services()
                .findService(part.service())
                .map(ServiceDefinition::days)
                .orElse(0);
        var how = new CaseStanding(
                part.state() == CaseReceipt.ReceiptState.REJECTED, false, false, false, days > 0, days);
        return progressOf(part.caseNumber(), part.service(), acceptedAt, how, List.of(), now);
    }

    private static boolean isInWork(CaseProgress part) {
        return part.state().equals("in-work");
    }

    /// Progress of a case.
    ///
    /// @param costs whether it has a fee; `due`: whether that is unpaid
    /// @param slow whether a department is working on it
    /// @param days number of days that it has promised to take
    private record CaseStanding(
            boolean rejected, boolean withdrawn, boolean due, boolean costs, boolean slow, int days) {
        boolean isOpen() {
            return !rejected && !withdrawn;
        }

        String progressState() {
            return rejected ? "rejected" : withdrawn ? "withdrawn" : slow || due ? "in-work" : "finished";
        }
    }

    private CaseProgress progressOf(
            String number,
            String serviceId,
            Instant acceptedAt,
            CaseStanding how,
            List<CaseProgress> parts,
            Instant now) {
        var service = demo.services().findService(serviceId);
        Optional<LocalDate> promisedBy = how.isOpen() && how.slow() && how.days() > 0
                ? Optional.of(addWorkingDays(CaseKeys.dayOf(acceptedAt), how.days()))
                : Optional.empty();
        boolean overdue = promisedBy.filter(CaseKeys.dayOf(now)::isAfter).isPresent();
        String state = how.due() ? "state-due" : "state-" + how.progressState();
        return new CaseProgress(
                number,
                serviceId,
                service.map(ServiceDefinition::title).orElse(Map.of()),
                how.progressState(),
                demo.sentences().sentenceFor(state, Map.of()),
                progressSteps(acceptedAt, how),
                service.map(ServiceDefinition::owner).orElse(""),
                service.map(ServiceDefinition::phone).orElse(""),
                promisedBy,
                overdue,
                parts);
    }

    private List<CaseProgress.ProgressStep> progressSteps(Instant acceptedAt, CaseStanding how) {
        var steps = new ArrayList<CaseProgress.ProgressStep>();
        steps.add(new CaseProgress.ProgressStep(
                demo.sentences().sentenceFor("step-received", Map.of()), acceptedAt, true));
        String decided = how.rejected() ? "step-refused" : "step-decided";
        steps.add(new CaseProgress.ProgressStep(demo.sentences().sentenceFor(decided, Map.of()), acceptedAt, true));
        if (how.costs()) {
            String paid = how.withdrawn() ? "step-not-paid" : how.due() ? "step-due" : "step-paid";
            steps.add(new CaseProgress.ProgressStep(demo.sentences().sentenceFor(paid, Map.of()), null, !how.due()));
        }
        if (!how.isOpen()) return steps;
        if (how.slow())
            steps.add(new CaseProgress.ProgressStep(demo.sentences().sentenceFor("step-work", Map.of()), null, false));
        boolean done = !how.slow() && !how.due();
        steps.add(new CaseProgress.ProgressStep(
                demo.sentences().sentenceFor("step-finished", Map.of()), done ? acceptedAt : null, done));
        return steps;
    }

    /// Working days: without Saturdays and Sundays; holidays are not left out here, as a real department would.
    private static LocalDate addWorkingDays(LocalDate from, int days) {
        var day = from;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) left--;
        }
        return day;
    }
}
