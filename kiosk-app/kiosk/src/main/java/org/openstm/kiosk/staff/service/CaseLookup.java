package org.openstm.kiosk.staff.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.form.PersonalDataMask;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.StaffCaseEntry;
import org.openstm.kiosk.staff.StaffCaseState;
import org.openstm.kiosk.staff.StaffEvent;

/// The journal's cases for staff: no answer, no full name, no full number.
public final class CaseLookup {
    private static final Duration BACK = Duration.ofDays(30);
    private static final int SHOWN = 20;
    private static final String FORGOTTEN = "–";

    private final Journal journal;
    private final OutboxDispatcher dispatch;

    public CaseLookup(Journal journal, OutboxDispatcher dispatch) {
        this.journal = journal;
        this.dispatch = dispatch;
    }

    /// The newest first.
    ///
    /// @param digits last digits of a case number, a local reference or an ID number, within 30 days;
    ///     empty for all of today
    StaffEvent.CasesFound findCases(String digits, Instant now) {
        var since = digits.isEmpty() ? startOfToday(now) : now.minus(BACK);
        var found = casesOpenedSince(since, now).stream()
                .filter(one -> digits.isEmpty() || matchesDigits(one, digits))
                .sorted(Comparator.comparing(JournalCase::openedAt).reversed())
                .toList();
        return new StaffEvent.CasesFound(
                digits, found.stream().limit(SHOWN).map(this::toCaseEntry).toList(), Math.max(0, found.size() - SHOWN));
    }

    private List<JournalCase> casesOpenedSince(Instant since, Instant now) {
        var all = new ArrayList<>(journal.cases().casesSettledBetween(since, now));
        for (var open : journal.cases().unsettledCases()) if (!open.openedAt().isBefore(since)) all.add(open);
        return all;
    }

    private static Instant startOfToday(Instant now) {
        return now.atZone(Session.ZONE).toLocalDate().atStartOfDay(Session.ZONE).toInstant();
    }

    private boolean matchesDigits(JournalCase one, String digits) {
        return endsWithDigits(caseNumber(one), digits)
                || endsWithDigits(one.localReference(), digits)
                || findSubject(one)
                        .map(who -> endsWithDigits(who.number(), digits))
                        .orElse(false);
    }

    private static boolean endsWithDigits(String text, String digits) {
        return text.replaceAll("\\D", "").endsWith(digits);
    }

    private StaffCaseEntry toCaseEntry(JournalCase one) {
        var who = findSubject(one)
                .map(subject ->
                        PersonalDataMask.maskName(subject.name()) + " ****" + lastCharacters(subject.number(), 4));
        return new StaffCaseEntry(
                one.txId(), one.openedAt(), one.service(), caseNumber(one), who.orElse(FORGOTTEN), caseState(one));
    }

    private static StaffCaseState caseState(JournalCase one) {
        if (one.isStored()) return StaffCaseState.STORED;
        return switch (one.state()) {
            case INTENT -> StaffCaseState.INTENT;
            case SENDING -> StaffCaseState.SENDING;
            case WAITING -> StaffCaseState.WAITING;
            case UNKNOWN -> StaffCaseState.UNKNOWN;
            case ACCEPTED -> StaffCaseState.ACCEPTED;
            case REJECTED -> StaffCaseState.REJECTED;
            case CANCELLED -> StaffCaseState.CANCELLED;
            case DEAD_LETTER -> StaffCaseState.DEAD_LETTER;
        };
    }

    private static String lastCharacters(String text, int characters) {
        return text.substring(Math.max(0, text.length() - characters));
    }

    /// Central's number, or before there is one the terminal's own.
    private static String caseNumber(JournalCase one) {
        try {
            return one.receipt()
                    .map(bytes -> ReceiptCodec.parseReceipt(bytes).caseNumber())
                    .orElse(one.localReference());
        } catch (ContractViolationException notOne) {
            return one.localReference();
        }
    }

    /// Empty when the key of the case was destroyed.
    private Optional<CaseSubject> findSubject(JournalCase one) {
        try {
            return Optional.of(SubmissionCodec.parseSubmission(journal.cases().caseRequest(one.txId()))
                    .subject());
        } catch (InvalidSealException | ContractViolationException forgotten) {
            return Optional.empty();
        }
    }

    StaffEvent.CaseHistory readHistory(String txId) {
        var one = journal.cases().findCase(txId).orElseThrow(() -> new IllegalArgumentException("no case " + txId));
        var steps = journal.cases().caseEntries(txId).stream()
                .map(entry -> new StaffCaseEntry.CaseHistoryEntry(
                        entry.at(), entry.kind().toLowerCase(Locale.ROOT).replace('_', '-'), entry.hash()))
                .toList();
        return new StaffEvent.CaseHistory(
                toCaseEntry(one), steps, journal.maintenance().verifyOwnFile().sound());
    }

    /// Counts today's cases and compares them with central's list; the journal records the result.
    StaffEvent.DayCounted countDay(String by, Instant now) {
        var since = startOfToday(now);
        var counts = new EnumMap<StaffCaseState, Integer>(StaffCaseState.class);
        for (var one : casesOpenedSince(since, now))
            counts.merge(toCaseEntry(one).state(), 1, Integer::sum);
        var differing = dispatch.reconcileCases(since, now);
        String compared = differing.isEmpty() ? "no-answer" : differing.getAsInt() > 0 ? "differs" : "same";
        var mark =
                journal.notes().addNote("day-end", "by " + by + ": " + countsText(counts) + "; compared: " + compared);
        return new StaffEvent.DayCounted(counts, compared, mark.sequence() + " " + mark.evidence());
    }

    private static String countsText(Map<StaffCaseState, Integer> counts) {
        var texts = new TreeMap<String, Integer>();
        counts.forEach((state, count) -> texts.put(state.text(), count));
        return texts.isEmpty() ? "no cases" : texts.toString();
    }
}
