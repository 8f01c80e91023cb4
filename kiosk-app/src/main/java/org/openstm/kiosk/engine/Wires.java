package org.openstm.kiosk.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.central.Acting;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.FileRef;
import org.openstm.kiosk.central.Identity;
import org.openstm.kiosk.central.Lately;
import org.openstm.kiosk.central.Mandate;
import org.openstm.kiosk.central.Receipt;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.central.Subject;
import org.openstm.kiosk.central.Submission;
import org.openstm.kiosk.dispatch.Dispatch;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Bill;
import org.openstm.kiosk.session.CaseView;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Person;
import org.openstm.kiosk.session.Road;
import org.openstm.kiosk.session.Wording;

/// Between the words of the visit and the words of the wire.
final class Wires {
    private Wires() {}

    static Subject subject(Person person) {
        return new Subject(person.name(), person.number(), person.layout());
    }

    static Submission submission(
            String txId,
            Road road,
            String evidence,
            Instant now,
            String terminal,
            boolean stored,
            List<FileRef> files,
            int catalogue) {
        var factors = road.factors().stream().sorted().toList();
        var submission = new Submission(
                        txId,
                        road.item().id(),
                        road.item().version(),
                        subject(road.person().orElseThrow()),
                        new Identity(level(road).name(), factors, evidence),
                        road.answers().given(),
                        now,
                        terminal,
                        stored,
                        files)
                .under(catalogue);
        return road.acting()
                .map(other -> submission.by(new Acting(
                        other.role().name().toLowerCase(Locale.ROOT),
                        subject(other.who().orElseThrow()))))
                .orElse(submission);
    }

    /// What was really proven, not what the item wanted.
    private static Item.AssuranceLevel level(Road road) {
        var phone = road.person().filter(Person::byPhone).map(Person::level).orElse(Item.AssuranceLevel.L0);
        return phone.compareTo(shown(road)) > 0 ? phone : shown(road);
    }

    private static Item.AssuranceLevel shown(Road road) {
        if (road.factors().contains("staff-code") || road.factors().contains("simulated-match"))
            return Item.AssuranceLevel.L3;
        if (road.factors().contains("sms-code")) return Item.AssuranceLevel.L2;
        boolean card = road.factors().contains("id-card") || road.factors().contains("social-security-card");
        return card ? Item.AssuranceLevel.L1 : Item.AssuranceLevel.L0;
    }

    static LocalizedText words(Map<String, String> byTag) {
        return LocalizedText.of(
                byTag.getOrDefault(DisplayLanguage.ZH_CN.tag(), ""), byTag.getOrDefault(DisplayLanguage.EN.tag(), ""));
    }

    static Outcome accepted(Receipt receipt) {
        return new Outcome.Accepted(
                receipt.txId(),
                receipt.caseNumber(),
                time(receipt.acceptedAt()),
                receipt.result(),
                words(receipt.message()),
                receipt.documents().stream()
                        .map(d -> new Outcome.Document(d.serial(), d.title(), d.pages(), d.sha256()))
                        .toList(),
                receipt.parts().stream().map(Wires::share).toList());
    }

    private static Outcome.Share share(Receipt.Part part) {
        boolean accepted = part.state() != Receipt.State.REJECTED;
        return new Outcome.Share(words(part.title()), part.caseNumber(), accepted, words(part.message()));
    }

    /// What an accepted case costs, if anything.
    static Optional<Bill> bill(Receipt receipt) {
        return receipt.due()
                .map(due -> new Bill(
                        receipt.txId(),
                        receipt.caseNumber(),
                        time(receipt.acceptedAt()),
                        receipt.result(),
                        words(receipt.message()),
                        due.fen()));
    }

    static Outcome refused(String txId, Dispatch.Fate.Rejected rejected) {
        return new Outcome.Refused(txId, rejected.code(), words(rejected.message()));
    }

    /// As the department writes it, whatever the citizen reads.
    private static String time(Instant at) {
        return Wording.time(at, DisplayLanguage.ZH_CN);
    }

    static Event found(Reply<List<CaseProgress>> reply) {
        return switch (reply) {
            case Reply.Done<List<CaseProgress>>(var cases) ->
                new Event.Found(cases.stream().map(Wires::view).toList());
            case Reply.Refused<List<CaseProgress>> _ -> new Event.NotFound("progress.none");
            case Reply.NoAnswer<List<CaseProgress>> _ -> new Event.NotFound("error.centre-away");
        };
    }

    /// Answers of the centre that have a sentence of their own.
    private static final Set<String> NO_MANDATE =
            Set.of("organisation-unknown", "organisation-struck-off", "not-authorised", "authorisation-expired");

    static Event mandate(String code, Reply<Mandate> reply) {
        return switch (reply) {
            case Reply.Done<Mandate>(var said) ->
                new Event.Mandated(new org.openstm.kiosk.session.Mandate(
                        code,
                        said.name(),
                        said.standing().equals("legal-representative"),
                        said.until().map(LocalDate::toString).orElse("")));
            case Reply.Refused<Mandate>(var problem) -> {
                var known = NO_MANDATE.contains(problem.code()) ? problem.code() : "refused";
                var until = problem.facts().getOrDefault("until", "");
                yield new Event.NotMandated(code, new EntryVerdict.Wrong("mandate." + known, until));
            }
            case Reply.NoAnswer<Mandate> _ ->
                new Event.NotMandated(code, new EntryVerdict.Wrong("error.centre-away", ""));
        };
    }

    /// Whoever cannot be asked is laid out nothing of the past for.
    static Event lately(Reply<Lately> reply) {
        return reply instanceof Reply.Done<Lately>(var lately)
                ? new Event.Lately(lately.wanted(), lately.services())
                : new Event.Lately(true, List.of());
    }

    static CaseView view(CaseProgress one) {
        var stages = new ArrayList<CaseView.Stage>();
        for (var step : one.steps()) {
            var at = step.at();
            stages.add(new CaseView.Stage(words(step.label()), at == null ? "" : time(at), step.done()));
        }
        return new CaseView(
                one.caseNumber(),
                words(one.title()),
                one.state(),
                words(one.stateText()),
                stages,
                one.owner(),
                one.phone(),
                one.promisedBy(),
                one.overdue(),
                one.parts().stream().map(Wires::view).toList());
    }
}
