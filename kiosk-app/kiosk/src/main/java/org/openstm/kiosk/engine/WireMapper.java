package org.openstm.kiosk.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseRepresentative;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.RecentServices;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.CaseView;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.IdentityFactor;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.ValueFormatter;

/// Maps between the types of the session and those of the contract.
final class WireMapper {
    private WireMapper() {}

    static CaseSubject toSubject(IdentifiedPerson person) {
        return new CaseSubject(person.name(), person.number(), person.layout());
    }

    static CaseSubmission toSubmission(
            String txId,
            ServiceApplication road,
            String evidence,
            Instant now,
            String terminal,
            boolean stored,
            List<FileReference> files,
            int catalogue) {
        var factors = road.factors().stream().map(IdentityFactor::text).sorted().toList();
        var submission = new CaseSubmission(
                        txId,
                        road.item().id(),
                        road.item().version(),
                        toSubject(road.person().orElseThrow()),
                        new IdentityAssurance(provenLevel(road).name(), factors, evidence),
                        road.answers().given(),
                        now,
                        terminal,
                        stored,
                        files)
                .withCatalogue(catalogue);
        return road.acting()
                .map(other -> submission.withRepresentative(new CaseRepresentative(
                        other.role().name().toLowerCase(Locale.ROOT),
                        toSubject(other.who().orElseThrow()))))
                .orElse(submission);
    }

    /// The factors actually proven, not those that the item requires.
    private static Item.AssuranceLevel provenLevel(ServiceApplication road) {
        var phone = road.person().map(IdentifiedPerson::factor).filter(IdentityFactor::isAppCode);
        return Stream.concat(road.factors().stream().filter(factor -> !factor.isAppCode()), phone.stream())
                .map(IdentityFactor::level)
                .max(Comparator.naturalOrder())
                .orElse(Item.AssuranceLevel.L0);
    }

    static LocalizedText toWords(Map<String, String> byTag) {
        return LocalizedText.of(
                byTag.getOrDefault(DisplayLanguage.ZH_CN.tag(), ""), byTag.getOrDefault(DisplayLanguage.EN.tag(), ""));
    }

    static CaseOutcome toAccepted(CaseReceipt receipt) {
        return new CaseOutcome.Accepted(
                receipt.txId(),
                receipt.caseNumber(),
                formatTime(receipt.acceptedAt()),
                receipt.result(),
                toWords(receipt.message()),
                receipt.documents().stream()
                        .map(d -> new CaseOutcome.SealedDocument(d.serial(), d.title(), d.pages(), d.sha256()))
                        .toList(),
                receipt.parts().stream().map(WireMapper::toChainItemResult).toList());
    }

    private static CaseOutcome.ChainItemResult toChainItemResult(CaseReceipt.ChainPart part) {
        boolean accepted = part.state() != CaseReceipt.ReceiptState.REJECTED;
        return new CaseOutcome.ChainItemResult(
                toWords(part.title()), part.caseNumber(), accepted, toWords(part.message()));
    }

    /// The amount due for an accepted case, if any.
    static Optional<CaseBill> findBill(CaseReceipt receipt) {
        return receipt.due()
                .map(due -> new CaseBill(
                        receipt.txId(),
                        receipt.caseNumber(),
                        formatTime(receipt.acceptedAt()),
                        receipt.result(),
                        toWords(receipt.message()),
                        due.fen()));
    }

    static CaseOutcome toRejected(String txId, OutboxDispatcher.SubmissionResult.Rejected rejected) {
        return new CaseOutcome.Rejected(txId, rejected.code(), toWords(rejected.message()));
    }

    /// The department's own wording, whatever the display language.
    private static String formatTime(Instant at) {
        return ValueFormatter.formatTime(at, DisplayLanguage.ZH_CN);
    }

    static SessionEvent toCasesEvent(CentralReply<List<CaseProgress>> reply) {
        return switch (reply) {
            case CentralReply.Done<List<CaseProgress>>(var cases) ->
                new SessionEvent.CasesFetched(
                        cases.stream().map(WireMapper::toCaseView).toList());
            case CentralReply.Refused<List<CaseProgress>> _ -> new SessionEvent.CasesNotFetched("progress.none");
            case CentralReply.NoAnswer<List<CaseProgress>> _ -> new SessionEvent.CasesNotFetched("error.centre-away");
        };
    }

    /// Replies of central that have a text of their own.
    private static final Set<String> NO_MANDATE =
            Set.of("organisation-unknown", "organisation-struck-off", "not-authorised", "authorisation-expired");

    static SessionEvent toMandateEvent(String code, CentralReply<OrganisationAuthorisation> reply) {
        return switch (reply) {
            case CentralReply.Done<OrganisationAuthorisation>(var said) ->
                new SessionEvent.MandateGranted(new org.openstm.kiosk.session.model.OrganisationMandate(
                        code,
                        said.name(),
                        said.standing().equals("legal-representative"),
                        said.until().map(LocalDate::toString).orElse("")));
            case CentralReply.Refused<OrganisationAuthorisation>(var problem) -> {
                var known = NO_MANDATE.contains(problem.code()) ? problem.code() : "refused";
                var until = problem.facts().getOrDefault("until", "");
                yield new SessionEvent.MandateDenied(code, new EntryVerdict.Wrong("mandate." + known, until));
            }
            case CentralReply.NoAnswer<OrganisationAuthorisation> _ ->
                new SessionEvent.MandateDenied(code, new EntryVerdict.Wrong("error.centre-away", ""));
        };
    }

    /// Without a reply of central, no recent items are shown.
    static SessionEvent toRecentItemsEvent(CentralReply<RecentServices> reply) {
        return reply instanceof CentralReply.Done<RecentServices>(var lately)
                ? new SessionEvent.RecentItemsKnown(lately.wanted(), lately.services())
                : new SessionEvent.RecentItemsKnown(true, List.of());
    }

    static CaseView toCaseView(CaseProgress one) {
        var stages = new ArrayList<CaseView.ProgressStage>();
        for (var step : one.steps()) {
            var at = step.at();
            stages.add(
                    new CaseView.ProgressStage(toWords(step.label()), at == null ? "" : formatTime(at), step.done()));
        }
        return new CaseView(
                one.caseNumber(),
                toWords(one.title()),
                one.state(),
                toWords(one.stateText()),
                stages,
                one.owner(),
                one.phone(),
                one.promisedBy(),
                one.overdue(),
                one.parts().stream().map(WireMapper::toCaseView).toList());
    }
}
